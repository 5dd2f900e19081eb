//! The key of special categories: made, renewed, lost.
//!
//! Not here: sealing. The one decision to know: a copied folder without its key file is what a thief
//! has, and what a school has after a careless restore.

use std::fs;

use serde_json::json;

use crate::run::{Place, command, given};

const DAY: [&str; 3] = ["indicators", "--as-of", "2023-10-13"];

#[test]
fn a_copied_folder_without_the_key_says_what_is_missing_and_shows_no_category() {
    let place = Place::with_school(100);
    let copy = Place::new();
    fs::create_dir(copy.data()).unwrap();
    fs::copy(place.data().join("opora.db"), copy.data().join("opora.db")).unwrap();
    let bytes = fs::read(copy.data().join("opora.db")).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains("pupil"), "the file was read");
    for secret in ["risk_group", "ВШУ"] {
        assert!(!text.contains(secret), "{secret}");
    }
    let refused = copy.run(&DAY);
    assert_eq!(refused.code, 3, "{}", refused.out);
    assert_eq!(refused.json["error"]["code"], "store.key_missing");
    assert!(
        !copy.data().with_extension("key").exists(),
        "no key is made beside data sealed with another"
    );
    let shown = copy.run(&["key", "show"]);
    assert_eq!(shown.json["keys"][0]["present"], false, "{}", shown.err);
    fs::copy(
        place.data().with_extension("key"),
        copy.data().with_extension("key"),
    )
    .unwrap();
    let back = copy.run(&DAY);
    assert_eq!(back.code, 0, "{}", back.err);
    assert_eq!(back.json["indicators"], place.run(&DAY).json["indicators"]);
}

#[test]
fn a_new_key_takes_over_and_the_old_one_goes_when_told() {
    let place = Place::with_school(100);
    let before = place.run(&DAY).json;
    let one = place.run(&["key", "show"]);
    let rows = one.json["keys"][0]["rows"].as_u64().unwrap();
    assert!(rows > 0, "{}", one.out);
    let rotated = place.run(&["key", "rotate"]);
    assert_eq!(rotated.code, 0, "{}", rotated.err);
    assert_eq!(rotated.json["resealed"], json!(rows));
    assert_eq!(rotated.json["keys"][0]["rows"], 0);
    assert_eq!(rotated.json["keys"][1]["rows"], json!(rows));
    let retired = place.run(&["key", "retire"]);
    assert_eq!(retired.json["retired"], 1, "{}", retired.out);
    assert_eq!(retired.json["keys"].as_array().unwrap().len(), 1);
    let aside = place.data().with_extension("key.retired");
    let aside = fs::read_to_string(aside).unwrap();
    assert_eq!(
        aside.lines().filter(|line| !line.starts_with('#')).count(),
        1,
        "other data may still need the key"
    );
    assert_eq!(place.run(&["key", "retire"]).json["retired"], 0);
    assert_eq!(place.run(&DAY).json, before);
    let log = place.run(&["audit", "verify"]);
    assert_eq!(log.json["intact"], true);
}

#[test]
fn a_damaged_key_file_is_named() {
    let place = Place::with_school(100);
    let key = place.data().with_extension("key");
    fs::write(&key, "не ключ\n").unwrap();
    let refused = place.run(&DAY);
    assert_eq!(
        (refused.code, &refused.json["error"]["code"]),
        (3, &json!("key.damaged"))
    );
    assert!(refused.err.contains("data.key"), "{}", refused.err);
    let nowhere = given(
        command(&place.data())
            .env("OPORA_KEY_FILE", place.path("data/opora.db/opora.key"))
            .args(["--json", "doctor"]),
    );
    assert_eq!(nowhere.code, 3, "{}", nowhere.out);
}
