//! Справки: draft, check, acceptance of findings, signature, editions, download.
//!
//! Not here: what a справка says (`monitoring`), how it looks (`documents`). The one decision to
//! know: an edition stores its finished documents; a draft is made anew from facts at every step
//! and only a checked one whose facts have not moved since can be signed.

mod render;
mod stored;
mod waive;

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use opora_domain::permissions::{Action, Actor, OrgScope};
use opora_domain::reports::{Measure, MeasureStatus};
use opora_domain::{Id, RecordKind, UserId};
use opora_monitoring::checks::{Severity, awaiting_reason, blocks_signing};
use opora_monitoring::content::Particulars;
use opora_monitoring::diff::{EditionDiff, diff};
use opora_monitoring::report;
pub use opora_monitoring::report::Edition as Readers;
use opora_monitoring::snapshot::Snapshot;
use opora_store::{AuditEntry, Edition, EditionId, EditionState, StoreError};

pub use render::{Preview, Rendered};
pub use waive::Waive;

use stored::Stored;

use crate::views::View;
use crate::{App, Ctx, Failure, audit};

/// Why a step with a справка is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportError {
    /// Findings nobody accepted stand in the way.
    Blocked {
        /// Errors.
        errors: usize,
        /// Warnings without a reason.
        warnings: usize,
    },
    /// The draft is not checked yet.
    NotChecked,
    /// Facts changed since the check: check again.
    FactsChanged,
    /// It is signed: make a new edition.
    Signed,
    /// The cut-off date lies ahead.
    AheadOfToday,
    /// Acceptance needs a reason.
    ReasonMissing,
    /// There is no such finding.
    FindingUnknown,
}

impl ReportError {
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Blocked { .. } => "report.blocked",
            Self::NotChecked => "report.not_checked",
            Self::FactsChanged => "report.facts_changed",
            Self::Signed => "report.signed",
            Self::AheadOfToday => "report.ahead_of_today",
            Self::ReasonMissing => "report.reason_missing",
            Self::FindingUnknown => "report.finding_unknown",
        }
    }
}

/// An edition in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditionLine {
    /// «По состоянию на».
    pub as_of: NaiveDate,
    /// Number of the edition, from 1.
    pub number: i64,
    /// State.
    pub state: EditionState,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was signed.
    pub signed_at: Option<DateTime<Utc>>,
    /// Name of whoever signed it, as it was then.
    pub signed_by: Option<String>,
    /// SHA-256 of the content.
    pub sha256: String,
}

/// An edition with its content.
#[derive(Clone, Debug)]
pub struct EditionPage {
    /// The line of the list.
    pub line: EditionLine,
    /// The content, frozen once signed.
    pub snapshot: Arc<Snapshot>,
    /// Whether facts have moved since the draft was made; never so for a signed one.
    pub stale: bool,
    /// Edition to compare with: the one before on the same day, else the latest signed before.
    pub earlier: Option<(NaiveDate, i64)>,
}

/// Names an edition: its day and its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EditionName {
    /// «По состоянию на».
    pub as_of: NaiveDate,
    /// Number, from 1.
    pub number: i64,
}

impl App {
    /// Editions, the latest first.
    ///
    /// # Errors
    /// Only general ones.
    pub async fn editions(
        &self,
        ctx: &Ctx,
    ) -> Result<Vec<EditionLine>, Failure<std::convert::Infallible>> {
        let scope = ctx.permit(Action::SeeReports)?;
        let editions = self.inner.store.list_editions(&scope).await?;
        let mut lines = Vec::with_capacity(editions.len());
        for edition in &editions {
            lines.push(self.line(edition).await?);
        }
        Ok(lines)
    }

    /// An edition with its content.
    ///
    /// # Errors
    /// [`Failure::NotFound`].
    pub async fn edition(
        &self,
        ctx: &Ctx,
        name: EditionName,
    ) -> Result<EditionPage, Failure<std::convert::Infallible>> {
        let scope = ctx.permit(Action::SeeReports)?;
        let editions = self.inner.store.list_editions(&scope).await?;
        let edition = find(&editions, name)?;
        let snapshot = Stored::read(edition)?.official;
        let stale = edition.state != EditionState::Signed
            && self.view(&scope, name.as_of).await?.evaluation.input_hash != snapshot.input_hash;
        Ok(EditionPage {
            line: self.line(edition).await?,
            snapshot: Arc::new(snapshot),
            stale,
            earlier: earlier(&editions, edition),
        })
    }

