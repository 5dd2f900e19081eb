//! What changed between two editions of a справка.
//!
//! Not here: finding the changes (`monitoring`). The one decision to know: records are named by
//! codes here, since an edition is read by people who may not see names.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use opora_monitoring::diff::EditionDiff;

use super::edition::name;
use super::page;
use super::reports::edition_address;
use crate::error::PageError;
use crate::shell::Shell;
use crate::site::Site;
use crate::visitor::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "reports/compare.html")]
struct ComparePage {
    shell: Shell,
    old: String,
    new: String,
    diff: EditionDiff,
}

/// The changes.
///
/// # Errors
/// When there is no such edition.
pub async fn show(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
    Path((as_of, number, old_as_of, old_number)): Path<(String, String, String, String)>,
) -> Result<Response, PageError> {
    let new = name((&as_of, &number))?;
    let old = name((&old_as_of, &old_number))?;
    let diff = site.app.compare_editions(&visitor.ctx, old, new).await?;
    let words = |edition: opora_app::reports::EditionName| {
        let words = [
            ("day", shell.date(&edition.as_of)),
            ("number", edition.number.to_string()),
        ];
        shell.lang.with("reports-edition-on", &words)
    };
    let (old, new_words) = (words(old), words(new));
    let section = shell.t("reports-section");
    let title = shell.t("reports-compare");
    page(&ComparePage {
        shell: shell
            .under("/reports", section)
            .under(edition_address(new), new_words.clone())
            .titled(title),
        old,
        new: new_words,
        diff,
    })
}
