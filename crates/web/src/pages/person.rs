//! The card of a person.
//!
//! Not here: who may read which field (`app`). The one decision to know: what the visitor may not
//! read is absent from the page, not masked on it.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use opora_app::people::{PairLine, PersonCard};
use opora_domain::people::ParticipantRole;
use serde::Deserialize;

use super::listing::{AsOf, address, count};
use super::page;
use crate::error::PageError;
use crate::shell::Shell;
use crate::site::Site;
use crate::visitor::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "people/card.html")]
struct PersonPage {
    shell: Shell,
    as_of: AsOf,
    card: PersonCard,
}

impl PersonPage {
    fn other(&self, code: &str) -> String {
        let day = self.as_of.code();
        address(&format!("/people/{code}"), &[("as_of", &day)])
    }

    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "templates pass by reference"
    )]
    fn side(&self, role: &ParticipantRole) -> String {
        self.shell.t(match role {
            ParticipantRole::Mentor => "people-mentor",
            ParticipantRole::Mentee => "people-mentee",
        })
    }

    fn held(&self, pair: &PairLine) -> String {
        let held = self.shell.n("people-meetings-held", &count(pair.meetings));
        match pair.last_meeting_on {
            Some(last) => {
                let last = self.shell.date(&last);
                format!("{held}, {}", self.shell.with("people-last", "day", &last))
            }
            None => held,
        }
    }
}

/// Query of the page.
#[derive(Debug, Deserialize)]
pub struct CardQuery {
    #[serde(default)]
    as_of: String,
}

/// The card.
///
/// # Errors
/// When nobody here has this code.
pub async fn card(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
    Path(code): Path<String>,
    Query(query): Query<CardQuery>,
) -> Result<Response, PageError> {
    let as_of = AsOf::of(Some(&query.as_of), shell.today);
    let card = site.app.person(&visitor.ctx, as_of.day, &code).await?;
    let people = shell.t("people-section");
    let list = address("/people", &[("as_of", &query.as_of)]);
    page(&PersonPage {
        shell: shell.under(list, people).titled(card.row.full_name.clone()),
        as_of,
        card,
    })
}
