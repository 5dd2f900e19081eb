//! Mentorships (pairs and groups), their members, plans and meetings.
//!
//! Not here: how pairs are found (matching). The one decision to know: a mentorship counts on a day
//! only when its status, its own dates and the order it rests on all allow it on that day.

use chrono::NaiveDate;

use crate::acts::Act;
use crate::id::Id;
use crate::organisations::SchoolYear;
use crate::people::{ParticipantCategory, ParticipantRole, Person};
use crate::{choices, record};

choices! {
    /// Pair or group.
    pub enum MentorshipKind {
        /// One mentor, one mentee.
        Pair = "pair", "пара";
        /// More than two members.
        Group = "group", "группа";
    }
}

choices! {
    /// State of a mentorship.
    pub enum MentorshipStatus {
        /// Proposed, not in an order.
        Draft = "draft", "проект";
        /// In an order, not begun.
        Approved = "approved", "утверждена";
        /// At work.
        Running = "running", "идёт";
        /// Paused.
        Paused = "paused", "приостановлена";
        /// Completed.
        Completed = "completed", "завершена";
        /// Ended before its term.
        Terminated = "terminated", "прекращена";
    }
}

choices! {
    /// Kind of a meeting, in the order of the methodology.
    pub enum MeetingKind {
        /// First, organisational.
        Organisational = "organisational", "организационная";
        /// Second, trial.
        Trial = "trial", "пробная рабочая";
        /// Planning.
        Planning = "planning", "планирование";
        /// Regular.
        Regular = "regular", "регулярная";
        /// Closing.
        Closing = "closing", "заключительная";
    }
}

record! {
    /// A pair or a group: form, role variant, term, order.
    pub struct Mentorship, table "mentorship", sheet "Пары и группы", prefix "М",
        ordered [("starts_on", "ends_on")]
    {
        /// Form of mentoring, a code of the catalogue (`forms`).
        form: String, "Форма", C1;
        /// Role variant, a code of the catalogue.
        variant: Option<String>, "Ролевая модель", C1;
        /// Pair or group.
        kind: MentorshipKind, "Пара / группа", C1;
        /// State.
        status: MentorshipStatus, "Статус", C1;
        /// School year.
        school_year: Option<Id<SchoolYear>>, "Учебный год", C1;
        /// First day.
        starts_on: NaiveDate, "Начало", C1, key;
        /// Last day; empty while open.
        ends_on: Option<NaiveDate>, "Окончание", C1;
        /// Order that approves it.
        act: Option<Id<Act>>, "Приказ", C1, key;
        /// Item of the order.
        act_item: Option<String>, "Пункт приказа", C1, key;
    }
}

record! {
    /// Membership of a person in a mentorship.
    pub struct MentorshipMember, table "mentorship_member", sheet "Участники пар", prefix "У",
        ordered [("valid_from", "valid_to")]
    {
        /// The pair or group.
        mentorship: Id<Mentorship>, "Пара / группа", C1, key;
        /// The person.
        person: Id<Person>, "Человек", C1, key;
        /// Mentor or mentee.
        role: ParticipantRole, "Роль", C1, key;
        /// In what quality.
        category: ParticipantCategory, "Категория", C1;
        /// First day; empty when from the start of the mentorship.
        valid_from: Option<NaiveDate>, "С", C1;
        /// Last day; empty when to the end of the mentorship.
        valid_to: Option<NaiveDate>, "По", C1;
    }
}

record! {
    /// Personalised programme or individual plan of a mentorship.
    pub struct Plan, table "plan", sheet "Программы и планы", prefix "ИП",
        ordered [("valid_from", "valid_to")]
    {
        /// The pair or group.
        mentorship: Id<Mentorship>, "Пара / группа", C1, key;
        /// Mentee it is for; empty when for the whole mentorship.
        person: Option<Id<Person>>, "Наставляемый", C1, key;
        /// Title.
        title: String, "Название", C1;
        /// Date of approval; empty while a draft.
        approved_on: Option<NaiveDate>, "Утверждён", C1;
        /// First day.
        valid_from: NaiveDate, "С", C1, key;
        /// Last day.
        valid_to: NaiveDate, "По", C1;
        /// Address of the text.
        url: Option<String>, "Ссылка", C1;
    }
}

