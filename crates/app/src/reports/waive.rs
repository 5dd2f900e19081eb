//! Accepting a finding with a written reason.
//!
//! Not here: which findings there are (`monitoring`). The one decision to know: an acceptance is a
//! record of the school like any other, dated and signed with the name of whoever made it.

use chrono::NaiveDate;
use opora_domain::permissions::Action;
use opora_domain::reports::Waiver;
use opora_domain::{Id, RecordKind};

use super::ReportError;
use crate::{App, Ctx, Failure, audit};

/// Acceptance of a finding as a person made it.
#[derive(Clone, Debug)]
pub struct Waive {
    /// Cut-off date of the справка.
    pub as_of: NaiveDate,
    /// Code of the check.
    pub check: String,
    /// Subject within the check.
    pub subject: Option<String>,
    /// Why; empty takes the acceptance back.
    pub reason: String,
}

impl App {
    /// Accepts a finding, changes the reason, or takes the acceptance back when the reason is empty.
    ///
    /// # Errors
    /// [`ReportError::FindingUnknown`]; [`ReportError::ReasonMissing`] when there is nothing to
    /// take back.
    pub async fn waive(&self, ctx: &Ctx, command: Waive) -> Result<(), Failure<ReportError>> {
        let scope = ctx.permit(Action::PrepareReport)?;
        let view = self.view(&scope, command.as_of).await?;
        let known = view
            .report
            .checks
            .findings
            .iter()
            .any(|finding| finding.code == command.check && finding.subject == command.subject);
        if !known {
            return Err(Failure::Rule(ReportError::FindingUnknown));
        }
        let reason = command.reason.trim().to_owned();
        let stored = view.facts.waivers.iter().find(|waiver| {
            waiver.check == command.check
                && waiver.as_of == command.as_of
                && waiver.subject == command.subject
        });
        let author = self.actor_name(&scope).await?;
        let today = self.today_of(&view.facts);
        let mut write = self.inner.store.write(&scope, self.now()).await?;
        match (stored, reason.is_empty()) {
            (None, true) => return Err(Failure::Rule(ReportError::ReasonMissing)),
            (Some(waiver), true) => write.delete(waiver.id, waiver.version).await?,
            (stored, false) => {
                let codes = view.facts.waivers.iter().map(|waiver| waiver.code.as_str());
                let waiver = Waiver {
                    id: stored.map_or_else(|| Id::new(self.draw_id()), |one| one.id),
                    code: stored.map_or_else(
                        || opora_intake::next_code(RecordKind::Waiver, codes),
                        |one| one.code.clone(),
                    ),
                    version: stored.map_or(1, |one| one.version),
                    check: command.check.clone(),
                    as_of: command.as_of,
                    subject: command.subject,
                    reason,
                    author: author.unwrap_or_else(|| "командная строка".to_owned()),
                    waived_on: today,
                };
                if stored.is_some() {
                    write.update(&waiver).await?;
                } else {
                    write.insert(&[waiver]).await?;
                }
            }
        }
        let entry = audit::entry("report.waive", "check", Some(&command.check), "");
        write.audit(entry).await?;
        write.commit().await?;
        Ok(())
    }
}
