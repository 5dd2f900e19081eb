//! `opora audit verify`: whether the log is whole.
//!
//! Not here: the chain (`opora_store`). The one decision to know: a broken chain is a finding (code
//! 1), and the first wrong row is named.

use opora_store::BreakKind;
use serde_json::{Value, json};

use super::Run;
use crate::fault::{Exit, Fault};
use crate::opening::{self, Data};
use crate::output;
use crate::progress::Progress;
use crate::shapes::SCHEMA_VERSION;
use crate::store_fault::of_case;

/// Checks the log of the organisation.
pub async fn verify(run: Run<'_>) -> Result<Exit, Fault> {
    let app = opening::app(run.arguments, run.texts, Data::Existing).await?;
    let (ctx, organisation) = opening::organisation(&app, run.arguments, run.texts).await?;
    let progress = Progress::start(run.texts.say("progress-audit"));
    let verdict = app.audit_verify(&ctx).await;
    drop(progress);
    let verdict = verdict.map_err(|failure| of_case(failure, run.texts))?;
    let broken = verdict
        .first_bad
        .as_ref()
        .map(|broken| (broken.seq, kind(broken.why)));
    let object = json!({
        "schema_version": SCHEMA_VERSION,
        "organisation": organisation,
        "rows": verdict.rows,
        "intact": broken.is_none(),
        "break": broken.map_or(Value::Null, |(seq, why)| json!({ "seq": seq, "why": why })),
    });
    let line = match broken {
        None => run.fill("audit-whole", &[("rows", verdict.rows.into())]),
        Some((seq, why)) => run.fill(
            "audit-broken",
            &[
                ("seq", seq.into()),
                ("why", run.texts.say(&format!("audit-{why}")).into()),
            ],
        ),
    };
    output::say(run.json(), &object, &[line]);
    Ok(if verdict.first_bad.is_none() {
        Exit::Ok
    } else {
        Exit::Rule
    })
}

const fn kind(why: BreakKind) -> &'static str {
    match why {
        BreakKind::Changed => "changed",
        BreakKind::Missing => "missing",
        BreakKind::Added => "added",
    }
}
