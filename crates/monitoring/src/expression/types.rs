//! Types of expressions.
//!
//! Not here: checking (`check`). The one decision to know: a text knows the list of codes it comes
//! from, so comparing it with a code that is not on the list is a mistake of the catalogue.

use std::sync::Arc;

use opora_domain::{Choice, FieldKind, RecordKind};

/// Where the codes of a text come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Codes {
    /// Any text.
    Any,
    /// These very texts, written in the catalogue.
    Literal(Arc<[String]>),
    /// A closed list of the domain.
    Choices(&'static [Choice]),
    /// A list of the catalogue: its name and its codes.
    Listed(&'static str, Arc<[String]>),
}

impl Codes {
    fn holds(&self, code: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Literal(codes) | Self::Listed(_, codes) => {
                codes.iter().any(|known| known == code)
            }
            Self::Choices(choices) => choices.iter().any(|choice| choice.code == code),
        }
    }

    fn all(&self) -> String {
        match self {
            Self::Any => String::new(),
            Self::Literal(codes) | Self::Listed(_, codes) => codes.join(", "),
            Self::Choices(choices) => choices
                .iter()
                .map(|choice| choice.code)
                .collect::<Vec<_>>()
                .join(", "),
        }
    }

    /// What is wrong with comparing the two, if anything.
    pub(crate) fn conflict(&self, other: &Self) -> Option<String> {
        let ((Self::Literal(written), list @ (Self::Choices(_) | Self::Listed(..)))
        | (list @ (Self::Choices(_) | Self::Listed(..)), Self::Literal(written))) = (self, other)
        else {
            return None;
        };
        written
            .iter()
            .find(|code| !list.holds(code))
            .map(|code| format!("'{code}' is not one of: {}", list.all()))
    }
}

/// Type of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Type {
    /// Yes or no.
    Flag,
    /// Whole number.
    Number,
    /// Calendar date.
    Date,
    /// Text.
    Text(Codes),
    /// Several texts.
    List(Codes),
    /// Record of the table with this number in [`RecordKind::ALL`].
    Record(usize),
}

impl Type {
    /// How it is named in messages.
    pub(crate) fn shown(&self) -> String {
        match self {
            Self::Flag => "a flag".to_owned(),
            Self::Number => "a number".to_owned(),
            Self::Date => "a date".to_owned(),
            Self::Text(_) => "a text".to_owned(),
            Self::List(_) => "a list of texts".to_owned(),
            Self::Record(table) => format!(
                "a record of `{}`",
                RecordKind::ALL
                    .get(*table)
                    .map_or("?", |kind| kind.schema().table)
            ),
        }
    }

    /// Whether two values can be compared or one can stand for the other.
    pub(crate) fn fits(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text(_), Self::Text(_)) | (Self::List(_), Self::List(_)) => true,
            _ => self == other,
        }
    }

    /// Type of a field, without the lists of the catalogue.
    pub(crate) fn of_field(kind: FieldKind) -> Self {
        match kind {
            FieldKind::Text => Self::Text(Codes::Any),
            FieldKind::TextList => Self::List(Codes::Any),
            FieldKind::Int => Self::Number,
            FieldKind::Bool => Self::Flag,
            FieldKind::Date => Self::Date,
            FieldKind::Choice(choices) => Self::Text(Codes::Choices(choices)),
            FieldKind::Ref(target) => Self::Record(table_of(target)),
        }
    }
}

/// Number of the table of a kind in [`RecordKind::ALL`].
pub(crate) fn table_of(kind: RecordKind) -> usize {
    RecordKind::ALL
        .iter()
        .position(|known| *known == kind)
        .unwrap_or(usize::MAX)
}
