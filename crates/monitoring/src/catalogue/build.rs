//! Making a checked catalogue of a written one.
//!
//! Not here: reading and merging (`merge`), single expressions (`compile`). The one decision to
//! know: every code named anywhere must exist, every text's names in braces must stand for
//! something, every kind of value has exactly the parts it needs.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;
use opora_domain::{FieldKind, RecordKind};

use super::compile::{Compiler, Place};
use super::error::CatalogueError;
use super::merge::Merged;
use super::rules::{IndicatorRules, Method, NoteRule, ProofRule, Rule, Rules};
use super::texts::names;
use super::written::{Indicator as WrittenIndicator, Kind, Written, WrittenTarget};
use super::{Catalogue, Group, Indicator};
use crate::evaluation::{IndicatorKind, Target};
use crate::expression::{Checker, Lists, Type, table_of};

/// Variable of the survey in parts of a satisfaction figure.
pub(super) const SURVEY: (&str, RecordKind) = ("s", RecordKind::Survey);
/// Variable of a response.
pub(super) const RESPONSE: (&str, RecordKind) = ("r", RecordKind::SurveyResponse);

/// Names in braces that stand for days.
const DAYS: &[&str] = &["as_of", "cycle_start", "cycle_end"];

/// Checks a catalogue and makes it ready for evaluation.
pub(crate) fn build(merged: Merged) -> Result<Catalogue, CatalogueError> {
    let Merged {
        written,
        origins,
        digest,
    } = merged;
    let mut builder = Builder {
        compiler: Compiler {
            checker: Checker::default(),
            origins: &origins,
            queries: RefCell::default(),
        },
        written: &written,
    };
    builder.lists()?;
    builder.compiler.params(&written.params)?;
    builder.compiler.definitions(&written.definitions)?;
    let requirements = builder.requirements()?;
    let methods = builder.methods()?;
    let proofs = builder.proofs()?;
    let mut indicators = Vec::new();
    let mut rules = Vec::new();
    for (position, indicator) in written.indicators.iter().enumerate() {
        let (known, rule) = builder.indicator(position, indicator)?;
        indicators.push(known);
        rules.push(rule);
    }
    let mut figures = Vec::new();
    for figure in &written.figures {
        figures.push(builder.figure("figure", &figure.code, figure, false, false)?);
    }
    let cycle = (
        builder.month_day(&written.head.cycle.starts)?,
        builder.month_day(&written.head.cycle.ends)?,
    );
    let shared = builder.compiler.queries.borrow().len();
    let rules = Rules {
        shared,
        program: builder.compiler.checker.finish(),
        params: written
            .params
            .iter()
            .map(|param| (param.code.clone(), param.value.clone()))
            .collect(),
        placeholders: written
            .placeholders
            .iter()
            .map(|placeholder| (placeholder.code.clone(), placeholder.default.clone()))
            .collect(),
        cycle,
        requirements,
        methods,
        proofs,
        indicators: rules,
        figures,
        digest,
    };
    Ok(Catalogue {
        code: written.head.code,
        edition: written.head.edition,
        title: written.head.title,
        source: written.head.source,
        table: written.head.table,
        groups: written
            .groups
            .into_iter()
            .map(|group| Group {
                code: group.code,
                title: group.title,
            })
            .collect(),
        indicators,
        forms: written.forms,
        act_kinds: written.act_kinds,
        evidence_kinds: written.evidence_kinds,
        rules: Arc::new(rules),
    })
}

pub(super) struct Builder<'w> {
    pub(super) compiler: Compiler<'w>,
    pub(super) written: &'w Written,
}

