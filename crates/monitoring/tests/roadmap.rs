//! The roadmap: its template, a school's year, states that follow from facts.
//!
//! Not here: checks of a printed roadmap. The one decision to know: every state is tried on days
//! around its deadline.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests fail the test, as the tests themselves do"
)]

use chrono::NaiveDate;
use opora_domain::acts::Act;
use opora_domain::organisations::SchoolYear;
use opora_domain::pairs::{
    Meeting, MeetingKind, Mentorship, MentorshipKind, MentorshipStatus, Plan,
};
use opora_domain::people::ParticipantRole;
use opora_domain::roadmap::{Activity, ActivityMark, Roadmap};
use opora_domain::surveys::{Survey, SurveyStage};
use opora_domain::{Facts, Id};
use opora_monitoring::roadmap::{
    ActivityState, DoneBy, Progress, RoadmapTemplate, RoadmapView, StageChoice, instantiate, view,
};
use uuid::Uuid;

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn id<R>(number: u128) -> Id<R> {
    Id::new(Uuid::from_u128(number))
}

pub fn template() -> RoadmapTemplate {
    let text = include_str!("../../../catalogues/roadmaps/target-model.toml");
    RoadmapTemplate::from_toml(text).unwrap()
}

fn year() -> SchoolYear {
    SchoolYear {
        id: id(1),
        code: "Г1".into(),
        version: 1,
        title: "2023/2024".into(),
        starts_on: day("2023-09-01"),
        ends_on: day("2024-08-31"),
    }
}

fn activities(stages: StageChoice) -> Vec<Activity> {
    let mut number = 0;
    instantiate(&template(), &year(), id(2), stages, &mut || {
        number += 1;
        (id(1000 + number), format!("МП{number}"))
    })
}

pub fn order(on: &str) -> Act {
    Act {
        id: id(3),
        code: "Д1".into(),
        version: 1,
        kind: "order_pairs".into(),
        number: "12".into(),
        dated_on: day(on),
        title: "Об утверждении наставнических пар".into(),
        in_force_from: day(on),
        in_force_to: None,
        school_year: None,
        forms: Vec::new(),
        attached: true,
        url: None,
        file_sha256: None,
    }
}

fn pair(number: u128) -> Mentorship {
    Mentorship {
        id: id(number),
        code: format!("М{number}"),
        version: 1,
        form: "pupil_pupil".into(),
        variant: None,
        kind: MentorshipKind::Pair,
        status: MentorshipStatus::Running,
        school_year: Some(id(1)),
        starts_on: day("2023-09-15"),
        ends_on: None,
        act: Some(id(3)),
        act_item: None,
    }
}

/// A school year with a roadmap, an order and two pairs.
pub fn school() -> Facts {
    Facts {
        school_years: vec![year()],
        roadmaps: vec![Roadmap {
            id: id(2),
            code: "ДК1".into(),
            version: 1,
            school_year: id(1),
            title: template().title_for(&year()),
            template: Some("target-model".into()),
            act: None,
            valid_from: day("2023-05-01"),
            valid_to: day("2024-08-31"),
        }],
        activities: activities(StageChoice::All),
        acts: vec![order("2023-09-14")],
        mentorships: vec![pair(11), pair(12)],
        ..Facts::default()
    }
}

fn meeting(pair: u128, kind: MeetingKind, on: &str) -> Meeting {
    Meeting {
        id: id(100 + pair),
        code: format!("ВС{pair}"),
        version: 1,
        mentorship: id(pair),
        kind,
        held_on: day(on),
        minutes: Some(40),
    }
}

fn seen(facts: &Facts, on: &str) -> RoadmapView {
    view(&facts.roadmaps[0], facts, &template().rules, day(on))
}

fn state(facts: &Facts, on: &str, text: &str) -> (ActivityState, String) {
    let roadmap = seen(facts, on);
    let found = roadmap
        .activities()
        .find(|activity| activity.text.contains(text))
        .unwrap();
    (found.state.clone(), found.because.clone())
}

