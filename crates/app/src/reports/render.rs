//! Documents of a справка as files.
//!
//! Not here: writers. The one decision to know: rendering is heavy and runs beside the other work
//! of the server, two at a time.

use std::convert::Infallible;
use std::sync::Arc;

use chrono::NaiveDate;
use futures_util::future::try_join_all;
use opora_domain::document::Document;
use opora_domain::permissions::Action;
use opora_monitoring::report::{self, Edition as Readers};

use super::stored::Stored;
use super::{EditionName, find, particulars};
use crate::ports::{Format, RenderFailure};
use crate::{App, Ctx, Failure, audit};

/// A file to hand over.
#[derive(Clone, Debug)]
pub struct Rendered {
    /// Name, without folders, latin letters.
    pub file_name: String,
    /// Format.
    pub format: Format,
    /// Content.
    pub bytes: Vec<u8>,
}

/// A справка made of today's facts, not stored.
#[derive(Clone, Debug)]
pub struct Preview {
    /// Day.
    pub as_of: NaiveDate,
    /// For whom.
    pub readers: Readers,
    /// The document.
    pub document: Arc<Document>,
}

impl App {
    /// A справка of a day as it would be now; nothing is stored.
    ///
    /// # Errors
    /// Only general ones.
    pub async fn preview_report(
        &self,
        ctx: &Ctx,
        as_of: NaiveDate,
        readers: Readers,
    ) -> Result<Preview, Failure<Infallible>> {
        let scope = ctx.permit(Action::PrepareReport)?;
        let view = self.view(&scope, as_of).await?;
        let mut particulars = particulars(1, None, as_of, false);
        particulars.number = Some(crate::views::DRAFT_NUMBER.to_owned());
        let report = view.report_for(&particulars, readers);
        Ok(Preview {
            as_of,
            readers,
            document: Arc::new(report::document(&report)),
        })
    }

    /// Files of a preview, in the order of the formats; made side by side.
    ///
    /// # Errors
    /// [`Failure::Render`]: the first format that could not be made; then there is none.
    pub async fn render_preview(
        &self,
        preview: &Preview,
        formats: &[Format],
    ) -> Result<Vec<Rendered>, Failure<Infallible>> {
        let name = format!("spravka-{}{}", preview.as_of, suffix(preview.readers));
        let renders = formats
            .iter()
            .map(|format| self.render(&preview.document, *format, &name));
        try_join_all(renders).await
    }

    /// A file of an edition; audited.
    ///
    /// # Errors
    /// [`Failure::NotFound`], [`Failure::Render`].
    pub async fn render_edition(
        &self,
        ctx: &Ctx,
        name: EditionName,
        readers: Readers,
        format: Format,
    ) -> Result<Rendered, Failure<Infallible>> {
        let scope = ctx.permit(Action::SeeReports)?;
        let editions = self.inner.store.list_editions(&scope).await?;
        let edition = find(&editions, name)?;
        let document = Arc::new(Stored::read(edition)?.of(readers).document());
        let code = format!("{}-{}", name.as_of, name.number);
        let detail = format!("{} {}", format.extension(), readers.code());
        let entry = audit::entry("report.download", "report", Some(&code), &detail);
        self.inner
            .store
            .audit_read(&scope, self.now(), entry)
            .await?;
        let file = format!("spravka-{code}{}", suffix(readers));
        self.render(&document, format, &file).await
    }

    pub(crate) async fn render(
        &self,
        document: &Arc<Document>,
        format: Format,
        name: &str,
    ) -> Result<Rendered, Failure<Infallible>> {
        let cut_off = |detail: String| Failure::Render(RenderFailure { detail });
        let _turn = self
            .inner
            .renders
            .acquire()
            .await
            .map_err(|error| cut_off(error.to_string()))?;
        let renderer = Arc::clone(&self.inner.renderer);
        let document = Arc::clone(document);
        let bytes = tokio::task::spawn_blocking(move || renderer.render(&document, format))
            .await
            .map_err(|error| cut_off(error.to_string()))??;
        Ok(Rendered {
            file_name: format!("{name}.{}", format.extension()),
            format,
            bytes,
        })
    }
}

const fn suffix(readers: Readers) -> &'static str {
    match readers {
        Readers::Official => "",
        Readers::Public => "-public",
    }
}
