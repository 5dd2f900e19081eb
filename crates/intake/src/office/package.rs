//! The archive around an office file, and what a file is by its first bytes.
//!
//! Not here: XML. The one decision to know: the number of entries is read from the end of the
//! archive by hand, because a directory of a million entries costs memory before any check of ours.

use std::io::{Cursor, Read, Take};

use zip::ZipArchive;
use zip::read::ZipFile;

use crate::FileError;

/// Largest file taken, megabytes.
const LIMIT_MB: usize = 50;
/// Most entries an office file may have; ours has about 150.
const MOST_ENTRIES: u16 = 4_096;
/// Most bytes one part may unpack to.
const LARGEST_PART: u64 = 32 << 20;
/// Most bytes between two brackets of XML: a text or a tag is held in memory whole.
const LONGEST_RUN: usize = 4 << 20;
/// Most bytes all parts together may claim to unpack to.
const LARGEST_WHOLE: u64 = 256 << 20;
/// Most bytes read from all parts together.
const BUDGET: u64 = 128 << 20;
/// Largest ratio of unpacked to packed size of a part over a megabyte; sheets reach about 30.
const LARGEST_RATIO: u64 = 200;

/// What a file is, by its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// A ZIP archive: XLSX or DOCX.
    Archive,
    /// A text: CSV, TXT, HTML.
    Text,
}

/// Tells what a file is; refuses what can be refused by its first bytes.
pub(crate) fn sniff(bytes: &[u8]) -> Result<Content, FileError> {
    if bytes.is_empty() {
        return Err(FileError::Empty);
    }
    if bytes.len() > LIMIT_MB << 20 {
        return Err(FileError::TooLarge { limit_mb: LIMIT_MB });
    }
    let wrong = |looks_like| Err(FileError::WrongFormat { looks_like });
    match bytes {
        [b'P', b'K', 3 | 5, 4 | 6, ..] => Ok(Content::Archive),
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => Err(compound(bytes)),
        [b'%', b'P', b'D', b'F', ..] => wrong("документ PDF"),
        [b'{', b'\\', b'r', b't', b'f', ..] => wrong("документ RTF"),
        [0x89, b'P', b'N', b'G', ..] | [0xFF, 0xD8, 0xFF, ..] | [b'G', b'I', b'F', b'8', ..] => {
            wrong("рисунок")
        }
        [b'R', b'a', b'r', b'!', ..] | [b'7', b'z', 0xBC, 0xAF, ..] | [0x1F, 0x8B, ..] => {
            wrong("архив")
        }
        _ if is_binary(bytes) => wrong("двоичный файл неизвестного вида"),
        _ => Ok(Content::Text),
    }
}

/// A compound file: an encrypted XLSX or DOCX, or a format of Office 97.
fn compound(bytes: &[u8]) -> FileError {
    let names = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|window| window == wide)
    };
    if names("EncryptedPackage") {
        return FileError::PasswordProtected;
    }
    let looks_like = if names("WordDocument") {
        "документ Word 97–2003 (DOC)"
    } else {
        "книга Excel 97–2003 (XLS)"
    };
    FileError::WrongFormat { looks_like }
}

/// Bytes no text in a supported encoding has: controls in a text without UTF-16's zeros.
fn is_binary(bytes: &[u8]) -> bool {
    let head = bytes.get(..4096).unwrap_or(bytes);
    let is_wide = head.starts_with(&[0xFF, 0xFE])
        || head.starts_with(&[0xFE, 0xFF])
        || crate::text::wide_order(head).is_some();
    let is_control = |byte: &&u8| **byte < 0x20 && !matches!(**byte, b'\t' | b'\n' | b'\r' | 0x0C);
    !is_wide && head.iter().filter(is_control).count() > head.len() / 50
}

/// An archive that passed the checks of its directory.
pub(crate) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    budget: u64,
}