#[test]
fn the_template_has_the_stages_rows_and_activities_of_the_regional_form() {
    let required = activities(StageChoice::Required);
    let last = required.last().unwrap();
    assert_eq!(
        (last.stage, last.event, last.row, required.len()),
        (6, 13, 20, 37)
    );
    let all = activities(StageChoice::All);
    assert_eq!(all.last().unwrap().stage_title, "Завершение наставничества");
    assert_eq!(all.iter().filter(|activity| activity.stage == 7).count(), 5);
    assert!(
        required[0].text.contains("2022-2023"),
        "{}",
        required[0].text
    );
    assert!(required.iter().all(|activity| !activity.text.contains('{')));
    assert_eq!(
        template().title_for(&year()),
        "Дорожная карта внедрения целевой модели наставничества на 2023-2024 учебный год"
    );
}

#[test]
fn terms_are_months_of_the_school_year() {
    let activities = activities(StageChoice::Required);
    let term = |text: &str| {
        let found = activities
            .iter()
            .find(|activity| activity.text.contains(text))
            .unwrap();
        (found.due_from, found.due_on)
    };
    assert_eq!(
        term("административного совещания"),
        (Some(day("2023-05-01")), Some(day("2023-05-31")))
    );
    assert_eq!(
        term("круглый стол"),
        (Some(day("2023-09-01")), Some(day("2023-09-30")))
    );
    assert_eq!(
        term("Форматы анкет"),
        (Some(day("2024-05-01")), Some(day("2024-05-31")))
    );
    assert_eq!(term("методические материалы"), (None, None));
}

#[test]
fn not_planned_not_due_and_overdue_are_three_states() {
    let facts = school();
    assert_eq!(
        state(&facts, "2023-10-13", "методические материалы").0,
        ActivityState::NotPlanned
    );
    assert_eq!(
        state(&facts, "2023-09-30", "круглый стол").0,
        ActivityState::NotDue
    );
    let since = day("2023-09-30");
    assert_eq!(
        state(&facts, "2023-10-01", "круглый стол").0,
        ActivityState::Overdue { since }
    );
}

#[test]
fn an_order_in_force_marks_its_activity_from_its_date() {
    let facts = school();
    assert_eq!(
        state(&facts, "2023-09-13", "Издание приказа").0,
        ActivityState::NotDue
    );
    let (done, because) = state(&facts, "2023-09-14", "Издание приказа «Об утверждении");
    let by = DoneBy::Facts("order-pairs".into());
    assert_eq!(
        done,
        ActivityState::Done {
            on: Some(day("2023-09-14")),
            by
        }
    );
    assert!(because.contains("№ 12"), "{because}");
}

#[test]
fn a_closing_meeting_needs_every_pair_and_the_minimum_term() {
    let mut facts = school();
    facts.meetings = vec![meeting(11, MeetingKind::Closing, "2024-05-20")];
    let (open, because) = state(&facts, "2024-05-31", "заключительной");
    assert_eq!(open, ActivityState::NotDue);
    assert!(because.contains("1 из 2"), "{because}");
    facts
        .meetings
        .push(meeting(12, MeetingKind::Closing, "2023-12-14"));
    assert!(
        !state(&facts, "2024-05-31", "заключительной").0.is_done(),
        "a day before three months"
    );
    facts.meetings[1].held_on = day("2023-12-15");
    assert!(state(&facts, "2024-05-31", "заключительной").0.is_done());
    assert!(
        !state(&facts, "2024-05-19", "заключительной").0.is_done(),
        "the future does not count"
    );
}

#[test]
fn pairs_that_have_completed_still_count_at_the_end_of_the_year() {
    let mut facts = school();
    facts.meetings = vec![
        meeting(11, MeetingKind::Closing, "2024-05-20"),
        meeting(12, MeetingKind::Closing, "2024-05-21"),
    ];
    for pair in &mut facts.mentorships {
        pair.status = MentorshipStatus::Completed;
        pair.ends_on = Some(day("2024-05-25"));
    }
    assert!(state(&facts, "2024-06-30", "заключительной").0.is_done());
}

#[test]
fn plans_are_done_when_every_pair_has_an_approved_one() {
    let mut facts = school();
    let plan = |number: u128, approved: Option<&str>| Plan {
        id: id(200 + number),
        code: format!("ИП{number}"),
        version: 1,
        mentorship: id(number),
        person: None,
        title: "Программа".into(),
        approved_on: approved.map(day),
        valid_from: day("2023-09-15"),
        valid_to: day("2024-05-31"),
        url: None,
    };
    facts.plans = vec![plan(11, Some("2023-09-20")), plan(12, None)];
    assert!(
        !state(&facts, "2023-09-25", "планов индивидуального")
            .0
            .is_done()
    );
    facts.plans[1].approved_on = Some(day("2023-09-22"));
    assert!(
        state(&facts, "2023-09-25", "планов индивидуального")
            .0
            .is_done()
    );
}

