//! What is wrong outside the program: each gives its code, names the place and the next step.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt as _;
use std::process::{Child, Command, Stdio};

use crate::run::{Given, Place, command, given, on_a_small_disk};

fn refused(given: &Given, exit: i32, code: &str, names: &str) {
    assert_eq!(given.code, exit, "{} {}", given.out, given.err);
    assert_eq!(given.json["error"]["code"], code, "{}", given.out);
    let message = given.json["error"]["message"].as_str().unwrap();
    assert!(message.contains(names), "{message}");
    assert!(
        !given.json["error"]["next_step"]
            .as_str()
            .unwrap()
            .is_empty()
    );
    assert!(given.err.contains("Что делать: "), "{}", given.err);
}

/// A server that ends with the test.
struct Served {
    child: Child,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Serves on a port the system chooses and waits until it says so.
fn serve(place: &Place) -> Served {
    let mut child = place
        .command()
        .args(["serve", "--listen", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap())
        .read_line(&mut line)
        .unwrap();
    assert!(line.contains("http://127.0.0.1:"), "{line}");
    Served { child }
}

#[test]
fn an_absent_folder_names_the_folder() {
    let place = Place::new();
    let given = place.run(&["indicators"]);
    refused(
        &given,
        3,
        "store.missing",
        &place.data().display().to_string(),
    );
}

#[test]
fn a_file_in_place_of_the_folder_is_no_folder() {
    let place = Place::new();
    fs::write(place.data(), "x").unwrap();
    refused(&place.run(&["indicators"]), 3, "store.not_a_folder", "data");
}

#[test]
fn an_empty_database_asks_for_data() {
    let place = Place::new();
    assert_eq!(place.run(&["migrate"]).code, 0);
    refused(&place.run(&["indicators"]), 3, "no-organisation", "школ");
}

#[test]
fn something_else_in_place_of_the_database_is_said_so() {
    let place = Place::new();
    fs::create_dir(place.data()).unwrap();
    fs::write(place.data().join("opora.db"), "это не база\n".repeat(400)).unwrap();
    refused(&place.run(&["indicators"]), 3, "store.corrupt", "opora.db");
}

#[test]
fn a_full_disk_refuses_the_import_whole_and_the_next_one_goes_in() {
    let place = Place::with_school(100);
    let book = place.path("school.xlsx");
    let export = place.run(&["export", "--out", &book.display().to_string()]);
    assert_eq!(export.code, 0, "{}", export.err);
    let small = Place::new();
    let steps = format!(
        "O=\"$OPORA --data $DATA\"; B='{}'; $O migrate >/dev/null; \
         dd if=/dev/zero of=$DATA/fill bs=4k 2>/dev/null; \
         $O --json import $B; echo \"opening $?\"; \
         truncate -s -200K $DATA/fill; $O --json import $B; echo \"writing $?\"; \
         rm $DATA/fill; $O --json import $B; echo \"again $?\"; \
         $O indicators --as-of 2023-10-13 >/dev/null; echo \"counted $?\"",
        book.display()
    );
    let said = on_a_small_disk(&small, "4m", &steps);
    assert_eq!(said.matches("\"store.full\"").count(), 2, "{said}");
    for step in ["opening 3", "writing 3", "again 0", "counted 0"] {
        assert!(said.lines().any(|line| line == step), "{step}: {said}");
    }
    assert!(said.contains("На диске нет места"), "{said}");
    assert!(said.contains("\"unchanged\": 0,"), "half was in: {said}");
}

#[test]
fn a_folder_that_may_only_be_read_is_named() {
    let place = Place::with_school(100);
    let data = place.data();
    let inner = command(&data);
    let ask = |data: &std::path::Path| {
        given(
            Command::new("setpriv")
                .args(["--reuid=65534", "--regid=65534", "--clear-groups"])
                .arg(inner.get_program())
                .env_remove("DATABASE_URL")
                .env("OPORA_KEY_FILE", place.path("nobody.key"))
                .args(["--json", "--data"])
                .arg(data)
                .arg("indicators"),
        )
    };
    // A folder others may enter, a binary others may run: only the right to write is missing.
    let open = |path: &std::path::Path| {
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    };
    open(data.parent().unwrap());
    open(&data);
    refused(
        &ask(&data),
        3,
        "store.read_only",
        &data.display().to_string(),
    );
}

#[test]
fn a_second_process_on_the_same_data_is_refused() {
    let place = Place::with_school(100);
    let _served = serve(&place);
    refused(&place.run(&["indicators"]), 3, "store.in_use", "data");
}

#[test]
fn a_port_in_use_is_named() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let place = Place::with_school(100);
    refused(
        &place.run(&["serve", "--listen", &address]),
        3,
        "address_in_use",
        &address,
    );
}

#[test]
fn a_wrong_address_of_a_database_shows_no_password() {
    let place = Place::new();
    let ask = |address: &str| {
        given(
            command(&place.data())
                .env("DATABASE_URL", address)
                .args(["--json", "doctor"]),
        )
    };
    let no_server = ask("postgres://opora:тайна@127.0.0.1:1/opora");
    assert_eq!(no_server.code, 3, "{}", no_server.err);
    assert!(!no_server.out.contains("тайна"), "{}", no_server.out);
    let no_address = ask("mysql://localhost/opora");
    assert_eq!(no_address.code, 3);
}

#[test]
fn files_that_are_no_workbook_are_refused_and_leave_no_trace() {
    let place = Place::new();
    for (name, bytes, code) in [
        ("empty.xlsx", &b""[..], "empty-file"),
        (
            "picture.xlsx",
            &b"\x89PNG\r\n\x1a\n\0\0\0\0"[..],
            "wrong-format",
        ),
        ("cut.xlsx", &b"PK\x03\x04\x14\0\0\0\x08\0"[..], "damaged"),
    ] {
        let path = place.path(name);
        fs::write(&path, bytes).unwrap();
        let given = place.run(&["import", &path.display().to_string()]);
        refused(&given, 1, code, name);
    }
    assert!(!place.data().exists(), "nothing was made");
}

#[test]
fn an_absent_file_is_of_the_environment() {
    let place = Place::new();
    refused(
        &place.run(&["import", "нет.xlsx"]),
        3,
        "file-absent",
        "нет.xlsx",
    );
    refused(
        &place.run(&["check", "нет.docx"]),
        3,
        "file-absent",
        "нет.docx",
    );
}

#[test]
fn a_wrong_command_line_is_usage() {
    let place = Place::new();
    for arguments in [
        &["indicators", "--as-of", "31.02.2023"][..],
        &["indicators", "--as-of", "0025-01-01"],
        &["report", "--format", "odt", "--out", "x"],
        &["demo", "--size", "5"],
        &["serve", "--listen", "порт"],
        &["template"],
        &["летать"],
        &["doctor", "--быстро"],
        &["audit"],
    ] {
        refused(&place.run(arguments), 2, "usage", "");
    }
}

#[test]
fn the_first_serve_prints_a_one_time_link() {
    let place = Place::new();
    let mut child = place
        .command()
        .args(["serve", "--listen", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let _served = Served { child };
    let (_, second) = (lines.next(), lines.next().unwrap().unwrap());
    assert!(second.contains("/join/"), "{second}");
}

#[test]
fn an_unwritable_place_names_it_and_a_whole_old_file_stays() {
    let place = Place::new();
    let out = place
        .path("no-such-folder/template.xlsx")
        .display()
        .to_string();
    refused(
        &place.run(&["template", "--out", &out]),
        3,
        "file-unwritable",
        "template.xlsx",
    );
}
