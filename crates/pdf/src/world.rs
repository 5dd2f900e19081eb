//! All that typst may see: the template, the data of one document, the fonts, the date.
//!
//! Not here: the template (`document.typ`). The one decision to know: there is no file system and
//! no package in this world, so a document can name no file of the machine.

use std::{collections::BTreeMap, fmt};

use typst::{
    Library, LibraryExt, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};

use crate::PdfError;

const TEMPLATE: &str = include_str!("document.typ");

/// Fonts and the library of typst, loaded once.
pub(crate) struct Fonts {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    faces: Vec<Font>,
}

impl fmt::Debug for Fonts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Fonts")
            .field("families", &self.families())
            .finish_non_exhaustive()
    }
}

impl Fonts {
    /// These files first, then the fonts built in.
    pub(crate) fn load(files: Vec<Vec<u8>>) -> Self {
        let given = files
            .into_iter()
            .flat_map(|file| Font::iter(Bytes::new(file)));
        let built_in = typst_assets::fonts().flat_map(|file| Font::iter(Bytes::new(file)));
        let faces: Vec<Font> = given.chain(built_in).collect();
        Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&faces)),
            faces,
        }
    }

    /// The text font and the one that stands in for it; both are loaded, because typst warns of
    /// a family it does not have.
    pub(crate) fn families(&self) -> Vec<String> {
        let mut families: Vec<String> = Vec::new();
        if let Some(first) = self.faces.first() {
            families.push(first.info().family.clone());
        }
        let spare = "Libertinus Serif";
        if self.book.contains_family("libertinus serif") && !families.iter().any(|it| it == spare) {
            families.push(spare.to_owned());
        }
        families
    }
}

/// One document to lay out.
pub(crate) struct Job<'a> {
    fonts: &'a Fonts,
    main: Source,
    files: BTreeMap<String, Bytes>,
    today: Option<Datetime>,
}

impl<'a> Job<'a> {
    /// A job with these virtual files.
    pub(crate) fn new(
        fonts: &'a Fonts,
        files: Vec<(String, Bytes)>,
        today: Option<Datetime>,
    ) -> Result<Self, PdfError> {
        let path =
            VirtualPath::new("main.typ").map_err(|_| PdfError::Layout("нет шаблона".to_owned()))?;
        let id = RootedPath::new(VirtualRoot::Project, path).intern();
        Ok(Self {
            fonts,
            main: Source::new(id, TEMPLATE.to_owned()),
            files: files.into_iter().collect(),
            today,
        })
    }
}

impl World for Job<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.fonts.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() {
            Ok(self.main.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let path = id.get().vpath().get_without_slash();
        self.files.get(path).cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.faces.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        self.today
    }
}
