//! A record two people changed at once: theirs, mine, and what both started from.
//!
//! Not here: the page. The one decision to know: a field only one of the two changed needs no choice;
//! a field both changed has to be chosen by a person.

use chrono::{DateTime, Utc};
use opora_domain::permissions::OrgScope;
use opora_domain::{Facts, Field, RecordKind, Value};
use opora_intake::Vocabulary;
use opora_store::{RecordRow, StoreError};

use super::names::Names;
use super::{Shown, readable, shown, typed};
use crate::{App, Ctx};

/// A conflict.
#[derive(Clone, Debug)]
pub struct Conflict {
    /// Kind.
    pub kind: RecordKind,
    /// Code.
    pub code: String,
    /// What it is called.
    pub label: String,
    /// Version stored now, which the choice is made against.
    pub version: i64,
    /// Who changed it last, when known.
    pub who: Option<String>,
    /// When.
    pub at: Option<DateTime<Utc>>,
    /// Fields the caller reads.
    pub fields: Vec<ConflictField>,
}

/// A field of a conflict.
#[derive(Clone, Debug)]
pub struct ConflictField {
    /// The field.
    pub field: &'static Field,
    /// What both started from; `None` when it is not known any more.
    pub base: Option<Shown>,
    /// What is stored now.
    pub theirs: Shown,
    /// The same as a form sends it.
    pub theirs_text: String,
    /// What was typed.
    pub mine: Shown,
    /// The same as a form sends it.
    pub mine_text: String,
    /// Whether both changed it, differently.
    pub open: bool,
    /// Whether theirs and mine differ.
    pub differs: bool,
    /// Whether mine is taken unless somebody chooses otherwise.
    pub mine_first: bool,
}

/// The two sides.
pub(super) struct Sides<'a> {
    pub stored: &'a RecordRow,
    /// Version the form was made of.
    pub seen: i64,
    /// Texts typed, in the order of the schema; `None` where the form had no such field.
    pub texts: &'a [Option<String>],
    /// Values of the texts, when all of them are valid.
    pub mine: Option<&'a [Value]>,
}

impl App {
    pub(super) async fn conflict(
        &self,
        ctx: &Ctx,
        scope: &OrgScope,
        facts: &Facts,
        vocabulary: &Vocabulary,
        sides: &Sides<'_>,
    ) -> Result<Conflict, StoreError> {
        let stored = sides.stored;
        let versions = self
            .inner
            .store
            .list_versions(scope, stored.kind, stored.id)
            .await?;
        let base = versions.iter().find(|one| one.version == sides.seen);
        let newest = versions.first();
        let members = self.actors(scope).await?;
        let names = Names::new(facts);
        let say = |field, value: &Value| shown(ctx, stored.kind, field, value, &names, vocabulary);
        let mut fields = Vec::new();
        for (at, field) in readable(ctx, stored.kind) {
            let Some(theirs) = stored.values.get(at) else {
                continue;
            };
            let theirs_text = typed(theirs, &names);
            let text = sides.texts.get(at).cloned().flatten();
            let value = sides.mine.and_then(|values| values.get(at));
            let mine_text = match value {
                Some(value) => typed(value, &names),
                None => text.unwrap_or_else(|| theirs_text.clone()),
            };
            let mine = match value {
                Some(value) => say(field, value),
                None if mine_text.is_empty() => Shown::Empty,
                None if mine_text == theirs_text => say(field, theirs),
                None => Shown::Text(mine_text.clone()),
            };
            let old = base.and_then(|version| version.values.get(at).cloned().flatten());
            let old_text = old.as_ref().map(|value| typed(value, &names));
            let differs = mine_text != theirs_text;
            let they_changed = old_text.as_ref() != Some(&theirs_text);
            let i_changed = old_text.as_ref() != Some(&mine_text);
            fields.push(ConflictField {
                field,
                base: old.as_ref().map(|value| say(field, value)),
                theirs: say(field, theirs),
                theirs_text,
                mine,
                mine_text,
                open: differs && they_changed && i_changed,
                differs,
                mine_first: differs && !they_changed,
            });
        }
        Ok(Conflict {
            kind: stored.kind,
            code: stored.code.clone(),
            label: names.label(stored.id).to_owned(),
            version: stored.version,
            who: newest
                .and_then(|one| one.actor.as_ref())
                .and_then(|actor| members.get(actor).cloned()),
            at: newest.and_then(|one| one.at),
            fields,
        })
    }
}
