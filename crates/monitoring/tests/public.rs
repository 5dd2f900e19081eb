//! The public edition under attack: can a reader compute back what is hidden?
//!
//! Not here: the official edition. The one decision to know: the attacker tries every value of the
//! hidden figures against every relation the checks publish, by brute force.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests fail the test, as the tests themselves do"
)]

use std::collections::{BTreeMap, BTreeSet};

use opora_domain::reports::{Measure, MeasureStatus, ReportedValue, Waiver};
use opora_monitoring::public::{Bound, Equation, Figure, suppress};
use opora_monitoring::report::{Edition, PreviousFigures, Report, document};

use crate::checks::fixture::as_of;
use crate::report::{evaluation, facts, report, words_of};
use crate::roadmap::{day, id};

const CODES: [&str; 9] = [
    "all", "firm", "pupil", "ped", "func", "young", "kids", "risk", "gift",
];

fn texts(codes: &[&str]) -> Vec<String> {
    codes.iter().map(|code| (*code).to_owned()).collect()
}

/// The relations of the regional form in small.
fn relations() -> (Vec<Equation>, Vec<Bound>) {
    let equation = |left: &[&str], right: &[&str]| Equation {
        left: texts(left),
        right: texts(right),
    };
    let bound = |smaller: &str, greater: &str| Bound {
        smaller: texts(&[smaller]),
        greater: texts(&[greater]),
    };
    (
        vec![
            equation(&["all"], &["firm", "pupil", "ped"]),
            equation(&["func"], &["ped"]),
        ],
        vec![
            bound("young", "func"),
            bound("young", "ped"),
            bound("risk", "kids"),
            bound("gift", "kids"),
        ],
    )
}

fn figures(values: [i64; 9]) -> Vec<Figure> {
    CODES
        .iter()
        .zip(values)
        .map(|(code, value)| {
            let special = matches!(*code, "risk" | "gift");
            Figure {
                code: (*code).into(),
                value,
                limit: if special { 10 } else { 5 },
                special,
                printed: true,
            }
        })
        .collect()
}

/// Whether the figures obey every relation.
fn possible(figures: &BTreeMap<&str, i64>) -> bool {
    let of = |code: &str| figures[code];
    of("all") == of("firm") + of("pupil") + of("ped")
        && of("func") == of("ped")
        && of("young") <= of("func")
        && of("young") <= of("ped")
        && of("risk") <= of("kids")
        && of("gift") <= of("kids")
}

/// What each hidden figure can be for a reader, trying everything up to 9.
fn attack(figures: &[Figure], hidden: &BTreeSet<String>) -> BTreeMap<String, BTreeSet<i64>> {
    let mut found: BTreeMap<String, BTreeSet<i64>> = BTreeMap::new();
    // Mentors and children hang together in no relation, so each half is tried alone.
    for half in [&CODES[..6], &CODES[6..]] {
        let mut known: BTreeMap<&str, i64> = BTreeMap::new();
        let mut open: Vec<&str> = Vec::new();
        for figure in figures {
            let free = !matches!(figure.code.as_str(), "all" | "func");
            if hidden.contains(&figure.code) && half.contains(&figure.code.as_str()) && free {
                open.push(&figure.code);
            }
            known.insert(&figure.code, figure.value);
        }
        try_all(&open, hidden, &mut known, &mut found);
    }
    found
}

fn try_all<'a>(
    open: &[&'a str],
    hidden: &BTreeSet<String>,
    figures: &mut BTreeMap<&'a str, i64>,
    found: &mut BTreeMap<String, BTreeSet<i64>>,
) {
    let Some((code, rest)) = open.split_first() else {
        // A hidden sum is whatever its parts give.
        let mut guess = figures.clone();
        if hidden.contains("func") {
            guess.insert("func", guess["ped"]);
        }
        if hidden.contains("all") {
            guess.insert("all", guess["firm"] + guess["pupil"] + guess["ped"]);
        }
        if possible(&guess) {
            for code in hidden {
                found
                    .entry(code.clone())
                    .or_default()
                    .insert(guess[code.as_str()]);
            }
        }
        return;
    };
    let truth = figures[code];
    for guess in 0..=9 {
        figures.insert(code, guess);
        try_all(rest, hidden, figures, found);
    }
    figures.insert(code, truth);
}

