//! A PostgreSQL server for the tests of this process.
//!
//! Not here: databases of single tests. The one decision to know: `OPORA_TEST_PG_URL` names a server
//! somebody else looks after (`cargo xtask test` does); otherwise a private one is started, which
//! ends with the process because its keeper waits for the other end of a pipe to close.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

use url::Url;

/// Where the tests connect: a role that may make databases and is no superuser, so that row-level
/// security applies to it.
pub(crate) fn address() -> Url {
    static SERVER: OnceLock<(Url, Option<Child>)> = OnceLock::new();
    SERVER
        .get_or_init(|| match std::env::var("OPORA_TEST_PG_URL") {
            Ok(address) => (
                Url::parse(&address).expect("OPORA_TEST_PG_URL is an address"),
                None,
            ),
            Err(_) => start(),
        })
        .0
        .clone()
}

/// Makes a cluster, starts it on a socket in its own folder, says where, waits for the end of its
/// input, stops it and removes the folder.
const KEEPER: &str = r#"
trap '' INT TERM
set -e
dir=$(mktemp -d "${TMPDIR:-/tmp}/opora-testkit-XXXXXX")
"$1/initdb" --username=postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync \
    --pgdata "$dir/data" >"$dir/log" 2>&1 || { cat "$dir/log" >&2; exit 1; }
"$1/pg_ctl" --pgdata "$dir/data" --log "$dir/log" --wait --options "-k $dir \
    -c listen_addresses='' -c fsync=off -c full_page_writes=off -c synchronous_commit=off \
    -c max_connections=400" start >/dev/null 2>&1 || { cat "$dir/log" >&2; exit 1; }
"$1/psql" --no-psqlrc --quiet --host "$dir" --username postgres --dbname postgres \
    --command "CREATE ROLE opora LOGIN CREATEDB NOSUPERUSER" \
    --command "CREATE DATABASE opora OWNER opora" >&2
echo "$dir"
set +e
cat >/dev/null
"$1/pg_ctl" --pgdata "$dir/data" --mode immediate stop >/dev/null 2>&1
rm -rf "$dir"
"#;

fn start() -> (Url, Option<Child>) {
    let programs = programs();
    let root = Command::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|said| said.stdout.trim_ascii() == b"0");
    // PostgreSQL refuses to run as root; the package makes a user of its own.
    let mut keeper = if root {
        let mut keeper = Command::new("runuser");
        keeper.args(["-u", "postgres", "--", "sh"]);
        keeper
    } else {
        Command::new("sh")
    };
    let mut keeper = keeper
        .args(["-c", KEEPER, "keeper"])
        .arg(programs)
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("a shell starts");
    let said = keeper.stdout.take().expect("output of the keeper");
    let mut folder = String::new();
    BufReader::new(said)
        .read_line(&mut folder)
        .expect("the keeper speaks");
    let folder = folder.trim();
    assert!(
        !folder.is_empty(),
        "PostgreSQL for tests did not start, see above"
    );
    let mut address = Url::parse("postgres://opora@localhost/opora").expect("an address");
    address.query_pairs_mut().append_pair("host", folder);
    (address, Some(keeper))
}

/// Folder of the programs of the newest PostgreSQL installed.
fn programs() -> PathBuf {
    let newest = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let version: u32 = entry.file_name().to_str()?.parse().ok()?;
            let programs = entry.path().join("bin");
            programs
                .join("initdb")
                .exists()
                .then_some((version, programs))
        })
        .max();
    match newest {
        Some((_, programs)) => programs,
        None => panic!(
            "tests need PostgreSQL: install it (Debian: apt-get install postgresql) or name a \
             server in OPORA_TEST_PG_URL"
        ),
    }
}
