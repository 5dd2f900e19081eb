//! The design system on one page (demonstration only).
//!
//! Not here: rules of style in words (`docs/features/web.md`). The one decision to know: it is made
//! of the same classes and sentences as every page, so it breaks when they do.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use opora_domain::document::{Chart, Series};

use super::page as render;
use crate::error::PageError;
use crate::shell::Shell;
use crate::site::Site;

/// The page.
#[derive(Debug, Template)]
#[template(path = "design.html")]
struct DesignPage {
    shell: Shell,
    swatches: &'static [(&'static str, &'static str)],
    chart: String,
    chart_words: String,
}

/// Classes of swatches and the names of their tokens.
const SWATCHES: &[(&str, &str)] = &[
    ("bar", "accent"),
    ("bar-good", "good"),
    ("bar-warn", "warn"),
    ("bar-bad", "bad"),
    ("bar-idle", "line-strong"),
    ("track", "sunken"),
];

fn sample(shell: &Shell) -> Chart {
    Chart {
        name: "sample".to_owned(),
        title: shell.t("design-chart-title"),
        unit: "%".to_owned(),
        alternative: shell.t("design-chart-words"),
        categories: vec!["2021".to_owned(), "2022".to_owned(), "2023".to_owned()],
        series: vec![Series {
            name: shell.t("design-chart-series"),
            values: vec![Some(64.0), None, Some(87.0)],
        }],
    }
}

/// The page.
///
/// # Errors
/// When the template fails.
pub async fn page(State(site): State<Site>, shell: Shell) -> Result<Response, PageError> {
    let chart = sample(&shell);
    let title = shell.t("design-title");
    render(&DesignPage {
        chart: (site.settings.charts)(&chart),
        chart_words: chart.alternative,
        shell: shell.titled(title),
        swatches: SWATCHES,
    })
}
