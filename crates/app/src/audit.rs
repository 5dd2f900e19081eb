//! The audit log: reading and checking it.
//!
//! Not here: writing, which is part of every use case. The one decision to know: an entry carries
//! codes of records, never names or values.

use std::convert::Infallible;

use opora_domain::permissions::Action;
use opora_store::{AuditEntry, AuditRow, AuditVerdict};

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

    /// Checks the chain of the log.
    ///
    /// # Errors
    /// Only general ones; a broken chain is a verdict, not an error.
    pub async fn audit_verify(&self, ctx: &Ctx) -> Result<AuditVerdict, Failure<Infallible>> {
        let scope = ctx.permit(Action::SeeAudit)?;
        Ok(self.inner.store.audit_verify(scope.organisation()).await?)
    }
}
