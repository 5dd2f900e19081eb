//! The справка as content: what is printed, whether computed here or read from somebody's file.
//!
//! Not here: how it is computed (`monitoring`), read (`intake`) or laid out (`document`). The one
//! decision to know: a computed and a read справка are the same type, so one set of checks serves
//! both, and "absent" is always `None` or empty, never a zero.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::id::Id;
use crate::people::Person;
use crate::{choices, record};

record! {
    /// Value of an indicator entered by hand, with its reason and author.
    pub struct ManualValue, table "manual_value", sheet "Значения вручную", prefix "ЗВ" {
        /// Code of the indicator.
        indicator: String, "Показатель", C0, key;
        /// Day it is about.
        as_of: NaiveDate, "По состоянию на", C0, key;
        /// Value: a whole number, or да/нет, as typed.
        value: String, "Значение", C0;
        /// Why it is not computed.
        reason: String, "Причина", C0;
        /// Who entered it.
        author: String, "Кто внёс", C0;
    }
}

record! {
    /// A finding accepted with a written reason, which is printed in the справка.
    pub struct Waiver, table "waiver", sheet "Принятые замечания", prefix "ПЗ" {
        /// Code of the check.
        check: String, "Проверка", C0, key;
        /// Cut-off date of the справка it is about.
        as_of: NaiveDate, "По состоянию на", C0, key;
        /// Subject within the check: an indicator or a row; empty for every subject.
        subject: Option<String>, "К чему относится", C0, key;
        /// Why it is accepted.
        reason: String, "Причина", C0;
        /// Who accepted it.
        author: String, "Кто принял", C0;
        /// When.
        waived_on: NaiveDate, "Дата", C0;
    }
}

choices! {
    /// State of a measure.
    pub enum MeasureStatus {
        /// To be done.
        Open = "open", "в работе";
        /// Done.
        Done = "done", "выполнена";
        /// Given up, with the reason in `effect`.
        Dropped = "dropped", "снята";
    }
}

record! {
    /// A recommendation of a справка as a tracked measure.
    pub struct Measure, table "measure", sheet "Меры", prefix "МР" {
        /// Cut-off date of the справка that recommends it.
        as_of: NaiveDate, "Справка на", C0, key;
        /// What is to be done.
        text: String, "Мера", C0, key;
        /// Indicator or check it should mend.
        subject: Option<String>, "Показатель или проверка", C0;
        /// Deadline.
        due_on: Option<NaiveDate>, "Срок", C0;
        /// The one person responsible.
        responsible: Option<Id<Person>>, "Ответственный", C0;
        /// State.
        status: MeasureStatus, "Состояние", C0;
        /// Day it was done.
        done_on: Option<NaiveDate>, "Выполнена", C0;
        /// What came of it.
        effect: Option<String>, "Результат", C0;
    }
}

/// Where the content of a справка comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportOrigin {
    /// Computed here from facts.
    Computed,
    /// Read from a document.
    Read,
}

/// Content of a справка, as far as it is known.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportContent {
    /// Computed or read.
    pub origin: ReportOrigin,
    /// Title as printed.
    pub title: Option<String>,
    /// Name of the organisation as printed.
    pub organisation: Option<String>,
    /// Date of the document.
    pub dated_on: Option<NaiveDate>,
    /// «По состоянию на».
    pub as_of: Option<NaiveDate>,
    /// Registration number.
    pub number: Option<String>,
    /// Who approved it (post and name), when there is an approval block.
    pub approved_by: Option<String>,
    /// Who made it.
    pub executor: Option<String>,
    /// Whether it carries a signature.
    pub signed: bool,
    /// Rows of the roadmap table in printed order.
    pub roadmap: Vec<ReportedRow>,
    /// Rows of the indicator table in printed order.
    pub indicators: Vec<ReportedIndicator>,
    /// Conclusions.
    pub conclusions: Vec<String>,
    /// Recommendations.
    pub recommendations: Vec<String>,
    /// Number of pairs and groups active on the cut-off date, where known.
    pub active_mentorships: Option<i64>,
    /// Heading of the column that holds the values, as printed.
    pub value_heading: Option<String>,
    /// Figures known beside the table, by code (mentors of other categories, mentors trained at
    /// school); empty for a read справка.
    pub figures: BTreeMap<String, i64>,
}

