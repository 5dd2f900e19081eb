//! Where the crates of others come from, and under which licences.
//!
//! Not here: advisories (`deny.toml` lists them for `cargo deny`, which is not part of the run
//! because building it takes longer than all the tests). The one decision to know: a licence not
//! in the list fails the run, so that a person reads it before it ships.

use anyhow::Result;

use super::SourceFile;
use crate::command;

/// Licences that may be combined with AGPL-3.0 in one program.
const ALLOWED: [&str; 18] = [
    "0BSD",
    "AGPL-3.0-only",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "OFL-1.1",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "Unlicense",
    "Zlib",
];

/// Dependencies from other places than the registry, and licences not in the list.
///
/// # Errors
/// When cargo cannot list the dependencies.
pub fn check(files: &[SourceFile]) -> Result<Vec<String>> {
    let lock = files.iter().find(|file| file.path == "Cargo.lock");
    let mut findings = lock.map(|lock| foreign(&lock.text)).unwrap_or_default();
    let mut list = command::cargo();
    list.args(["tree", "--locked", "--workspace", "--edges", "normal,build"])
        .args(["--prefix", "none", "--format", "{p}\t{l}"]);
    findings.extend(unlisted(&command::output(&mut list)?));
    Ok(findings)
}

/// Sources in the lock file that are not the registry.
fn foreign(lock: &str) -> Vec<String> {
    lock.lines()
        .filter_map(|line| line.strip_prefix("source = "))
        .filter(|source| !source.starts_with("\"registry+"))
        .map(|source| format!("Cargo.lock: a dependency comes from {source}, not the registry"))
        .collect()
}

/// Packages whose licence expression cannot be met from the list.
fn unlisted(listing: &str) -> Vec<String> {
    let mut packages: Vec<&str> = listing
        .lines()
        .map(|line| line.trim_end_matches("(*)").trim_end())
        .collect();
    packages.sort_unstable();
    packages.dedup();
    packages
        .iter()
        .filter_map(|line| line.split_once('\t'))
        .filter(|(_, licence)| !is_allowed(licence))
        .map(|(package, licence)| format!("{package}: licence «{licence}» is not in the list"))
        .collect()
}

/// An expression is met when for `OR` one side and for `AND` both sides are.
fn is_allowed(expression: &str) -> bool {
    let expression = expression.replace(['(', ')'], "").replace('/', " OR ");
    expression.split(" AND ").all(|part| {
        part.split(" OR ")
            .any(|licence| ALLOWED.contains(&licence.trim()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_side_of_an_or_is_enough_and_both_sides_of_an_and_are_needed() {
        assert!(is_allowed("MIT OR Proprietary"));
        assert!(is_allowed("MIT/Apache-2.0"));
        assert!(is_allowed("(MIT OR Apache-2.0) AND Unicode-3.0"));
        assert!(!is_allowed("MIT AND Proprietary"));
        assert!(!is_allowed("Proprietary"));
        assert!(!is_allowed(""));
    }

    #[test]
    fn a_package_with_an_unlisted_licence_is_named_once() {
        let listing = "good v1.0.0\tMIT\nbad v2.0.0\tSSPL-1.0\nbad v2.0.0\tSSPL-1.0 (*)\n";
        let findings = unlisted(listing);
        assert_eq!(findings.len(), 1, "{findings:?}");
        assert!(findings.concat().contains("bad v2.0.0"));
    }

    #[test]
    fn a_dependency_from_a_repository_is_found() {
        let lock = "source = \"registry+https://x\"\nsource = \"git+https://y\"\n";
        assert_eq!(foreign(lock).len(), 1);
    }

    #[test]
    fn cargo_deny_is_told_the_same_list() {
        let text = std::fs::read_to_string(command::root().join("deny.toml")).expect("deny.toml");
        let list = text.split_once("allow = [").expect("a list").1;
        let list = list.split_once(']').expect("an end").0;
        let told: Vec<&str> = list.split('"').skip(1).step_by(2).collect();
        assert_eq!(told, ALLOWED);
    }
}