#[test]
fn a_survey_of_both_audiences_must_be_closed() {
    let mut facts = school();
    let survey = |number: u128, audience: ParticipantRole| Survey {
        id: id(300 + number),
        code: format!("А{number}"),
        version: 1,
        instrument: "Анкета".into(),
        audience,
        stage: SurveyStage::Interim,
        school_year: Some(id(1)),
        opened_on: day("2024-05-06"),
        closed_on: Some(day("2024-05-17")),
        invited: Some(2),
        scale_min: 1,
        scale_max: 10,
        threshold: 7,
    };
    facts.surveys = vec![survey(1, ParticipantRole::Mentor)];
    let (open, because) = state(&facts, "2024-05-20", "Форматы анкет");
    assert_eq!(open, ActivityState::NotDue);
    assert!(because.contains("наставляемый"), "{because}");
    facts.surveys.push(survey(2, ParticipantRole::Mentee));
    assert!(state(&facts, "2024-05-20", "Форматы анкет").0.is_done());
    assert!(
        !state(&facts, "2024-05-16", "Форматы анкет").0.is_done(),
        "still open that day"
    );
}

fn marked(mark: ActivityMark, reason: Option<&str>) -> (ActivityState, String) {
    let mut facts = school();
    let found = facts
        .activities
        .iter_mut()
        .find(|a| a.text.contains("круглый стол"))
        .unwrap();
    found.mark = Some(mark);
    found.done_on = Some(day("2023-09-20"));
    found.reason = reason.map(str::to_owned);
    state(&facts, "2023-10-13", "круглый стол")
}

#[test]
fn a_mark_by_hand_counts_only_with_a_proof_or_a_reason() {
    let done = ActivityState::Done {
        on: Some(day("2023-09-20")),
        by: DoneBy::Hand,
    };
    assert_eq!(
        marked(ActivityMark::Done, Some("Протокол утерян, есть фото")).0,
        done
    );
    let (refused, because) = marked(ActivityMark::Done, None);
    assert_eq!(refused.code(), "overdue");
    assert!(because.contains("приложите документ"), "{because}");
    assert_eq!(
        marked(ActivityMark::Cancelled, Some("Карантин")).0.code(),
        "cancelled"
    );
    assert_eq!(marked(ActivityMark::Cancelled, None).0.code(), "overdue");
}

#[test]
fn a_row_and_a_stage_are_what_their_activities_are() {
    let mut facts = school();
    facts.meetings = vec![
        meeting(11, MeetingKind::Organisational, "2023-09-18"),
        meeting(12, MeetingKind::Organisational, "2023-09-19"),
    ];
    let roadmap = seen(&facts, "2023-10-13");
    let row = roadmap.rows().find(|row| row.number == 19).unwrap();
    assert_eq!(
        row.mark(),
        "Выполнено: п. 1\nПросрочено: п. 2, 3\nСрок не наступил: п. 4, 5"
    );
    assert_eq!(row.term(), "Сентябрь 2023: п. 1, 2, 3\nМай 2024: п. 4, 5");
    let stage = roadmap
        .stages
        .iter()
        .find(|stage| stage.number == 6)
        .unwrap();
    let expected = Progress {
        total: 6,
        done: 1,
        overdue: 2,
        not_due: 3,
        not_planned: 0,
    };
    assert_eq!(stage.progress(), expected);
}

#[test]
fn a_template_with_an_unknown_rule_or_month_is_refused() {
    let text = include_str!("../../../catalogues/roadmaps/target-model.toml");
    for (from, to, why) in [
        ("rule = \"plans\"", "rule = \"planz\"", "planz"),
        ("due = { month = 9 }", "due = { month = 13 }", "13"),
        ("stage = \"interim\"", "stage = \"middle\"", "middle"),
    ] {
        let error = RoadmapTemplate::from_toml(&text.replace(from, to)).unwrap_err();
        assert!(error.to_string().contains(why), "{error}");
    }
}
