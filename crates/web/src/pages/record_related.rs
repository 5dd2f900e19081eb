//! What refers to a record, with links and with a button that adds one more.
//!
//! Not here: which records refer to it (`app`). The one decision to know: the form that is opened
//! from here has the reference filled in and comes back to where it was opened.

use opora_app::records::{RecordForm, Related};
use opora_domain::RecordKind;

use super::fields::{kind_title, list_address, record_address};
use super::listing::count;
use super::record_form::add_address;
use crate::shell::Shell;
use crate::visitor::Visitor;

/// Records of one kind that refer to a record.
#[derive(Debug)]
pub struct RelatedList {
    /// Name of the kind.
    pub title: String,
    /// Whole list of the kind.
    pub all: String,
    /// Label, address and whether it is true on the day, of those shown.
    pub lines: Vec<(String, String, bool)>,
    /// All of them.
    pub total: i64,
    /// Form that adds one.
    pub add: Option<String>,
}

/// What refers to the record of a form: with records, or that can be added.
pub fn related(shell: &Shell, visitor: &Visitor, form: &RecordForm) -> Vec<RelatedList> {
    let Some(code) = &form.code else {
        return Vec::new();
    };
    let own = record_address(form.kind, code);
    let worth = |one: &&Related| one.total > 0 || (one.add && is_offered(form.kind, one.kind));
    form.related
        .iter()
        .filter(worth)
        .map(|one| RelatedList {
            title: kind_title(shell, one.kind),
            all: list_address(one.kind),
            lines: one
                .lines
                .iter()
                .map(|line| {
                    let address = record_address(one.kind, &line.code);
                    (line.label.clone(), address, line.current)
                })
                .collect(),
            total: count(one.total),
            add: (one.add && visitor.ctx.role().is_some())
                .then(|| add_address(one.kind, &[(one.field.name, code)], &own)),
        })
        .collect()
}

/// Kinds offered to be added where there is none yet: parts of the record, not whatever may name it.
fn is_offered(kind: RecordKind, other: RecordKind) -> bool {
    use RecordKind as K;
    match kind {
        K::Person => matches!(
            other,
            K::Enrolment
                | K::Employment
                | K::Affiliation
                | K::BaseEntry
                | K::Training
                | K::Guardianship
        ),
        K::Mentorship => matches!(other, K::MentorshipMember | K::Plan | K::Meeting),
        K::Community => other == K::CommunityMember,
        K::Project => other == K::ProjectPartner,
        K::Partner => other == K::Agreement,
        K::Survey => other == K::SurveyResponse,
        K::Evidence => other == K::EvidenceLink,
        _ => false,
    }
}
