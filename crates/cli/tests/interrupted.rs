//! An import killed at any moment leaves all of it or nothing.

use std::process::Stdio;
use std::time::Duration;

use serde_json::json;

use crate::run::Place;

#[test]
fn kill_9_during_an_import_leaves_all_or_nothing() {
    let source = Place::with_school(450);
    let book = source.path("book.xlsx").display().to_string();
    assert_eq!(source.run(&["export", "--out", &book]).code, 0);
    let whole = source.run(&["import", &book, "--dry-run"]).json["unchanged"].clone();
    let started = std::time::Instant::now();
    assert_eq!(Place::new().run(&["import", &book]).code, 0);
    let length = started.elapsed();
    // Eight moments spread over the time a whole import takes; none is the right one on every
    // machine, each has to leave all or nothing.
    for part in 1..=8_u32 {
        let place = Place::new();
        let mut child = place
            .command()
            .args(["import", &book])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        wait(&mut child, length * part / 8);
        let _ = child.kill();
        child.wait().unwrap();
        let after = place.run(&["import", &book, "--dry-run"]);
        assert_eq!(after.code, 0, "{} {}", after.out, after.err);
        let (new, unchanged) = (&after.json["new"], &after.json["unchanged"]);
        let nothing = new == &whole && unchanged == &json!(0);
        let all = new == &json!(0) && unchanged == &whole;
        assert!(
            nothing || all,
            "new {new}, unchanged {unchanged}, whole {whole}"
        );
    }
}

/// Lets the child work this long, or until it has ended.
fn wait(child: &mut std::process::Child, length: Duration) {
    let started = std::time::Instant::now();
    while started.elapsed() < length && child.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
}
