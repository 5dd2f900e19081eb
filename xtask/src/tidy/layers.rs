//! Which crate may depend on which.
//!
//! Not here: what a crate may call (`purity`). The one decision to know: this table is the
//! architecture. A new edge is a decision with a record in `docs/adr/`, not a line in a manifest.

use std::collections::BTreeSet;

use super::SourceFile;

/// Crate and the crates of ours it may use outside tests.
const EDGES: [(&str, &[&str]); 13] = [
    ("domain", &[]),
    ("monitoring", &["domain"]),
    ("documents", &["domain"]),
    ("pdf", &["domain", "documents"]),
    ("intake", &["domain"]),
    ("demo", &["domain"]),
    // Publishable by itself: nothing of ours.
    ("matching", &[]),
    ("store", &["domain"]),
    ("app", &["domain", "monitoring", "intake", "store", "demo"]),
    // For the types use cases take and give; calling them goes through `app`.
    ("web", &["domain", "monitoring", "intake", "app"]),
    ("testkit", &["domain", "store", "app", "demo"]),
    (
        "cli",
        &[
            "domain",
            "monitoring",
            "documents",
            "pdf",
            "intake",
            "matching",
            "demo",
            "store",
            "app",
            "web",
        ],
    ),
    ("xtask", &[]),
];

/// Crates of others that belong to one place, and the places.
const KEPT: [(&str, &[&str]); 16] = [
    ("sea-orm", &["store", "testkit"]),
    ("sqlx", &["store", "testkit"]),
    ("axum", &["web"]),
    ("axum-extra", &["web"]),
    ("askama", &["web"]),
    ("hyper", &["web"]),
    ("tower-http", &["web"]),
    ("fluent-templates", &["web", "cli"]),
    ("typst", &["pdf"]),
    ("zip", &["documents", "intake"]),
    ("quick-xml", &["documents", "intake"]),
    ("rust_xlsxwriter", &["documents", "intake"]),
    ("calamine", &["intake"]),
    ("clap", &["cli"]),
    ("argon2", &["app"]),
    ("charts-rs", &["documents"]),
];

/// Crates of others that may not be used here, whatever the reason.
const BARRED: [(&str, &[&str]); 6] = [
    (
        "domain",
        &["serde", "serde_json", "tokio", "rand", "tracing", "anyhow"],
    ),
    ("monitoring", &["tokio", "rand", "tracing", "anyhow"]),
    ("documents", &["tokio", "rand", "tracing", "anyhow"]),
    ("pdf", &["tokio", "rand", "tracing", "anyhow"]),
    ("intake", &["tokio", "rand", "tracing", "anyhow"]),
    ("demo", &["tokio", "tracing", "anyhow"]),
];

/// What the manifests say against the tables.
pub fn check(files: &[SourceFile]) -> Vec<String> {
    let manifests = files
        .iter()
        .filter_map(|file| Some((name(&file.path)?, file)));
    manifests
        .flat_map(|(name, file)| check_one(name, file))
        .collect()
}

/// `store` for `crates/store/Cargo.toml`.
fn name(path: &str) -> Option<&str> {
    let folder = path.strip_suffix("/Cargo.toml")?;
    // A fuzz target is a workspace of its own beside its crate and never part of the product.
    (!folder.ends_with("/fuzz")).then(|| folder.strip_prefix("crates/").unwrap_or(folder))
}

fn check_one(name: &str, file: &SourceFile) -> Vec<String> {
    let Some((_, allowed)) = EDGES.iter().find(|(known, _)| *known == name) else {
        return vec![format!(
            "{}: no layer is declared for this crate",
            file.path
        )];
    };
    let mut findings = Vec::new();
    let dependencies = dependencies(&file.text);
    for dependency in &dependencies {
        if let Some(ours) = dependency.strip_prefix("opora-") {
            if !allowed.contains(&ours) {
                findings.push(format!("{}: {name} may not use {ours}", file.path));
            }
            continue;
        }
        let kept = KEPT.iter().find(|(known, _)| known == dependency);
        if kept.is_some_and(|(_, places)| !places.contains(&name)) {
            findings.push(format!(
                "{}: {dependency} has its place elsewhere",
                file.path
            ));
        }
        let barred = BARRED.iter().find(|(known, _)| *known == name);
        if barred.is_some_and(|(_, crates)| crates.contains(dependency)) {
            findings.push(format!("{}: {name} may not use {dependency}", file.path));
        }
    }
    findings
}

/// Names under `[dependencies]` and its kin; those for tests and builds are left out.
fn dependencies(manifest: &str) -> BTreeSet<&str> {
    let mut inside = false;
    let mut found = BTreeSet::new();
    for line in manifest.lines().map(str::trim) {
        if let Some(section) = line.strip_prefix('[') {
            let section = section.trim_end_matches(']');
            inside = section.ends_with("dependencies")
                && !section.ends_with("dev-dependencies")
                && !section.ends_with("build-dependencies");
            if let Some((_, name)) = section.split_once("dependencies.") {
                found.insert(name);
            }
        } else if inside && !line.starts_with('#') {
            let name = line.split(['=', '.', ' ']).next().unwrap_or_default();
            if !name.is_empty() {
                found.insert(name);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::*;

    #[test]
    fn the_web_may_not_reach_past_the_use_cases_into_the_store() {
        let manifest =
            "[dependencies]\nopora-app = { workspace = true }\nopora-store.workspace = true\n";
        let findings = check(&[file("crates/web/Cargo.toml", manifest)]);
        assert_eq!(findings.len(), 1, "{findings:?}");
        assert!(findings.concat().contains("web may not use store"));
    }

    #[test]
    fn only_the_store_knows_sql() {
        let manifest = "[dependencies]\nsea-orm = { workspace = true }\n";
        assert_eq!(check(&[file("crates/app/Cargo.toml", manifest)]).len(), 1);
        assert!(check(&[file("crates/store/Cargo.toml", manifest)]).is_empty());
    }

    #[test]
    fn no_type_of_the_domain_can_be_serialised() {
        let manifest = "[dependencies]\nserde = { workspace = true }\n";
        assert_eq!(
            check(&[file("crates/domain/Cargo.toml", manifest)]).len(),
            1
        );
    }

    #[test]
    fn tests_may_use_more() {
        let manifest = "[dev-dependencies]\nopora-demo = { workspace = true }\ncalamine = \"1\"\n";
        assert!(check(&[file("crates/documents/Cargo.toml", manifest)]).is_empty());
    }

    #[test]
    fn a_crate_without_a_layer_is_found() {
        assert_eq!(check(&[file("crates/misc/Cargo.toml", "")]).len(), 1);
    }

    #[test]
    fn the_table_itself_has_no_circle() {
        let mut done: Vec<&str> = Vec::new();
        while done.len() < EDGES.len() {
            let next = EDGES.iter().find(|(name, uses)| {
                !done.contains(name) && uses.iter().all(|other| done.contains(other))
            });
            done.push(next.expect("a circle of dependencies").0);
        }
    }
}
