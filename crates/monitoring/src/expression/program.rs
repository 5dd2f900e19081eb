//! Programs: expressions with names, fields and types resolved.
//!
//! Not here: how they come about (`check`) and run (`run`). The one decision to know: a variable is
//! a numbered slot, a field is a number of a column, a set is a number of a table.

use std::sync::Arc;

use chrono::NaiveDate;
use opora_domain::FieldClass;

use super::syntax::Comparison;

/// All definitions of a catalogue, by number.
#[derive(Clone, Debug, Default)]
pub(crate) struct Program {
    /// Bodies of the definitions.
    pub(crate) definitions: Vec<Body>,
    /// Conditions of one record and nothing that changes while a day is evaluated.
    pub(crate) drivers: Vec<Driver>,
}

/// A definition called with a record and constants: whoever satisfies it is looked up once a day.
#[derive(Clone, Debug)]
pub(crate) struct Driver {
    /// Number of the table of the record.
    pub(crate) table: usize,
    /// Number of the definition.
    pub(crate) definition: usize,
    /// Arguments after the record.
    pub(crate) constants: Vec<Node>,
}

/// A checked expression.
#[derive(Clone, Debug)]
pub(crate) struct Body {
    /// What it says.
    pub(crate) node: Node,
    /// Number of slots it needs.
    pub(crate) slots: usize,
    /// Highest class of the fields it reads.
    pub(crate) class: FieldClass,
}

/// A resolved expression.
#[derive(Clone, Debug)]
pub(crate) enum Node {
    Flag(bool),
    Number(i64),
    Text(String),
    List(Arc<[String]>),
    AsOf,
    CycleStart,
    CycleEnd,
    Slot(usize),
    Field {
        of: Box<Node>,
        table: usize,
        field: usize,
    },
    Call(usize, Vec<Node>),
    And(Vec<Node>),
    Or(Vec<Node>),
    Not(Box<Node>),
    Compare(Comparison, Box<Node>, Box<Node>),
    Within(Box<Node>, Option<Box<Node>>, Option<Box<Node>>),
    OneOf(Box<Node>, Vec<Node>),
    InList(Box<Node>, Box<Node>),
    Known(Box<Node>, bool),
    Add(Box<Node>, Box<Node>),
    Subtract(Box<Node>, Box<Node>),
    If(Box<Node>, Box<Node>, Box<Node>),
    Exists(Box<Query>),
    Every(Box<Query>, Box<Node>),
    Count(Box<Query>),
    ExistsDay {
        slot: usize,
        from: Box<Node>,
        to: Box<Node>,
        condition: Box<Node>,
    },
    Function(Function, Vec<Node>),
}

/// Functions of the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Function {
    /// `years(from, on)`: full years.
    Years,
    /// `years_before(d, n)`.
    YearsBefore,
    /// `days_before(d, n)`.
    DaysBefore,
    /// `year_start(d)`.
    YearStart,
    /// `year_end(d)`.
    YearEnd,
    /// `earlier(a, b)`: the earlier of the known ones.
    Earlier,
    /// `later(a, b)`: the later of the known ones.
    Later,
    /// `first_known(a, b)`.
    FirstKnown,
}

/// Records of a table that satisfy a condition.
#[derive(Clone, Debug)]
pub(crate) struct Query {
    /// Slot of the variable.
    pub(crate) slot: usize,
    /// Number of the table.
    pub(crate) table: usize,
    /// Field of the table that must refer to a record known beforehand: an index is used.
    pub(crate) index: Option<(usize, Node)>,
    /// Number of the driver the records come from, where there is no index.
    pub(crate) driver: Option<usize>,
    /// Condition.
    pub(crate) condition: Option<Node>,
    /// What tells records apart, when not they themselves.
    pub(crate) by: Option<Node>,
}

/// First day of the year of a date.
pub(crate) fn year_start(day: NaiveDate) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(chrono::Datelike::year(&day), 1, 1)
}

/// Last day of the year of a date.
pub(crate) fn year_end(day: NaiveDate) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(chrono::Datelike::year(&day), 12, 31)
}
