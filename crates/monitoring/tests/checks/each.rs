//! Each check of the registry: something that fails it and something that passes it.
//!
//! Not here: the seed as a whole. The one decision to know: the list of breaks is compared with the
//! registry, so a check without a test does not pass.

use std::collections::BTreeSet;

use opora_domain::reports::{ReportContent, ReportedIndicator, ReportedValue};
use opora_monitoring::checks::{self, CheckRules, Severity, Verdict, catalogue_of_checks};

use super::fixture::{complete, rules, seed};

fn row<'c>(content: &'c mut ReportContent, code: &str) -> &'c mut ReportedIndicator {
    content
        .indicators
        .iter_mut()
        .find(|row| row.code.as_deref() == Some(code))
        .unwrap()
}

fn set(content: &mut ReportContent, code: &str, number: f64) {
    row(content, code).value = ReportedValue::Number(number);
}

type Break = fn(&mut ReportContent);

/// For every check a way to break the complete справка so that it fails.
const BREAKS: [(&str, Break); 30] = [
    ("mentors-total", |c| {
        set(c, "org.mentors_in_base_by_order", 68.0);
    }),
    ("teacher-mentors-agree", |c| {
        set(c, "ped.mentor_function", 9.0);
    }),
    ("young-mentors-within-function", |c| {
        set(c, "young.mentors_of_young", 9.0);
    }),
    ("young-mentors-within-mentors", |c| {
        set(c, "young.mentors_of_young", 9.0);
    }),
    ("young-mentees-within-young", |c| {
        set(c, "young.mentees_year", 9.0);
    }),
    ("teacher-mentees-cover-young", |c| {
        set(c, "ped.mentees", 7.0);
    }),
    ("young-year-within-three-years", |c| *c = seed()),
    ("subgroups-within-mentees", |c| {
        set(c, "cov.mentees_gifted", 112.0);
    }),
    ("pupil-base-consistent", |c| {
        row(c, "cov.pupil_mentor_base").value = ReportedValue::Flag(false);
    }),
    ("partners-consistent", |c| {
        set(c, "ext.mentors_from_companies", 1.0);
    }),
    ("programmes-match-pairs", |c| {
        c.active_mentorships = Some(66);
    }),
    ("satisfaction-measured", |c| {
        row(c, "sat.mentors").survey.as_mut().unwrap().closed_on = "2023-10-14".parse().ok();
    }),
    ("satisfaction-range", |c| set(c, "sat.mentees", 101.0)),
    ("unit-stated", |c| row(c, "ped.mentees").unit = None),
    ("evidence-present", |c| row(c, "ped.mentees").proofs.clear()),
    ("evidence-link-wellformed", |c| {
        row(c, "ped.mentees").links = vec!["https://a.example/b.html/c/b.html".into()];
    }),
    ("evidence-specific", |c| {
        for row in c.indicators.iter_mut().take(5) {
            row.links = vec!["https://a.example/b.html".into()];
        }
    }),
    ("evidence-kind-fits", |c| {
        row(c, "young.hired_3y").proofs[0].kind = "order_pairs".into();
    }),
    ("evidence-exposes-special", |c| {
        let proof = &mut row(c, "cov.mentees_at_risk").proofs[0];
        proof.public = true;
        proof.url = Some("https://a.example/list.html".into());
    }),
    ("share-has-denominator", |c| {
        row(c, "young.mentors_of_young").denominator = None;
    }),
    ("done-activity-plausible", |c| {
        let activities = c.roadmap.iter_mut().flat_map(|row| &mut row.activities);
        for activity in activities.filter(|a| a.text.contains("заключительной")) {
            activity.done = true;
        }
    }),
    ("mark-per-activity", |c| {
        c.roadmap[4].activities[0].own_mark = false;
    }),
    ("stage-order", |c| {
        for activity in &mut c.roadmap[13].activities {
            (activity.done, activity.own_mark) = (false, false);
        }
    }),
    ("activity-planned", |c| c.roadmap[19].responsible.clear()),
    ("activity-overdue", |c| {
        let activity = &mut c.roadmap[0].activities[0];
        (activity.done, activity.own_mark) = (false, false);
    }),
    ("training-claimed", |c| {
        c.figures.clear();
        c.roadmap.clear();
    }),
    ("closing-stage-present", |c| c.roadmap.truncate(20)),
    ("analysis-present", |c| c.conclusions.clear()),
    ("requisites-present", |c| c.number = None),
    ("ages-provable", |c| {
        row(c, "cov.mentees_10_19").ages_proved = false;
    }),
];

