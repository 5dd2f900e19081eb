//! A small school, as facts.
//!
//! Not here: a full school with all indicators (`demo`). The one decision to know: identifiers and
//! codes follow from the seed and the order of building, so two schools of different seeds share no
//! identifier and look alike otherwise.

use chrono::NaiveDate;
use opora_domain::acts::Act;
use opora_domain::organisations::{Profile, SchoolYear};
use opora_domain::pairs::{
    Meeting, MeetingKind, Mentorship, MentorshipKind, MentorshipMember, MentorshipStatus,
};
use opora_domain::people::{
    BaseEntry, Employment, Enrolment, ParticipantCategory, ParticipantRole, Person,
};
use opora_domain::{Facts, Id, OrganisationId};
use uuid::Uuid;

const FAMILY_NAMES: [&str; 6] = [
    "Берёзкин",
    "Вымыслов",
    "Примеров",
    "Ёжиков",
    "Образцов",
    "Шаблонов",
];
const GIVEN_NAMES: [&str; 4] = ["Иван", "Пётр", "Яков", "Семён"];

/// Builds the facts of a school.
#[derive(Debug)]
pub struct School {
    seed: u64,
    next: u64,
    facts: Facts,
    year: Id<SchoolYear>,
}

impl School {
    /// A school with a profile, the school year 2023/2024 and nobody in it.
    pub fn new(seed: u64) -> Self {
        let mut school = Self {
            seed,
            next: 0,
            facts: Facts::default(),
            year: Id::new(Uuid::nil()),
        };
        let profile = Profile {
            id: school.id(),
            code: "ОО-1".into(),
            version: 1,
            full_name: format!("Школа-пример № {seed}"),
            short_name: format!("Школа № {seed}"),
            inn: None,
            time_zone: "Europe/Moscow".into(),
            municipality: Some("Примерный округ".into()),
            municipality_genitive: None,
            head_post: Some("Директор".into()),
            head_name: None,
            site: None,
            catalogue: None,
            address: None,
        };
        school.facts.profile.push(profile);
        school.year = school.id();
        school.facts.school_years.push(SchoolYear {
            id: school.year,
            code: "Г-1".into(),
            version: 1,
            title: "2023/2024".into(),
            starts_on: day(2023, 9, 1),
            ends_on: day(2024, 8, 31),
        });
        school
    }

    /// Adds pupils of class 8Б and puts them into the base of mentees.
    #[must_use]
    pub fn pupils(mut self, count: usize) -> Self {
        for _ in 0..count {
            let person = self.person();
            let enrolment = Enrolment {
                id: self.id(),
                code: code("З", self.facts.enrolments.len()),
                version: 1,
                person,
                class_name: "8Б".into(),
                valid_from: day(2023, 9, 1),
                valid_to: None,
            };
            self.facts.enrolments.push(enrolment);
            self.base(person, ParticipantRole::Mentee, ParticipantCategory::Pupil);
        }
        self
    }

    /// Adds teachers and puts them into the base of mentors.
    #[must_use]
    pub fn teachers(mut self, count: usize) -> Self {
        for _ in 0..count {
            let person = self.person();
            let employment = Employment {
                id: self.id(),
                code: code("Р", self.facts.employments.len()),
                version: 1,
                person,
                post: "учитель".into(),
                teaching: true,
                managing: false,
                external_part_time: false,
                experience_from: Some(day(2010, 9, 1)),
                mentor_duty_from: None,
                mentor_category_from: None,
                young_status_from: None,
                valid_from: day(2015, 9, 1),
                valid_to: None,
            };
            self.facts.employments.push(employment);
            self.base(
                person,
                ParticipantRole::Mentor,
                ParticipantCategory::Teacher,
            );
        }
        self
    }

    /// Puts the first mentor and the first mentee into a running pair, by an order, with one
    /// meeting.
    #[must_use]
    pub fn pair(mut self) -> Self {
        let act = self.order();
        let mentorship = Mentorship {
            id: self.id(),
            code: code("М", self.facts.mentorships.len()),
            version: 1,
            form: "teacher_pupil".into(),
            variant: None,
            kind: MentorshipKind::Pair,
            status: MentorshipStatus::Running,
            school_year: Some(self.year),
            starts_on: day(2023, 9, 10),
            ends_on: None,
            act: Some(act),
            act_item: Some("1.1".into()),
        };
        let pair = mentorship.id;
        self.facts.mentorships.push(mentorship);
        for role in [ParticipantRole::Mentor, ParticipantRole::Mentee] {
            let entry = self
                .facts
                .base_entries
                .iter()
                .find(|entry| entry.role == role)
                .expect("add pupils and teachers before a pair");
            let (person, category) = (entry.person, entry.category);
            let member = MentorshipMember {
                id: self.id(),
                code: code("У", self.facts.mentorship_members.len()),
                version: 1,
                mentorship: pair,
                person,
                role,
                category,
                valid_from: None,
                valid_to: None,
            };
            self.facts.mentorship_members.push(member);
        }
        let meeting = Meeting {
            id: self.id(),
            code: code("ВС", self.facts.meetings.len()),
            version: 1,
            mentorship: pair,
            kind: MeetingKind::Organisational,
            held_on: day(2023, 9, 15),
            minutes: Some(40),
        };
        self.facts.meetings.push(meeting);
        self
    }

    /// Identifier of the organisation itself.
    pub fn organisation(&self) -> OrganisationId {
        OrganisationId::new(Uuid::from_u64_pair(self.seed, 0))
    }

    /// The facts, every list in the order of codes.
    pub fn facts(self) -> Facts {
        self.facts
    }

    fn order(&mut self) -> Id<Act> {
        let act = Act {
            id: self.id(),
            code: code("Д", self.facts.acts.len()),
            version: 1,
            kind: "order_pairs".into(),
            number: "12-н".into(),
            dated_on: day(2023, 9, 8),
            title: "Об утверждении пар".into(),
            in_force_from: day(2023, 9, 8),
            in_force_to: None,
            school_year: Some(self.year),
            forms: vec!["teacher_pupil".into(), "pupil_pupil".into()],
            attached: true,
            url: None,
            file_sha256: None,
        };
        let id = act.id;
        self.facts.acts.push(act);
        id
    }

    fn person(&mut self) -> Id<Person> {
        let number = self.facts.people.len();
        let person = Person {
            id: self.id(),
            code: code("Л", number),
            version: 1,
            family_name: pick(&FAMILY_NAMES, number).into(),
            given_name: pick(&GIVEN_NAMES, number).into(),
            patronymic: None,
            born_on: Some(day(2009, 3, 1)),
        };
        let id = person.id;
        self.facts.people.push(person);
        id
    }

    fn base(&mut self, person: Id<Person>, role: ParticipantRole, category: ParticipantCategory) {
        let entry = BaseEntry {
            id: self.id(),
            code: code("Б", self.facts.base_entries.len()),
            version: 1,
            person,
            role,
            category,
            school_year: Some(self.year),
            included_on: day(2023, 9, 5),
            excluded_on: None,
            grounds: None,
        };
        self.facts.base_entries.push(entry);
    }

    fn id<R>(&mut self) -> Id<R> {
        self.next += 1;
        Id::new(Uuid::from_u64_pair(self.seed, self.next))
    }
}

/// Codes of equal length, so that their order is the order of building.
fn code(prefix: &str, index: usize) -> String {
    format!("{prefix}-{:05}", index + 1)
}

fn pick<'a>(names: &[&'a str], number: usize) -> &'a str {
    names
        .iter()
        .cycle()
        .nth(number)
        .copied()
        .unwrap_or("Безымянный")
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a date of the calendar")
}
