//! Catalogues of indicators: what is counted, how it is called, which forms and papers exist.
//!
//! Not here: the language of expressions (`expression`), evaluation (`evaluate`), roadmaps and
//! checks (data of their own). The one decision to know: everything a catalogue says is checked
//! when it is loaded, so evaluation cannot fail.

mod build;
mod compile;
mod error;
mod merge;
pub(crate) mod rules;
pub(crate) mod texts;
mod values;
mod written;

use std::sync::Arc;

pub use error::CatalogueError;
use opora_domain::FieldClass;
use rules::Rules;
pub use written::{ActKind, EvidenceKind, Form, ParamValue, RollUp, TableText, Variant};

use crate::evaluation::{IndicatorKind, Target};

/// Several catalogues by code.
#[derive(Clone, Debug)]
pub struct Catalogues {
    catalogues: Vec<Catalogue>,
}

impl Catalogues {
    /// Loads catalogues from files given as (name, text); a catalogue may extend another of them.
    ///
    /// # Errors
    /// The first mistake, with its place.
    pub fn load(files: &[(&str, &str)]) -> Result<Self, CatalogueError> {
        let read = merge::read(files)?;
        let mut catalogues = Vec::new();
        for file in &read {
            catalogues.push(build::build(merge::merged(&read, file)?)?);
        }
        Ok(Self { catalogues })
    }

    /// The catalogue with this code, such as `udmurtia-570`.
    pub fn get(&self, code: &str) -> Option<&Catalogue> {
        self.catalogues
            .iter()
            .find(|catalogue| catalogue.code == code)
    }

    /// All catalogues in the order of codes.
    pub fn all(&self) -> &[Catalogue] {
        &self.catalogues
    }
}

/// Names and texts of the catalogues shipped with the product, for [`Catalogues::load`].
pub fn shipped() -> &'static [(&'static str, &'static str)] {
    &[
        (
            "udmurtia-570/catalogue.toml",
            include_str!("../../../../catalogues/udmurtia-570/catalogue.toml"),
        ),
        (
            "example-region/catalogue.toml",
            include_str!("../../../../catalogues/example-region/catalogue.toml"),
        ),
    ]
}

/// One catalogue, checked and ready for evaluation.
#[derive(Clone, Debug)]
pub struct Catalogue {
    code: String,
    edition: String,
    title: String,
    source: String,
    table: TableText,
    groups: Vec<Group>,
    indicators: Vec<Indicator>,
    forms: Vec<Form>,
    act_kinds: Vec<ActKind>,
    evidence_kinds: Vec<EvidenceKind>,
    rules: Arc<Rules>,
}

/// A group of rows of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Stable code.
    pub code: String,
    /// Name as printed, placeholders not filled in.
    pub title: String,
}

/// What is known of an indicator without evaluating it.
#[derive(Clone, Debug)]
pub struct Indicator {
    /// Number of the row, from 1.
    pub number: u32,
    /// Stable code.
    pub code: String,
    /// Code of the group.
    pub group: String,
    /// Name, placeholders not filled in.
    pub title: String,
    /// Kind of value.
    pub kind: IndicatorKind,
    /// Unit as printed.
    pub unit: String,
    /// Whether the name stands in the column of groups and the column of criteria is empty.
    pub criterion_empty: bool,
    /// Sentence that defines it, placeholders not filled in.
    pub definition: String,
    /// Edition of the definition.
    pub edition: String,
    /// Kinds of evidence that can prove it (codes).
    pub evidence: Vec<String>,
    /// How values of schools are rolled up.
    pub rollup: RollUp,
    /// Targets by date, earliest first.
    pub targets: Vec<Target>,
    /// Highest class of the fields its expression reads.
    pub class: FieldClass,
}

impl Catalogue {
    /// Loads one catalogue from files given as (name, text).
    ///
    /// # Errors
    /// The first mistake, with its place; also when no file holds a catalogue with this code.
    pub fn load(files: &[(&str, &str)], code: &str) -> Result<Self, CatalogueError> {
        Catalogues::load(files)?
            .catalogues
            .into_iter()
            .find(|catalogue| catalogue.code == code)
            .ok_or_else(|| CatalogueError {
                file: files.first().map_or("", |file| file.0).to_owned(),
                entry: String::new(),
                part: String::new(),
                position: None,
                message: format!("no catalogue with the code «{code}» among the files"),
            })
    }

    /// Stable code.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Edition.
    pub fn edition(&self) -> &str {
        &self.edition
    }

    /// Title.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Where it comes from.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Parameters with their values.
    pub fn params(&self) -> impl Iterator<Item = (&str, &ParamValue)> {
        self.rules
            .params
            .iter()
            .map(|(code, value)| (code.as_str(), value))
    }

    /// What evaluation needs.
    pub(crate) fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Words of the printed table.
    pub fn table(&self) -> &TableText {
        &self.table
    }

    /// Groups in printed order.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// Indicators in printed order.
    pub fn indicators(&self) -> &[Indicator] {
        &self.indicators
    }

    /// The indicator with this code.
    pub fn indicator(&self, code: &str) -> Option<&Indicator> {
        self.indicators
            .iter()
            .find(|indicator| indicator.code == code)
    }

    /// Forms of mentoring with their role variants.
    pub fn forms(&self) -> &[Form] {
        &self.forms
    }

    /// Name of a form.
    pub fn form_title(&self, code: &str) -> Option<&str> {
        self.forms
            .iter()
            .find(|form| form.code == code)
            .map(|form| form.title.as_str())
    }

    /// Name of a role variant.
    pub fn variant_title(&self, code: &str) -> Option<&str> {
        self.forms
            .iter()
            .flat_map(|form| &form.variants)
            .find(|variant| variant.code == code)
            .map(|variant| variant.title.as_str())
    }

    /// Kinds of acts.
    pub fn act_kinds(&self) -> &[ActKind] {
        &self.act_kinds
    }

    /// Name of a kind of acts.
    pub fn act_kind_title(&self, code: &str) -> Option<&str> {
        self.act_kinds
            .iter()
            .find(|kind| kind.code == code)
            .map(|kind| kind.title.as_str())
    }

    /// Kinds of evidence.
    pub fn evidence_kinds(&self) -> &[EvidenceKind] {
        &self.evidence_kinds
    }

    /// Name of a kind of evidence.
    pub fn evidence_kind_title(&self, code: &str) -> Option<&str> {
        self.evidence_kinds
            .iter()
            .find(|kind| kind.code == code)
            .map(|kind| kind.title.as_str())
    }
}
