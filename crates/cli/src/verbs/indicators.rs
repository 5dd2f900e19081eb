//! `opora indicators`: the rows of the regional form on a day.
//!
//! Not here: how they are computed. The one decision to know: the lines for people are the printed
//! table, the JSON is everything that is known about a value.

use chrono::NaiveDate;
use opora_monitoring::evaluation::{IndicatorResult, IndicatorValue};

use super::Run;
use crate::fault::{Exit, Fault};
use crate::opening::{self, Data};
use crate::output;
use crate::shapes;
use crate::store_fault::of_case;

/// Prints the indicators.
pub async fn run(run: Run<'_>, as_of: Option<NaiveDate>) -> Result<Exit, Fault> {
    let app = opening::app(run.arguments, run.texts, Data::Existing).await?;
    let (ctx, organisation) = opening::organisation(&app, run.arguments, run.texts).await?;
    let case = |failure| of_case(failure, run.texts);
    let day = match as_of {
        Some(day) => day,
        None => app.today(&ctx).await.map_err(case)?,
    };
    let monitoring = app.monitoring(&ctx, day).await.map_err(case)?;
    let evaluation = monitoring.evaluation();
    let object = shapes::indicators(&organisation, evaluation);
    let mut lines = vec![run.fill(
        "indicators-head",
        &[
            ("name", organisation.into()),
            ("day", day.format("%d.%m.%Y").to_string().into()),
        ],
    )];
    let mut group = "";
    for result in &evaluation.results {
        if result.group != group {
            group = &result.group;
            lines.push(format!("\n{}", result.group_title));
        }
        lines.push(line(run, result));
    }
    output::say(run.json(), &object, &lines);
    Ok(Exit::Ok)
}

fn line(run: Run<'_>, result: &IndicatorResult) -> String {
    let value = match result.value {
        IndicatorValue::Flag(true) => run.texts.say("yes"),
        IndicatorValue::Flag(false) => run.texts.say("no"),
        IndicatorValue::Number(number) => {
            let number = number.to_string().replace('.', ",");
            format!("{number} {}", result.unit)
        }
        IndicatorValue::Missing => run.texts.say("missing"),
        IndicatorValue::NotApplicable => run.texts.say("not-applicable"),
    };
    format!("{:>3}. {value:>10}  {}", result.number, result.title)
}
