//! The contract of the verbs on the practice school.

use opora_demo::expected::{Expected, NOTE_ROW_30, ROWS};
use serde_json::{Value, json};

use crate::run::Place;

const DAY: &str = "2023-10-13";

fn keys(value: &Value) -> Vec<&str> {
    value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

#[test]
fn the_practice_school_gives_the_pilot_table_row_by_row() {
    let place = Place::with_school(900);
    let given = place.run(&["indicators", "--as-of", DAY]);
    assert_eq!(given.code, 0, "{}", given.err);
    let found = given.json["indicators"].as_array().unwrap();
    assert_eq!(found.len(), ROWS.len());
    let mut differing = Vec::new();
    for (row, found) in ROWS.iter().zip(found) {
        let as_json = |expected| match expected {
            Expected::Flag(flag) => json!(flag),
            Expected::Number(number) => json!(number),
        };
        println!(
            "{:>2} {:<32} {:>5} {:>5}",
            row.number,
            row.code,
            as_json(row.pilot),
            found["value"]
        );
        assert_eq!(found["number"], row.number);
        assert_eq!(found["code"], row.code);
        assert_eq!(found["value"], as_json(row.value), "{}", row.code);
        if found["kind"] == "count" {
            let counted = found["counted"].as_array().unwrap().len();
            assert_eq!(
                found["value"], counted,
                "{}: the list counts to the number",
                row.code
            );
        }
        if row.value != row.pilot {
            differing.push(row.number);
        }
    }
    assert_eq!(differing, [30], "{NOTE_ROW_30}");

    let checked = place.run(&["check", "--as-of", DAY]);
    assert_eq!(
        checked.json["counts"]["errors"], 0,
        "{:#}",
        checked.json["findings"]
    );
    assert_eq!(
        checked.json["counts"]["warnings"], 0,
        "{:#}",
        checked.json["findings"]
    );
    assert_eq!(checked.code, 0);
}

#[test]
fn the_shape_of_indicators_is_the_documented_one() {
    let place = Place::with_school(100);
    let given = place.run(&["indicators", "--as-of", "13.10.2023"]);
    assert_eq!(given.json["schema_version"], 1);
    assert_eq!(given.json["as_of"], DAY);
    assert_eq!(
        keys(&given.json),
        [
            "schema_version",
            "organisation",
            "as_of",
            "catalogue",
            "input_hash",
            "indicators",
            "figures"
        ]
    );
    assert_eq!(
        keys(&given.json["indicators"][0]),
        [
            "number",
            "code",
            "group",
            "group_title",
            "title",
            "kind",
            "unit",
            "value",
            "numerator",
            "denominator",
            "period",
            "status",
            "missing",
            "reason",
            "author",
            "counted",
            "evidence",
            "companions",
            "survey",
            "definition",
            "definition_edition",
            "notes",
        ]
    );
}

#[test]
fn a_report_writes_its_files_and_the_same_facts_give_the_same_bytes() {
    let place = Place::with_school(100);
    let write = |name: &str| {
        let out = place.path(name).display().to_string();
        let given = place.run(&["report", "--as-of", DAY, "--out", &out]);
        assert_eq!(given.code, 0, "{}", given.err);
        let files = given.json["files"].as_array().unwrap().clone();
        for file in &files {
            assert!(std::path::Path::new(file["path"].as_str().unwrap()).is_file());
        }
        files
            .iter()
            .map(|file| (file["format"].clone(), file["sha256"].clone()))
            .collect::<Vec<_>>()
    };
    let first = write("first");
    assert_eq!(
        first.iter().map(|file| file.0.clone()).collect::<Vec<_>>(),
        ["docx", "pdf", "xlsx", "html"]
    );
    assert_eq!(first, write("second"));
}

#[test]
fn export_into_an_empty_store_and_back_gives_the_same_content() {
    let place = Place::with_school(100);
    let (first, second) = (place.path("first.xlsx"), place.path("second.xlsx"));
    let export = |from: &Place, to: &std::path::Path| {
        let given = from.run(&["export", "--out", &to.display().to_string()]);
        assert_eq!(given.code, 0, "{}", given.err);
        given.json["sha256"].clone()
    };
    let before = export(&place, &first);
    let other = Place::new();
    let taken = other.run(&["import", &first.display().to_string()]);
    assert_eq!(taken.code, 0, "{} {}", taken.err, taken.out);
    let again = other.run(&["import", &first.display().to_string()]);
    assert_eq!(
        (&again.json["new"], &again.json["changed"]),
        (&json!(0), &json!(0))
    );
    assert_eq!(before, export(&other, &second));
    let log = other.run(&["audit", "verify"]);
    assert_eq!((log.code, &log.json["intact"]), (0, &json!(true)));
}

#[test]
fn a_dry_run_stores_nothing() {
    let place = Place::with_school(100);
    let book = place.path("book.xlsx").display().to_string();
    place.run(&["export", "--out", &book]);
    let other = Place::new();
    let given = other.run(&["import", &book, "--dry-run"]);
    assert!(given.json["new"].as_u64().unwrap() > 500, "{}", given.out);
    let after = other.run(&["import", &book, "--dry-run"]);
    assert_eq!(given.json["new"], after.json["new"]);
}

#[test]
fn a_second_demo_changes_nothing_and_never_joins_another_organisation() {
    let place = Place::with_school(100);
    let again = place.run(&["demo", "--no-serve", "--size", "100"]);
    assert_eq!((again.code, &again.json["created"]), (0, &json!(false)));
    let book = place.path("book.xlsx").display().to_string();
    place.run(&["export", "--out", &book]);
    let real = Place::new();
    assert_eq!(real.run(&["import", &book]).code, 0);
    let refused = real.run(&["demo", "--no-serve", "--size", "100"]);
    assert_eq!(
        (refused.code, &refused.json["error"]["code"]),
        (1, &json!("demo-occupied"))
    );
}

#[test]
fn the_shapes_of_checks_reports_imports_and_the_log_are_the_documented_ones() {
    let place = Place::with_school(100);
    let check = place.run(&["check", "--as-of", DAY]).json;
    assert_eq!(
        keys(&check),
        [
            "schema_version",
            "source",
            "organisation",
            "as_of",
            "file",
            "doubts",
            "counts",
            "findings",
            "outcomes",
        ]
    );
    assert_eq!(
        keys(&check["outcomes"][0]),
        ["code", "title", "severity", "verdict", "reason", "findings",]
    );
    let out = place.path("out").display().to_string();
    let report = place
        .run(&["report", "--as-of", DAY, "--format", "html", "--out", &out])
        .json;
    assert_eq!(
        keys(&report),
        [
            "schema_version",
            "organisation",
            "as_of",
            "edition",
            "errors",
            "files"
        ]
    );
    assert_eq!(
        keys(&report["files"][0]),
        ["path", "bytes", "sha256", "format"]
    );
    assert_eq!(
        keys(&place.run(&["audit", "verify"]).json),
        ["schema_version", "organisation", "rows", "intact", "break"]
    );
    let book = place.path("book.xlsx").display().to_string();
    place.run(&["export", "--out", &book]);
    let import = place.run(&["import", &book, "--dry-run"]).json;
    assert_eq!(
        keys(&import),
        [
            "schema_version",
            "dry_run",
            "new",
            "changed",
            "unchanged",
            "rejected_rows",
            "sheets",
            "rejected",
            "doubts",
            "rejected_file",
        ]
    );
}

#[test]
fn a_finding_of_a_typed_report_names_rows_what_is_found_and_the_remedy() {
    let place = Place::new();
    let report = place.path("typed.html");
    let row = |title: &str, value: u32| {
        format!("<tr><td>Группа</td><td>{title}</td><td>{value}</td><td></td></tr>")
    };
    let page = format!(
        "<html><body><p>Справка</p><p>13.10.2023</p><table><tr><td>Показатель</td><td>Критерий</td>\
         <td>Единица измерения (количество)</td><td>Измерительный материал/источник информации</td></tr>{}{}</table></body></html>",
        row(
            "Количество педагогов, участвующих в программах наставничества в роли наставника",
            8
        ),
        row("Количество педагогов, выполняющих функции наставника", 0),
    );
    std::fs::write(&report, page).unwrap();
    let given = place.run(&["check", &report.display().to_string()]);
    assert_eq!(given.code, 1, "{} {}", given.out, given.err);
    let findings = given.json["findings"].as_array().unwrap();
    let found = findings
        .iter()
        .find(|one| one["code"] == "teacher-mentors-agree");
    let found = found.unwrap_or_else(|| panic!("{}", given.out));
    assert_eq!(found["severity"], "error");
    assert_eq!(found["rows"], json!([30, 28]));
    for field in ["message", "expected", "found", "remedy"] {
        assert!(!found[field].as_str().unwrap().is_empty(), "{field}");
    }
}

#[test]
fn consents_are_counted_by_class_and_name_nobody() {
    let place = Place::with_school(100);
    let given = place.run(&["consents", "--as-of", DAY]);
    assert_eq!(given.code, 0, "{}", given.err);
    let classes = given.json["classes"].as_array().unwrap();
    let sum: i64 = classes
        .iter()
        .map(|one| one["purposes"]["participation"]["have"].as_i64().unwrap())
        .sum();
    assert_eq!(given.json["purposes"]["participation"]["have"], sum);
    assert!(sum > 0);
}

#[test]
fn every_verb_explains_itself_with_an_example_in_both_languages() {
    let place = Place::new();
    for verb in [
        "demo",
        "serve",
        "doctor",
        "migrate",
        "template",
        "import",
        "export",
        "indicators",
        "consents",
        "check",
        "read",
        "report",
        "match",
        "audit",
        "key",
        "completions",
        "man",
    ] {
        for (language, word) in [("ru", "Пример"), ("en", "Example")] {
            let given = place.tell(&["--lang", language, verb, "--help"]);
            assert_eq!(given.code, 0, "{verb}");
            assert!(
                given.out.contains(word) && given.out.contains("opora"),
                "{verb}: {}",
                given.out
            );
        }
    }
}

#[test]
fn the_template_needs_no_data_and_completions_and_man_are_made() {
    let place = Place::new();
    let book = place.path("template.xlsx");
    assert_eq!(
        place
            .run(&["template", "--out", &book.display().to_string()])
            .code,
        0
    );
    assert!(book.is_file() && !place.data().exists());
    assert!(place.tell(&["completions", "bash"]).out.contains("opora"));
    assert!(place.tell(&["man"]).out.contains(".TH"));
}