impl<'a> Package<'a> {
    /// Opens an archive and checks its directory.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, FileError> {
        check_entry_count(bytes)?;
        let damaged = |_| FileError::Damaged {
            part: "архив".to_owned(),
        };
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        let mut package = Self {
            archive,
            budget: BUDGET,
        };
        package.check_directory()?;
        Ok(package)
    }

    fn check_directory(&mut self) -> Result<(), FileError> {
        let mut whole = 0_u64;
        for index in 0..self.archive.len() {
            let entry = self
                .archive
                .by_index_raw(index)
                .map_err(|_| damaged("архив"))?;
            let name = entry.name().map_err(|_| damaged("архив"))?.into_owned();
            if entry.encrypted() {
                return Err(FileError::PasswordProtected);
            }
            if name.ends_with("vbaProject.bin") {
                return Err(FileError::Macros);
            }
            let (size, packed) = (entry.size(), entry.compressed_size());
            whole = whole.saturating_add(size);
            let swollen = size > 1 << 20 && size / packed.max(1) > LARGEST_RATIO;
            if swollen || whole > LARGEST_WHOLE {
                return Err(FileError::Bomb { part: name });
            }
        }
        Ok(())
    }

    /// Whether there is a part with this name.
    pub(crate) fn has(&self, part: &str) -> bool {
        self.archive.index_for_name(part).is_some()
    }

    /// Names of the parts with their numbers; those that are not UTF-8 are read as cp866, which is
    /// what Windows packs Russian names in.
    pub(crate) fn names(&mut self) -> Vec<(usize, String)> {
        let mut names = Vec::new();
        for index in 0..self.archive.len() {
            let Ok(entry) = self.archive.by_index_raw(index) else {
                continue;
            };
            let raw = entry.name_raw();
            let name = match std::str::from_utf8(raw) {
                Ok(name) => name.to_owned(),
                Err(_) => encoding_rs::IBM866.decode(raw).0.into_owned(),
            };
            names.push((index, name));
        }
        names
    }

    /// A part by its number, unpacked without a budget: the caller bounds what it reads.
    pub(crate) fn entry(
        &mut self,
        index: usize,
    ) -> Result<ZipFile<'_, Cursor<&'a [u8]>>, FileError> {
        self.archive.by_index(index).map_err(|_| damaged("архив"))
    }

    /// The part as a stream that ends, at the latest, one byte after its limit.
    pub(crate) fn part(
        &mut self,
        name: &str,
    ) -> Result<Limited<'_, ZipFile<'_, Cursor<&'a [u8]>>>, FileError> {
        let limit = LARGEST_PART.min(self.budget);
        let file = self.archive.by_name(name).map_err(|_| damaged(name))?;
        Ok(Limited {
            stream: file.take(limit.saturating_add(1)),
            limit,
            spent: &mut self.budget,
            bytes: 0,
            run: 0,
        })
    }
}

/// A stream that counts what is read and fails past its limit.
pub(crate) struct Limited<'a, R> {
    stream: Take<R>,
    limit: u64,
    spent: &'a mut u64,
    bytes: u64,
    run: usize,
}

impl<R: Read> Read for Limited<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.stream.read(buffer)?;
        let read = u64::try_from(count).unwrap_or(u64::MAX);
        self.bytes = self.bytes.saturating_add(read);
        *self.spent = self.spent.saturating_sub(read);
        let chunk = buffer.get(..count).unwrap_or(&[]);
        self.run = match chunk.iter().rposition(|byte| matches!(byte, b'<' | b'>')) {
            Some(at) => count.saturating_sub(at),
            None => self.run.saturating_add(count),
        };
        if self.bytes > self.limit || self.run > LONGEST_RUN {
            return Err(std::io::Error::new(
                std::io::ErrorKind::FileTooLarge,
                "limit",
            ));
        }
        Ok(count)
    }
}

pub(crate) fn damaged(part: &str) -> FileError {
    FileError::Damaged {
        part: part.to_owned(),
    }
}

/// Looks at every end-of-directory record in the tail (APPNOTE 4.3.16) and refuses crowds.
fn check_entry_count(bytes: &[u8]) -> Result<(), FileError> {
    let tail = bytes
        .get(bytes.len().saturating_sub(66_000)..)
        .unwrap_or(bytes);
    for window in tail.windows(12) {
        if let [b'P', b'K', 5, 6, _, _, _, _, _, _, low, high] = window
            && u16::from_le_bytes([*low, *high]) > MOST_ENTRIES
        {
            return Err(FileError::Bomb {
                part: "число частей".to_owned(),
            });
        }
    }
    Ok(())
}
