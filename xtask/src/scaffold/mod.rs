//! `cargo xtask new-feature NAME`: an empty slice through the layers.
//!
//! Not here: the texts of the slice (`xtask/slice/`). The one decision to know: the slice is planned
//! completely before the first file is written, so a checkout that has moved on from what the plan
//! expects is left untouched.

mod edit;
mod names;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::{command, features, tree};
use names::Names;

/// New files: where, and the text.
const NEW: [(&str, &str); 8] = [
    (
        "crates/domain/src/{plural}.rs",
        include_str!("../../slice/domain.rs.txt"),
    ),
    (
        "crates/store/src/migrations/m{number}_{plural}.rs",
        include_str!("../../slice/migration.rs.txt"),
    ),
    (
        "crates/app/src/{plural}.rs",
        include_str!("../../slice/app.rs.txt"),
    ),
    (
        "crates/web/src/pages/{plural}.rs",
        include_str!("../../slice/page.rs.txt"),
    ),
    (
        "crates/web/templates/{plural}/list.html",
        include_str!("../../slice/page.html.txt"),
    ),
    (
        "crates/web/locales/ru/{plural}.ftl",
        include_str!("../../slice/ru.ftl.txt"),
    ),
    (
        "crates/web/locales/en/{plural}.ftl",
        include_str!("../../slice/en.ftl.txt"),
    ),
    (
        "docs/features/{plural}.md",
        include_str!("../../slice/docs.md.txt"),
    ),
];

const NEXT: &str = "\
The slice is written. Next:
  1. cargo xtask bless          the access table gets the new route: read it
  2. docs/adding-a-feature.md   fill it from the bottom up
";

/// Writes the slice of a feature with this name.
///
/// # Errors
/// When the name does not fit, is taken, or the checkout is not as the plan expects.
pub fn run(name: &str) -> Result<()> {
    let root = command::root();
    let plan = plan(&root, name)?;
    for (path, text) in &plan {
        write(root.as_path(), path, text)?;
        eprintln!("{path}");
    }
    command::run(command::cargo().args(["fmt", "--all"]))?;
    features::write()?;
    eprint!("{NEXT}");
    Ok(())
}

/// Writes a slice into a copy of the checkout and compiles it with its tests.
///
/// # Errors
/// When it does not compile.
pub fn check() -> Result<()> {
    let root = command::root();
    let copy = command::target().join("new-feature");
    if copy.exists() {
        fs::remove_dir_all(&copy).context("cannot clear the last copy")?;
    }
    for file in tree::files(&root)? {
        let to = copy.join(tree::relative(&root, &file));
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::copy(&file, &to).with_context(|| format!("cannot copy {}", file.display()))?;
    }
    for (path, text) in plan(&copy, "excursions")? {
        write(&copy, &path, &text)?;
    }
    // The folder of builds is shared, so crates of others are compiled once; ours need another
    // version, because cargo tells packages of two checkouts apart by nothing else.
    let manifest = fs::read_to_string(copy.join("Cargo.toml"))?;
    let other = manifest.replacen("\nversion = \"", "\nversion = \"9", 1);
    write(&copy, "Cargo.toml", &other)?;
    command::run(
        command::cargo()
            .args(["check", "--offline", "--workspace", "--tests"])
            .env("CARGO_TARGET_DIR", command::target())
            .current_dir(&copy),
    )?;
    fs::remove_dir_all(&copy).context("cannot clear the copy")
}

/// Every file that is to be written, with its whole text.
///
/// # Errors
/// As [`run`].
pub fn plan(root: &Path, name: &str) -> Result<Vec<(String, String)>> {
    let read = |path: &str| -> Result<String> {
        fs::read_to_string(root.join(path)).with_context(|| format!("cannot read {path}"))
    };
    let number = next_migration(root)?;
    let names = Names::new(name, number)?;
    let mut plan = Vec::new();
    for (path, text) in NEW {
        let path = names.fill(path);
        if root.join(&path).exists() {
            bail!("{path} exists already");
        }
        plan.push((path, names.fill(text)));
    }
    for (path, edits) in edit::EDITS {
        let mut text = read(path)?;
        for edit in *edits {
            text = edit
                .apply(&text, &names)
                .with_context(|| format!("{path}: cannot see where the new lines belong"))?;
        }
        plan.push(((*path).to_owned(), text));
    }
    Ok(plan)
}

fn write(root: &Path, path: &str, text: &str) -> Result<()> {
    let to = root.join(path);
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(&to, text).with_context(|| format!("cannot write {path}"))
}

/// Number of the migration after the last one.
fn next_migration(root: &Path) -> Result<u32> {
    let folder = root.join("crates/store/src/migrations");
    let numbers = fs::read_dir(&folder)
        .with_context(|| format!("cannot read {}", folder.display()))?
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            name.strip_prefix('m')?.get(..4)?.parse::<u32>().ok()
        });
    Ok(numbers.max().unwrap_or(0) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plan_fits_this_checkout_and_names_the_feature_in_every_layer() {
        let plan = plan(&command::root(), "excursions").expect("a plan");
        let text = |end: &str| {
            let found = plan.iter().find(|(path, _)| path.ends_with(end));
            &found.unwrap_or_else(|| panic!("{end}")).1
        };
        assert!(text("domain/src/lib.rs").contains("\npub mod excursions;\n"));
        assert!(text("domain/src/facts.rs").contains("    excursions: Excursion,\n"));
        assert!(text("store/src/migrations/mod.rs").contains("_excursions::TABLES"));
        assert!(text("app/src/lib.rs").contains("\npub mod excursions;\n"));
        assert!(text("web/src/routes.rs").contains("\"/excursions\""));
        assert!(text("web/src/pages/mod.rs").contains("\npub mod excursions;\n"));
        assert!(text("xtask/src/features.rs").contains("(\"excursions\","));
        for (path, text) in &plan {
            assert!(!text.contains("{plural}"), "{path}");
            assert!(!text.contains("{Singular}"), "{path}");
        }
    }

    #[test]
    fn a_feature_that_exists_is_refused() {
        let error = plan(&command::root(), "pairs").expect_err("taken");
        assert!(format!("{error:#}").contains("exists already"));
    }
}
