//! Puts a справка together: content, checks, analysis, and content with the analysis in it.
//!
//! Not here: the parts. The one decision to know: checks run twice, since the analysis is written
//! from their findings and they ask whether there is an analysis.

use opora_domain::Facts;

use super::analysis::{self, AnalysisInput};
use super::figures::{self, PreviousFigures};
use super::{Analysis, Edition, Report, published};
use crate::catalogue::TableText;
use crate::checks::{self, CheckReport, CheckRules};
use crate::content::{ContentInput, Particulars, content};
use crate::evaluation::Evaluation;
use crate::public::{self, Hidden, PublicFigures, PublicLimits};
use crate::roadmap::{self, MarkRule};

/// What a справка is made of.
#[derive(Clone, Copy, Debug)]
pub struct ReportInput<'a> {
    /// Facts of the organisation.
    pub facts: &'a Facts,
    /// Indicators on the cut-off date.
    pub evaluation: &'a Evaluation,
    /// Words of the table.
    pub table: &'a TableText,
    /// Check rules of the catalogue.
    pub rules: &'a CheckRules,
    /// Rules marks of the roadmap follow from.
    pub mark_rules: &'a [MarkRule],
    /// Last year's figures, where known.
    pub previous: Option<&'a PreviousFigures>,
    /// Number, date, executor.
    pub particulars: &'a Particulars,
    /// Whom it is for.
    pub edition: Edition,
}

/// A finished справка of these facts.
pub fn assemble(input: &ReportInput<'_>) -> Report {
    let evaluation = input.evaluation;
    let roadmap = roadmap::current(input.facts, evaluation.as_of)
        .map(|found| roadmap::view(found, input.facts, input.mark_rules, evaluation.as_of));
    let content = content(&ContentInput {
        facts: input.facts,
        evaluation,
        roadmap: roadmap.as_ref(),
        figures: &input.rules.figures,
        table: input.table,
        particulars: input.particulars,
        conclusions: &[],
        recommendations: &[],
    });
    let profile = input.facts.profile.first();
    let head = profile.and_then(|profile| {
        let post = profile
            .head_post
            .clone()
            .unwrap_or_else(|| "Директор".to_owned());
        Some((post, profile.head_name.clone()?))
    });
    let positions = evaluation.results.iter().enumerate();
    let mut report = Report {
        edition: input.edition,
        content,
        particulars: input.particulars.clone(),
        head,
        municipality: profile.and_then(|profile| profile.municipality.clone()),
        roadmap,
        companions: figures::companions(evaluation),
        coverage: figures::coverage(evaluation),
        definitions: figures::definitions(evaluation),
        checks: CheckReport::default(),
        analysis: Analysis::default(),
        table: input.table.clone(),
        criterion_empty: positions
            .filter(|(_, result)| result.criterion_empty)
            .map(|(index, _)| index + 1)
            .collect(),
        catalogue: evaluation.catalogue.clone(),
    };
    finish(&mut report, input);
    report
}

/// Checks, hides what the edition hides, writes the analysis from what is left.
fn finish(report: &mut Report, input: &ReportInput<'_>) {
    let mut previous = input.previous.cloned();
    report.checks = checks::run(input.rules, &report.content);
    analyse(report, input, previous.as_ref());
    report.checks = checks::run(input.rules, &report.content);
    checks::apply_waivers(
        &mut report.checks,
        &input.facts.waivers,
        input.evaluation.as_of,
    );
    if input.edition == Edition::Public {
        let typed = published::content(&mut report.content, input.facts, input.evaluation);
        let hidden = public::redact(
            &mut PublicFigures {
                content: &mut report.content,
                companions: &mut report.companions,
                coverage: &mut report.coverage,
                previous: previous.as_mut().map(|previous| &mut previous.values),
            },
            input.rules,
            input.table,
            PublicLimits::default(),
        );
        publish_findings(&mut report.checks, &hidden);
        published::findings(&mut report.checks.findings, &typed);
        analyse(report, input, previous.as_ref());
    }
}

/// Drops findings that concern or name what is hidden.
fn publish_findings(checks: &mut CheckReport, hidden: &Hidden) {
    checks.findings.retain(|finding| {
        let mut codes = finding.rows.iter().filter_map(|row| row.code.as_ref());
        codes.all(|code| !hidden.codes.contains(code))
            && ![
                &finding.message,
                &finding.expected,
                &finding.found,
                &finding.remedy,
            ]
            .iter()
            .any(|text| hidden.named_in(text))
    });
}

fn analyse(report: &mut Report, input: &ReportInput<'_>, previous: Option<&PreviousFigures>) {
    report.analysis = analysis::analysis(&AnalysisInput {
        edition: input.edition,
        content: &report.content,
        coverage: &report.coverage,
        roadmap: report.roadmap.as_ref(),
        previous,
        findings: &report.checks.findings,
        measures: &input.facts.measures,
        rules: input.rules,
    });
    report
        .content
        .conclusions
        .clone_from(&report.analysis.conclusions);
    report.content.recommendations = report
        .analysis
        .recommendations
        .iter()
        .map(|measure| measure.text.clone())
        .collect();
}
