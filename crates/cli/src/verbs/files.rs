//! Files a verb reads and writes.
//!
//! Not here: their formats. The one decision to know: a file is written beside its place and then
//! moved there, so an interrupted run leaves the old one or the new one, never half of one.

use std::io;
use std::path::Path;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::fault::Fault;
use crate::language::Texts;

/// Largest file a verb reads, in bytes; larger ones are refused before they are in memory.
const READ_LIMIT: u64 = 64 << 20;

/// Content of a file.
///
/// # Errors
/// Code 3: it is not there, is no file, may not be read, is too large.
pub fn read(path: &Path, texts: &Texts) -> Result<Vec<u8>, Fault> {
    let refused = |key: &str| {
        let place = [("place", path.display().to_string().into())];
        let next = texts.say(&format!("{key}-next"));
        Fault::environment(key, texts.fill(key, &place), next)
    };
    let about = std::fs::metadata(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => refused("file-absent"),
        _ => refused("file-unreadable"),
    })?;
    if about.is_dir() {
        return Err(refused("file-is-folder"));
    }
    if about.len() > READ_LIMIT {
        return Err(refused("file-huge"));
    }
    std::fs::read(path).map_err(|_| refused("file-unreadable"))
}

/// Name of a file without folders.
pub fn name(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// Writes a file, all or nothing.
///
/// # Errors
/// Code 3: no such folder, no right, no space.
pub fn write(path: &Path, bytes: &[u8], texts: &Texts) -> Result<(), Fault> {
    let refused = |error: &io::Error| {
        let places = [
            ("place", path.display().to_string().into()),
            ("reason", error.to_string().into()),
        ];
        let message = texts.fill("file-unwritable", &places);
        Fault::environment(
            "file-unwritable",
            message,
            texts.say("file-unwritable-next"),
        )
    };
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".{}.tmp", std::process::id()));
    let beside = Path::new(&beside);
    let written = std::fs::write(beside, bytes).and_then(|()| std::fs::rename(beside, path));
    written.map_err(|error| {
        // Absent when even creating it failed.
        let _ = std::fs::remove_file(beside);
        refused(&error)
    })
}

/// A written file as JSON.
pub fn shape(path: &Path, bytes: &[u8]) -> Value {
    json!({
        "path": path.display().to_string(),
        "bytes": bytes.len(),
        "sha256": hex::encode(Sha256::digest(bytes)),
    })
}
