//! Pure crates stay pure, and only the binary reads its environment.
//!
//! Not here: dependencies (`layers`). The one decision to know: the rule looks at the text before
//! the tests of a file, because tests may read fixtures.

use super::SourceFile;

/// Crates that compute and do nothing else.
const PURE: [&str; 7] = [
    "domain",
    "monitoring",
    "documents",
    "pdf",
    "intake",
    "demo",
    "matching",
];

/// What a pure crate may not call.
const IMPURE: [&str; 8] = [
    "std::fs",
    "std::net",
    "std::process",
    "std::thread",
    "std::env",
    "SystemTime",
    "Instant::now",
    "async fn",
];

/// Ways to read the environment.
const ENVIRONMENT: [&str; 2] = ["env::var", "env::args"];

/// Where the environment may be read: the binary, tools and helpers of tests.
const WIRING: [&str; 3] = ["crates/cli/", "crates/testkit/", "xtask/"];

/// Calls out of a pure crate and readings of the environment outside the binary.
pub fn check(files: &[SourceFile]) -> Vec<String> {
    let product = files.iter().filter(|file| is_product(file));
    product.flat_map(check_one).collect()
}

/// Sources of the product itself, without tests, benchmarks and build scripts.
fn is_product(file: &SourceFile) -> bool {
    file.is("rs") && file.path.contains("/src/") && !file.path.ends_with("/tests.rs")
}

fn check_one(file: &SourceFile) -> Vec<String> {
    let pure = PURE
        .iter()
        .any(|name| file.path.starts_with(&format!("crates/{name}/")));
    let wires = WIRING.iter().any(|folder| file.path.starts_with(folder));
    let mut findings = Vec::new();
    let code = file.text.lines().enumerate();
    for (number, line) in code.take_while(|(_, line)| line.trim() != "#[cfg(test)]") {
        if line.trim_start().starts_with("//") {
            continue;
        }
        let impure = IMPURE.iter().find(|call| pure && line.contains(**call));
        let reads = ENVIRONMENT
            .iter()
            .find(|call| !wires && line.contains(**call));
        if let Some(call) = impure.or(reads) {
            findings.push(format!(
                "{}:{}: `{call}` is not allowed in this crate: take it as an argument",
                file.path,
                number + 1
            ));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::*;

    const READ: &str = "//! X.\nfn load() { std::fs::read(\"x\"); }\n";

    #[test]
    fn a_pure_crate_reads_no_file() {
        let findings = check(&[file("crates/monitoring/src/catalogue.rs", READ)]);
        assert!(findings.concat().contains("catalogue.rs:2"), "{findings:?}");
        assert!(check(&[file("crates/store/src/files.rs", READ)]).is_empty());
    }

    #[test]
    fn tests_of_a_pure_crate_may_read_fixtures() {
        let text = "//! X.\n#[cfg(test)]\nmod tests { use std::fs; }\n";
        assert!(check(&[file("crates/domain/src/a.rs", text)]).is_empty());
        assert!(check(&[file("crates/domain/tests/main.rs", READ)]).is_empty());
    }

    #[test]
    fn only_the_binary_reads_the_environment() {
        let text = "//! X.\nlet url = std::env::var(\"DATABASE_URL\");\n";
        assert_eq!(check(&[file("crates/app/src/a.rs", text)]).len(), 1);
        assert!(check(&[file("crates/cli/src/a.rs", text)]).is_empty());
    }
}
