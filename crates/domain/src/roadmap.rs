//! The roadmap of a school year: stages, мероприятия, activities, terms, marks.
//!
//! Not here: the templates (catalogue) and the facts marks follow from (`monitoring`). The one
//! decision to know: a mark belongs to one activity; the mark of a row is computed.

use chrono::NaiveDate;

use crate::acts::Act;
use crate::id::Id;
use crate::organisations::SchoolYear;
use crate::people::Person;
use crate::{choices, record};

choices! {
    /// Mark a person put by hand.
    pub enum ActivityMark {
        /// Done, on `done_on`.
        Done = "done", "выполнено";
        /// Called off, with a reason.
        Cancelled = "cancelled", "отменено";
    }
}

record! {
    /// A roadmap of one school year.
    pub struct Roadmap, table "roadmap", sheet "Дорожные карты", prefix "ДК",
        ordered [("valid_from", "valid_to")]
    {
        /// School year.
        school_year: Id<SchoolYear>, "Учебный год", C0, key;
        /// Title.
        title: String, "Название", C0;
        /// Code of the template of the catalogue it was made from.
        template: Option<String>, "Шаблон", C0;
        /// Act that approves it; empty while a draft.
        act: Option<Id<Act>>, "Утверждена документом", C0;
        /// First day.
        valid_from: NaiveDate, "С", C0, key;
        /// Last day.
        valid_to: NaiveDate, "По", C0;
    }
}

record! {
    /// One activity of a roadmap.
    pub struct Activity, table "activity", sheet "Мероприятия", prefix "МП",
        ordered [("due_from", "due_on")]
    {
        /// The roadmap.
        roadmap: Id<Roadmap>, "Дорожная карта", C0, key;
        /// Number of the stage, from 1.
        stage: i64, "Этап №", C0, key;
        /// Name of the stage.
        stage_title: String, "Наименование этапа", C0;
        /// Number of the мероприятие within the roadmap, from 1.
        event: i64, "Мероприятие №", C0, key;
        /// Name of the мероприятие.
        event_title: String, "Мероприятие", C0;
        /// Number of the row of the table within the roadmap, from 1; activities of a row share a
        /// cell.
        row: i64, "Строка №", C0, key;
        /// Number of the activity as printed; empty when unnumbered.
        item: Option<i64>, "Пункт №", C0;
        /// Order of the activity within the roadmap, from 1.
        position: i64, "Порядок", C0, key;
        /// What is to be done.
        text: String, "Содержание деятельности", C0;
        /// First day of the term; empty when there is only a deadline.
        due_from: Option<NaiveDate>, "Срок с", C0;
        /// Deadline; empty when not planned.
        due_on: Option<NaiveDate>, "Срок по", C0;
        /// The one person responsible.
        responsible: Option<Id<Person>>, "Ответственный", C0;
        /// Body or post printed with the responsible person.
        responsible_note: Option<String>, "Ответственный (орган, должность)", C0;
        /// Code of the rule of the catalogue by which the mark follows from facts.
        rule: Option<String>, "Правило отметки", C0;
        /// Mark put by hand.
        mark: Option<ActivityMark>, "Отметка", C0;
        /// Day of the mark put by hand.
        done_on: Option<NaiveDate>, "Дата выполнения", C0;
        /// Reason of the mark, when there is no proof.
        reason: Option<String>, "Причина отметки", C0;
    }
}
