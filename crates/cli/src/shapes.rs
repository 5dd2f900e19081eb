//! JSON the verbs print: the contract with scripts, described in `docs/cli.md`.
//!
//! Not here: values. The one decision to know: domain types never serialise; what leaves the program
//! is declared here, and a change of meaning raises [`SCHEMA_VERSION`].

use opora_app::consents::{ClassCoverage, Coverage, Tally};
use opora_monitoring::checks::{CheckReport, Finding, ReportTable, Severity, Verdict};
use opora_monitoring::evaluation::{
    Companion, Counted, Evaluation, IndicatorResult, IndicatorValue, Proof, Status, SurveyBasis,
};
use serde::Serialize;
use serde_json::{Number, Value, json};

use crate::fault::Fault;

/// Version of every shape of this file.
pub const SCHEMA_VERSION: u32 = 1;

/// A failure.
#[derive(Debug, Serialize)]
pub struct FaultShape {
    /// Version of the shape.
    pub schema_version: u32,
    /// The failure.
    pub error: FaultBody,
}

/// What failed.
#[derive(Debug, Serialize)]
pub struct FaultBody {
    code: String,
    message: String,
    next_step: String,
    exit_code: u8,
}

impl From<&Fault> for FaultBody {
    fn from(fault: &Fault) -> Self {
        Self {
            code: fault.code.clone(),
            message: fault.message.clone(),
            next_step: fault.next.clone(),
            exit_code: fault.exit.code(),
        }
    }
}

/// A number as JSON: whole numbers without a fraction.
fn number(value: f64) -> Value {
    if value.fract() == 0.0
        && let Ok(whole) = format!("{value:.0}").parse::<i64>()
    {
        return Value::from(whole);
    }
    Number::from_f64(value).map_or(Value::Null, Value::Number)
}

fn value(value: IndicatorValue) -> Value {
    match value {
        IndicatorValue::Flag(flag) => Value::Bool(flag),
        IndicatorValue::Number(figure) => number(figure),
        IndicatorValue::Missing | IndicatorValue::NotApplicable => Value::Null,
    }
}

fn codes(counted: &[Counted]) -> Vec<&str> {
    counted.iter().map(|one| one.code.as_str()).collect()
}

fn proof(proof: &Proof) -> Value {
    json!({
        "code": proof.code,
        "kind": proof.kind,
        "title": proof.title,
        "url": proof.url,
        "clause": proof.clause,
        "public": proof.public,
    })
}

fn companion(companion: &Companion) -> Value {
    json!({
        "code": companion.code,
        "title": companion.title,
        "unit": companion.unit,
        "value": value(companion.value),
        "numerator": companion.numerator,
        "denominator": companion.denominator,
        "counted": codes(&companion.counted),
        "target": companion.target.map(|target| json!({
            "due_on": target.due_on.to_string(),
            "percent": number(target.percent),
        })),
    })
}

fn survey(survey: &SurveyBasis) -> Value {
    json!({
        "code": survey.code,
        "instrument": survey.instrument,
        "opened_on": survey.opened_on.to_string(),
        "closed_on": survey.closed_on.to_string(),
        "answered": survey.answered,
        "invited": survey.invited,
    })
}

fn indicator(result: &IndicatorResult) -> Value {
    let (missing, reason, author) = match &result.status {
        Status::Computed => (None, None, None),
        Status::Manual { reason, author } => (None, Some(reason), Some(author)),
        Status::NotComputable { missing } => (Some(missing), None, None),
    };
    json!({
        "number": result.number,
        "code": result.code,
        "group": result.group,
        "group_title": result.group_title,
        "title": result.title,
        "kind": result.kind.code(),
        "unit": result.unit,
        "value": value(result.value),
        "numerator": result.numerator,
        "denominator": result.denominator,
        "period": { "from": result.period.0.to_string(), "to": result.period.1.to_string() },
        "status": result.status.code(),
        "missing": missing,
        "reason": reason,
        "author": author,
        "counted": codes(&result.counted),
        "evidence": result.evidence.iter().map(proof).collect::<Vec<_>>(),
        "companions": result.companions.iter().map(companion).collect::<Vec<_>>(),
        "survey": result.survey.as_ref().map(survey),
        "definition": result.definition,
        "definition_edition": result.definition_edition,
        "notes": result.notes,
    })
}