record! {
    /// A meeting of a mentorship that took place.
    pub struct Meeting, table "meeting", sheet "Встречи", prefix "ВС" {
        /// The pair or group.
        mentorship: Id<Mentorship>, "Пара / группа", C1, key;
        /// Kind.
        kind: MeetingKind, "Вид", C1, key;
        /// Day.
        held_on: NaiveDate, "Дата", C1, key;
        /// Length in minutes.
        minutes: Option<i64>, "Минут", C1;
    }
}

impl Mentorship {
    /// Whether it counts on the day: approved, begun, not ended by then, and its order in force.
    /// One that has ended since counts on the days before its last one, so that last year's figures
    /// stay what they were.
    ///
    /// `act` is the order it rests on; without one it never counts (Р-145: pairs are fixed by an
    /// order).
    pub fn active_on(&self, day: NaiveDate, act: Option<&Act>) -> bool {
        let approved = match self.status {
            MentorshipStatus::Draft => false,
            MentorshipStatus::Approved | MentorshipStatus::Running | MentorshipStatus::Paused => {
                true
            }
            MentorshipStatus::Completed | MentorshipStatus::Terminated => self.ends_on.is_some(),
        };
        approved
            && self.starts_on <= day
            && self.ends_on.is_none_or(|last| last >= day)
            && act.is_some_and(|act| act.in_force_on(day))
    }
}

impl MentorshipMember {
    /// Whether the membership holds on the day, as far as its own dates say.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.valid_from.is_none_or(|first| first <= day)
            && self.valid_to.is_none_or(|last| last >= day)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn order() -> Act {
        Act {
            id: Id::new(Uuid::from_u128(1)),
            code: "Д1".into(),
            version: 1,
            kind: "order_pairs".into(),
            number: "1".into(),
            dated_on: day("2023-09-01"),
            title: "Об утверждении пар".into(),
            in_force_from: day("2023-09-10"),
            in_force_to: Some(day("2024-05-31")),
            school_year: None,
            forms: Vec::new(),
            attached: true,
            url: None,
            file_sha256: None,
        }
    }

    fn pair() -> Mentorship {
        Mentorship {
            id: Id::new(Uuid::from_u128(2)),
            code: "М1".into(),
            version: 1,
            form: "pupil_pupil".into(),
            variant: None,
            kind: MentorshipKind::Pair,
            status: MentorshipStatus::Running,
            school_year: None,
            starts_on: day("2023-09-05"),
            ends_on: Some(day("2024-06-30")),
            act: Some(Id::new(Uuid::from_u128(1))),
            act_item: None,
        }
    }

    #[test]
    fn a_pair_counts_only_while_it_and_its_order_both_allow_it() {
        let (pair, act) = (pair(), order());
        for (when, counts) in [
            ("2023-09-09", false),
            ("2023-09-10", true),
            ("2024-05-31", true),
            ("2024-06-01", false),
        ] {
            assert_eq!(pair.active_on(day(when), Some(&act)), counts, "{when}");
        }
        assert!(!pair.active_on(day("2023-10-01"), None), "no order");
    }

    #[test]
    fn a_draft_never_counts() {
        let draft = Mentorship {
            status: MentorshipStatus::Draft,
            ..pair()
        };
        assert!(!draft.active_on(day("2023-10-01"), Some(&order())));
    }

    #[test]
    fn an_ended_pair_counted_until_its_last_day_and_never_without_one() {
        for status in [MentorshipStatus::Completed, MentorshipStatus::Terminated] {
            let ended = Mentorship {
                status,
                ends_on: Some(day("2023-12-20")),
                ..pair()
            };
            let counts = |when| ended.active_on(day(when), Some(&order()));
            assert!(counts("2023-10-01") && counts("2023-12-20") && !counts("2023-12-21"));
            let undated = Mentorship {
                ends_on: None,
                ..ended
            };
            assert!(!undated.active_on(day("2023-10-01"), Some(&order())));
        }
    }
}
