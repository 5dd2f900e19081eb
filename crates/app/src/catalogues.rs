//! Catalogues as the use cases see them: indicators, checks and roadmaps of one region together.
//!
//! Not here: reading files (`cli` hands texts in). The one decision to know: an organisation that
//! names no catalogue, or one that is gone, works by the default one, and `doctor` says so.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::consents::{ConsentTexts, ConsentTextsError};
use opora_intake::{Term, Vocabulary};
use opora_monitoring::catalogue::{Catalogue, CatalogueError, Catalogues};
use opora_monitoring::checks::{CheckRules, CheckRulesError};
use opora_monitoring::roadmap::{MarkRule, RoadmapTemplate, RoadmapTemplateError};

/// What a region decides, checked and ready.
#[derive(Debug)]
pub struct Regional {
    /// Indicators, forms, kinds.
    pub catalogue: Catalogue,
    /// Checks.
    pub rules: CheckRules,
    /// Templates of roadmaps, in the order of files.
    pub roadmaps: Arc<[RoadmapTemplate]>,
    /// Texts and rules of consents.
    pub consents: Arc<ConsentTexts>,
}

/// All catalogues of the installation.
#[derive(Clone, Debug)]
pub struct CatalogueSet {
    by_code: BTreeMap<String, Arc<Regional>>,
    default: Arc<Regional>,
}

/// Why catalogues are not taken.
#[derive(Debug)]
pub enum CatalogueSetError {
    /// A catalogue has a mistake.
    Catalogue(CatalogueError),
    /// Rules of checks have a mistake.
    Rules {
        /// Name of the file.
        file: String,
        /// The mistake.
        error: CheckRulesError,
    },
    /// A template of a roadmap has a mistake.
    Roadmap {
        /// Name of the file.
        file: String,
        /// The mistake.
        error: RoadmapTemplateError,
    },
    /// Texts of consents have a mistake.
    Consents {
        /// Name of the file.
        file: String,
        /// The mistake.
        error: ConsentTextsError,
    },
    /// There is no catalogue at all, or the default one is not among them.
    NoDefault,
}

impl std::fmt::Display for CatalogueSetError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Catalogue(error) => error.fmt(formatter),
            Self::Rules { file, error } => write!(formatter, "{file}: {error}"),
            Self::Roadmap { file, error } => write!(formatter, "{file}: {error}"),
            Self::Consents { file, error } => write!(formatter, "{file}: {error}"),
            Self::NoDefault => formatter.write_str("Нет ни одного каталога показателей."),
        }
    }
}

impl std::error::Error for CatalogueSetError {}

impl CatalogueSet {
    /// Puts catalogues together from files given as (path, text): `CODE/catalogue.toml`,
    /// `CODE/checks.toml`, `CODE/consents.toml`, `roadmaps/CODE.toml`. A catalogue without checks or texts of
    /// consents of its own takes those of the default one.
    ///
    /// # Errors
    /// The first mistake, with its place.
    pub fn load(files: &[(&str, &str)], default: &str) -> Result<Self, CatalogueSetError> {
        let named = |end: &str| -> Vec<(&str, &str)> {
            files
                .iter()
                .copied()
                .filter(|(path, _)| path.ends_with(end))
                .collect()
        };
        let catalogues =
            Catalogues::load(&named("catalogue.toml")).map_err(CatalogueSetError::Catalogue)?;
        let rules = |code: &str| -> Result<Option<CheckRules>, CatalogueSetError> {
            let path = format!("{code}/checks.toml");
            let Some((file, text)) = files.iter().find(|(name, _)| name.ends_with(&path)) else {
                return Ok(None);
            };
            let rules = CheckRules::from_toml(text).map_err(|error| CatalogueSetError::Rules {
                file: (*file).to_owned(),
                error,
            })?;
            Ok(Some(rules))
        };
        let roadmaps = roadmaps(files)?;
        let fallback = rules(default)?.ok_or(CatalogueSetError::NoDefault)?;
        let own_consents = consents(files, default)?.unwrap_or_default();
        let mut by_code = BTreeMap::new();
        for catalogue in catalogues.all() {
            let code = catalogue.code().to_owned();
            let rules = rules(&code)?.unwrap_or_else(|| fallback.clone());
            let regional = Regional {
                catalogue: catalogue.clone(),
                rules,
                roadmaps: Arc::clone(&roadmaps),
                consents: consents(files, &code)?.unwrap_or_else(|| Arc::clone(&own_consents)),
            };
            by_code.insert(code, Arc::new(regional));
        }
        let default = by_code
            .get(default)
            .cloned()
            .ok_or(CatalogueSetError::NoDefault)?;
        Ok(Self { by_code, default })
    }

