//! Small, nasty schools: overlapping periods, boundary dates, revoked orders, missing values.
//!
//! Not here: plausible schools (`demo`). The one decision to know: every record is a few bytes, each
//! byte picks from a short list of awkward values, so failures shrink to few records and first picks.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::redundant_closure_call,
    reason = "indexes are taken modulo the length; the closure lets ? drop a record"
)]

use chrono::NaiveDate;
use opora_domain::acts::Act;
use opora_domain::organisations::SchoolYear;
use opora_domain::pairs::{
    Meeting, MeetingKind, Mentorship, MentorshipKind, MentorshipMember, MentorshipStatus, Plan,
};
use opora_domain::partners::{
    Agreement, Partner, PartnerKind, Project, ProjectPartner, ProjectStatus,
};
use opora_domain::people::{
    Affiliation, BaseEntry, Category, CategoryKind, Employment, Enrolment, ParticipantCategory,
    ParticipantRole, Person,
};
use opora_domain::roadmap::Roadmap;
use opora_domain::surveys::{Survey, SurveyResponse, SurveyStage};
use opora_domain::training::{
    Community, CommunityKind, CommunityMember, CommunityRole, Training, TrainingKind, TrainingRole,
};
use opora_domain::{Facts, Id, Record};
use proptest::collection::vec;
use proptest::prelude::*;
use uuid::Uuid;

/// Days on which the engines are compared.
pub const DAYS: [&str; 5] = [
    "2023-10-13",
    "2023-08-31",
    "2024-02-29",
    "2023-01-01",
    "2023-12-31",
];

const DATES: [&str; 24] = [
    "2023-09-01",
    "2023-10-13",
    "2023-10-12",
    "2023-10-14",
    "2023-08-31",
    "2022-09-01",
    "2024-05-31",
    "2023-01-01",
    "2022-12-31",
    "2023-12-31",
    "2020-10-13",
    "2020-10-14",
    "2020-10-12",
    "2024-02-29",
    "2024-03-01",
    "2021-02-28",
    "2023-08-14",
    "2023-08-15",
    "2023-02-28",
    "2023-08-30",
    "2024-01-01",
    "2023-05-15",
    "2019-09-01",
    "2024-08-31",
];

const BIRTHS: [&str; 22] = [
    "2013-10-13",
    "2013-10-14",
    "2013-10-12",
    "2003-10-13",
    "2003-10-14",
    "2008-10-13",
    "2008-10-14",
    "2008-02-29",
    "1988-10-13",
    "1987-10-13",
    "1987-10-14",
    "1988-02-29",
    "1987-02-28",
    "2004-02-29",
    "2014-02-28",
    "2012-09-01",
    "2005-08-31",
    "1993-08-15",
    "1992-08-14",
    "2000-01-01",
    "2013-01-01",
    "1970-06-15",
];

const FORMS: [&str; 3] = ["pupil_pupil", "teacher_teacher", "student_pupil"];

const ACTS: [&str; 8] = [
    "order_pairs",
    "programme",
    "order_introduction",
    "order_rules_teachers",
    "order_rules_both",
    "order_monitoring",
    "order_bases",
    "order_community",
];

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Bytes of one record.
type Bytes = [u8; 12];

struct Picks<'b> {
    bytes: std::slice::Iter<'b, u8>,
}

impl Picks<'_> {
    fn next(&mut self) -> usize {
        usize::from(self.bytes.next().copied().unwrap_or(0))
    }
    fn of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.next() % list.len()]
    }
    /// A half of all dates are long past, so that much holds on the days compared.
    fn date(&mut self) -> NaiveDate {
        let pick = self.next();
        day(if pick < 128 {
            "2019-09-01"
        } else {
            DATES[pick % DATES.len()]
        })
    }
    /// Empty for a half of all bytes, among them zero.
    fn maybe_date(&mut self) -> Option<NaiveDate> {
        let pick = self.next();
        (pick >= 128).then(|| day(DATES[pick % DATES.len()]))
    }
    fn flag(&mut self) -> bool {
        self.next() < 160
    }
    fn target<R: Record>(&mut self, list: &[R]) -> Option<Id<R>> {
        let pick = self.next();
        (!list.is_empty()).then(|| list[pick % list.len()].id())
    }
    fn maybe_target<R: Record>(&mut self, list: &[R]) -> Option<Id<R>> {
        let pick = self.next();
        (!list.is_empty() && pick < 160).then(|| list[pick % list.len()].id())
    }
}

