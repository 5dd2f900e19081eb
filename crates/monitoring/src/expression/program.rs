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
    /// Of each definition that asks a flag of a record and a day: the number of the table. Its
    /// answers for the day of the evaluation are kept.
    pub(crate) kept: Vec<Option<usize>>,
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

impl Node {
    /// Whether it reads a slot.
    pub(crate) fn mentions(&self, slot: usize) -> bool {
        let any = |nodes: &[Self]| nodes.iter().any(|node| node.mentions(slot));
        match self {
            Self::Flag(_)
            | Self::Number(_)
            | Self::Text(_)
            | Self::List(_)
            | Self::AsOf
            | Self::CycleStart
            | Self::CycleEnd => false,
            Self::Slot(own) => *own == slot,
            Self::Field { of, .. } | Self::Not(of) | Self::Known(of, _) => of.mentions(slot),
            Self::Call(_, nodes)
            | Self::And(nodes)
            | Self::Or(nodes)
            | Self::Function(_, nodes) => any(nodes),
            Self::Compare(_, left, right)
            | Self::InList(left, right)
            | Self::Add(left, right)
            | Self::Subtract(left, right) => left.mentions(slot) || right.mentions(slot),
            Self::Within(value, from, to) => {
                let ends = [from, to];
                value.mentions(slot) || ends.into_iter().flatten().any(|end| end.mentions(slot))
            }
            Self::OneOf(value, members) => value.mentions(slot) || any(members),
            Self::If(condition, yes, no) => {
                condition.mentions(slot) || yes.mentions(slot) || no.mentions(slot)
            }
            Self::Exists(query) | Self::Count(query) => query.mentions(slot),
            Self::Every(query, claim) => query.mentions(slot) || claim.mentions(slot),
            Self::ExistsDay {
                from,
                to,
                condition,
                ..
            } => from.mentions(slot) || to.mentions(slot) || condition.mentions(slot),
        }
    }

    /// The same with what is already known worked out: parameters make whole branches constant.
    pub(crate) fn folded(self) -> Self {
        match self {
            Self::Compare(comparison, left, right) => {
                let order = match (left.as_ref(), right.as_ref()) {
                    (Self::Text(left), Self::Text(right)) => Some(left.cmp(right)),
                    (Self::Number(left), Self::Number(right)) => Some(left.cmp(right)),
                    _ => None,
                };
                match order {
                    Some(order) => Self::Flag(comparison.holds(order)),
                    None => Self::Compare(comparison, left, right),
                }
            }
            Self::Not(inside) => match *inside {
                Self::Flag(flag) => Self::Flag(!flag),
                inside => Self::Not(Box::new(inside)),
            },
            Self::If(condition, yes, no) => match *condition {
                Self::Flag(true) => *yes,
                Self::Flag(false) => *no,
                condition => Self::If(Box::new(condition), yes, no),
            },
            Self::And(parts) => junction(parts, true, Self::And),
            Self::Or(parts) => junction(parts, false, Self::Or),
            Self::OneOf(value, members) => match value.as_ref() {
                Self::Text(text) if members.iter().all(|one| matches!(one, Self::Text(_))) => {
                    let found = members
                        .iter()
                        .any(|one| matches!(one, Self::Text(member) if member == text));
                    Self::Flag(found)
                }
                _ => Self::OneOf(value, members),
            },
            other => other,
        }
    }
}

/// Parts of `and` (neutral `true`) or `or` (neutral `false`) without the constant ones.
fn junction(parts: Vec<Node>, neutral: bool, join: fn(Vec<Node>) -> Node) -> Node {
    let mut left = Vec::new();
    for part in parts {
        match part {
            Node::Flag(flag) if flag == neutral => {}
            Node::Flag(flag) => return Node::Flag(flag),
            other => left.push(other),
        }
    }
    match left.pop() {
        None => Node::Flag(neutral),
        Some(only) if left.is_empty() => only,
        Some(last) => {
            left.push(last);
            join(left)
        }
    }
}

impl Query {
    /// Whether it reads a slot.
    pub(crate) fn mentions(&self, slot: usize) -> bool {
        self.index.iter().any(|(_, node)| node.mentions(slot))
            || self.condition.iter().any(|node| node.mentions(slot))
            || self.by.iter().any(|node| node.mentions(slot))
    }
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