/// One row of the roadmap table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportedRow {
    /// Position in the table, from 1, without the heading.
    pub position: usize,
    /// Number of the stage.
    pub stage_number: Option<i64>,
    /// Name of the stage (carried down over merged cells).
    pub stage: String,
    /// Name of the мероприятие (carried down over merged cells).
    pub event: String,
    /// Activities of the row.
    pub activities: Vec<ReportedActivity>,
    /// Term as printed; empty when none.
    pub term: String,
    /// Deadline: the last day of the printed term.
    pub due_on: Option<NaiveDate>,
    /// Responsible as printed; empty when none.
    pub responsible: String,
    /// Mark as printed; empty when none.
    pub mark: String,
}

/// One activity in a row of the roadmap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportedActivity {
    /// Printed number.
    pub number: Option<i64>,
    /// Text without the number.
    pub text: String,
    /// Whether it is done: by the mark of its own where there is one, else by that of the row.
    pub done: bool,
    /// Whether it carries a mark of its own (computed справки do; read ones mark whole rows).
    pub own_mark: bool,
}

/// Value of one row of the indicator table.
#[derive(Clone, Debug, PartialEq)]
pub enum ReportedValue {
    /// Empty cell.
    Missing,
    /// Да / Нет.
    Flag(bool),
    /// A number.
    Number(f64),
    /// Anything else, to be looked at by a person.
    Unclear,
    /// «Нет данных», said so.
    NotComputable,
    /// «Не применимо», said so.
    NotApplicable,
    /// Hidden in a public edition.
    Hidden,
}

impl ReportedValue {
    /// The number, for rows that hold one.
    pub fn number(&self) -> Option<f64> {
        if let Self::Number(number) = self {
            Some(*number)
        } else {
            None
        }
    }

    /// The flag, for rows that hold one.
    pub fn flag(&self) -> Option<bool> {
        if let Self::Flag(flag) = self {
            Some(*flag)
        } else {
            None
        }
    }
}

/// One row of the indicator table.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportedIndicator {
    /// Position in the table, from 1, without the heading.
    pub position: usize,
    /// Number of the indicator of the catalogue, when recognised.
    pub number: Option<u32>,
    /// Code of the indicator of the catalogue, when recognised.
    pub code: Option<String>,
    /// Group as printed.
    pub group: String,
    /// Name as printed (column «Критерий», or «Показатель» where that is empty).
    pub title: String,
    /// Value.
    pub value: ReportedValue,
    /// Value as printed.
    pub value_text: String,
    /// Unit as printed, when there is one.
    pub unit: Option<String>,
    /// Denominator, when stated.
    pub denominator: Option<i64>,
    /// Links as printed.
    pub links: Vec<String>,
    /// Proofs that are not links (documents, orders, surveys), as printed.
    pub proofs: Vec<ReportedProof>,
    /// Survey behind a satisfaction figure.
    pub survey: Option<ReportedSurvey>,
    /// Whether ages in the heading are proved from birth dates (computed справки only).
    pub ages_proved: bool,
}

/// A proof named in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportedProof {
    /// Kind, a code of the catalogue (`evidence_kinds`).
    pub kind: String,
    /// Title as printed.
    pub title: String,
    /// Address, when there is one.
    pub url: Option<String>,
    /// Clause or page, when there is one.
    pub clause: Option<String>,
    /// Whether anybody can open it.
    pub public: bool,
}

/// The survey behind a satisfaction figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportedSurvey {
    /// Instrument.
    pub instrument: String,
    /// First day.
    pub opened_on: Option<NaiveDate>,
    /// Last day.
    pub closed_on: Option<NaiveDate>,
    /// Number of responses.
    pub answered: Option<i64>,
    /// Number of people invited.
    pub invited: Option<i64>,
}