    /// The catalogue with this code, else the default one.
    pub fn get(&self, code: Option<&str>) -> Arc<Regional> {
        code.and_then(|code| self.by_code.get(code))
            .unwrap_or(&self.default)
            .clone()
    }

    /// Codes, in order.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.by_code.keys().map(String::as_str)
    }
}

fn consents(
    files: &[(&str, &str)],
    code: &str,
) -> Result<Option<Arc<ConsentTexts>>, CatalogueSetError> {
    let path = format!("{code}/consents.toml");
    let Some((file, text)) = files.iter().find(|(name, _)| name.ends_with(&path)) else {
        return Ok(None);
    };
    let texts = ConsentTexts::from_toml(text).map_err(|error| CatalogueSetError::Consents {
        file: (*file).to_owned(),
        error,
    })?;
    Ok(Some(Arc::new(texts)))
}

fn roadmaps(files: &[(&str, &str)]) -> Result<Arc<[RoadmapTemplate]>, CatalogueSetError> {
    files
        .iter()
        .filter(|(path, _)| path.contains("roadmaps/"))
        .map(|(file, text)| {
            RoadmapTemplate::from_toml(text).map_err(|error| CatalogueSetError::Roadmap {
                file: (*file).to_owned(),
                error,
            })
        })
        .collect()
}

impl Regional {
    /// Rules marks follow from in roadmaps of a template; of the first one when it is gone.
    pub fn mark_rules(&self, template: Option<&str>) -> &[MarkRule] {
        self.roadmaps
            .iter()
            .find(|one| Some(one.code.as_str()) == template)
            .or_else(|| self.roadmaps.first())
            .map_or(&[], |template| &template.rules)
    }

    /// Name of a form of mentoring; its code when the catalogue does not know it.
    pub fn form_title(&self, code: &str) -> String {
        self.catalogue.form_title(code).unwrap_or(code).to_owned()
    }

    /// Lists of codes for workbooks.
    pub fn vocabulary(&self) -> Vocabulary {
        let catalogue = &self.catalogue;
        Vocabulary {
            forms: terms(catalogue.forms().iter().map(|one| (&one.code, &one.title))),
            variants: terms(
                catalogue
                    .forms()
                    .iter()
                    .flat_map(|form| &form.variants)
                    .map(|one| (&one.code, &one.title)),
            ),
            act_kinds: terms(
                catalogue
                    .act_kinds()
                    .iter()
                    .map(|one| (&one.code, &one.title)),
            ),
            evidence_kinds: terms(
                catalogue
                    .evidence_kinds()
                    .iter()
                    .map(|one| (&one.code, &one.title)),
            ),
            indicators: terms(
                catalogue
                    .indicators()
                    .iter()
                    .map(|one| (&one.code, &one.title)),
            ),
        }
    }
}

/// Terms in the given order; a role variant that several forms share is one term.
fn terms<'a>(pairs: impl Iterator<Item = (&'a String, &'a String)>) -> Vec<Term> {
    let mut seen = BTreeSet::new();
    pairs
        .filter(|(code, _)| seen.insert(*code))
        .map(|(code, title)| Term::new(code.clone(), title.clone()))
        .collect()
}
