//! Facts in and out as one workbook.
//!
//! Not here: the format (`intake`). The one decision to know: good rows come in within one
//! transaction with their audit entry, bad rows go back with their reasons, and what was previewed
//! is computed again on import, so a preview never goes stale unnoticed.

use std::convert::Infallible;

use chrono::NaiveDate;
use opora_domain::facts::EachRecord;
use opora_domain::permissions::{Action, OrgScope};
use opora_domain::{Facts, FieldClass, Record};
use opora_intake::{FileError, Import, Source, Vocabulary, WriteError};

use crate::{App, Ctx, Failure, audit, organisations};

/// Why an import is refused as a whole.
#[derive(Debug)]
pub enum ImportError {
    /// The file cannot be read.
    File(FileError),
}

/// Why an export fails.
#[derive(Debug)]
pub enum ExportError {
    /// The workbook cannot be written.
    Write(WriteError),
}

impl App {
    /// An empty workbook to fill in.
    ///
    /// # Errors
    /// [`ExportError`].
    pub fn template(&self, catalogue: Option<&str>) -> Result<Vec<u8>, ExportError> {
        let vocabulary = self.inner.catalogues.get(catalogue).vocabulary();
        opora_intake::template(&vocabulary).map_err(ExportError::Write)
    }

    /// All facts the caller may read as a workbook; audited. Kinds of records with a field of a
    /// class above the caller's are left out whole: a curator enters special categories but does
    /// not read them back.
    ///
    /// # Errors
    /// [`ExportError`].
    pub async fn export(&self, ctx: &Ctx) -> Result<Vec<u8>, Failure<ExportError>> {
        let scope = ctx.permit(Action::ExportFacts)?;
        let mut facts = Facts::clone(&*self.facts(&scope).await?);
        let Ok(()) = facts.each(&mut Unreadable(ctx.readable()));
        let vocabulary = self.vocabulary(&scope).await?;
        let entry = audit::entry("facts.export", "organisation", None, "");
        self.inner
            .store
            .audit_read(&scope, self.now(), entry)
            .await?;
        opora_intake::export(&facts, &vocabulary)
            .map_err(|error| Failure::Rule(ExportError::Write(error)))
    }

    /// What an import would do; nothing is stored.
    ///
    /// # Errors
    /// [`ImportError`].
    pub async fn preview_import(
        &self,
        ctx: &Ctx,
        source: &Source<'_>,
    ) -> Result<Import, Failure<ImportError>> {
        let scope = ctx.permit(Action::ChangeFacts)?;
        self.read_import(&scope, source).await
    }

    /// Takes the good rows in; gives what was done and the rows refused.
    ///
    /// # Errors
    /// [`ImportError`]; [`Failure::Conflict`] when somebody changed a row meanwhile. Nothing is
    /// stored then.
    pub async fn import(
        &self,
        ctx: &Ctx,
        source: &Source<'_>,
    ) -> Result<Import, Failure<ImportError>> {
        let scope = ctx.permit(Action::ChangeFacts)?;
        let import = self.read_import(&scope, source).await?;
        let (new, changed) = totals(&import);
        if new + changed > 0 {
            let mut write = self.inner.store.write(&scope, self.now()).await?;
            write.import(&import.new, &import.changed).await?;
            let detail = format!(
                "new={new} changed={changed} rejected={}",
                import.rejected.len()
            );
            let entry = audit::entry("facts.import", "organisation", None, &detail);
            write.audit(entry).await?;
            write.commit().await?;
        }
        Ok(import)
    }

    async fn read_import(
        &self,
        scope: &OrgScope,
        source: &Source<'_>,
    ) -> Result<Import, Failure<ImportError>> {
        let facts = self.facts(scope).await?;
        let vocabulary = self.vocabulary(scope).await?;
        let mut new_id = || self.draw_id();
        opora_intake::import(source, &facts, &vocabulary, &mut new_id)
            .map_err(|error| Failure::Rule(ImportError::File(error)))
    }

    async fn vocabulary(&self, scope: &OrgScope) -> Result<Vocabulary, opora_store::StoreError> {
        let facts = self.facts(scope).await?;
        Ok(self.regional_of(&facts).vocabulary())
    }

    /// Day a command works on when it names none: today in the organisation's time zone.
    ///
    /// # Errors
    /// Only general ones.
    pub async fn today(&self, ctx: &Ctx) -> Result<NaiveDate, Failure<Infallible>> {
        Ok(self.about(ctx).await?.today)
    }
}

/// Rows that make records, rows that change them.
pub fn totals(import: &Import) -> (usize, usize) {
    import
        .counts
        .values()
        .fold((0, 0), |(new, changed), counts| {
            (new + counts.new, changed + counts.changed)
        })
}

/// Takes away kinds of records with a field above this class.
struct Unreadable(FieldClass);

impl EachRecord for Unreadable {
    type Error = Infallible;

    fn visit<R: Record>(&mut self, records: &mut Vec<R>) -> Result<(), Infallible> {
        if R::SCHEMA.fields.iter().any(|field| field.class > self.0) {
            records.clear();
        }
        Ok(())
    }
}

impl App {
    pub(crate) fn regional_of(
        &self,
        facts: &opora_domain::Facts,
    ) -> std::sync::Arc<crate::Regional> {
        let named = organisations::profile(facts).and_then(|profile| profile.catalogue.as_deref());
        self.inner.catalogues.get(named)
    }
}
