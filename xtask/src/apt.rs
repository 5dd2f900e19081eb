//! What the commands need from the machine, and how it is installed on Debian.
//!
//! Not here: Rust itself (`rust-toolchain.toml`). The one decision to know: a missing tool fails
//! the run. A test that is skipped because something is not installed tests nothing.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use crate::command;

/// Something the machine must have.
#[derive(Debug)]
pub struct Need {
    /// What it is, for the message.
    what: &'static str,
    /// Package of Debian that brings it.
    package: &'static str,
    /// How to see that it is there.
    probe: Probe,
}

#[derive(Debug)]
enum Probe {
    /// A program on the path.
    Program(&'static str),
    /// A file or folder.
    File(&'static str),
    /// The server programs of PostgreSQL, which Debian keeps off the path.
    PostgresServer,
}

const COMPILER: Need = Need {
    what: "a C compiler",
    package: "build-essential",
    probe: Probe::Program("cc"),
};
const NODE: Need = Need {
    what: "Node.js",
    package: "nodejs",
    probe: Probe::Program("node"),
};
const NPM: Need = Need {
    what: "npm",
    package: "npm",
    probe: Probe::Program("npm"),
};

/// What building and serving needs.
pub const FOR_DEMO: &[Need] = &[COMPILER, NODE, NPM];

/// What benchmarks need beside what the tests need.
pub const FOR_BENCH: &[Need] = &[Need {
    what: "wrk, which loads a server",
    package: "wrk",
    probe: Probe::File("/usr/bin/wrk"),
}];

/// What the tests need on top.
pub const FOR_TEST: &[Need] = &[
    COMPILER,
    NODE,
    NPM,
    Need {
        what: "Chromium",
        package: "chromium",
        probe: Probe::File("/usr/bin/chromium"),
    },
    Need {
        what: "the server of PostgreSQL",
        package: "postgresql",
        probe: Probe::PostgresServer,
    },
    Need {
        what: "LibreOffice Writer",
        package: "libreoffice-writer",
        probe: Probe::File("/usr/lib/libreoffice/program/libswlo.so"),
    },
    Need {
        what: "LibreOffice Calc",
        package: "libreoffice-calc",
        probe: Probe::File("/usr/lib/libreoffice/program/libsclo.so"),
    },
    Need {
        what: "pdftotext",
        package: "poppler-utils",
        probe: Probe::Program("pdftotext"),
    },
    Need {
        what: "fonts with the metrics of Times and Arial",
        package: "fonts-liberation2",
        probe: Probe::File("/usr/share/fonts/truetype/liberation2"),
    },
    Need {
        what: "a change of user (setpriv)",
        package: "util-linux",
        probe: Probe::Program("setpriv"),
    },
];

impl Need {
    fn met(&self) -> bool {
        match self.probe {
            Probe::Program(name) => command::find(name).is_some(),
            Probe::File(path) => Path::new(path).exists(),
            Probe::PostgresServer => crate::postgres::server_programs().is_some(),
        }
    }
}

/// Installs what is missing, when this is Debian and we are root.
///
/// # Errors
/// Names everything that is still missing, with the command that installs it.
pub fn install(needs: &[Need]) -> Result<()> {
    let missing: Vec<&str> = missing(needs).map(|need| need.package).collect();
    if missing.is_empty() {
        return Ok(());
    }
    if is_root() && command::find("apt-get").is_some() {
        eprintln!("installing packages of Debian: {}", missing.join(" "));
        command::run(apt().args(["update", "-q"]))?;
        command::run(
            apt()
                .args(["install", "-yq", "--no-install-recommends"])
                .args(&missing),
        )?;
    }
    let still: Vec<&Need> = self::missing(needs).collect();
    if still.is_empty() {
        return Ok(());
    }
    let what: Vec<&str> = still.iter().map(|need| need.what).collect();
    let packages: Vec<&str> = still.iter().map(|need| need.package).collect();
    bail!(
        "missing: {}. On Debian, as root: apt-get install {}",
        what.join(", "),
        packages.join(" ")
    );
}

fn missing(needs: &[Need]) -> impl Iterator<Item = &Need> {
    needs.iter().filter(|need| !need.met())
}

fn apt() -> Command {
    let mut command = Command::new("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}

/// Whether this process belongs to root.
pub fn is_root() -> bool {
    command::output(Command::new("id").arg("-u")).is_ok_and(|user| user.trim() == "0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_absent_is_missing_and_what_is_there_is_not() {
        let needs = [
            Need {
                what: "a shell",
                package: "dash",
                probe: Probe::Program("sh"),
            },
            Need {
                what: "a wonder",
                package: "wonder",
                probe: Probe::File("/no/such/wonder"),
            },
        ];
        let missing: Vec<&str> = missing(&needs).map(|need| need.package).collect();
        assert_eq!(missing, ["wonder"]);
    }
}
