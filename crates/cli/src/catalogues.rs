//! Catalogues built into the program, and the folder that overrides them.
//!
//! Not here: what they say. The one decision to know: a file in `<data>/catalogues` takes the place
//! of the built-in one of the same path, and further files are added to them.

use std::collections::BTreeMap;
use std::path::Path;

use opora_app::CatalogueSet;

use crate::fault::Fault;
use crate::language::Texts;

/// Catalogue of schools that name none.
pub const DEFAULT: &str = "udmurtia-570";

#[derive(rust_embed::RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../catalogues"]
struct BuiltIn;

/// Loads the catalogues.
///
/// # Errors
/// A file that cannot be read or holds a mistake.
pub fn load(data: &Path, texts: &Texts) -> Result<CatalogueSet, Fault> {
    let mut files = BTreeMap::new();
    for name in BuiltIn::iter() {
        if let Some(file) = BuiltIn::get(&name).filter(|_| name.ends_with(".toml")) {
            let text = String::from_utf8_lossy(&file.data).into_owned();
            files.insert(name.into_owned(), text);
        }
    }
    let folder = data.join("catalogues");
    if folder.is_dir() {
        overrides(&folder, &folder, &mut files)
            .map_err(|error| refuse(&error.to_string(), texts))?;
    }
    let listed: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    CatalogueSet::load(&listed, DEFAULT).map_err(|error| refuse(&error.to_string(), texts))
}

fn refuse(what: &str, texts: &Texts) -> Fault {
    let message = texts.fill("catalogue-invalid", &[("what", what.to_owned().into())]);
    Fault::environment(
        "catalogue-invalid",
        message,
        texts.say("catalogue-invalid-next"),
    )
}

fn overrides(
    root: &Path,
    folder: &Path,
    files: &mut BTreeMap<String, String>,
) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            overrides(root, &path, files)?;
        } else if path
            .extension()
            .is_some_and(|extension| extension == "toml")
            && let Ok(name) = path.strip_prefix(root)
        {
            let name = name.to_string_lossy().replace('\\', "/");
            files.insert(name, std::fs::read_to_string(&path)?);
        }
    }
    Ok(())
}
