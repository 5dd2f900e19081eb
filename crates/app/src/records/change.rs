//! Adding, changing, ending and deleting a record.
//!
//! Not here: what makes a row valid (`intake::RowChecks`, the same for workbooks). The one decision
//! to know: the write is begun first and the facts are read under it, so nothing can come between
//! the checks and what they allow.

use std::collections::BTreeMap;

use opora_domain::facts::LookRecord;
use opora_domain::permissions::OrgScope;
use opora_domain::{Facts, Field, FieldKind, Record, RecordKind, Value};
use opora_intake::{CheckedRow, RowChecks, RowProblem, next_code};
use opora_store::{RecordRow, StoreError, VersionAct, Write};
use uuid::Uuid;

use super::form::{beside_the_end, referred};
use super::{
    MENTEE, MENTOR, RecordError, conflict, end_field, find, members, permit_changing, readable,
    rows,
};
use crate::{App, Ctx, Failure, audit};

/// A record as a person filled it in.
#[derive(Clone, Debug)]
pub struct SaveRecord {
    /// Kind.
    pub kind: RecordKind,
    /// Code of the record changed; `None` for a new one.
    pub code: Option<String>,
    /// Version seen.
    pub version: i64,
    /// Texts by the names of fields; a field left out keeps its value.
    pub texts: BTreeMap<String, String>,
    /// Key of a new record's form, so that sent twice it counts once.
    pub once: String,
}

/// An end of a record.
#[derive(Clone, Debug)]
pub struct EndRecord {
    /// Kind.
    pub kind: RecordKind,
    /// Code.
    pub code: String,
    /// Version seen.
    pub version: i64,
    /// Last day, and what else is asked, by the names of fields.
    pub texts: BTreeMap<String, String>,
}

/// A deletion of a record entered by mistake.
#[derive(Clone, Debug)]
pub struct DeleteRecord {
    /// Kind.
    pub kind: RecordKind,
    /// Code.
    pub code: String,
    /// Version seen.
    pub version: i64,
    /// Why it is deleted.
    pub reason: String,
}

/// What was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// Code; empty when the same form had been sent before.
    pub code: String,
    /// Identifier.
    pub id: Uuid,
    /// Taken, but to be looked at.
    pub doubts: Vec<RowProblem>,
}

/// A failure of this module.
type Refused = Failure<RecordError>;

impl App {
    /// Adds a record, or changes one; the audit entry is part of the same write.
    ///
    /// # Errors
    /// [`RecordError::Problems`], [`RecordError::Changed`]; [`Failure::NotFound`].
    pub async fn save_record(&self, ctx: &Ctx, command: &SaveRecord) -> Result<Saved, Refused> {
        match &command.code {
            None => self.add_record(ctx, command).await,
            Some(code) => {
                let change = Change {
                    kind: command.kind,
                    code,
                    version: command.version,
                    texts: &command.texts,
                    act: VersionAct::Change,
                    action: "record.change",
                };
                self.change_record(ctx, &change).await
            }
        }
    }

    /// Ends a record: sets its last day, and the status of a pair.
    ///
    /// # Errors
    /// As [`Self::save_record`]; an empty day is a problem of its field.
    pub async fn end_record(&self, ctx: &Ctx, command: &EndRecord) -> Result<Saved, Refused> {
        let field = end_field(command.kind).ok_or(Failure::NotFound)?;
        let day = command.texts.get(field.name).map_or("", |text| text.trim());
        if day.is_empty() {
            return Err(problem(field.name, "required"));
        }
        let asked = [Some(field.name), beside_the_end(command.kind)];
        let texts: BTreeMap<String, String> = command
            .texts
            .iter()
            .filter(|(name, _)| asked.contains(&Some(name.as_str())))
            .map(|(name, text)| (name.clone(), text.clone()))
            .collect();
        let change = Change {
            kind: command.kind,
            code: &command.code,
            version: command.version,
            texts: &texts,
            act: VersionAct::Change,
            action: "record.end",
        };
        self.change_record(ctx, &change).await
    }

    /// Deletes a record entered by mistake; a pair goes together with its members.
    ///
    /// # Errors
    /// [`RecordError::ReasonMissing`], [`RecordError::Referred`]; [`Failure::Conflict`],
    /// [`Failure::NotFound`].
    pub async fn delete_record(&self, ctx: &Ctx, command: &DeleteRecord) -> Result<Uuid, Refused> {
        let scope = permit_changing(ctx, command.kind, true)?;
        let reason = command.reason.trim();
        let mut write = self.inner.store.write(&scope, self.now()).await?;
        let facts = self.facts(&scope).await?;
        let row = find(&facts, command.kind, &command.code).ok_or(Failure::NotFound)?;
        if reason.is_empty() {
            return Err(Failure::Rule(RecordError::ReasonMissing));
        }
        let referred = referrers(&facts, &row);
        if !referred.is_empty() {
            return Err(Failure::Rule(RecordError::Referred(referred)));
        }
        for member in members_of(&facts, &row) {
            write
                .remove_row(member.kind, member.id, member.version, reason)
                .await?;
        }
        write
            .remove_row(row.kind, row.id, command.version, reason)
            .await
            .map_err(|error| match error {
                StoreError::Reference { .. } => Failure::Rule(RecordError::Referred(Vec::new())),
                other => other.into(),
            })?;
        self.finish(write, "record.delete", &row, "").await?;
        Ok(row.id)
    }

