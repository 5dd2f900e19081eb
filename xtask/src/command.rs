//! Starting other programs.
//!
//! Not here: which programs. The one decision to know: an inner cargo must not see the variables
//! the outer `cargo run` exports. Build scripts (ring's) declare that they depend on them, and
//! would rebuild half of the tree on each switch between `cargo xtask` and plain `cargo`.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

/// Folder of the workspace.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// A command of cargo, in the folder of the workspace.
pub fn cargo() -> Command {
    let program = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    for (name, _) in env::vars_os() {
        if name.to_str().is_some_and(is_set_by_cargo_run) {
            command.env_remove(&name);
        }
    }
    command.current_dir(root());
    command
}

/// Whether `cargo run` sets this variable for the program it starts.
fn is_set_by_cargo_run(name: &str) -> bool {
    const NAMES: [&str; 4] = [
        "CARGO",
        "CARGO_CRATE_NAME",
        "CARGO_PRIMARY_PACKAGE",
        "LD_LIBRARY_PATH",
    ];
    const STARTS: [&str; 3] = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_"];
    NAMES.contains(&name) || STARTS.iter().any(|start| name.starts_with(start))
}

/// Where cargo puts what it builds.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(
        || root().join("target"),
        |folder| root().join(PathBuf::from(folder)),
    )
}

/// How a command looks when typed.
fn typed(command: &Command) -> String {
    let mut text = command.get_program().to_string_lossy().into_owned();
    for argument in command.get_args() {
        text.push(' ');
        text.push_str(&argument.to_string_lossy());
    }
    text
}

/// Runs a command to its end, with its output passed through.
///
/// # Errors
/// When it cannot be started or ends with another status than 0.
pub fn run(command: &mut Command) -> Result<()> {
    let text = typed(command);
    eprintln!("$ {text}");
    let status = command
        .status()
        .with_context(|| format!("cannot start `{text}`"))?;
    if !status.success() {
        bail!("`{text}` failed ({status})");
    }
    Ok(())
}

/// Runs a command to its end and returns what it printed.
///
/// # Errors
/// When it cannot be started, ends with another status than 0, or prints something not UTF-8.
pub fn output(command: &mut Command) -> Result<String> {
    let text = typed(command);
    let output = command
        .output()
        .with_context(|| format!("cannot start `{text}`"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("`{text}` failed ({}): {}", output.status, said.trim());
    }
    String::from_utf8(output.stdout).with_context(|| format!("output of `{text}`"))
}

/// Full path of a program, when it is installed.
pub fn find(program: &str) -> Option<PathBuf> {
    let folders = env::var_os("PATH")?;
    env::split_paths(&folders)
        .map(|folder| folder.join(program))
        .find(|path| path.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_of_the_outer_cargo_are_kept_from_the_inner_one() {
        assert!(is_set_by_cargo_run("CARGO_PKG_VERSION"));
        assert!(is_set_by_cargo_run("CARGO_MANIFEST_DIR"));
        assert!(is_set_by_cargo_run("CARGO"));
        assert!(!is_set_by_cargo_run("CARGO_HOME"));
        assert!(!is_set_by_cargo_run("CARGO_TARGET_DIR"));
        assert!(!is_set_by_cargo_run("CARGO_INCREMENTAL"));
    }

    #[test]
    fn a_failed_command_is_named_with_its_status() {
        let error = run(Command::new("sh").args(["-c", "exit 3"])).expect_err("status 3");
        let text = format!("{error:#}");
        assert!(
            text.contains("sh -c exit 3") && text.contains('3'),
            "{text}"
        );
    }

    #[test]
    fn a_program_that_is_not_installed_is_not_found() {
        assert!(find("sh").is_some());
        assert!(find("no-such-program-anywhere").is_none());
    }
}