/// `opora indicators --json`.
pub fn indicators(organisation: &str, evaluation: &Evaluation) -> Value {
    json!({
        "schema_version": SCHEMA_VERSION,
        "organisation": organisation,
        "as_of": evaluation.as_of.to_string(),
        "catalogue": evaluation.catalogue,
        "input_hash": evaluation.input_hash,
        "indicators": evaluation.results.iter().map(indicator).collect::<Vec<_>>(),
        "figures": evaluation.figures.iter().map(companion).collect::<Vec<_>>(),
    })
}

/// `opora consents --json`.
pub fn consents(organisation: &str, coverage: &Coverage) -> Value {
    let of = |tallies: &[Tally]| -> Value {
        let purposes = coverage.purposes.iter().zip(tallies);
        purposes
            .map(|(purpose, tally)| {
                let counts = json!({
                    "have": tally.have,
                    "issued": tally.issued,
                    "signed": tally.signed,
                    "withdrawn": tally.withdrawn,
                    "disputed": tally.disputed,
                    "lapsed": tally.lapsed,
                    "missing": tally.missing,
                });
                (purpose.code().to_owned(), counts)
            })
            .collect::<serde_json::Map<String, Value>>()
            .into()
    };
    let class = |one: &ClassCoverage| json!({"class": one.class_name, "pupils": one.pupils, "purposes": of(&one.tallies)});
    json!({
        "schema_version": SCHEMA_VERSION,
        "organisation": organisation,
        "as_of": coverage.day.to_string(),
        "pupils": coverage.pupils,
        "purposes": of(&coverage.total),
        "classes": coverage.classes.iter().map(class).collect::<Vec<_>>(),
    })
}

/// One finding: `rows` are numbers of indicators, or positions in the roadmap for findings about it.
fn finding(finding: &Finding) -> Value {
    let rows: Vec<Value> = finding
        .rows
        .iter()
        .map(|row| match row.table {
            ReportTable::Indicators => row
                .number
                .map_or_else(|| Value::from(row.position), Value::from),
            ReportTable::Roadmap => Value::from(row.position),
        })
        .collect();
    let places: Vec<Value> = finding
        .rows
        .iter()
        .map(|row| {
            json!({
                "table": row.table.code(),
                "position": row.position,
                "number": row.number,
                "code": row.code,
                "title": row.title,
            })
        })
        .collect();
    json!({
        "code": finding.code,
        "severity": finding.severity.code(),
        "rows": rows,
        "places": places,
        "subject": finding.subject,
        "message": finding.message,
        "expected": finding.expected,
        "found": finding.found,
        "remedy": finding.remedy,
        "waived": finding.waived.as_ref().map(|waived| json!({
            "by": waived.by,
            "on": waived.on.to_string(),
            "reason": waived.reason,
        })),
    })
}

/// Findings of a severity that nobody accepted.
pub fn open(report: &CheckReport, severity: Severity) -> usize {
    report
        .findings
        .iter()
        .filter(|one| one.severity == severity && one.waived.is_none())
        .count()
}

/// Findings and outcomes, for `opora check --json`.
pub fn checks(report: &CheckReport) -> (Value, Value, Value) {
    let findings = report.findings.iter().map(finding).collect();
    let outcomes = report
        .outcomes
        .iter()
        .map(|outcome| {
            let (verdict, reason, count) = match &outcome.verdict {
                Verdict::Passed => ("passed", None, 0),
                Verdict::NotApplicable(reason) => ("not_applicable", Some(reason), 0),
                Verdict::Found(count) => ("found", None, *count),
            };
            json!({
                "code": outcome.code,
                "title": outcome.title,
                "severity": outcome.severity.code(),
                "verdict": verdict,
                "reason": reason,
                "findings": count,
            })
        })
        .collect();
    let counts = json!({
        "errors": open(report, Severity::Error),
        "warnings": open(report, Severity::Warning),
        "infos": open(report, Severity::Info),
    });
    (findings, outcomes, counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_carry_no_fraction_and_no_data_is_null() {
        assert_eq!(number(87.0).to_string(), "87");
        assert_eq!(number(86.7).to_string(), "86.7");
        assert_eq!(value(IndicatorValue::Missing), Value::Null);
        assert_eq!(value(IndicatorValue::Flag(false)), Value::Bool(false));
    }
}