#[test]
fn every_check_of_the_registry_has_a_break_here() {
    let registry: Vec<String> = catalogue_of_checks(&rules())
        .into_iter()
        .map(|check| check.code)
        .collect();
    let unique: BTreeSet<&str> = registry.iter().map(String::as_str).collect();
    let broken: BTreeSet<&str> = BREAKS.iter().map(|(code, _)| *code).collect();
    assert_eq!(registry.len(), unique.len(), "codes are unique");
    assert_eq!(unique, broken);
}

#[test]
fn every_check_fails_when_its_rule_is_broken_and_passes_the_complete_report() {
    for (code, broken) in BREAKS {
        let verdict = |content: &ReportContent| {
            let report = checks::run(&rules(), content);
            let outcome = report
                .outcomes
                .into_iter()
                .find(|outcome| outcome.code == code);
            outcome.unwrap().verdict
        };
        let mut content = complete();
        if code != "young-year-within-three-years" {
            assert_eq!(verdict(&content), Verdict::Passed, "{code}");
        }
        broken(&mut content);
        assert!(matches!(verdict(&content), Verdict::Found(_)), "{code}");
    }
}

#[test]
fn a_typed_report_is_asked_what_a_computed_one_answers() {
    let mut content = seed();
    set(&mut content, "young.hired_3y", 9.0);
    set(&mut content, "ext.companies", 2.0);
    let report = checks::run(&rules(), &content);
    let has = |code: &str| report.findings.iter().any(|finding| finding.code == code);
    assert!(!has("young-year-within-three-years"));
    assert!(has("partners-consistent"), "organisations without a mentor");
    set(&mut content, "ext.mentors_from_companies", 1.0);
    let report = checks::run(&rules(), &content);
    let partners: Vec<Severity> = report
        .findings
        .iter()
        .filter(|finding| finding.code == "partners-consistent")
        .map(|finding| finding.severity)
        .collect();
    assert_eq!(
        partners,
        [Severity::Warning],
        "mentors of organisations without an agreement"
    );
}

const REGIONAL: &str = r#"
[[arithmetic]]
code = "regional-rule"
title = "Правило региона"
severity = "warning"
left = ["ped.mentees"]
operator = "le"
right = ["regional.figure"]
missing = "MISSING"
text = "Слишком много: {left} и {right}."
remedy = "Проверьте."
"#;

fn regional(missing: &str) -> CheckRules {
    let own = include_str!("../../../../catalogues/udmurtia-570/checks.toml");
    CheckRules::from_toml(&format!("{own}{}", REGIONAL.replace("MISSING", missing))).unwrap()
}

#[test]
fn a_region_adds_a_rule_of_its_own_and_says_what_a_missing_figure_means() {
    let verdict = |missing: &str, content: &ReportContent| {
        let report = checks::run(&regional(missing), content);
        let outcome = report
            .outcomes
            .into_iter()
            .find(|outcome| outcome.code == "regional-rule");
        outcome.unwrap().verdict
    };
    let mut content = complete();
    assert!(matches!(
        verdict("skip", &content),
        Verdict::NotApplicable(_)
    ));
    assert_eq!(verdict("zero", &content), Verdict::Found(1));
    assert_eq!(verdict("fail", &content), Verdict::Found(1));
    content.figures.insert("regional.figure".into(), 8);
    assert_eq!(verdict("fail", &content), Verdict::Passed);
}

#[test]
fn a_hidden_or_missing_figure_is_never_taken_for_zero() {
    for value in [
        ReportedValue::Hidden,
        ReportedValue::NotComputable,
        ReportedValue::Missing,
    ] {
        let mut content = complete();
        row(&mut content, "ped.mentor_function").value = value;
        let report = checks::run(&rules(), &content);
        let outcome = report
            .outcomes
            .iter()
            .find(|outcome| outcome.code == "teacher-mentors-agree")
            .unwrap();
        assert!(
            matches!(outcome.verdict, Verdict::NotApplicable(_)),
            "{outcome:?}"
        );
    }
}

#[test]
fn a_misspelt_rule_is_refused_with_its_place() {
    let error = CheckRules::from_toml("edition = \"1\"\nparametres = 1\n").unwrap_err();
    assert_eq!(error.code(), "check-rules-unreadable");
    assert!(error.to_string().contains("parametres"), "{error}");
}

#[test]
fn every_shipped_set_of_rules_can_be_read_and_names_known_checks() {
    for (catalogue, text) in checks::shipped() {
        let rules =
            CheckRules::from_toml(text).unwrap_or_else(|error| panic!("{catalogue}: {error}"));
        let report = checks::run(&rules, &complete());
        assert!(
            !checks::blocks_signing(&report.findings),
            "{catalogue}: {:?}",
            report.findings
        );
    }
}
