//! From facts and an evaluation to a finished справка: analysis, document, public edition.
//!
//! Not here: what indicators mean (`evaluate`), what checks ask (`checks`). The one decision to
//! know: texts are written from the figures of the edition, so what the public edition hides is in
//! none of its sentences.

mod analysis;
mod assemble;
mod changes;
mod charts;
mod document;
mod figures;
mod published;
mod tables;
mod typography;
pub mod words;

pub use analysis::{Analysis, MeasureDraft};
pub use assemble::{ReportInput, assemble};
pub use changes::{Change, Changes};
pub use document::document;
pub use figures::{Coverage, DefinitionLine, PreviousFigures, ReportedCompanion};

use opora_domain::reports::ReportContent;

use crate::catalogue::TableText;
use crate::checks::CheckReport;
use crate::content::Particulars;
use crate::roadmap::RoadmapView;

/// Whom a справка is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edition {
    /// For the head, the municipality, an inspector.
    Official,
    /// For the site: small counts are hidden so that they cannot be computed back.
    Public,
}

impl Edition {
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Official => "official",
            Self::Public => "public",
        }
    }
}

/// A finished справка before it is laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Whom it is for.
    pub edition: Edition,
    /// What it says.
    pub content: ReportContent,
    /// Number, date, executor.
    pub particulars: Particulars,
    /// Post and name of the head, for the signature.
    pub head: Option<(String, String)>,
    /// Place, for the approval block.
    pub municipality: Option<String>,
    /// Roadmap on the cut-off date.
    pub roadmap: Option<RoadmapView>,
    /// Figures beside the indicators.
    pub companions: Vec<ReportedCompanion>,
    /// Shares against targets.
    pub coverage: Vec<Coverage>,
    /// Definitions of indicators.
    pub definitions: Vec<DefinitionLine>,
    /// Checks, waivers applied.
    pub checks: CheckReport,
    /// Analysis.
    pub analysis: Analysis,
    /// Words of the table.
    pub table: TableText,
    /// Rows whose name stands in the column of groups (positions).
    pub criterion_empty: Vec<usize>,
    /// Code and edition of the catalogue.
    pub catalogue: String,
}
