//! Indicators on a day, the lists behind them, checks.
//!
//! Not here: what an indicator means (catalogue). The one decision to know: a number is seen by who
//! sees monitoring, the list behind it only by who also reads the class of every field the
//! definition touches, and reading a list of people is audited.

use std::convert::Infallible;
use std::sync::Arc;

use chrono::NaiveDate;
use opora_domain::permissions::{Action, OrgScope};
use opora_domain::reports::ReportContent;
use opora_domain::{Facts, FieldClass, RecordKind};
use opora_intake::{FileError, Lexicon, LexiconEntry, ReadReport, Source};
use opora_monitoring::checks::CheckReport;
use opora_monitoring::evaluation::{Counted, Evaluation};

use crate::labels::{Label, Labels};
use crate::views::View;
use crate::{App, CatalogueSet, Ctx, Failure, audit};

/// Indicators and checks of a day.
#[derive(Clone, Debug)]
pub struct Monitoring {
    view: Arc<View>,
}

impl Monitoring {
    /// Values.
    pub fn evaluation(&self) -> &Evaluation {
        &self.view.evaluation
    }

    /// Findings of the checks.
    pub fn checks(&self) -> &CheckReport {
        &self.view.report.checks
    }

    /// Content of the справка the checks looked at.
    pub fn content(&self) -> &ReportContent {
        &self.view.report.content
    }
}

/// A line of the list behind a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedLine {
    /// The record.
    pub counted: Counted,
    /// Its name and detail.
    pub label: Label,
}

/// The list behind a number.
#[derive(Clone, Debug)]
pub struct DrillDown {
    /// The day's indicators; the one asked for is in it.
    pub monitoring: Monitoring,
    /// Position of the indicator among the results.
    pub position: usize,
    /// Code of the companion shown instead of the indicator itself.
    pub companion: Option<String>,
    /// The list; `None` when the caller does not read the class of its fields.
    pub lines: Option<Vec<CountedLine>>,
    /// How many records were counted, known even where the list is not shown.
    pub count: usize,
}

/// The checks of somebody's file.
#[derive(Clone, Debug)]
pub struct CheckedFile {
    /// What was read.
    pub read: ReadReport,
    /// Findings.
    pub checks: CheckReport,
}

impl App {
    /// Indicators and checks on a day.
    ///
    /// # Errors
    /// Only general ones.
    pub async fn monitoring(
        &self,
        ctx: &Ctx,
        as_of: NaiveDate,
    ) -> Result<Monitoring, Failure<Infallible>> {
        let scope = ctx.permit(Action::SeeMonitoring)?;
        Ok(Monitoring {
            view: self.view(&scope, as_of).await?,
        })
    }

    /// The list behind an indicator, or behind one of its companions.
    ///
    /// # Errors
    /// [`Failure::NotFound`] for an unknown code.
    pub async fn drill_down(
        &self,
        ctx: &Ctx,
        as_of: NaiveDate,
        code: &str,
        companion: Option<&str>,
    ) -> Result<DrillDown, Failure<Infallible>> {
        let scope = ctx.permit(Action::SeeMonitoring)?;
        let view = self.view(&scope, as_of).await?;
        let results = &view.evaluation.results;
        let Some(position) = results.iter().position(|result| result.code == code) else {
            return Err(Failure::NotFound);
        };
        let Some((counted, class)) = counted_of(&view.evaluation, position, companion) else {
            return Err(Failure::NotFound);
        };
        let readable = ctx.permit(Action::SeeCounted).is_ok() && class <= ctx.readable();
        let lines = readable.then(|| lines(&view.facts, &view, counted));
        if readable {
            self.audit_list_read(&scope, companion.unwrap_or(code), counted)
                .await?;
        }
        let count = counted.len();
        Ok(DrillDown {
            monitoring: Monitoring { view },
            position,
            companion: companion.map(str::to_owned),
            lines,
            count,
        })
    }

    async fn audit_list_read(
        &self,
        scope: &OrgScope,
        code: &str,
        counted: &[Counted],
    ) -> Result<(), opora_store::StoreError> {
        let names = [RecordKind::Person, RecordKind::Mentorship, RecordKind::Plan];
        if counted.iter().any(|one| names.contains(&one.kind)) {
            let entry = audit::entry("indicator.read_list", "indicator", Some(code), "");
            self.inner
                .store
                .audit_read(scope, self.now(), entry)
                .await?;
        }
        Ok(())
    }

    /// Reads somebody's справка and checks it; nothing is stored.
    ///
    /// # Errors
    /// [`FileError`] when the file cannot be read.
    pub fn check_file(
        &self,
        source: &Source<'_>,
        catalogue: Option<&str>,
    ) -> Result<CheckedFile, FileError> {
        check_file(&self.inner.catalogues, source, catalogue)
    }
}

/// Reads somebody's справка and checks it; needs no data.
///
/// # Errors
/// [`FileError`] when the file cannot be read.
pub fn check_file(
    catalogues: &CatalogueSet,
    source: &Source<'_>,
    catalogue: Option<&str>,
) -> Result<CheckedFile, FileError> {
    let regional = catalogues.get(catalogue);
    let read = opora_intake::read_report(source, &lexicon(&regional))?;
    let checks = opora_monitoring::checks::run(&regional.rules, &read.content);
    Ok(CheckedFile { read, checks })
}

/// Reads every справка of somebody's file, of one school or several, and checks each; needs no data.
///
/// # Errors
/// [`FileError`] when the file cannot be read.
pub fn check_reports(
    catalogues: &CatalogueSet,
    source: &Source<'_>,
    catalogue: Option<&str>,
) -> Result<Vec<CheckedFile>, FileError> {
    let regional = catalogues.get(catalogue);
    let reports = opora_intake::read_reports(source, &lexicon(&regional))?;
    Ok(reports
        .into_iter()
        .map(|read| CheckedFile {
            checks: opora_monitoring::checks::run(&regional.rules, &read.content),
            read,
        })
        .collect())
}

fn counted_of<'a>(
    evaluation: &'a Evaluation,
    position: usize,
    companion: Option<&str>,
) -> Option<(&'a [Counted], FieldClass)> {
    let result = evaluation.results.get(position)?;
    match companion {
        None => Some((&result.counted, result.class)),
        Some(code) => result
            .companions
            .iter()
            .find(|companion| companion.code == code)
            .map(|companion| (companion.counted.as_slice(), companion.class)),
    }
}

fn lines(facts: &Facts, view: &View, counted: &[Counted]) -> Vec<CountedLine> {
    let labels = Labels::new(facts, &view.people);
    let mut lines: Vec<CountedLine> = counted
        .iter()
        .map(|one| CountedLine {
            counted: one.clone(),
            label: labels.of(one.kind, one.id),
        })
        .collect();
    lines.sort_by(|a, b| (&a.label.name, &a.counted.code).cmp(&(&b.label.name, &b.counted.code)));
    lines
}

fn lexicon(regional: &crate::Regional) -> Lexicon {
    Lexicon {
        indicators: regional
            .catalogue
            .indicators()
            .iter()
            .map(|indicator| LexiconEntry {
                number: indicator.number,
                code: indicator.code.clone(),
                group: regional
                    .catalogue
                    .groups()
                    .iter()
                    .find(|group| group.code == indicator.group)
                    .map(|group| group.title.clone())
                    .unwrap_or_default(),
                title: indicator.title.clone(),
            })
            .collect(),
    }
}