#[test]
fn no_small_figure_can_be_computed_back_from_what_is_shown() {
    let (equations, bounds) = relations();
    let mut attacked = 0;
    for firm in [0, 3, 6] {
        for pupil in [0, 4, 6] {
            for (ped, young) in [(0, 0), (3, 2), (6, 4), (7, 7)] {
                for (kids, risk, gift) in [(14, 8, 0), (12, 12, 10), (0, 0, 0), (6, 6, 1)] {
                    let all = firm + pupil + ped;
                    let values = [all, firm, pupil, ped, ped, young, kids, risk, gift];
                    let figures = figures(values);
                    let hidden = suppress(&figures, &equations, &bounds);
                    let guesses = attack(&figures, &hidden);
                    for figure in &figures {
                        let small = (1..figure.limit).contains(&figure.value);
                        if small {
                            assert!(hidden.contains(&figure.code), "{values:?} {}", figure.code);
                            attacked += 1;
                            let choice = guesses[&figure.code].len();
                            assert!(choice >= 3, "{values:?}: {} of {choice}", figure.code);
                        }
                    }
                }
            }
        }
    }
    assert!(
        attacked > 100,
        "the attack had something to attack: {attacked}"
    );
}

#[test]
fn a_sum_with_one_small_part_hides_a_second_part() {
    let (equations, bounds) = relations();
    let hidden = suppress(
        &figures([12, 0, 9, 3, 3, 0, 14, 12, 12]),
        &equations,
        &bounds,
    );
    assert_eq!(
        hidden,
        texts(&["func", "ped", "pupil"]).into_iter().collect()
    );
}

#[test]
fn nothing_is_hidden_when_nothing_is_small() {
    let (equations, bounds) = relations();
    let hidden = suppress(
        &figures([67, 0, 59, 8, 8, 8, 111, 12, 15]),
        &equations,
        &bounds,
    );
    assert_eq!(hidden, BTreeSet::new());
}

#[test]
fn a_figure_that_is_not_printed_protects_itself_through_those_that_are() {
    let mut figures = figures([14, 0, 6, 6, 6, 0, 14, 12, 12]);
    figures.push(Figure {
        code: "other".into(),
        value: 2,
        limit: 5,
        special: false,
        printed: false,
    });
    let equations = vec![Equation {
        left: texts(&["all"]),
        right: texts(&["firm", "pupil", "ped", "other"]),
    }];
    let hidden = suppress(&figures, &equations, &[]);
    assert!(hidden.iter().any(|code| code != "other"), "{hidden:?}");
}

fn public(changes: &[(&str, &str)]) -> Report {
    report(&facts(), &evaluation(changes), None, Edition::Public)
}

fn shown(report: &Report, code: &str) -> ReportedValue {
    let row = report
        .content
        .indicators
        .iter()
        .find(|row| row.code.as_deref() == Some(code));
    row.unwrap().value.clone()
}

#[test]
fn special_groups_below_ten_are_hidden_and_their_proofs_with_them() {
    let report = public(&[]);
    for code in [
        "cov.mentees_at_risk",
        "cov.mentees_ovz_disabled",
        "cov.mentees_gifted",
    ] {
        assert_eq!(shown(&report, code), ReportedValue::Hidden, "{code}");
    }
    assert_eq!(
        shown(&report, "cov.mentees_10_19"),
        ReportedValue::Number(111.0)
    );
    let row = &report.content.indicators[11];
    assert!(row.links.is_empty() && row.proofs.is_empty());
    assert_eq!(row.value_text, "скрыто");
    let text = words_of(&document(&report));
    assert!(text.contains("редакция для публикации"));
    assert!(text.contains("меньше 5 (для особых групп детей — меньше 10)"));
    assert!(text.contains("скрыто"));
}

/// Three teacher mentors: a number no other figure of the fixture has.
const FEW: [(&str, &str); 5] = [
    ("org.mentors_in_base_by_order", "62"),
    ("ped.mentors", "3"),
    ("ped.mentor_function", "3"),
    ("young.mentors_of_young", "3"),
    ("dev.personal_programmes", "62"),
];

