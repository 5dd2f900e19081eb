//! The real clock, the system's randomness, the writers of documents.
//!
//! Not here: use cases. The one decision to know: this is the only place of the program that reads
//! the clock and draws randomness.

use chrono::{DateTime, Utc};
use opora_app::ports::{Clock, Format, Random, RenderFailure, Renderer};
use opora_domain::document::Document;
use rand::RngCore as _;

/// The clock of the system.
#[derive(Clone, Copy, Debug)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one implementation of the port"
    )]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
}

/// Randomness of the system's cryptographic generator.
#[derive(Clone, Copy, Debug)]
pub struct SystemRandom;

impl Random for SystemRandom {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one implementation of the port"
    )]
    fn fill(&self, buffer: &mut [u8]) {
        rand::rng().fill_bytes(buffer);
    }
}

/// Fonts of printed documents; absent when pages were not built, then the built-in ones serve.
#[cfg(feature = "pdf")]
#[derive(rust_embed::RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../web/dist/fonts"]
#[allow_missing = true]
struct Fonts;

/// Writers of every format. Fonts are read when the first PDF is asked for.
#[derive(Debug, Default)]
pub struct Writers {
    #[cfg(feature = "pdf")]
    pdf: std::sync::OnceLock<opora_pdf::Pdf>,
}

impl Renderer for Writers {
    fn render(&self, document: &Document, format: Format) -> Result<Vec<u8>, RenderFailure> {
        let refused = |detail: String| RenderFailure { detail };
        match format {
            Format::Docx => {
                opora_documents::docx(document).map_err(|error| refused(error.to_string()))
            }
            Format::Xlsx => {
                opora_documents::xlsx(document).map_err(|error| refused(error.to_string()))
            }
            Format::Html => {
                opora_documents::html(document).map_err(|error| refused(error.to_string()))
            }
            Format::Pdf => self.pdf(document),
        }
    }
}

impl Writers {
    #[cfg(feature = "pdf")]
    fn pdf(&self, document: &Document) -> Result<Vec<u8>, RenderFailure> {
        self.pdf
            .get_or_init(|| opora_pdf::Pdf::new(fonts()))
            .render(document)
            .map_err(|error| RenderFailure {
                detail: error.to_string(),
            })
    }

    #[cfg(not(feature = "pdf"))]
    #[expect(
        clippy::unused_self,
        reason = "the same call with and without the feature"
    )]
    fn pdf(&self, _: &Document) -> Result<Vec<u8>, RenderFailure> {
        Err(RenderFailure {
            detail: "built without PDF".to_owned(),
        })
    }
}

/// Font files; the regular face first, since its family is that of the text.
#[cfg(feature = "pdf")]
pub fn fonts() -> Vec<Vec<u8>> {
    let mut names: Vec<_> = Fonts::iter()
        .filter(|name| name.to_lowercase().ends_with(".ttf"))
        .collect();
    names.sort_by_key(|name| (!name.contains("Regular"), name.clone()));
    names
        .iter()
        .filter_map(|name| Fonts::get(name))
        .map(|file| file.data.into_owned())
        .collect()
}
