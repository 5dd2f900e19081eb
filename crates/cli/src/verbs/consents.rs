//! `opora consents`: how many pupils of each class have which consent on a day.
//!
//! Not here: what counts as a consent. The one decision to know: nobody is named, neither for people nor in the JSON.

use chrono::NaiveDate;
use opora_app::consents::{Coverage, Tally};

use super::Run;
use crate::fault::{Exit, Fault};
use crate::opening::{self, Data};
use crate::output;
use crate::shapes;
use crate::store_fault::of_case;

/// Prints the coverage.
pub async fn run(run: Run<'_>, as_of: Option<NaiveDate>) -> Result<Exit, Fault> {
    let app = opening::app(run.arguments, run.texts, Data::Existing).await?;
    let (ctx, organisation) = opening::organisation(&app, run.arguments, run.texts).await?;
    let case = |failure| of_case(failure, run.texts);
    let day = match as_of {
        Some(day) => day,
        None => app.today(&ctx).await.map_err(case)?,
    };
    let coverage = app.consent_coverage(&ctx, day).await.map_err(case)?;
    let object = shapes::consents(&organisation, &coverage);
    let mut lines = vec![run.fill(
        "consents-head",
        &[
            ("name", organisation.into()),
            ("day", day.format("%d.%m.%Y").to_string().into()),
        ],
    )];
    let all = run.texts.say("consents-all");
    lines.push(line(&coverage, &all, &coverage.total));
    for class in &coverage.classes {
        lines.push(line(&coverage, &class.class_name, &class.tallies));
    }
    output::say(run.json(), &object, &lines);
    Ok(Exit::Ok)
}

/// «1А: участие в программе 20/23, …».
fn line(coverage: &Coverage, name: &str, tallies: &[Tally]) -> String {
    let parts: Vec<String> = coverage
        .purposes
        .iter()
        .zip(tallies)
        .map(|(purpose, tally)| format!("{} {}/{}", purpose.title(), tally.have, tally.total()))
        .collect();
    format!("{name}: {}", parts.join(", "))
}
