//! A file as handed in: bytes, name, and what the person said about its encoding.
//!
//! Not here: opening files. The one decision to know: the name is a hint (which sheet a CSV is),
//! never a proof of the format: that is read from the bytes.

/// Encoding of a text file, when the person named it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextEncoding {
    /// UTF-8.
    Utf8,
    /// Windows-1251, what Excel in Russian writes.
    Windows1251,
    /// UTF-16, little-endian unless it begins with a mark.
    Utf16,
}

impl TextEncoding {
    /// The encoding named by a person: `utf-8`, `cp1251`, `windows-1251`, `utf-16`.
    pub fn from_name(name: &str) -> Option<Self> {
        match name.trim().to_lowercase().as_str() {
            "utf-8" | "utf8" => Some(Self::Utf8),
            "cp1251" | "windows-1251" | "win1251" => Some(Self::Windows1251),
            "utf-16" | "utf16" => Some(Self::Utf16),
            _ => None,
        }
    }
}

/// A file handed in.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// Content.
    pub bytes: &'a [u8],
    /// Name without folders.
    pub file_name: &'a str,
    /// Encoding, when the person named it after a [`crate::FileError::AmbiguousEncoding`].
    pub encoding: Option<TextEncoding>,
}

impl<'a> Source<'a> {
    /// A file whose encoding nobody named.
    pub const fn new(bytes: &'a [u8], file_name: &'a str) -> Self {
        Self {
            bytes,
            file_name,
            encoding: None,
        }
    }
}
