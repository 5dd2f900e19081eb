//! The card of a person.
//!
//! Not here: who may read which field (`app`). The one decision to know: what the visitor may not
//! read is absent from the page, not masked on it.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use opora_app::people::{PairLine, PersonCard};
use opora_app::records::{MENTEE, MENTOR, access};
use opora_domain::RecordKind;
use opora_domain::people::ParticipantRole;
use serde::Deserialize;

use super::fields::record_address;
use super::listing::{AsOf, address, count, segment};
use super::page;
use super::record_form::add_address;
use super::records::done;
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
    /// Forms that add something to the person: name and address.
    add: Vec<(String, String)>,
    /// Form of the person.
    edit: Option<String>,
    /// Whether the visitor sees the records behind the lines.
    records: bool,
}

/// What a curator adds to somebody most often: kind, key of its name, field that refers to the person.
const ADDED: &[(RecordKind, &str, &str)] = &[
    (RecordKind::BaseEntry, "records-to-base", "person"),
    (RecordKind::Mentorship, "records-as-mentor", MENTOR),
    (RecordKind::Mentorship, "records-as-mentee", MENTEE),
    (RecordKind::Plan, "records-to-plan", "person"),
    (RecordKind::Training, "records-to-training", "person"),
    (RecordKind::Enrolment, "records-to-enrolment", "person"),
    (RecordKind::Employment, "records-to-employment", "person"),
    (RecordKind::Affiliation, "records-to-affiliation", "person"),
    (RecordKind::Category, "records-to-category", "person"),
    (
        RecordKind::Guardianship,
        "records-to-representative",
        "child",
    ),
    (RecordKind::Act, "records-to-act", ""),
];

/// Forms the visitor may open for the person; they come back to the card.
fn additions(
    shell: &Shell,
    visitor: &Visitor,
    as_of: AsOf,
    card: &PersonCard,
) -> Vec<(String, String)> {
    let code = card.row.code.as_str();
    let day = as_of.code();
    let back = address(&format!("/people/{}", segment(code)), &[("as_of", &day)]);
    let mut active = card.pairs.iter().filter(|pair| pair.active);
    let only = match (active.next(), active.next()) {
        (Some(pair), None) => pair.code.as_str(),
        _ => "",
    };
    ADDED
        .iter()
        .filter(|(kind, ..)| access(&visitor.ctx, *kind).add)
        .map(|(kind, key, field)| {
            let mut given = vec![(*field, if field.is_empty() { "" } else { code })];
            if *kind == RecordKind::Plan {
                given.push(("mentorship", only));
            }
            (shell.t(key), add_address(*kind, &given, &back))
        })
        .collect()
}

impl PersonPage {
    #[expect(
        clippy::unused_self,
        clippy::trivially_copy_pass_by_ref,
        reason = "templates call methods and pass by reference"
    )]
    fn record(&self, kind: &RecordKind, code: &str) -> String {
        record_address(*kind, code)
    }

    #[expect(clippy::unused_self, reason = "templates call methods")]
    fn pair(&self, code: &str) -> String {
        record_address(RecordKind::Mentorship, code)
    }

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
    #[serde(default)]
    done: String,
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
    let add = additions(&shell, &visitor, as_of, &card);
    let may = access(&visitor.ctx, RecordKind::Person);
    let shell = shell.under(list, people).titled(card.row.full_name.clone());
    page(&PersonPage {
        shell: done(shell, &query.done),
        as_of,
        add,
        edit: may
            .change
            .then(|| record_address(RecordKind::Person, &card.row.code)),
        records: may.read,
        card,
    })
}
