//! What a catalogue says, checked: the form evaluation works with.
//!
//! Not here: checking (`build`), evaluation (`evaluate`). The one decision to know: a rule is data
//! with programs inside; there is no rule of any indicator in code.

use chrono::NaiveDate;
use opora_domain::FieldClass;

use super::written::ParamValue;
use crate::evaluation::Target;
use crate::expression::{Body, Program, Query};

/// Everything evaluation needs beside printed texts.
#[derive(Clone, Debug)]
pub(crate) struct Rules {
    pub(crate) program: Program,
    /// Number of different queries that bind nothing.
    pub(crate) shared: usize,
    pub(crate) params: Vec<(String, ParamValue)>,
    pub(crate) placeholders: Vec<(String, String)>,
    /// Month and day of the first and the last day of a cycle.
    pub(crate) cycle: ((u32, u32), (u32, u32)),
    pub(crate) requirements: Vec<(Body, String)>,
    pub(crate) methods: Vec<Method>,
    pub(crate) proofs: Vec<ProofRule>,
    /// In the order of the indicators.
    pub(crate) indicators: Vec<IndicatorRules>,
    pub(crate) figures: Vec<FigureRule>,
    pub(crate) digest: [u8; 32],
}

/// A query with the slots it needs and the class of what it reads.
#[derive(Clone, Debug)]
pub(crate) struct Rows {
    /// Number of the query among those that bind nothing; equal ones share it.
    pub(crate) shared: Option<usize>,
    pub(crate) query: Query,
    pub(crate) slots: usize,
    pub(crate) class: FieldClass,
}

/// Something that is counted: records, or a number computed otherwise.
#[derive(Clone, Debug)]
pub(crate) enum Amount {
    /// Distinct records.
    Rows(Rows),
    /// A number.
    Number(Body),
}

impl Amount {
    /// Class of what it reads.
    pub(crate) fn class(&self) -> FieldClass {
        match self {
            Self::Rows(rows) => rows.class,
            Self::Number(body) => body.class,
        }
    }
}

/// How the value of an indicator comes about.
#[derive(Clone, Debug)]
pub(crate) enum Rule {
    /// «Да» when enough records exist and the condition holds.
    Flag {
        rows: Option<Rows>,
        at_least: usize,
        holds: Option<Body>,
    },
    /// A number.
    Count(Amount),
    /// A share.
    Share(Amount, Amount),
    /// A figure of a survey.
    Survey(SurveyRule),
}

/// A figure of the latest survey of several.
#[derive(Clone, Debug)]
pub(crate) struct SurveyRule {
    pub(crate) among: Rows,
    pub(crate) latest: Body,
    pub(crate) responses: Rows,
    /// Number of the method.
    pub(crate) method: usize,
    pub(crate) missing: String,
    pub(crate) unanswered: String,
}

/// How responses become one figure; slot 0 is the survey, slot 1 a response.
#[derive(Clone, Debug)]
pub(crate) struct Method {
    pub(crate) answered: Body,
    pub(crate) numerator: Body,
    pub(crate) denominator: Body,
}

/// Rules of one indicator.
#[derive(Clone, Debug)]
pub(crate) struct IndicatorRules {
    pub(crate) rule: Rule,
    pub(crate) requires: Vec<usize>,
    pub(crate) period: Option<(Body, Body)>,
    pub(crate) applies: Option<Body>,
    pub(crate) companions: Vec<FigureRule>,
    pub(crate) notes: Vec<NoteRule>,
}

/// Rules of a figure.
#[derive(Clone, Debug)]
pub(crate) struct FigureRule {
    pub(crate) code: String,
    pub(crate) title: String,
    pub(crate) unit: String,
    pub(crate) value: FigureValue,
    pub(crate) requires: Vec<usize>,
    pub(crate) targets: Vec<Target>,
    pub(crate) class: FieldClass,
}

/// How the value of a figure comes about.
#[derive(Clone, Debug)]
pub(crate) enum FigureValue {
    /// A number.
    Count(Amount),
    /// A share; without a numerator of its own it takes that of its indicator.
    Share(Option<Amount>, Amount),
}

/// A finding of an indicator itself.
#[derive(Clone, Debug)]
pub(crate) struct NoteRule {
    pub(crate) rows: Rows,
    pub(crate) show: Option<Body>,
    pub(crate) text: String,
}

/// How a record is printed as a proof.
#[derive(Clone, Debug)]
pub(crate) struct ProofRule {
    /// Number of the table.
    pub(crate) table: usize,
    pub(crate) evidence: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) through: Option<String>,
}

/// The target due next after a day; the last one when all are past.
pub(crate) fn target_on(targets: &[Target], day: NaiveDate) -> Option<Target> {
    targets
        .iter()
        .find(|target| target.due_on >= day)
        .or(targets.last())
        .copied()
}