impl Builder<'_> {
    fn lists(&mut self) -> Result<(), CatalogueError> {
        let written = self.written;
        let variants = written.forms.iter().flat_map(|form| &form.variants);
        self.compiler.checker.lists = Lists {
            act_kinds: written
                .act_kinds
                .iter()
                .map(|kind| kind.code.clone())
                .collect(),
            forms: written.forms.iter().map(|form| form.code.clone()).collect(),
            variants: variants.map(|variant| variant.code.clone()).collect(),
            evidence_kinds: written
                .evidence_kinds
                .iter()
                .map(|kind| kind.code.clone())
                .collect(),
        };
        for kind in &written.act_kinds {
            self.evidence_kind("act_kind", &kind.code, &kind.evidence)?;
        }
        let profile = RecordKind::Profile.schema();
        for placeholder in &written.placeholders {
            let known = profile.field(&placeholder.code);
            if known.is_none_or(|field| field.kind != FieldKind::Text) {
                let place = place("placeholder", &placeholder.code, "code");
                let message = "expected the name of a text field of `profile`";
                return Err(self.compiler.error(place, message));
            }
        }
        for group in &written.groups {
            self.text(place("group", &group.code, "title"), &group.title, &[])?;
        }
        let table = &written.head.table;
        if table.headings.len() != 4 {
            let message = "expected four headings of columns";
            return Err(self.compiler.error(place("table", "", "headings"), message));
        }
        Ok(())
    }

    fn evidence_kind(&self, list: &str, code: &str, kind: &str) -> Result<(), CatalogueError> {
        if self
            .written
            .evidence_kinds
            .iter()
            .any(|known| known.code == kind)
        {
            Ok(())
        } else {
            let message = format!("no evidence kind «{kind}»");
            Err(self.compiler.error(place(list, code, "evidence"), message))
        }
    }

    /// Refuses names in braces that stand for nothing.
    pub(super) fn text(
        &self,
        place: Place<'_>,
        text: &str,
        more: &[&str],
    ) -> Result<(), CatalogueError> {
        for name in names(text) {
            let known = DAYS.contains(&name)
                || more.contains(&name)
                || self.written.params.iter().any(|param| param.code == name)
                || self
                    .written
                    .placeholders
                    .iter()
                    .any(|known| known.code == name);
            if !known {
                let message = format!("{{{name}}} stands for nothing");
                return Err(self.compiler.error(place, message));
            }
        }
        Ok(())
    }

    fn month_day(&self, text: &str) -> Result<(u32, u32), CatalogueError> {
        // Checked in a common year, so that the day exists in every year.
        let parsed = format!("2023-{text}").parse::<NaiveDate>();
        parsed
            .map(|date| (chrono::Datelike::month(&date), chrono::Datelike::day(&date)))
            .map_err(|_| {
                let message = format!("expected MM-DD, found «{text}»");
                self.compiler.error(place("cycle", "", ""), message)
            })
    }

    fn requirements(&self) -> Result<Vec<(crate::expression::Body, String)>, CatalogueError> {
        let mut made = Vec::new();
        for requirement in &self.written.requirements {
            let place = place("requirement", &requirement.code, "that");
            let body = self
                .compiler
                .body(place, &requirement.that, &[], &Type::Flag)?;
            self.text(
                Place {
                    part: "missing",
                    ..place
                },
                &requirement.missing,
                &[],
            )?;
            made.push((body, requirement.missing.clone()));
        }
        Ok(made)
    }

    fn methods(&self) -> Result<Vec<Method>, CatalogueError> {
        let bound = &[SURVEY, RESPONSE];
        let mut made = Vec::new();
        for method in &self.written.methods {
            let at = |part| place("method", &method.code, part);
            if method.title.is_empty() {
                return Err(self.compiler.error(at("title"), "expected a title"));
            }
            let compiler = &self.compiler;
            made.push(Method {
                answered: compiler.body(at("answered"), &method.answered, bound, &Type::Flag)?,
                numerator: compiler.body(
                    at("numerator"),
                    &method.numerator,
                    bound,
                    &Type::Number,
                )?,
                denominator: compiler.body(
                    at("denominator"),
                    &method.denominator,
                    bound,
                    &Type::Number,
                )?,
            });
        }
        Ok(made)
    }

    fn proofs(&self) -> Result<Vec<ProofRule>, CatalogueError> {
        let mut made = Vec::new();
        for proof in &self.written.proofs {
            let at = |part| place("proof", &proof.code, part);
            let kind = RecordKind::from_table(&proof.code).ok_or_else(|| {
                self.compiler
                    .error(at("code"), "expected the name of a set")
            })?;
            if let Some(evidence) = &proof.evidence {
                self.evidence_kind("proof", &proof.code, evidence)?;
            }
            if let Some(through) = &proof.through {
                let refers = matches!(
                    kind.field(through).map(|field| field.kind),
                    Some(FieldKind::Ref(_))
                );
                if !refers {
                    let message = "expected a field that refers to another record";
                    return Err(self.compiler.error(at("through"), message));
                }
            }
            for name in proof.title.iter().flat_map(|title| names(title)) {
                if kind.field(name).is_none() {
                    let message = format!("`{}` has no field `{name}`", proof.code);
                    return Err(self.compiler.error(at("title"), message));
                }
            }
            made.push(ProofRule {
                table: table_of(kind),
                evidence: proof.evidence.clone(),
                title: proof.title.clone(),
                through: proof.through.clone(),
            });
        }
        Ok(made)
    }

    pub(super) fn requires(
        &self,
        list: &str,
        code: &str,
        requires: &[String],
    ) -> Result<Vec<usize>, CatalogueError> {
        requires
            .iter()
            .map(|wanted| {
                let known = &self.written.requirements;
                known
                    .iter()
                    .position(|requirement| requirement.code == *wanted)
                    .ok_or_else(|| {
                        let message = format!("no requirement «{wanted}»");
                        self.compiler.error(place(list, code, "requires"), message)
                    })
            })
            .collect()
    }

    pub(super) fn targets(
        &self,
        at: Place<'_>,
        written: &[WrittenTarget],
    ) -> Result<Vec<Target>, CatalogueError> {
        let mut targets = Vec::new();
        for target in written {
            if !(0.0..=100.0).contains(&target.percent) {
                let message = "expected a percentage from 0 to 100";
                return Err(self.compiler.error(at, message));
            }
            targets.push(Target {
                due_on: self.compiler.date(at, &target.on)?,
                percent: target.percent,
            });
        }
        targets.sort_by_key(|target| target.due_on);
        Ok(targets)
    }

    fn indicator(
        &self,
        position: usize,
        written: &WrittenIndicator,
    ) -> Result<(Indicator, IndicatorRules), CatalogueError> {
        let code = written.code.as_str();
        let at = |part| place("indicator", code, part);
        if !self
            .written
            .groups
            .iter()
            .any(|group| group.code == written.group)
        {
            let message = format!("no group «{}»", written.group);
            return Err(self.compiler.error(at("group"), message));
        }
        for (part, text) in [
            ("title", &written.title),
            ("definition", &written.definition),
        ] {
            self.text(at(part), text, &[])?;
        }
        let mut kinds = BTreeSet::new();
        for kind in &written.evidence {
            self.evidence_kind("indicator", code, kind)?;
            kinds.insert(kind);
        }
        let (rule, class) = self.rule(written)?;
        let has_numerator = matches!(&rule, Rule::Count(_) | Rule::Share(..));
        let mut companions = Vec::new();
        for companion in &written.companions {
            let surveyed = written.survey.is_some();
            companions.push(self.figure("indicator", code, companion, has_numerator, surveyed)?);
        }
        let rules = IndicatorRules {
            rule,
            requires: self.requires("indicator", code, &written.requires)?,
            period: self.period(written)?,
            applies: match &written.applies {
                Some(text) => Some(self.compiler.body(at("applies"), text, &[], &Type::Flag)?),
                None => None,
            },
            companions,
            notes: self.notes(written)?,
        };
        let indicator = Indicator {
            number: u32::try_from(position + 1).unwrap_or(u32::MAX),
            code: written.code.clone(),
            group: written.group.clone(),
            title: written.title.clone(),
            kind: match written.kind {
                Kind::Bool => IndicatorKind::Bool,
                Kind::Count => IndicatorKind::Count,
                Kind::Percent => IndicatorKind::Percent,
            },
            unit: written.unit.clone(),
            criterion_empty: written.criterion_empty,
            definition: written.definition.clone(),
            edition: written.edition.clone(),
            evidence: written.evidence.clone(),
            rollup: written.rollup,
            targets: self.targets(at("targets"), &written.targets)?,
            class,
        };
        Ok((indicator, rules))
    }

    fn period(
        &self,
        written: &WrittenIndicator,
    ) -> Result<Option<(crate::expression::Body, crate::expression::Body)>, CatalogueError> {
        let Some(period) = &written.period else {
            return Ok(None);
        };
        let at = |part| place("indicator", &written.code, part);
        Ok(Some((
            self.compiler
                .body(at("period.from"), &period.from, &[], &Type::Date)?,
            self.compiler
                .body(at("period.to"), &period.to, &[], &Type::Date)?,
        )))
    }

    fn notes(&self, written: &WrittenIndicator) -> Result<Vec<NoteRule>, CatalogueError> {
        let mut made = Vec::new();
        for note in &written.notes {
            let part = format!("note {}", note.code);
            let at = place("indicator", &written.code, &part);
            let (rows, variable, kind) = self.compiler.rows(at, &note.records, &[])?;
            let show = match &note.show {
                Some(show) => {
                    let bound = [(variable.as_str(), kind)];
                    Some(self.compiler.any(at, show, &bound)?)
                }
                None => None,
            };
            self.text(at, &note.text, &["count", "items"])?;
            made.push(NoteRule {
                rows,
                show,
                text: note.text.clone(),
            });
        }
        Ok(made)
    }
}

pub(super) fn place<'t>(list: &'t str, code: &'t str, part: &'t str) -> Place<'t> {
    Place { list, code, part }
}
