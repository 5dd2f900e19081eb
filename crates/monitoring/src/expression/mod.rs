//! The language in which a catalogue says what is counted.
//!
//! Not here: catalogues (`catalogue`) and their evaluation (`evaluate`). The one decision to know:
//! text → syntax → typed program with resolved fields; whatever is wrong is found by the second
//! step, and the third only looks up and compares. Grammar and examples:
//! `docs/catalogues.md`.

mod check;
mod functions;
mod inline;
mod parse;
mod program;
mod query;
mod run;
mod syntax;
mod token;
mod types;

pub(crate) use check::{Checker, Lists, Scope};
pub(crate) use parse::{Parameter, expression, parameters, query};
pub(crate) use program::{Body, Node, Program, Query};
pub(crate) use run::{Cycle, Machine, Val};
pub(crate) use syntax::Expr;
pub(crate) use types::{Codes, Type, table_of};

/// What is wrong in a text, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mistake {
    /// Bytes from the start of the text.
    pub(crate) at: usize,
    /// What is wrong and what was expected.
    pub(crate) message: String,
}

impl Mistake {
    /// A mistake at a place.
    pub(crate) fn new(at: usize, message: impl Into<String>) -> Self {
        Self {
            at,
            message: message.into(),
        }
    }

    /// Line and column, from 1, in the text.
    pub(crate) fn position(&self, text: &str) -> (usize, usize) {
        let before = text.get(..self.at).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        let column = before.get(start..).unwrap_or("").chars().count() + 1;
        (line, column)
    }
}