macro_rules! fill {
    ($facts:ident, $list:ident, $kind:ident, $records:expr, |$pick:ident| { $($field:ident : $value:expr),+ $(,)? }) => {
        for (index, bytes) in $records.iter().enumerate() {
            let mut $pick = Picks { bytes: bytes.iter() };
            let schema = <$kind as Record>::SCHEMA;
            let position = u128::from(u32::try_from(index).unwrap());
            let table = u128::from(u32::try_from(schema.table.bytes().map(usize::from).sum::<usize>()).unwrap());
            let made: Option<$kind> = (|| Some($kind {
                id: Id::new(Uuid::from_u128((table << 32) + position + 1)),
                code: format!("{}-{:03}", schema.prefix, index),
                version: 1,
                $($field: $value),+
            }))();
            $facts.$list.extend(made);
        }
    };
}

fn build(parts: &[Vec<Bytes>]) -> Facts {
    let mut facts = Facts::default();
    let mut parts = parts.iter();
    let mut next = || parts.next().cloned().unwrap_or_default();
    fill!(facts, school_years, SchoolYear, next(), |pick| {
        title: pick.next().to_string(), starts_on: pick.date(), ends_on: pick.date(),
    });
    fill!(facts, people, Person, next(), |pick| {
        family_name: "Тестов".to_owned(), given_name: "Тест".to_owned(), patronymic: None,
        born_on: { let date = pick.next(); (date < 200).then(|| day(BIRTHS[date % BIRTHS.len()])) },
    });
    fill!(facts, partners, Partner, next(), |pick| {
        name: "Партнёр".to_owned(), inn: pick.of(&[None, Some("1"), Some("2")]).map(str::to_owned),
        ogrn: None, kind: pick.of(PartnerKind::ALL),
    });
    people_parts(&mut facts, &mut next);
    paper_parts(&mut facts, &mut next);
    pair_parts(&mut facts, &mut next);
    other_parts(&mut facts, &mut next);
    facts
}

fn people_parts(facts: &mut Facts, next: &mut impl FnMut() -> Vec<Bytes>) {
    fill!(facts, enrolments, Enrolment, next(), |pick| {
        person: pick.target(&facts.people)?, class_name: "5А".to_owned(),
        valid_from: pick.date(), valid_to: pick.maybe_date(),
    });
    fill!(facts, employments, Employment, next(), |pick| {
        person: pick.target(&facts.people)?, post: "учитель".to_owned(),
        teaching: pick.flag(), managing: pick.next() >= 200, external_part_time: pick.next() >= 200,
        experience_from: { let date = pick.next(); (date < 200).then(|| day(DATES[date % DATES.len()])) },
        mentor_duty_from: pick.maybe_date(), mentor_category_from: pick.maybe_date(),
        young_status_from: pick.maybe_date(), valid_from: pick.date(), valid_to: pick.maybe_date(),
    });
    fill!(facts, affiliations, Affiliation, next(), |pick| {
        person: pick.target(&facts.people)?, category: pick.of(ParticipantCategory::ALL),
        partner: pick.maybe_target(&facts.partners), child: None, detail: None,
        valid_from: pick.date(), valid_to: pick.maybe_date(),
    });
    fill!(facts, categories, Category, next(), |pick| {
        person: pick.target(&facts.people)?, kind: pick.of(CategoryKind::ALL), detail: None,
        basis: None, valid_from: pick.date(), valid_to: pick.maybe_date(),
    });
    fill!(facts, base_entries, BaseEntry, next(), |pick| {
        person: pick.target(&facts.people)?, role: pick.of(ParticipantRole::ALL),
        category: pick.of(&[ParticipantCategory::Pupil, ParticipantCategory::Teacher]),
        school_year: None, included_on: pick.date(), excluded_on: pick.maybe_date(), grounds: None,
    });
}

fn paper_parts(facts: &mut Facts, next: &mut impl FnMut() -> Vec<Bytes>) {
    fill!(facts, acts, Act, next(), |pick| {
        kind: pick.of(&ACTS).to_owned(), number: "1".to_owned(), dated_on: pick.date(),
        title: "О наставничестве".to_owned(), in_force_from: pick.date(),
        in_force_to: pick.maybe_date(), school_year: pick.maybe_target(&facts.school_years),
        forms: { let pick = pick.next(); FORMS.iter().take(pick % 4).map(|form| (*form).to_owned()).collect() },
        attached: pick.flag(), url: None, file_sha256: None,
    });
    fill!(facts, agreements, Agreement, next(), |pick| {
        partner: pick.target(&facts.partners)?, number: "1".to_owned(), signed_on: pick.date(),
        valid_from: pick.date(), valid_to: pick.maybe_date(), mentoring: pick.flag(), url: None,
    });
    fill!(facts, projects, Project, next(), |pick| {
        title: "Проект".to_owned(), at_school: pick.flag(),
        status: pick.of(&[ProjectStatus::Finished, ProjectStatus::Running]), started_on: None,
        finished_on: { let date = pick.next(); (date < 200).then(|| day(DATES[date % DATES.len()])) },
        url: None,
    });
    fill!(facts, project_partners, ProjectPartner, next(), |pick| {
        project: pick.target(&facts.projects)?, partner: pick.target(&facts.partners)?,
    });
}

