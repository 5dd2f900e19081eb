//! What a record was before, and the return of what was deleted.
//!
//! Not here: how versions are kept (`store`). The one decision to know: an older version comes back
//! as a new one and through the same checks as any change; nothing of the history is ever rewritten.

use std::collections::BTreeMap;
use std::convert::Infallible;

use chrono::{DateTime, Utc};
use opora_domain::permissions::OrgScope;
use opora_domain::{Facts, Field, RecordKind, Value};
use opora_intake::{RowChecks, Vocabulary};
use opora_store::{RecordRow, RecordVersion, StoreError, VersionAct};
use uuid::Uuid;

use super::change::Change;
use super::names::Names;
use super::{
    RecordError, Saved, Shown, access, find, permit_changing, permit_seeing, readable, shown, typed,
};
use crate::{App, Ctx, Failure};

/// A field of which a version differs from the one before.
#[derive(Clone, Debug)]
pub struct FieldChange {
    /// The field.
    pub field: &'static Field,
    /// Before; `None` in the first version.
    pub before: Option<Shown>,
    /// After.
    pub after: Shown,
}

/// A version of a record.
#[derive(Clone, Debug)]
pub struct HistoryEntry {
    /// Number.
    pub version: i64,
    /// How it came about: code of [`VersionAct`].
    pub act: &'static str,
    /// When; `None` when it was there before versions were kept.
    pub at: Option<DateTime<Utc>>,
    /// Who; `None` for the program itself or when it is not known.
    pub who: Option<String>,
    /// Why, for a deletion.
    pub reason: Option<String>,
    /// What it changed.
    pub changes: Vec<FieldChange>,
    /// Whether it is the record as it stands.
    pub current: bool,
}

/// Versions of a record, newest first.
#[derive(Clone, Debug)]
pub struct History {
    /// Kind.
    pub kind: RecordKind,
    /// Code.
    pub code: String,
    /// What it is called.
    pub label: String,
    /// Version as it stands.
    pub version: i64,
    /// Whether the caller may put an older version back.
    pub change: bool,
    /// Versions.
    pub entries: Vec<HistoryEntry>,
}

/// A deleted record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeletedRecord {
    /// Identifier.
    pub id: Uuid,
    /// Code it had.
    pub code: String,
    /// What it was called, as far as the caller may read it.
    pub label: String,
    /// When it was deleted.
    pub at: Option<DateTime<Utc>>,
    /// By whom.
    pub who: Option<String>,
    /// Why.
    pub reason: String,
    /// Whether it can come back: every required field was kept.
    pub restorable: bool,
}

impl App {
    /// Versions of a record.
    ///
    /// # Errors
    /// [`Failure::NotFound`] for an unknown code.
    pub async fn record_history(
        &self,
        ctx: &Ctx,
        kind: RecordKind,
        code: &str,
    ) -> Result<History, Failure<Infallible>> {
        let scope = permit_seeing(ctx, kind)?;
        let facts = self.facts(&scope).await?;
        let row = find(&facts, kind, code).filter(|_| access(ctx, kind).read);
        let Some(row) = row else {
            return Err(Failure::NotFound);
        };
        let mut versions = self.inner.store.list_versions(&scope, kind, row.id).await?;
        if versions.is_empty() {
            versions.push(never_changed(&row));
        }
        let vocabulary = self.vocabulary_of(&scope).await?;
        let names = Names::new(&facts);
        let people = self.actors(&scope).await?;
        let changes = |at: usize, version: &RecordVersion| {
            let before = versions.get(at.saturating_add(1));
            changes_of(ctx, version, before, &names, &vocabulary)
        };
        let entries = versions
            .iter()
            .enumerate()
            .map(|(at, version)| HistoryEntry {
                version: version.version,
                act: version.act.code(),
                at: version.at,
                who: version
                    .actor
                    .as_ref()
                    .and_then(|actor| people.get(actor).cloned()),
                reason: version.reason.clone(),
                changes: changes(at, version),
                current: version.version == row.version,
            })
            .collect();
        Ok(History {
            kind,
            code: row.code,
            label: names.label(row.id).to_owned(),
            version: row.version,
            change: access(ctx, kind).change,
            entries,
        })
    }

    /// Puts a record back to an older version, as a new version.
    ///
    /// # Errors
    /// [`RecordError::Problems`] when the old values do not pass the checks of today,
    /// [`RecordError::Changed`]; [`Failure::NotFound`].
    pub async fn restore_version(
        &self,
        ctx: &Ctx,
        kind: RecordKind,
        code: &str,
        seen: i64,
        wanted: i64,
    ) -> Result<Saved, Failure<RecordError>> {
        let scope = permit_changing(ctx, kind, true)?;
        let facts = self.facts(&scope).await?;
        let row = find(&facts, kind, code).ok_or(Failure::NotFound)?;
        let versions = self.inner.store.list_versions(&scope, kind, row.id).await?;
        let old = versions.iter().find(|one| one.version == wanted);
        let old = old.ok_or(Failure::NotFound)?;
        let texts =
            texts_of(old, &Names::new(&facts)).ok_or(Failure::Rule(RecordError::NotRestorable))?;
        let change = Change {
            kind,
            code,
            version: seen,
            texts: &texts,
            act: VersionAct::Restore,
            action: "record.restore",
        };
        self.change_record(ctx, &change).await
    }

