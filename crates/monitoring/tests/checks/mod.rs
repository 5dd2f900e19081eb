//! Checks over the справка of the seed, over a complete one, and one by one.
//!
//! Not here: reading files. The one decision to know: the multiplicities are those of the design
//! document of the checks, counted by hand, not what the code happens to give.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests fail the test, as the tests themselves do"
)]

mod each;
pub mod fixture;
pub mod seed_rows;

use std::collections::BTreeMap;

use fixture::{as_of, complete, rules, seed};
use opora_domain::Id;
use opora_domain::reports::Waiver;
use opora_monitoring::checks::{self, Finding, Severity, Verdict};
use uuid::Uuid;

fn counts(findings: &[Finding], severity: Severity) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for finding in findings
        .iter()
        .filter(|finding| finding.severity == severity)
    {
        *counts.entry(finding.code.as_str()).or_insert(0) += 1;
    }
    counts
}

#[test]
fn the_seed_gives_exactly_the_findings_of_the_design() {
    let report = checks::run(&rules(), &seed());
    let errors = BTreeMap::from([
        ("teacher-mentors-agree", 1),
        ("young-mentors-within-function", 1),
        ("satisfaction-measured", 2),
        ("satisfaction-range", 2),
        ("evidence-present", 2),
        ("evidence-link-wellformed", 1),
        ("share-has-denominator", 3),
        ("done-activity-plausible", 1),
        ("stage-order", 1),
        ("analysis-present", 1),
    ]);
    let warnings = BTreeMap::from([
        ("programmes-match-pairs", 1),
        ("unit-stated", 1),
        ("evidence-specific", 2),
        ("evidence-kind-fits", 2),
        ("evidence-exposes-special", 3),
        ("mark-per-activity", 1),
        ("activity-planned", 3),
        ("training-claimed", 1),
        ("requisites-present", 1),
        ("ages-provable", 1),
    ]);
    let infos = BTreeMap::from([
        ("young-year-within-three-years", 1),
        ("closing-stage-present", 1),
    ]);
    assert_eq!(counts(&report.findings, Severity::Error), errors);
    assert_eq!(counts(&report.findings, Severity::Warning), warnings);
    assert_eq!(counts(&report.findings, Severity::Info), infos);
    assert_eq!(
        report.not_applicable().count(),
        0,
        "the seed gives every check something to do"
    );
    assert!(checks::blocks_signing(&report.findings));
}

#[test]
fn findings_of_the_seed_name_their_rows_and_the_way_out() {
    let report = checks::run(&rules(), &seed());
    let numbers = |code: &str| -> Vec<Vec<u32>> {
        report
            .findings
            .iter()
            .filter(|finding| finding.code == code)
            .map(|finding| finding.rows.iter().filter_map(|row| row.number).collect())
            .collect()
    };
    assert_eq!(numbers("teacher-mentors-agree"), [[30, 28]]);
    assert_eq!(numbers("evidence-link-wellformed"), [[4]]);
    assert_eq!(numbers("evidence-kind-fits"), [[20], [21]]);
    assert_eq!(numbers("evidence-exposes-special"), [[12], [13], [14]]);
    assert_eq!(
        numbers("share-has-denominator"),
        [vec![12, 13, 14, 15], vec![16, 17], vec![23]]
    );
    let pages: Vec<usize> = numbers("evidence-specific").iter().map(Vec::len).collect();
    assert_eq!(pages, [5, 14]);
    assert_eq!(numbers("activity-planned"), [[12], [13], [14]]);
    let find = |code: &str| {
        report
            .findings
            .iter()
            .find(|finding| finding.code == code)
            .unwrap()
    };
    let link = find("evidence-link-wellformed");
    assert!(
        link.expected.ends_with("/dokumenty-all-52_308.html"),
        "{}",
        link.expected
    );
    assert_eq!(link.expected.matches(".html").count(), 1);
    let programmes = &find("programmes-match-pairs").message;
    assert!(
        programmes.contains("наставников 67 (столько же)"),
        "{programmes}"
    );
    assert!(programmes.contains("наставляемых 119"), "{programmes}");
    let marks = &find("mark-per-activity").found;
    assert_eq!(marks, "37 мероприятий на 20 отметок");
    for finding in &report.findings {
        for text in [
            &finding.message,
            &finding.expected,
            &finding.found,
            &finding.remedy,
        ] {
            assert!(!text.trim().is_empty(), "{finding:?}");
            assert!(!text.contains(['{', '}']), "{text}");
        }
    }
}

#[test]
fn a_complete_computed_report_passes_everything() {
    let report = checks::run(&rules(), &complete());
    assert_eq!(report.findings, []);
    let skipped: Vec<&str> = report
        .not_applicable()
        .map(|check| check.code.as_str())
        .collect();
    assert_eq!(
        skipped,
        ["young-year-within-three-years"],
        "asked of typed справки only"
    );
}

#[test]
fn a_check_without_its_inputs_is_not_applicable_and_never_passed() {
    let mut content = seed();
    content.indicators.clear();
    content.roadmap.clear();
    let report = checks::run(&rules(), &content);
    let passed: Vec<&str> = report
        .outcomes
        .iter()
        .filter(|outcome| outcome.verdict == Verdict::Passed)
        .map(|outcome| outcome.code.as_str())
        .collect();
    assert_eq!(passed, [""; 0]);
    let found: Vec<&str> = report
        .findings
        .iter()
        .map(|finding| finding.code.as_str())
        .collect();
    assert_eq!(found, ["analysis-present", "requisites-present"]);
}

fn waiver(check: &str, subject: Option<&str>, reason: &str) -> Waiver {
    Waiver {
        id: Id::new(Uuid::from_u128(1)),
        code: "ПЗ1".into(),
        version: 1,
        check: check.into(),
        as_of: as_of(),
        subject: subject.map(str::to_owned),
        reason: reason.into(),
        author: "Директор Д. Д.".into(),
        waived_on: as_of(),
    }
}

#[test]
fn a_waiver_accepts_its_subject_only_and_needs_a_reason() {
    let mut report = checks::run(&rules(), &seed());
    let waived = |report: &checks::CheckReport| {
        report
            .findings
            .iter()
            .filter(|finding| finding.waived.is_some())
            .count()
    };
    let one = waiver(
        "satisfaction-measured",
        Some("sat.mentors"),
        "По итогам прошлого года",
    );
    checks::apply_waivers(&mut report, std::slice::from_ref(&one), as_of());
    assert_eq!(waived(&report), 1);
    checks::apply_waivers(
        &mut report,
        &[Waiver {
            reason: " ".into(),
            ..one.clone()
        }],
        as_of(),
    );
    assert_eq!(waived(&report), 0);
    let all = Waiver {
        subject: None,
        ..one.clone()
    };
    checks::apply_waivers(&mut report, &[all], as_of());
    assert_eq!(waived(&report), 2);
    let last_year = Waiver {
        as_of: "2022-10-13".parse().unwrap(),
        ..one
    };
    checks::apply_waivers(&mut report, &[last_year], as_of());
    assert_eq!(waived(&report), 0);
}

#[test]
fn signing_is_free_once_every_error_is_accepted() {
    let mut report = checks::run(&rules(), &seed());
    let codes: Vec<String> = report
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .map(|finding| finding.code.clone())
        .collect();
    let waivers: Vec<Waiver> = codes
        .iter()
        .map(|code| waiver(code, None, "Учебный пример"))
        .collect();
    checks::apply_waivers(&mut report, &waivers, as_of());
    assert!(!checks::blocks_signing(&report.findings));
    assert_eq!(checks::awaiting_reason(&report.findings).count(), 16);
}
