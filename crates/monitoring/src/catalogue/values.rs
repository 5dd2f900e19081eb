//! Checking of how values come about: rules of indicators and of figures.
//!
//! Not here: everything else of a catalogue (`build`). The one decision to know: each kind of value
//! has exactly the parts it needs; a part that does not belong is refused rather than ignored.

use opora_domain::{FieldClass, RecordKind};

use super::build::{Builder, RESPONSE, SURVEY, place};
use super::error::CatalogueError;
use super::rules::{Amount, FigureRule, FigureValue, Rows, Rule, SurveyRule};
use super::written::{Figure, Indicator as WrittenIndicator, Kind, ParamValue, SurveyFigure};
use crate::expression::Type;

impl Builder<'_> {
    /// The rule of the value and the class of what it reads.
    pub(super) fn rule(
        &self,
        written: &WrittenIndicator,
    ) -> Result<(Rule, FieldClass), CatalogueError> {
        let at = |part| place("indicator", &written.code, part);
        let parts = [
            ("records", written.records.is_some()),
            ("holds", written.holds.is_some()),
            ("at_least", written.at_least.is_some()),
            ("count", written.count.is_some()),
            ("numerator", written.numerator.is_some()),
            ("denominator", written.denominator.is_some()),
            ("survey", written.survey.is_some()),
        ];
        let allow = |allowed: &[&str]| match parts
            .iter()
            .find(|(part, given)| *given && !allowed.contains(part))
        {
            None => Ok(()),
            Some((part, _)) => Err(self.compiler.error(
                at(part),
                format!(
                    "does not belong here; this kind has: {}",
                    allowed.join(", ")
                ),
            )),
        };
        match (written.kind, &written.survey) {
            (Kind::Bool, _) => {
                allow(&["records", "holds", "at_least"])?;
                self.flag(written)
            }
            (Kind::Count, _) => {
                allow(&["count"])?;
                let count = self.needed(&written.code, "count", written.count.as_ref())?;
                let amount = self.compiler.amount(at("count"), count, &[])?;
                let class = amount.class();
                Ok((Rule::Count(amount), class))
            }
            (Kind::Percent, None) => {
                allow(&["numerator", "denominator"])?;
                let mut amounts = Vec::new();
                for (part, text) in [
                    ("numerator", &written.numerator),
                    ("denominator", &written.denominator),
                ] {
                    let text = self.needed(&written.code, part, text.as_ref())?;
                    amounts.push(self.compiler.amount(at(part), text, &[])?);
                }
                let class = amounts.iter().map(Amount::class).max();
                match (amounts.pop(), amounts.pop()) {
                    (Some(denominator), Some(numerator)) => Ok((
                        Rule::Share(numerator, denominator),
                        class.unwrap_or(FieldClass::C0),
                    )),
                    _ => Err(self.compiler.error(at(""), "expected two amounts")),
                }
            }
            (Kind::Percent, Some(survey)) => {
                allow(&["survey"])?;
                self.survey(written, survey)
            }
        }
    }

    fn needed<'t>(
        &self,
        code: &str,
        part: &str,
        text: Option<&'t String>,
    ) -> Result<&'t str, CatalogueError> {
        text.map(String::as_str).ok_or_else(|| {
            let place = place("indicator", code, part);
            self.compiler
                .error(place, "is missing for this kind of value")
        })
    }

    fn flag(&self, written: &WrittenIndicator) -> Result<(Rule, FieldClass), CatalogueError> {
        let at = |part| place("indicator", &written.code, part);
        if written.records.is_none() && written.holds.is_none() {
            let message = "expected `records` or `holds` for a yes/no indicator";
            return Err(self.compiler.error(at("records"), message));
        }
        let rows: Option<Rows> = match &written.records {
            Some(text) => Some(self.compiler.rows(at("records"), text, &[])?.0),
            None => None,
        };
        let holds = match &written.holds {
            Some(text) => Some(self.compiler.body(at("holds"), text, &[], &Type::Flag)?),
            None => None,
        };
        let at_least = usize::try_from(written.at_least.unwrap_or(1)).map_err(|_| {
            self.compiler
                .error(at("at_least"), "expected a number from 0")
        })?;
        let class = rows
            .iter()
            .map(|rows| rows.class)
            .chain(holds.iter().map(|body| body.class))
            .max()
            .unwrap_or(FieldClass::C0);
        let rule = Rule::Flag {
            rows,
            at_least,
            holds,
        };
        Ok((rule, class))
    }

    fn survey(
        &self,
        written: &WrittenIndicator,
        survey: &SurveyFigure,
    ) -> Result<(Rule, FieldClass), CatalogueError> {
        let at = |part| place("indicator", &written.code, part);
        let compiler = &self.compiler;
        let among = compiler.rows_of(at("survey.among"), &survey.among, &[], SURVEY)?;
        let latest = compiler.body(at("survey.latest"), &survey.latest, &[SURVEY], &Type::Date)?;
        let responses = compiler.rows_of(
            at("survey.responses"),
            &survey.responses,
            &[SURVEY],
            RESPONSE,
        )?;
        let named = self
            .written
            .params
            .iter()
            .find(|param| param.code == survey.method)
            .and_then(|param| match &param.value {
                ParamValue::Text(name) => Some(name),
                _ => None,
            });
        let method = named.and_then(|name| {
            let methods = &self.written.methods;
            methods.iter().position(|method| method.code == *name)
        });
        let Some(method) = method else {
            let message = format!(
                "expected a text parameter that names one of the methods, found «{}»",
                survey.method
            );
            return Err(compiler.error(at("survey.method"), message));
        };
        let class = among.class.max(responses.class);
        let rule = Rule::Survey(SurveyRule {
            among,
            latest,
            responses,
            method,
            missing: survey.missing.clone(),
            unanswered: survey.unanswered.clone(),
        });
        Ok((rule, class))
    }

    pub(super) fn figure(
        &self,
        list: &str,
        owner: &str,
        written: &Figure,
        has_numerator: bool,
        surveyed: bool,
    ) -> Result<FigureRule, CatalogueError> {
        let bound: &[(&str, RecordKind)] = if surveyed { &[SURVEY] } else { &[] };
        let part = if list == "figure" {
            String::new()
        } else {
            format!("companion {}", written.code)
        };
        let at = place(list, owner, &part);
        self.text(at, &written.title, &[])?;
        let compiler = &self.compiler;
        let value = match (&written.count, &written.numerator, &written.denominator) {
            (Some(count), None, None) => FigureValue::Count(compiler.amount(at, count, bound)?),
            (None, Some(numerator), Some(denominator)) => FigureValue::Share(
                Some(compiler.amount(at, numerator, bound)?),
                compiler.amount(at, denominator, bound)?,
            ),
            (None, None, Some(denominator)) if has_numerator => {
                FigureValue::Share(None, compiler.amount(at, denominator, bound)?)
            }
            _ => {
                let message = "expected `count`, or `numerator` and `denominator`";
                return Err(compiler.error(at, message));
            }
        };
        let class = match &value {
            FigureValue::Count(amount) => amount.class(),
            FigureValue::Share(Some(numerator), denominator) => {
                numerator.class().max(denominator.class())
            }
            FigureValue::Share(None, denominator) => denominator.class(),
        };
        Ok(FigureRule {
            code: written.code.clone(),
            title: written.title.clone(),
            unit: written.unit.clone(),
            value,
            requires: self.requires(list, owner, &written.requires)?,
            targets: self.targets(at, &written.targets)?,
            class,
        })
    }
}