    /// Deleted records of a kind, last deleted first.
    ///
    /// # Errors
    /// Only general ones.
    pub async fn deleted_records(
        &self,
        ctx: &Ctx,
        kind: RecordKind,
    ) -> Result<Vec<DeletedRecord>, Failure<Infallible>> {
        let scope = permit_changing(ctx, kind, true)?;
        let facts = self.facts(&scope).await?;
        let names = Names::new(&facts);
        let people = self.actors(&scope).await?;
        let deleted = self.inner.store.list_deleted(&scope, kind).await?;
        Ok(deleted
            .into_iter()
            .map(|one| {
                let row = as_row(&one);
                DeletedRecord {
                    id: one.id,
                    code: one.code,
                    label: row
                        .as_ref()
                        .map(|row| names.of_values(kind, &row.values))
                        .unwrap_or_default(),
                    at: one.at,
                    who: one
                        .actor
                        .as_ref()
                        .and_then(|actor| people.get(actor).cloned()),
                    reason: one.reason.unwrap_or_default(),
                    restorable: row.is_some(),
                }
            })
            .collect())
    }

    /// Brings a deleted record back; a pair with the members deleted with it. Gives its code.
    ///
    /// # Errors
    /// [`RecordError::NotRestorable`], [`RecordError::Problems`] when it was entered anew meanwhile;
    /// [`Failure::NotFound`].
    pub async fn bring_back(
        &self,
        ctx: &Ctx,
        kind: RecordKind,
        id: Uuid,
    ) -> Result<String, Failure<RecordError>> {
        let scope = permit_changing(ctx, kind, true)?;
        let deleted = self.inner.store.list_deleted(&scope, kind).await?;
        let found = deleted.iter().find(|one| one.id == id);
        let found = found.ok_or(Failure::NotFound)?;
        let row = as_row(found).ok_or(Failure::Rule(RecordError::NotRestorable))?;
        let facts = self.facts(&scope).await?;
        self.still_free(&scope, &facts, found).await?;
        let mut rows = vec![row];
        if kind == RecordKind::Mentorship {
            let members = self
                .inner
                .store
                .list_deleted(&scope, RecordKind::MentorshipMember)
                .await?;
            rows.extend(
                members
                    .iter()
                    .filter(|one| one.at == found.at)
                    .filter_map(as_row)
                    .filter(|one| one.values.first() == Some(&Value::Ref(id))),
            );
        }
        self.put_record_back(&scope, &rows).await?;
        Ok(found.code.clone())
    }

    /// Whether the deleted record could be entered today.
    async fn still_free(
        &self,
        scope: &OrgScope,
        facts: &Facts,
        deleted: &RecordVersion,
    ) -> Result<(), Failure<RecordError>> {
        let lost = || Failure::Rule(RecordError::NotRestorable);
        let texts = texts_of(deleted, &Names::new(facts)).ok_or_else(lost)?;
        let fields = deleted.kind.schema().fields.iter();
        let texts: Vec<Option<String>> = fields
            .map(|field| Some(texts.get(field.name).cloned().unwrap_or_default()))
            .collect();
        let vocabulary = self.vocabulary_of(scope).await?;
        RowChecks::new(facts, &vocabulary)
            .check(deleted.kind, &texts, None)
            .map(|_| ())
            .map_err(|problems| Failure::Rule(RecordError::Problems(problems)))
    }

    /// Names of those who act here, as the log writes them.
    pub(super) async fn actors(
        &self,
        scope: &OrgScope,
    ) -> Result<BTreeMap<String, String>, StoreError> {
        let members = self.inner.store.list_members(scope).await?;
        Ok(members
            .into_iter()
            .map(|member| (format!("user:{}", member.user.id), member.user.display_name))
            .collect())
    }
}

/// A record that was never changed has one version: itself.
fn never_changed(row: &RecordRow) -> RecordVersion {
    RecordVersion {
        kind: row.kind,
        id: row.id,
        version: row.version,
        code: row.code.clone(),
        act: VersionAct::Earlier,
        at: None,
        actor: None,
        reason: None,
        values: row.values.iter().cloned().map(Some).collect(),
    }
}

fn changes_of(
    ctx: &Ctx,
    version: &RecordVersion,
    before: Option<&RecordVersion>,
    names: &Names,
    vocabulary: &Vocabulary,
) -> Vec<FieldChange> {
    let kind = version.kind;
    readable(ctx, kind)
        .into_iter()
        .filter_map(|(at, field)| {
            let value = version.values.get(at)?.as_ref()?;
            let old = before.and_then(|version| version.values.get(at)?.as_ref());
            let told = match before {
                Some(_) => old != Some(value),
                None => *value != Value::Null,
            };
            let say = |value| shown(ctx, kind, field, value, names, vocabulary);
            told.then(|| FieldChange {
                field,
                before: old.map(say),
                after: say(value),
            })
        })
        .collect()
}

/// Texts of the values that were kept; `None` when one of them refers to what is gone.
fn texts_of(version: &RecordVersion, names: &Names) -> Option<BTreeMap<String, String>> {
    let fields = version.kind.schema().fields.iter().zip(&version.values);
    fields
        .filter_map(|(field, value)| Some((field, value.as_ref()?)))
        .map(|(field, value)| {
            let text = typed(value, names);
            let lost = matches!(value, Value::Ref(_)) && text.is_empty();
            (!lost).then(|| (field.name.to_owned(), text))
        })
        .collect()
}

/// The record as it was; `None` when a required field was not kept.
fn as_row(version: &RecordVersion) -> Option<RecordRow> {
    let fields = version.kind.schema().fields.iter().zip(&version.values);
    let values = fields
        .map(|(field, value)| match value {
            Some(value) => Some(value.clone()),
            None => (!field.required).then_some(Value::Null),
        })
        .collect::<Option<Vec<Value>>>()?;
    Some(RecordRow {
        kind: version.kind,
        id: version.id,
        code: version.code.clone(),
        version: version.version,
        values,
    })
}
