//! Figures beside the table: companions, coverage against targets, last year's values.
//!
//! Not here: how they are computed. The one decision to know: a hidden figure is a value of its
//! own, and everything printed later sees only that.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use opora_domain::reports::{ReportContent, ReportedValue};

use crate::content::reported;
use crate::evaluation::{Evaluation, IndicatorKind, IndicatorResult, Status, Target};

/// A figure beside an indicator.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportedCompanion {
    /// Stable code.
    pub code: String,
    /// Position of the row it stands beside.
    pub position: usize,
    /// Code of the indicator it stands beside.
    pub indicator: String,
    /// Name.
    pub title: String,
    /// Unit.
    pub unit: String,
    /// Value.
    pub value: ReportedValue,
    /// Numerator of a share.
    pub numerator: Option<i64>,
    /// Denominator of a share.
    pub denominator: Option<i64>,
}

/// A share, with its target where there is one.
#[derive(Clone, Debug, PartialEq)]
pub struct Coverage {
    /// Code of the indicator or companion.
    pub code: String,
    /// Code of the indicator it belongs to.
    pub indicator: String,
    /// Name, clear without what stands around it.
    pub title: String,
    /// Number of the indicator's row.
    pub number: u32,
    /// Name of the indicator.
    pub of: String,
    /// What share it is; `None` for the indicator itself.
    pub share: Option<String>,
    /// Share in percent.
    pub value: ReportedValue,
    /// Numerator.
    pub numerator: Option<i64>,
    /// Denominator.
    pub denominator: Option<i64>,
    /// Target due next.
    pub target: Option<Target>,
}

/// A definition, for the appendix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DefinitionLine {
    /// Number of the row.
    pub number: u32,
    /// Name of the indicator.
    pub title: String,
    /// Definition.
    pub text: String,
    /// Edition of the definition.
    pub edition: String,
}

/// Values of an earlier справка.
#[derive(Clone, Debug, PartialEq)]
pub struct PreviousFigures {
    /// Its cut-off date.
    pub as_of: NaiveDate,
    /// Values by code of the indicator.
    pub values: BTreeMap<String, ReportedValue>,
}

impl PreviousFigures {
    /// From an evaluation.
    pub fn from_evaluation(evaluation: &Evaluation) -> Self {
        let values = evaluation
            .results
            .iter()
            .map(|result| (result.code.clone(), reported(result.value, &result.status)))
            .collect();
        Self {
            as_of: evaluation.as_of,
            values,
        }
    }

    /// From a справка, also one read from a file; `None` when it has no date.
    pub fn from_content(content: &ReportContent) -> Option<Self> {
        let values = content
            .indicators
            .iter()
            .filter_map(|row| Some((row.code.clone()?, row.value.clone())))
            .collect();
        Some(Self {
            as_of: content.as_of.or(content.dated_on)?,
            values,
        })
    }
}

/// Figures beside the rows of an evaluation.
pub(super) fn companions(evaluation: &Evaluation) -> Vec<ReportedCompanion> {
    let rows = evaluation.results.iter().enumerate();
    rows.flat_map(|(index, result)| {
        result
            .companions
            .iter()
            .map(move |companion| ReportedCompanion {
                code: companion.code.clone(),
                position: index + 1,
                indicator: result.code.clone(),
                title: companion.title.clone(),
                unit: companion.unit.clone(),
                value: reported(companion.value, &Status::Computed),
                numerator: companion.numerator,
                denominator: companion.denominator,
            })
    })
    .collect()
}

/// Shares of an evaluation: companions in percent, and indicators in percent.
pub(super) fn coverage(evaluation: &Evaluation) -> Vec<Coverage> {
    evaluation.results.iter().flat_map(shares).collect()
}

fn shares(result: &IndicatorResult) -> Vec<Coverage> {
    let own = (result.kind == IndicatorKind::Percent).then(|| Coverage {
        code: result.code.clone(),
        indicator: result.code.clone(),
        title: format!("№ {}. {}", result.number, result.title),
        number: result.number,
        of: result.title.clone(),
        share: None,
        value: reported(result.value, &result.status),
        numerator: result.numerator,
        denominator: result.denominator,
        target: result.target,
    });
    let beside = result
        .companions
        .iter()
        .filter(|companion| companion.unit == "%")
        .map(|companion| Coverage {
            code: companion.code.clone(),
            indicator: result.code.clone(),
            title: format!(
                "№ {}. {} — {}",
                result.number, result.title, companion.title
            ),
            number: result.number,
            of: result.title.clone(),
            share: Some(companion.title.clone()),
            value: reported(companion.value, &Status::Computed),
            numerator: companion.numerator,
            denominator: companion.denominator,
            target: companion.target,
        });
    own.into_iter().chain(beside).collect()
}

/// Definitions of an evaluation.
pub(super) fn definitions(evaluation: &Evaluation) -> Vec<DefinitionLine> {
    evaluation
        .results
        .iter()
        .map(|result| DefinitionLine {
            number: result.number,
            title: result.title.clone(),
            text: result.definition.clone(),
            edition: result.definition_edition.clone(),
        })
        .collect()
}