    /// Makes or renews the draft of a day; gives its number.
    ///
    /// # Errors
    /// [`ReportError::AheadOfToday`].
    pub async fn draft_report(
        &self,
        ctx: &Ctx,
        as_of: NaiveDate,
    ) -> Result<EditionName, Failure<ReportError>> {
        let scope = ctx.permit(Action::PrepareReport)?;
        let facts = self.facts(&scope).await?;
        let today = self.today_of(&facts);
        if as_of > today {
            return Err(Failure::Rule(ReportError::AheadOfToday));
        }
        let editions = self.inner.store.list_editions(&scope).await?;
        let of_day: Vec<&Edition> = editions.iter().filter(|one| one.as_of == as_of).collect();
        let open = of_day.iter().find(|one| one.state != EditionState::Signed);
        let number = open.map_or_else(
            || of_day.iter().map(|one| one.number).max().unwrap_or(0) + 1,
            |edition| edition.number,
        );
        let view = self.view(&scope, as_of).await?;
        let executor = self.actor_name(&scope).await?;
        let content = freeze(&view, number, executor, today, false);
        let mut edition = match open {
            Some(edition) => (*edition).clone(),
            None => self.new_edition(&scope, as_of, number),
        };
        edition.state = EditionState::Draft;
        content.keep(&mut edition)?;
        self.save(&scope, &edition, open.is_none(), "report.draft")
            .await?;
        Ok(EditionName { as_of, number })
    }

    /// Makes the draft anew and checks it.
    ///
    /// # Errors
    /// [`ReportError::Blocked`], [`ReportError::Signed`]. The draft is renewed all the same.
    pub async fn check_report(
        &self,
        ctx: &Ctx,
        name: EditionName,
    ) -> Result<(), Failure<ReportError>> {
        let scope = ctx.permit(Action::PrepareReport)?;
        let mut edition = self.stored(&scope, name).await?;
        if edition.state == EditionState::Signed {
            return Err(Failure::Rule(ReportError::Signed));
        }
        let view = self.view(&scope, name.as_of).await?;
        let executor = Stored::read(&edition)?.executor;
        let today = self.today_of(&view.facts);
        let content = freeze(&view, name.number, executor, today, false);
        let findings = &view.report.checks.findings;
        let warnings = awaiting_reason(findings).count();
        let blocked = blocks_signing(findings) || warnings > 0;
        edition.state = if blocked {
            EditionState::Draft
        } else {
            EditionState::Checked
        };
        content.keep(&mut edition)?;
        self.save(&scope, &edition, false, "report.check").await?;
        if blocked {
            let errors = findings
                .iter()
                .filter(|one| one.severity == Severity::Error && one.waived.is_none())
                .count();
            return Err(Failure::Rule(ReportError::Blocked { errors, warnings }));
        }
        Ok(())
    }

    /// Signs a checked draft: from then on it never changes.
    ///
    /// # Errors
    /// [`ReportError`].
    pub async fn sign_report(
        &self,
        ctx: &Ctx,
        name: EditionName,
    ) -> Result<(), Failure<ReportError>> {
        let scope = ctx.permit(Action::SignReport)?;
        let mut edition = self.stored(&scope, name).await?;
        let refusal = match edition.state {
            EditionState::Checked => None,
            EditionState::Draft => Some(ReportError::NotChecked),
            EditionState::Signed => Some(ReportError::Signed),
        };
        if let Some(refusal) = refusal {
            return Err(Failure::Rule(refusal));
        }
        let view = self.view(&scope, name.as_of).await?;
        let checked = Stored::read(&edition)?;
        if view.evaluation.input_hash != checked.official.input_hash {
            return Err(Failure::Rule(ReportError::FactsChanged));
        }
        let now = self.now();
        let today = self.today_of(&view.facts);
        let signed = freeze(&view, name.number, checked.executor, today, true);
        edition.state = EditionState::Signed;
        edition.signed_at = Some(now);
        edition.signed_by = actor(&scope);
        signed.keep(&mut edition)?;
        let measures = self.measures(&view, &signed.official);
        let mut write = self.inner.store.write(&scope, now).await?;
        write.update_edition(&edition).await?;
        write.insert(&measures).await?;
        write
            .audit(edition_entry("report.sign", &edition, &name_of(&edition)))
            .await?;
        write.commit().await?;
        Ok(())
    }

    /// What changed from one edition to another.
    ///
    /// # Errors
    /// [`Failure::NotFound`].
    pub async fn compare_editions(
        &self,
        ctx: &Ctx,
        old: EditionName,
        new: EditionName,
    ) -> Result<EditionDiff, Failure<std::convert::Infallible>> {
        let scope = ctx.permit(Action::SeeReports)?;
        let editions = self.inner.store.list_editions(&scope).await?;
        let old = Stored::read(find(&editions, old)?)?;
        let new = Stored::read(find(&editions, new)?)?;
        let mut changes = diff(&old.official, &new.official);
        let facts = self.facts(&scope).await?;
        let catalogue = &self.regional_of(&facts).catalogue;
        for row in &mut changes.rows {
            // The lists of a change are those behind the number, under the same rule.
            let class = catalogue
                .indicator(&row.code)
                .map(|indicator| indicator.class);
            let listed = ctx.allows(Action::SeeCounted)
                && class.is_some_and(|class| class <= ctx.readable());
            if !listed {
                row.added.clear();
                row.removed.clear();
            }
        }
        Ok(changes)
    }

