//! `opora match`: a problem in, pairs out, mistakes named.
//!
//! Not here: the solver. The one decision to know: problems are small enough to be solved in the head.

use std::fs;

use serde_json::json;

use crate::run::{Given, Place};

fn solve(problem: &serde_json::Value, more: &[&str]) -> Given {
    let place = Place::new();
    let file = place.path("problem.json");
    fs::write(&file, problem.to_string()).unwrap();
    let mut arguments = vec!["match", "--input"];
    let file = file.display().to_string();
    arguments.push(&file);
    arguments.extend(more);
    place.run(&arguments)
}

/// Two mentees who both fit the first mentor best; only one of them fits the second.
fn problem() -> serde_json::Value {
    json!({
        "mentees": [{ "id": "Аня" }, { "id": "Боря" }, { "id": "Вера" }],
        "mentors": [{ "id": "М1" }, { "id": "М2" }],
        "edges": [
            { "mentee": "Аня", "mentor": "М1", "score": 900, "mentee_rank": 1, "mentor_rank": 1 },
            { "mentee": "Аня", "mentor": "М2", "score": 500 },
            { "mentee": "Боря", "mentor": "М1", "score": 700, "mentee_rank": 1, "mentor_rank": 2 },
        ],
    })
}

#[test]
fn coverage_comes_before_points_and_who_has_nobody_is_named() {
    let given = solve(&problem(), &[]);
    assert_eq!(given.code, 0, "{}", given.err);
    assert_eq!(given.json["score"], 1200, "{}", given.out);
    assert_eq!(given.json["covered"], 2);
    assert_eq!(given.json["unmatched"], json!(["Вера"]));
    assert_eq!(
        given.json["proven"],
        json!({ "pairs": true, "score": true })
    );
    assert_eq!(given.json["blocking_pairs"], 1);
    assert_eq!(given.out, solve(&problem(), &[]).out, "the same bytes");
}

#[test]
fn a_pin_holds_and_the_other_mode_is_said() {
    let mut pinned = problem();
    pinned["pins"] = json!([{ "mentee": "Аня", "mentor": "М1" }]);
    let given = solve(&pinned, &["--mode", "agreement"]);
    assert_eq!(given.json["mode"], "agreement", "{}", given.out);
    assert_eq!(given.json["pairs"][0]["mentor"], "М1");
}

#[test]
fn a_file_that_does_not_hold_together_names_the_place() {
    let mut twice = problem();
    twice["mentors"][1]["id"] = json!("М1");
    let mut unknown = problem();
    unknown["edges"][0]["mentor"] = json!("М9");
    let mut high = problem();
    high["edges"][2]["score"] = json!(1001);
    let mut pins = problem();
    pins["pins"] = json!([
        { "mentee": "Аня", "mentor": "М1" },
        { "mentee": "Боря", "mentor": "М1" },
    ]);
    for (wrong, code, name) in [
        (twice, "match.twice", "М1"),
        (unknown, "match.unknown", "М9"),
        (high, "match.score_out_of_range", "Боря – М1"),
        (pins, "match.pins_exceed_capacity", "М1"),
        (json!({ "mentees": [] }), "match.json", "problem.json"),
    ] {
        let given = solve(&wrong, &[]);
        assert_eq!(given.code, 1, "{}", given.out);
        assert_eq!(given.json["error"]["code"], code);
        let message = given.json["error"]["message"].as_str().unwrap();
        assert!(message.contains(name), "{message}");
    }
}