    /// Kinds and numbers of records that stand in the way of deleting this one.
    ///
    /// # Errors
    /// [`Failure::NotFound`] for an unknown code.
    pub async fn record_referrers(
        &self,
        ctx: &Ctx,
        kind: RecordKind,
        code: &str,
    ) -> Result<Vec<(RecordKind, usize)>, Refused> {
        let scope = permit_changing(ctx, kind, true)?;
        let facts = self.facts(&scope).await?;
        let row = find(&facts, kind, code).ok_or(Failure::NotFound)?;
        Ok(referrers(&facts, &row))
    }

    async fn add_record(&self, ctx: &Ctx, command: &SaveRecord) -> Result<Saved, Refused> {
        let kind = command.kind;
        let scope = permit_changing(ctx, kind, false)?;
        let mut write = self.inner.store.write(&scope, self.now()).await?;
        if !command.once.is_empty() && !write.once(&command.once).await? {
            return Ok(Saved {
                code: String::new(),
                id: Uuid::nil(),
                doubts: Vec::new(),
            });
        }
        let facts = self.facts(&scope).await?;
        let vocabulary = self.vocabulary_of(&scope).await?;
        let checks = RowChecks::new(&facts, &vocabulary);
        let fields = kind.schema().fields.iter();
        let texts: Vec<Option<String>> = fields
            .map(|field| Some(text_of(field, &command.texts).unwrap_or_default()))
            .collect();
        let checked = checks.check(kind, &texts, None);
        let code = next_code(kind, rows(&facts, kind).iter().map(|row| row.code.as_str()));
        let (row, doubts, with) = self.ready(command, &facts, &checks, code, checked)?;
        write.add_row(&row).await?;
        for member in &with {
            write.add_row(member).await?;
        }
        self.finish(write, "record.add", &row, "").await?;
        Ok(Saved {
            code: row.code,
            id: row.id,
            doubts,
        })
    }

    /// The new record and, for a pair, its members; every problem of both at once.
    fn ready(
        &self,
        command: &SaveRecord,
        facts: &Facts,
        checks: &RowChecks<'_>,
        code: String,
        checked: Result<CheckedRow, Vec<RowProblem>>,
    ) -> Result<(RecordRow, Vec<RowProblem>, Vec<RecordRow>), Refused> {
        let refused = |problems| Failure::Rule(RecordError::Problems(problems));
        let CheckedRow { values, doubts } = checked.map_err(refused)?;
        let row = RecordRow {
            kind: command.kind,
            id: self.draw_id(),
            code,
            version: 1,
            values,
        };
        if command.kind != RecordKind::Mentorship {
            return Ok((row, doubts, Vec::new()));
        }
        let side = |name: &str| {
            command
                .texts
                .get(name)
                .map_or_else(String::new, |text| referred(text))
        };
        let (mentor, mentee) = (side(MENTOR), side(MENTEE));
        let with = members::of_new_pair(facts, checks, &row, (&mentor, &mentee), || self.draw_id())
            .map_err(refused)?;
        Ok((row, doubts, with))
    }

    pub(super) async fn change_record(
        &self,
        ctx: &Ctx,
        change: &Change<'_>,
    ) -> Result<Saved, Refused> {
        let scope = permit_changing(ctx, change.kind, true)?;
        let mut write = self.inner.store.write(&scope, self.now()).await?;
        let facts = self.facts(&scope).await?;
        let stored = find(&facts, change.kind, change.code).ok_or(Failure::NotFound)?;
        let texts = texts_of(ctx, change.kind, change.texts);
        let vocabulary = self.vocabulary_of(&scope).await?;
        let checks = RowChecks::new(&facts, &vocabulary);
        let checked = checks.check(change.kind, &texts, Some(stored.id));
        if stored.version != change.version {
            drop(write);
            let mine = checked.ok().map(|row| row.values);
            let sides = conflict::Sides {
                stored: &stored,
                seen: change.version,
                texts: &texts,
                mine: mine.as_deref(),
            };
            let conflict = self
                .conflict(ctx, &scope, &facts, &vocabulary, &sides)
                .await?;
            return Err(Failure::Rule(RecordError::Changed(Box::new(conflict))));
        }
        let CheckedRow { values, doubts } =
            checked.map_err(|problems| Failure::Rule(RecordError::Problems(problems)))?;
        let saved = Saved {
            code: stored.code.clone(),
            id: stored.id,
            doubts,
        };
        if values == stored.values {
            return Ok(saved); // Nothing changed: no version, no entry.
        }
        let detail = changed_fields(change.kind, &stored.values, &values);
        let row = RecordRow { values, ..stored };
        write.change_row(&row, change.act).await?;
        self.finish(write, change.action, &row, &detail).await?;
        Ok(saved)
    }