    async fn stored<R>(&self, scope: &OrgScope, name: EditionName) -> Result<Edition, Failure<R>> {
        let editions = self.inner.store.list_editions(scope).await?;
        find(&editions, name).cloned()
    }

    fn new_edition(&self, scope: &OrgScope, as_of: NaiveDate, number: i64) -> Edition {
        Edition {
            id: EditionId::new(self.draw_id()),
            code: as_of.to_string(),
            as_of,
            number,
            state: EditionState::Draft,
            snapshot_json: String::new(),
            sha256: String::new(),
            created_at: self.now(),
            created_by: actor(scope),
            signed_at: None,
            signed_by: None,
            version: 1,
        }
    }

    async fn save(
        &self,
        scope: &OrgScope,
        edition: &Edition,
        new: bool,
        action: &str,
    ) -> Result<(), StoreError> {
        let mut write = self.inner.store.write(scope, self.now()).await?;
        if new {
            write.insert_edition(edition).await?;
        } else {
            write.update_edition(edition).await?;
        }
        write
            .audit(edition_entry(action, edition, &name_of(edition)))
            .await?;
        write.commit().await?;
        Ok(())
    }

    /// Recommendations of a signed справка as measures, without those tracked already.
    fn measures(&self, view: &View, signed: &Snapshot) -> Vec<Measure> {
        let mut codes: Vec<String> = view
            .facts
            .measures
            .iter()
            .map(|measure| measure.code.clone())
            .collect();
        let known = |text: &str| {
            view.facts
                .measures
                .iter()
                .any(|measure| measure.text == text && measure.as_of == signed.as_of)
        };
        let mut measures = Vec::new();
        for draft in signed.measures.iter().filter(|draft| !known(&draft.text)) {
            let code =
                opora_intake::next_code(RecordKind::Measure, codes.iter().map(String::as_str));
            codes.push(code.clone());
            measures.push(Measure {
                id: Id::new(self.draw_id()),
                code,
                version: 1,
                as_of: signed.as_of,
                text: draft.text.clone(),
                subject: draft.subject.clone(),
                due_on: draft.due_on,
                responsible: None,
                status: MeasureStatus::Open,
                done_on: None,
                effect: None,
            });
        }
        measures
    }

    async fn line(&self, edition: &Edition) -> Result<EditionLine, StoreError> {
        let signed_by = match edition.signed_by {
            Some(id) => self
                .inner
                .store
                .user(id)
                .await?
                .map(|user| user.display_name),
            None => None,
        };
        Ok(EditionLine {
            as_of: edition.as_of,
            number: edition.number,
            state: edition.state,
            created_at: edition.created_at,
            signed_at: edition.signed_at,
            signed_by,
            sha256: edition.sha256.clone(),
        })
    }

    pub(crate) async fn actor_name(&self, scope: &OrgScope) -> Result<Option<String>, StoreError> {
        let Some(id) = actor(scope) else {
            return Ok(None);
        };
        let user = self.inner.store.user(id).await?;
        Ok(user.map(|user| user.display_name))
    }
}

fn name_of(edition: &Edition) -> String {
    format!("{}-{}", edition.as_of, edition.number)
}

fn edition_entry<'a>(action: &'a str, edition: &Edition, name: &str) -> AuditEntry<'a> {
    audit::entry(action, "report", Some(name), &edition.sha256)
}

fn actor(scope: &OrgScope) -> Option<UserId> {
    match scope.actor() {
        Actor::User(user) => Some(user),
        Actor::System(_) => None,
    }
}

fn particulars(
    number: i64,
    executor: Option<String>,
    dated_on: NaiveDate,
    signed: bool,
) -> Particulars {
    Particulars {
        number: Some(format!("{number}")),
        dated_on,
        executor,
        executor_post: None,
        executor_contact: None,
        signed,
    }
}

fn freeze(
    view: &View,
    number: i64,
    executor: Option<String>,
    dated_on: NaiveDate,
    signed: bool,
) -> Stored {
    let particulars = particulars(number, executor.clone(), dated_on, signed);
    let frozen = |readers| {
        let report = view.report_for(&particulars, readers);
        Snapshot::of(&report, &view.evaluation, &report::document(&report))
    };
    Stored {
        executor,
        official: frozen(Readers::Official),
        public: frozen(Readers::Public),
    }
}

fn find<R>(editions: &[Edition], name: EditionName) -> Result<&Edition, Failure<R>> {
    editions
        .iter()
        .find(|one| one.as_of == name.as_of && one.number == name.number)
        .ok_or(Failure::NotFound)
}

fn earlier(editions: &[Edition], edition: &Edition) -> Option<(NaiveDate, i64)> {
    editions
        .iter()
        .filter(|one| one.state == EditionState::Signed)
        .map(|one| (one.as_of, one.number))
        .filter(|name| *name < (edition.as_of, edition.number))
        .max()
}
