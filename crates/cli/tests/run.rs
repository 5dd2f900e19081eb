//! Running the binary in a folder of its own.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A folder of data and the binary working on it.
pub struct Place {
    folder: TempDir,
}

/// What a run gave.
pub struct Given {
    pub code: i32,
    pub json: Value,
    pub out: String,
    pub err: String,
}

impl Place {
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// A folder with a practice school of this many pupils.
    pub fn with_school(pupils: usize) -> Self {
        let place = Self::new();
        let made = place.run(&["demo", "--no-serve", "--size", &pupils.to_string()]);
        assert_eq!(made.code, 0, "{}", made.err);
        place
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn command(&self) -> Command {
        command(&self.data())
    }

    /// Runs a verb with `--json`.
    pub fn run(&self, arguments: &[&str]) -> Given {
        given(self.command().arg("--json").args(arguments))
    }

    /// Runs a verb as a person would.
    pub fn tell(&self, arguments: &[&str]) -> Given {
        given(self.command().args(arguments))
    }
}

pub fn command(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_opora"));
    command
        .env_remove("DATABASE_URL")
        .env("LC_ALL", "C.UTF-8")
        .env("OPORA_KEY_FILE", data.with_extension("key"))
        .stdin(Stdio::null())
        .arg("--data")
        .arg(data);
    command
}

/// Steps of a shell in a mount namespace of its own, where `$DATA` lies on a disk of this size; `$OPORA` is the
/// binary on it. Gives what the steps print. Needs root, as the whole run of the tests does.
pub fn on_a_small_disk(place: &Place, size: &str, steps: &str) -> String {
    let data = place.data();
    std::fs::create_dir_all(&data).unwrap();
    let script = format!("mount -t tmpfs -o size={size} none \"$DATA\" && {steps}");
    let output = Command::new("unshare")
        .args(["--mount", "sh", "-c", &script])
        .env_remove("DATABASE_URL")
        .env("LC_ALL", "C.UTF-8")
        .env("DATA", &data)
        .env("OPORA_KEY_FILE", data.with_extension("key"))
        .env("OPORA", env!("CARGO_BIN_EXE_opora"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    said
}

pub fn given(command: &mut Command) -> Given {
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().unwrap();
    let out = String::from_utf8(stdout).unwrap();
    Given {
        code: status.code().unwrap_or(-1),
        json: serde_json::from_str(&out).unwrap_or(Value::Null),
        err: String::from_utf8_lossy(&stderr).into_owned(),
        out,
    }
}
