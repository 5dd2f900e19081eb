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