    /// Adds the audit entry and makes the write last.
    pub(super) async fn finish(
        &self,
        mut write: Write,
        action: &str,
        row: &RecordRow,
        detail: &str,
    ) -> Result<(), StoreError> {
        let table = row.kind.schema().table;
        write
            .audit(audit::entry(action, table, Some(&row.code), detail))
            .await?;
        write.commit().await.map(|_| ())
    }
}

/// A change of a stored record.
pub(super) struct Change<'a> {
    pub kind: RecordKind,
    pub code: &'a str,
    pub version: i64,
    pub texts: &'a BTreeMap<String, String>,
    pub act: VersionAct,
    pub action: &'static str,
}

fn problem(field: &'static str, code: &'static str) -> Refused {
    Failure::Rule(RecordError::Problems(vec![RowProblem {
        field: Some(field),
        code,
        message: "Не заполнено обязательное поле. Заполните его.".to_owned(),
        other: None,
    }]))
}

fn text_of(field: &Field, texts: &BTreeMap<String, String>) -> Option<String> {
    let text = texts.get(field.name)?;
    Some(match field.kind {
        FieldKind::Ref(_) => referred(text),
        _ => text.clone(),
    })
}

/// Texts in the order of the schema; what the caller may not read is left as it is stored.
fn texts_of(ctx: &Ctx, kind: RecordKind, texts: &BTreeMap<String, String>) -> Vec<Option<String>> {
    let open: Vec<usize> = readable(ctx, kind).into_iter().map(|(at, _)| at).collect();
    let fields = kind.schema().fields.iter().enumerate();
    fields
        .map(|(at, field)| open.contains(&at).then(|| text_of(field, texts)).flatten())
        .collect()
}

/// Names of the fields that differ, for the audit log; never their values.
fn changed_fields(kind: RecordKind, old: &[Value], new: &[Value]) -> String {
    let fields = kind.schema().fields.iter().zip(old.iter().zip(new));
    let names: Vec<&str> = fields
        .filter(|(_, (old, new))| old != new)
        .map(|(field, _)| field.name)
        .collect();
    format!("fields={}", names.join(","))
}

/// Members that go with a pair when it is deleted.
fn members_of(facts: &Facts, row: &RecordRow) -> Vec<RecordRow> {
    if row.kind != RecordKind::Mentorship {
        return Vec::new();
    }
    rows(facts, RecordKind::MentorshipMember)
        .into_iter()
        .filter(|member| member.values.first() == Some(&Value::Ref(row.id)))
        .collect()
}

/// Kinds and numbers of records that refer to the row, without those that go with it.
fn referrers(facts: &Facts, row: &RecordRow) -> Vec<(RecordKind, usize)> {
    struct Count {
        id: Uuid,
        found: Vec<(RecordKind, usize)>,
    }
    impl LookRecord for Count {
        fn look<R: Record>(&mut self, records: &[R]) {
            let refers = |record: &&R| record.values().contains(&Value::Ref(self.id));
            let count = records.iter().filter(refers).count();
            if count > 0 {
                self.found.push((R::KIND, count));
            }
        }
    }
    let mut count = Count {
        id: row.id,
        found: Vec::new(),
    };
    facts.look(&mut count);
    if row.kind == RecordKind::Mentorship {
        count
            .found
            .retain(|(kind, _)| *kind != RecordKind::MentorshipMember);
    }
    count.found
}

impl App {
    /// Brings a deleted record back as it was. Used by `history`.
    pub(super) async fn put_record_back(
        &self,
        scope: &OrgScope,
        rows: &[RecordRow],
    ) -> Result<(), Refused> {
        let Some(first) = rows.first() else {
            return Err(Failure::NotFound);
        };
        let mut write = self.inner.store.write(scope, self.now()).await?;
        for row in rows {
            write.put_back(row).await.map_err(|error| match error {
                StoreError::Reference { .. } | StoreError::Duplicate { .. } => {
                    Failure::Rule(RecordError::NotRestorable)
                }
                other => other.into(),
            })?;
        }
        self.finish(write, "record.restore", first, "").await?;
        Ok(())
    }
}
