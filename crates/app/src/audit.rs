//! The audit log: reading and checking it.
//!
//! Not here: writing, which is part of every use case. The one decision to know: an entry carries
//! codes of records, never names or values.

use std::collections::BTreeMap;
use std::convert::Infallible;

use opora_domain::facts::LookRecord;
use opora_domain::permissions::{Action, OrgScope};
use opora_domain::{Facts, FieldClass, FieldKind, Record, RecordKind, Value};
use opora_store::{AuditEntry, AuditRow, AuditVerdict};

use uuid::Uuid;

use crate::{App, Ctx, Failure};

/// Rows of one page of the log.
const PAGE: u64 = 50;

/// An entry about a record.
pub(crate) fn entry<'a>(
    action: &'a str,
    kind: &'a str,
    code: Option<&str>,
    detail: &str,
) -> AuditEntry<'a> {
    AuditEntry {
        action,
        subject_kind: kind,
        subject_code: code.map(str::to_owned),
        detail: detail.to_owned(),
    }
}

/// Subjects of the log that are about one person: the person and the records that refer to them.
struct About {
    person: Uuid,
    /// Whether records of special categories count: that there is one says something of the person.
    special: bool,
    subjects: Vec<(&'static str, String)>,
}

impl LookRecord for About {
    fn look<R: Record>(&mut self, records: &[R]) {
        let refers = |record: &R| {
            let mut fields = R::SCHEMA.fields.iter().zip(record.values());
            fields.any(|(field, value)| {
                field.kind == FieldKind::Ref(RecordKind::Person) && value == Value::Ref(self.person)
            })
        };
        if R::SCHEMA.is_sealed() && !self.special {
            return;
        }
        let found = records.iter().filter(|record| refers(record));
        self.subjects
            .extend(found.map(|record| (R::SCHEMA.table, record.code().to_owned())));
    }
}

fn about(facts: &Facts, code: &str, special: bool) -> Option<About> {
    let person = facts.people.iter().find(|person| person.code == code)?;
    let mut about = About {
        person: person.id.uuid(),
        special,
        // A card is read under the name of the feature, a form under that of the table.
        subjects: vec![
            ("person", code.to_owned()),
            (RecordKind::Person.schema().table, code.to_owned()),
        ],
    };
    facts.look(&mut about);
    about.subjects.sort();
    about.subjects.dedup();
    Some(about)
}

impl App {
    /// Rows of the log before `before` (all when `None`), newest first.
    ///
    /// # Errors
    /// Only general ones.
    pub async fn audit_log(
        &self,
        ctx: &Ctx,
        before: Option<i64>,
    ) -> Result<Vec<AuditRow>, Failure<Infallible>> {
        let scope = ctx.permit(Action::SeeAudit)?;
        Ok(self.inner.store.audit_list(&scope, before, PAGE).await?)
    }

    /// Who saw or changed a person or a record that refers to them: rows before `before` (all when `None`), newest
    /// first. Lists and exports are in the log itself: they show many at once. Records of special categories are
    /// left out for who may not read them.
    ///
    /// # Errors
    /// [`Failure::NotFound`] for an unknown code.
    pub async fn audit_about(
        &self,
        ctx: &Ctx,
        code: &str,
        before: Option<i64>,
    ) -> Result<Vec<AuditRow>, Failure<Infallible>> {
        let scope = ctx.permit(Action::SeeAudit)?;
        let facts = self.inner.store.facts(&scope).await?;
        let special = ctx.readable() >= FieldClass::C4;
        let about = about(&facts, code, special).ok_or(Failure::NotFound)?;
        let rows = self
            .inner
            .store
            .audit_about(&scope, &about.subjects, before, PAGE)
            .await?;
        Ok(rows)
    }

    /// Names of the users of the organisation, by the way the log writes them.
    ///
    /// # Errors
    /// Only general ones.
    pub async fn audit_actors(
        &self,
        ctx: &Ctx,
    ) -> Result<BTreeMap<String, String>, Failure<Infallible>> {
        let scope: OrgScope = ctx.permit(Action::SeeAudit)?;
        let members = self.inner.store.list_members(&scope).await?;
        Ok(members
            .into_iter()
            .map(|member| (format!("user:{}", member.user.id), member.user.display_name))
            .collect())
    }

    /// Checks the chain of the log.
    ///
    /// # Errors
    /// Only general ones; a broken chain is a verdict, not an error.
    pub async fn audit_verify(&self, ctx: &Ctx) -> Result<AuditVerdict, Failure<Infallible>> {
        let scope = ctx.permit(Action::SeeAudit)?;
        Ok(self.inner.store.audit_verify(scope.organisation()).await?)
    }
}
