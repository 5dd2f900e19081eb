//! A private PostgreSQL for one run of the tests.
//!
//! Not here: schemas and databases of tests (`testkit` makes one per test). The one decision to
//! know: the server dies with this process, however it ends: the kernel tells it to shut down
//! (`setpriv --pdeathsig`), and the next run clears away folders of runs that were killed.

use std::fs::{self, File};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::{apt, command};

/// Start of the names of the folders.
const PREFIX: &str = "opora-test-postgres-";
/// Role of the tests: no superuser, so that row-level security applies to it.
const ROLE: &str = "opora";
/// How long the server may take to start or to stop.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running server.
#[derive(Debug)]
pub struct Postgres {
    server: Child,
    programs: PathBuf,
    folder: PathBuf,
    port: u16,
}

/// Folder of `initdb` and `postgres`, of the newest version installed.
pub fn server_programs() -> Option<PathBuf> {
    let mut found: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .flatten()
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            let programs = entry.path().join("bin");
            programs
                .join("initdb")
                .exists()
                .then_some((version, programs))
        })
        .collect();
    found.sort();
    found.pop().map(|(_, programs)| programs)
}

impl Postgres {
    /// Makes a cluster in a temporary folder and starts a server on a spare port of this machine.
    ///
    /// # Errors
    /// When the programs are missing or the server does not come up; its log is in the message.
    pub fn start() -> Result<Self> {
        let programs = server_programs().context("the server of PostgreSQL is not installed")?;
        let parent = std::env::temp_dir();
        clear_folders_of_dead_runs(&parent);
        let folder = parent.join(format!("{PREFIX}{}", std::process::id()));
        fs::create_dir(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        if apt::is_root() {
            command::run(Command::new("chown").arg("postgres:").arg(&folder))?;
        }
        let data = folder.join("data");
        command::output(
            as_server_user(&programs.join("initdb"))
                .args(["--username=postgres", "--auth=trust", "--encoding=UTF8"])
                .args(["--locale=C.UTF-8", "--no-sync", "--pgdata"])
                .arg(&data),
        )?;
        let port = spare_port()?;
        let log = folder.join("log");
        let server = start_server(&programs, &folder, &data, port, &log)?;
        let mut postgres = Self {
            server,
            programs,
            folder,
            port,
        };
        postgres.wait_until_ready(&log)?;
        postgres.make_role()?;
        Ok(postgres)
    }

    /// Where the tests connect: a role that may make databases and is no superuser.
    pub fn url(&self) -> String {
        format!("postgres://{ROLE}:{ROLE}@127.0.0.1:{}/{ROLE}", self.port)
    }

    fn wait_until_ready(&mut self, log: &Path) -> Result<()> {
        let begun = Instant::now();
        loop {
            if self.answers() {
                return Ok(());
            }
            let ended = self.server.try_wait()?.is_some();
            if ended || begun.elapsed() > PATIENCE {
                let said = fs::read_to_string(log).unwrap_or_default();
                bail!("PostgreSQL did not start: {}", said.trim());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn answers(&self) -> bool {
        command::output(&mut self.psql("SELECT 1")).is_ok()
    }

    fn make_role(&self) -> Result<()> {
        let role = format!("CREATE ROLE {ROLE} LOGIN CREATEDB NOSUPERUSER PASSWORD '{ROLE}'");
        command::output(&mut self.psql(&role))?;
        command::output(&mut self.psql(&format!("CREATE DATABASE {ROLE} OWNER {ROLE}")))?;
        Ok(())
    }

    fn psql(&self, statement: &str) -> Command {
        let mut psql = Command::new(self.programs.join("psql"));
        psql.args([
            "--no-psqlrc",
            "--quiet",
            "--username=postgres",
            "--dbname=postgres",
        ])
        .args(["--host=127.0.0.1", "--port"])
        .arg(self.port.to_string())
        .args(["--command", statement]);
        psql
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let pid = self.server.id().to_string();
        // SIGINT is PostgreSQL's "fast shutdown": connections are cut, nothing is left behind.
        let asked = command::output(Command::new("kill").args(["-INT", &pid]));
        let begun = Instant::now();
        while asked.is_ok() && begun.elapsed() < PATIENCE {
            if !matches!(self.server.try_wait(), Ok(None)) {
                break;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        if matches!(self.server.try_wait(), Ok(None)) {
            eprintln!("PostgreSQL does not stop; killing it");
            if let Err(error) = self.server.kill().and_then(|()| self.server.wait()) {
                eprintln!("cannot kill PostgreSQL (process {pid}): {error}");
            }
        }
        remove(&self.folder);
    }
}

fn start_server(
    programs: &Path,
    folder: &Path,
    data: &Path,
    port: u16,
    log: &Path,
) -> Result<Child> {
    let out = File::create(log)?;
    // The run is thrown away, so nothing needs to reach the disk.
    let settings = [
        "listen_addresses=127.0.0.1",
        "fsync=off",
        "synchronous_commit=off",
        "full_page_writes=off",
        "max_connections=400",
        "shared_buffers=64MB",
    ];
    let mut server = as_server_user(&programs.join("postgres"));
    server.arg("-D").arg(data).args(["-p", &port.to_string()]);
    server.arg("-k").arg(folder);
    for setting in settings {
        server.args(["-c", setting]);
    }
    server
        .stdout(out.try_clone()?)
        .stderr(out)
        .spawn()
        .context("cannot start PostgreSQL")
}

/// A program of the server, as the user `postgres` when we are root: the server refuses root.
fn as_server_user(program: &Path) -> Command {
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "INT"]);
    if apt::is_root() {
        command.args(["--reuid=postgres", "--regid=postgres", "--init-groups"]);
    }
    command.arg("--").arg(program).current_dir("/");
    command
}

fn spare_port() -> Result<u16> {
    let listener = TcpListener::bind("127.0.0.1:0").context("no spare port")?;
    Ok(listener.local_addr()?.port())
}

fn clear_folders_of_dead_runs(parent: &Path) {
    let Ok(entries) = fs::read_dir(parent) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let pid = name.to_str().and_then(|name| name.strip_prefix(PREFIX));
        if pid.is_some_and(|pid| !Path::new("/proc").join(pid).exists()) {
            remove(&entry.path());
        }
    }
}

fn remove(folder: &Path) {
    if let Err(error) = fs::remove_dir_all(folder) {
        eprintln!("cannot remove {}: {error}", folder.display());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_role_of_the_tests_is_no_superuser_and_nothing_stays_behind() {
        let postgres = Postgres::start().expect("a server");
        let mut psql = Command::new(postgres.programs.join("psql"));
        psql.args(["--no-psqlrc", "--tuples-only", "--no-align"])
            .args([
                "--command",
                "SELECT rolsuper, rolcreatedb FROM pg_roles WHERE rolname = user",
            ])
            .arg(postgres.url());
        let said = command::output(&mut psql).expect("an answer");
        assert_eq!(said.trim(), "f|t");
        let (folder, pid) = (postgres.folder.clone(), postgres.server.id());
        drop(postgres);
        assert!(!folder.exists());
        assert!(!Path::new("/proc").join(pid.to_string()).exists());
    }
}
