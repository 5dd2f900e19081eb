//! The file of keys: where it is, reading, writing.
//!
//! Not here: what keys do (`opora_store::Keyring`). The one decision to know: the file never lies
//! in the folder of data, so that who copies the folder copies no key; it is made on first need, and
//! never when something was sealed with a key that is gone.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use opora_app::ports::Random;
use opora_store::{KEY_BYTES, Keyring};

use crate::arguments::Arguments;
use crate::fault::Fault;
use crate::language::Texts;
use crate::wiring::SystemRandom;

/// One key.
pub type Key = [u8; KEY_BYTES];

/// The file and what is in it.
#[derive(Debug)]
pub struct KeyFile {
    /// Where it is or will be.
    pub path: PathBuf,
    keys: Vec<Key>,
}

impl KeyFile {
    /// Reads the file; without one there are no keys.
    ///
    /// # Errors
    /// No place for it; a file that cannot be read or holds something else.
    pub fn of(arguments: &Arguments, texts: &Texts) -> Result<Self, Fault> {
        let path = place(arguments).ok_or_else(|| {
            Fault::environment(
                "key.nowhere",
                texts.say("key-nowhere"),
                texts.say("key-nowhere-next"),
            )
        })?;
        let keys = match fs::read_to_string(&path) {
            Ok(text) => parse(&text).ok_or_else(|| {
                let places = [("place", path.display().to_string().into())];
                Fault::environment(
                    "key.damaged",
                    texts.fill("key-damaged", &places),
                    texts.say("key-damaged-next"),
                )
            })?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(unusable(&path, &error, texts)),
        };
        Ok(Self { path, keys })
    }

    /// Whether there is no key yet.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// The keys, for the store.
    pub fn keyring(&self) -> Keyring {
        Keyring::new(self.keys.iter().copied())
    }

    /// Makes the file with its first key. Another process that is faster wins.
    ///
    /// # Errors
    /// A place that cannot be written to.
    pub fn begin(arguments: &Arguments, texts: &Texts) -> Result<Self, Fault> {
        let mut file = Self::of(arguments, texts)?;
        if file.is_empty() {
            file.keys.push(draw());
            match write(&file.path, &file.keys, true) {
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    return Self::of(arguments, texts);
                }
                Err(error) => return Err(unusable(&file.path, &error, texts)),
            }
        }
        Ok(file)
    }

    /// Adds a key, which seals from now on.
    ///
    /// # Errors
    /// A place that cannot be written to; the file is as it was then.
    pub fn add(&mut self, texts: &Texts) -> Result<(), Fault> {
        self.keys.push(draw());
        self.save(texts)
    }

    /// Leaves the newest key and those that are wanted; how many were taken out.
    ///
    /// # Errors
    /// As [`Self::add`].
    pub fn retain(
        &mut self,
        texts: &Texts,
        wanted: impl Fn(&opora_store::Fingerprint) -> bool,
    ) -> Result<usize, Fault> {
        let fingerprints = self.keyring().fingerprints();
        let newest = fingerprints.last();
        let kept: Vec<Key> = self
            .keys
            .iter()
            .zip(&fingerprints)
            .filter(|(_, fingerprint)| Some(*fingerprint) == newest || wanted(fingerprint))
            .map(|(key, _)| *key)
            .collect();
        let taken: Vec<Key> = self
            .keys
            .iter()
            .filter(|key| !kept.contains(key))
            .copied()
            .collect();
        let gone = taken.len();
        self.put_aside(&taken, texts)?;
        self.keys = kept;
        if gone > 0 {
            self.save(texts)?;
        }
        Ok(gone)
    }

    /// Where keys taken out are put: other data or older copies may still need them.
    pub fn aside(&self) -> PathBuf {
        self.path.with_extension("key.retired")
    }

    fn put_aside(&self, taken: &[Key], texts: &Texts) -> Result<(), Fault> {
        if taken.is_empty() {
            return Ok(());
        }
        let path = self.aside();
        let failed = |error: io::Error| unusable(&path, &error, texts);
        let mut all = match fs::read_to_string(&path) {
            Ok(text) => parse(&text).ok_or_else(|| failed(io::ErrorKind::InvalidData.into()))?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(failed(error)),
        };
        all.extend(taken);
        write(&path, &all, false).map_err(failed)
    }

    fn save(&self, texts: &Texts) -> Result<(), Fault> {
        write(&self.path, &self.keys, false).map_err(|error| unusable(&self.path, &error, texts))
    }
}

/// `--key`, `OPORA_KEY_FILE`, else a file among the settings of the user.
fn place(arguments: &Arguments) -> Option<PathBuf> {
    if let Some(path) = &arguments.key {
        return Some(path.clone());
    }
    let settings = std::env::var_os("XDG_CONFIG_HOME")
        .filter(|folder| !folder.is_empty())
        .map(PathBuf::from)
        .or_else(|| std::env::home_dir().map(|home| home.join(".config")))?;
    Some(settings.join("opora").join("opora.key"))
}

fn draw() -> Key {
    let mut key = [0_u8; KEY_BYTES];
    SystemRandom.fill(&mut key);
    key
}

const HEAD: &str = "\
# Ключи особых данных Опоры, новый — последний. Храните копию отдельно от копий данных.
# Keys of special categories of Opora, the newest is the last. Keep a copy apart from copies of the data.
";

fn parse(text: &str) -> Option<Vec<Key>> {
    let lines = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| hex::decode(line).ok()?.try_into().ok())
        .collect()
}

/// Writes beside and renames, so that a whole file is there at any moment. A first file never
/// replaces one that came meanwhile.
fn write(path: &Path, keys: &[Key], first: bool) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let beside = path.with_extension(format!("{}.new", std::process::id()));
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&beside)?;
    let lines: Vec<String> = keys.iter().map(hex::encode).collect();
    file.write_all(format!("{HEAD}{}\n", lines.join("\n")).as_bytes())?;
    file.sync_all()?;
    let placed = if first {
        // Unlike a rename, a link refuses to replace.
        fs::hard_link(&beside, path).and_then(|()| fs::remove_file(&beside))
    } else {
        fs::rename(&beside, path)
    };
    if placed.is_err() {
        let _ = fs::remove_file(&beside);
    }
    placed
}

fn unusable(path: &Path, error: &io::Error, texts: &Texts) -> Fault {
    let places = [
        ("place", path.display().to_string().into()),
        ("reason", error.to_string().into()),
    ];
    Fault::environment(
        "key.unusable",
        texts.fill("key-unusable", &places),
        texts.say("key-unusable-next"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back_and_is_the_owners_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/opora.key");
        write(&path, &[[1; 32], [2; 32]], true).unwrap();
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(parse(&text).unwrap(), [[1; 32], [2; 32]]);
        #[cfg(unix)]
        {
            let mode = std::os::unix::fs::MetadataExt::mode(&fs::metadata(&path).unwrap());
            assert_eq!(mode & 0o777, 0o600);
        }
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn a_first_key_never_replaces_another() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("opora.key");
        write(&path, &[[1; 32]], true).unwrap();
        let again = write(&path, &[[2; 32]], true).unwrap_err();
        assert_eq!(again.kind(), io::ErrorKind::AlreadyExists);
        assert!(fs::read_to_string(&path).unwrap().contains("0101"));
    }

    #[test]
    fn something_else_is_no_file_of_keys() {
        assert!(parse("ключ").is_none());
        assert!(parse("0102").is_none());
        assert_eq!(parse("# пусто\n").unwrap().len(), 0);
    }
}