fn pair_parts(facts: &mut Facts, next: &mut impl FnMut() -> Vec<Bytes>) {
    fill!(facts, mentorships, Mentorship, next(), |pick| {
        form: pick.of(&FORMS).to_owned(), variant: None, kind: MentorshipKind::Pair,
        status: pick.of(&[MentorshipStatus::Running, MentorshipStatus::Approved, MentorshipStatus::Paused, MentorshipStatus::Completed, MentorshipStatus::Draft]),
        school_year: None, starts_on: pick.date(), ends_on: pick.maybe_date(),
        act: pick.maybe_target(&facts.acts), act_item: None,
    });
    fill!(facts, mentorship_members, MentorshipMember, next(), |pick| {
        mentorship: pick.target(&facts.mentorships)?, person: pick.target(&facts.people)?,
        role: pick.of(ParticipantRole::ALL), category: pick.of(ParticipantCategory::ALL),
        valid_from: pick.maybe_date(), valid_to: pick.maybe_date(),
    });
    fill!(facts, plans, Plan, next(), |pick| {
        mentorship: pick.target(&facts.mentorships)?, person: None, title: "План".to_owned(),
        approved_on: Some(pick.date()).filter(|_| pick.flag()), valid_from: pick.date(),
        valid_to: pick.date(), url: None,
    });
    fill!(facts, meetings, Meeting, next(), |pick| {
        mentorship: pick.target(&facts.mentorships)?, kind: MeetingKind::Regular,
        held_on: pick.date(), minutes: None,
    });
}

fn other_parts(facts: &mut Facts, next: &mut impl FnMut() -> Vec<Bytes>) {
    fill!(facts, trainings, Training, next(), |pick| {
        person: pick.target(&facts.people)?, kind: pick.of(TrainingKind::ALL),
        role: pick.of(TrainingRole::ALL), title: "Курсы".to_owned(), mentoring: pick.flag(),
        hours: None, certificate: pick.flag().then(|| "7".to_owned()),
        issued_on: pick.maybe_date(), valid_from: pick.date(), valid_to: pick.maybe_date(),
    });
    fill!(facts, communities, Community, next(), |pick| {
        kind: pick.of(CommunityKind::ALL), name: "Объединение".to_owned(),
        act: pick.maybe_target(&facts.acts), valid_from: pick.date(), valid_to: pick.maybe_date(),
    });
    fill!(facts, community_members, CommunityMember, next(), |pick| {
        community: pick.target(&facts.communities)?, person: pick.target(&facts.people)?,
        role: pick.of(CommunityRole::ALL), valid_from: pick.date(), valid_to: pick.maybe_date(),
    });
    fill!(facts, surveys, Survey, next(), |pick| {
        instrument: "Анкета".to_owned(), audience: pick.of(ParticipantRole::ALL),
        stage: pick.of(&[SurveyStage::Final, SurveyStage::Interim, SurveyStage::Request]),
        school_year: pick.maybe_target(&facts.school_years), opened_on: pick.date(),
        closed_on: Some(pick.date()).filter(|_| pick.flag()), invited: None, scale_min: 1,
        scale_max: 10, threshold: 7,
    });
    fill!(facts, survey_responses, SurveyResponse, next(), |pick| {
        survey: pick.target(&facts.surveys)?, number: i64::try_from(pick.next()).unwrap(),
        answered_on: pick.date(),
        score: { let score = pick.next(); (score < 220).then(|| i64::try_from(score % 10 + 1).unwrap()) },
        liked: None,
    });
    fill!(facts, roadmaps, Roadmap, next(), |pick| {
        school_year: pick.target(&facts.school_years)?, title: "Карта".to_owned(), template: None,
        act: pick.maybe_target(&facts.acts), valid_from: pick.date(), valid_to: pick.date(),
    });
}

/// Schools.
pub fn schools() -> impl Strategy<Value = Facts> {
    // Sizes in the order of `build`.
    let sizes = [
        2, 8, 4, 8, 8, 4, 6, 6, 8, 4, 4, 5, 5, 14, 6, 4, 6, 3, 6, 5, 12, 3,
    ];
    sizes
        .map(|size| vec(any::<Bytes>(), 0..=size))
        .to_vec()
        .prop_map(|parts| build(&parts))
}
