//! A signed справка, frozen: what it said, what it rested on, and the document itself.
//!
//! Not here: storing and signing. The one decision to know: the bytes are canonical, so the same
//! справка has the same SHA-256 on any machine, and an edition can be printed again for ever.

mod document;
mod parts;

use std::fmt;

use chrono::NaiveDate;
use opora_domain::document as model;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

pub use document::Document as FrozenDocument;
pub use parts::{
    FrozenActivity, FrozenCompanion, FrozenFinding, FrozenIndicator, FrozenMeasure, FrozenProof,
    FrozenValue, FrozenWaiver,
};

use crate::evaluation::{Evaluation, IndicatorResult};
use crate::report::{Edition, PreviousFigures, Report};
use crate::roadmap::RoadmapView;

/// Version of the form of snapshots; a reader refuses a newer one.
pub const SCHEMA_VERSION: u32 = 1;

/// A справка as signed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Version of this form.
    pub schema_version: u32,
    /// `official` or `public`.
    pub edition: String,
    /// Organisation as printed.
    pub organisation: String,
    /// Registration number.
    pub number: Option<String>,
    /// Date of the document.
    pub dated_on: NaiveDate,
    /// «По состоянию на».
    pub as_of: NaiveDate,
    /// Catalogue and its edition.
    pub catalogue: String,
    /// SHA-256 of what it was computed from, hexadecimal.
    pub input_hash: String,
    /// Indicators in printed order.
    pub indicators: Vec<FrozenIndicator>,
    /// Activities of the roadmap in printed order.
    pub roadmap: Vec<FrozenActivity>,
    /// Findings with their waivers.
    pub findings: Vec<FrozenFinding>,
    /// Recommendations.
    pub measures: Vec<FrozenMeasure>,
    /// The document.
    pub document: FrozenDocument,
}

/// Why bytes are not a snapshot.
#[derive(Debug)]
pub enum SnapshotError {
    /// Not a snapshot, or a damaged one.
    Unreadable(String),
    /// Made by a newer program.
    Newer(u32),
}

impl SnapshotError {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "snapshot-unreadable",
            Self::Newer(_) => "snapshot-newer",
        }
    }
}

impl fmt::Display for SnapshotError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(detail) => write!(
                formatter,
                "Сохранённая редакция справки не читается: {detail}. Восстановите её из резервной \
                 копии."
            ),
            Self::Newer(version) => write!(
                formatter,
                "Редакция справки сохранена более новой программой (версия {version}). Обновите \
                 программу."
            ),
        }
    }
}

impl std::error::Error for SnapshotError {}

#[derive(Deserialize)]
struct Versioned {
    schema_version: u32,
}

impl Snapshot {
    /// Freezes a report with the evaluation it was made of and the document it gave.
    ///
    /// Of a public edition neither hidden figures nor codes of records are kept.
    pub fn of(report: &Report, evaluation: &Evaluation, document: &model::Document) -> Self {
        let indicators = evaluation
            .results
            .iter()
            .enumerate()
            .filter_map(|(index, result)| indicator(report, index + 1, result));
        Self {
            schema_version: SCHEMA_VERSION,
            edition: report.edition.code().to_owned(),
            organisation: report.content.organisation.clone().unwrap_or_default(),
            number: report.content.number.clone(),
            dated_on: report.particulars.dated_on,
            as_of: evaluation.as_of,
            catalogue: evaluation.catalogue.clone(),
            input_hash: evaluation.input_hash.clone(),
            indicators: indicators.collect(),
            roadmap: report
                .roadmap
                .iter()
                .flat_map(RoadmapView::activities)
                .map(FrozenActivity::from)
                .collect(),
            findings: report
                .checks
                .findings
                .iter()
                .map(FrozenFinding::from)
                .collect(),
            measures: report
                .analysis
                .recommendations
                .iter()
                .map(FrozenMeasure::from)
                .collect(),
            document: document.clone().into(),
        }
    }

    /// Canonical bytes: JSON without spaces, keys in the order of declaration.
    ///
    /// # Errors
    /// Only when a figure is not a number at all.
    pub fn to_bytes(&self) -> Result<Vec<u8>, SnapshotError> {
        serde_json::to_vec(self).map_err(|error| SnapshotError::Unreadable(error.to_string()))
    }

    /// Reads bytes made by [`Snapshot::to_bytes`].
    ///
    /// # Errors
    /// Damaged bytes, and snapshots of a newer program.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SnapshotError> {
        let unreadable = |error: serde_json::Error| SnapshotError::Unreadable(error.to_string());
        let Versioned { schema_version } = serde_json::from_slice(bytes).map_err(unreadable)?;
        if schema_version > SCHEMA_VERSION {
            return Err(SnapshotError::Newer(schema_version));
        }
        serde_json::from_slice(bytes).map_err(unreadable)
    }

    /// SHA-256 of bytes, hexadecimal.
    pub fn sha256(bytes: &[u8]) -> String {
        hex::encode(Sha256::digest(bytes))
    }

    /// The document as it was signed.
    pub fn document(&self) -> model::Document {
        self.document.clone().into()
    }

    /// Values, for the analysis of the next year.
    pub fn figures(&self) -> PreviousFigures {
        PreviousFigures {
            as_of: self.as_of,
            values: self
                .indicators
                .iter()
                .map(|indicator| (indicator.code.clone(), (&indicator.value).into()))
                .collect(),
        }
    }
}

fn indicator(
    report: &Report,
    position: usize,
    result: &IndicatorResult,
) -> Option<FrozenIndicator> {
    let row = report
        .content
        .indicators
        .iter()
        .find(|row| row.position == position)?;
    let official = report.edition == Edition::Official;
    let (status, status_detail) = parts::status(result);
    let (definition, definition_edition) = parts::definition(&report.definitions, result.number);
    let companions = report
        .companions
        .iter()
        .filter(|companion| companion.position == position);
    Some(FrozenIndicator {
        number: result.number,
        code: result.code.clone(),
        group: row.group.clone(),
        title: row.title.clone(),
        kind: result.kind.code().to_owned(),
        unit: result.unit.clone(),
        value: (&row.value).into(),
        value_text: row.value_text.clone(),
        numerator: if official { result.numerator } else { None },
        denominator: row.denominator,
        status,
        status_detail: status_detail.filter(|_| official),
        counted: if official {
            result
                .counted
                .iter()
                .map(|counted| counted.code.clone())
                .collect()
        } else {
            Vec::new()
        },
        evidence: if official {
            result.evidence.iter().map(FrozenProof::from).collect()
        } else {
            Vec::new()
        },
        companions: companions.map(FrozenCompanion::from).collect(),
        definition,
        definition_edition,
    })
}
