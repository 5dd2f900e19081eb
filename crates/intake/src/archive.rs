//! A ZIP archive of documents.
//!
//! Not here: the documents. The one decision to know: names packed by old Windows programs are cp866
//! and read as such; what is not a document (folders, hidden files, locks of Word) is left out.

use std::io::Read as _;

use crate::FileError;
use crate::office::Package;

/// Largest document taken out of an archive.
const LARGEST: u64 = 50 << 20;

/// An archive open for reading.
pub struct Archive<'a> {
    package: Package<'a>,
    names: Vec<(usize, String)>,
}

impl<'a> Archive<'a> {
    /// Opens an archive that is not itself a document; `None` when it is one.
    ///
    /// # Errors
    /// [`FileError`]: damaged, protected, too much of anything.
    pub fn open(bytes: &'a [u8]) -> Result<Option<Self>, FileError> {
        let mut package = Package::open(bytes)?;
        let is_document = [
            "word/document.xml",
            "xl/workbook.xml",
            "content.xml",
            "mimetype",
        ]
        .iter()
        .any(|part| package.has(part));
        if is_document {
            return Ok(None);
        }
        let names = package.names();
        let wanted = |(_, name): &(usize, String)| {
            let last = name.rsplit(['/', '\\']).next().unwrap_or("");
            let hidden = last.is_empty() || last.starts_with(['.', '~']);
            !hidden && !name.starts_with("__MACOSX")
        };
        let names = names.into_iter().filter(wanted).collect();
        Ok(Some(Self { package, names }))
    }

    /// Names of the documents, with folders, in the order of the archive.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|(_, name)| name.as_str())
    }

    /// Content of the document at this place among the names.
    ///
    /// # Errors
    /// [`FileError`]: damaged, larger than its directory says or than the limit.
    pub fn read(&mut self, at: usize) -> Result<Vec<u8>, FileError> {
        let damaged = |name: &str| FileError::Damaged {
            part: name.to_owned(),
        };
        let Some((index, name)) = self.names.get(at) else {
            return Err(damaged("архив"));
        };
        let entry = self.package.entry(*index).map_err(|_| damaged(name))?;
        let mut bytes = Vec::new();
        entry
            .take(LARGEST.saturating_add(1))
            .read_to_end(&mut bytes)
            .map_err(|_| damaged(name))?;
        if u64::try_from(bytes.len()).is_ok_and(|length| length > LARGEST) {
            return Err(FileError::Bomb { part: name.clone() });
        }
        Ok(bytes)
    }
}

impl std::fmt::Debug for Archive<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Archive")
            .field("names", &self.names)
            .finish_non_exhaustive()
    }
}