#[test]
fn totals_shares_companions_charts_and_texts_do_not_give_a_hidden_count_back() {
    let report = public(&FEW);
    for code in [
        "ped.mentors",
        "ped.mentor_function",
        "young.mentors_of_young",
    ] {
        assert_eq!(shown(&report, code), ReportedValue::Hidden, "{code}");
    }
    let parts = [
        "org.mentors_in_base_by_order",
        "cov.pupil_mentors",
        "ext.mentors_from_companies",
    ];
    assert!(
        parts
            .iter()
            .any(|code| shown(&report, code) == ReportedValue::Hidden),
        "62 − 59 = 3"
    );
    let share = report
        .coverage
        .iter()
        .find(|share| share.code.starts_with("young.mentors"))
        .unwrap();
    assert_eq!(
        (&share.value, share.numerator),
        (&ReportedValue::Hidden, None)
    );
    let hidden_total = shown(&report, "org.mentors_in_base_by_order") == ReportedValue::Hidden;
    let needle = if hidden_total { "62" } else { "59" };
    let text = words_of(&document(&report));
    let numbers: Vec<&str> = text
        .split(|letter: char| !letter.is_ascii_digit())
        .collect();
    assert!(
        !numbers.contains(&needle),
        "{needle} stands somewhere in the text"
    );
    let official = report_text_of_official();
    assert!(
        official
            .split(|letter: char| !letter.is_ascii_digit())
            .any(|n| n == needle)
    );
}

fn report_text_of_official() -> String {
    words_of(&document(&report(
        &facts(),
        &evaluation(&FEW),
        None,
        Edition::Official,
    )))
}

#[test]
fn last_year_gives_no_hidden_figure_back() {
    let last = evaluation(&[("ped.mentors", "4"), ("ped.mentor_function", "4")]);
    let previous = PreviousFigures::from_evaluation(&last);
    let report = report(&facts(), &evaluation(&[]), Some(&previous), Edition::Public);
    let changes = &report.analysis.changes.rows;
    assert!(changes.iter().all(|row| row.before != "4"), "{changes:?}");
}

/// A child of a special group, in every field of these facts that people type freely.
const CHILD: &str = "Тихонравова";

fn typed_in(edition: Edition) -> Report {
    let mut facts = facts();
    facts.waivers = vec![Waiver {
        id: id(600),
        code: "ПЗ1".into(),
        version: 1,
        check: "stage-order".into(),
        as_of: as_of(),
        subject: None,
        reason: format!("{CHILD} (ОВЗ) перешла к другому наставнику"),
        author: format!("Классный руководитель {CHILD}"),
        waived_on: as_of(),
    }];
    facts.measures = vec![Measure {
        id: id(601),
        code: "МР1".into(),
        version: 1,
        as_of: day("2022-10-13"),
        text: format!("Найти наставника: {CHILD}"),
        subject: Some("cov.mentees_10_19".into()),
        due_on: None,
        responsible: None,
        status: MeasureStatus::Done,
        done_on: Some(day("2023-09-04")),
        effect: Some(format!("{CHILD} занимается")),
    }];
    let mut evaluation = evaluation(&[]);
    for result in &mut evaluation.results {
        for proof in &mut result.evidence {
            proof.title = format!("Приказ о помощи: {CHILD}");
            proof.clause = Some(format!("строка «{CHILD}»"));
        }
        if let Some(survey) = &mut result.survey {
            survey.instrument = format!("Анкета: {CHILD}");
        }
    }
    report(&facts, &evaluation, None, edition)
}

#[test]
fn no_text_that_people_typed_is_in_the_public_edition() {
    let official = words_of(&document(&typed_in(Edition::Official)));
    for typed in [
        "перешла к другому",
        "Классный руководитель",
        "Найти наставника",
        "занимается",
        "о помощи",
        "строка «",
        "Анкета: ",
    ] {
        assert!(official.contains(typed), "«{typed}» was not typed in");
    }
    let report = typed_in(Edition::Public);
    let public = words_of(&document(&report));
    assert!(!public.contains(CHILD), "{public}");
    let kept = format!(
        "{:?}{:?}{:?}",
        report.content, report.checks, report.analysis
    );
    assert!(!kept.contains(CHILD), "{kept}");
    for told in [
        "Мера к показателю № 15 справки на 13\u{a0}октября 2022\u{a0}г.\u{a0}— выполнена",
        "Причина указана в официальной редакции.",
        "Локальный акт школы",
        "Анкета, опрос с",
    ] {
        assert!(
            public
                .replace('\u{a0}', " ")
                .contains(&told.replace('\u{a0}', " ")),
            "no «{told}» in {public}"
        );
    }
}

#[test]
fn a_paper_nobody_may_open_gives_no_address_to_the_public_edition() {
    let mut evaluation = evaluation(&[]);
    evaluation.results[0].evidence[0].public = false;
    let address = evaluation.results[0].evidence[0].url.clone().unwrap();
    let of = |edition| report(&facts(), &evaluation, None, edition).content;
    assert!(of(Edition::Official).indicators[0].links.contains(&address));
    assert!(of(Edition::Public).indicators[0].links.is_empty());
    assert_eq!(of(Edition::Public).indicators[0].proofs[0].url, None);
}
