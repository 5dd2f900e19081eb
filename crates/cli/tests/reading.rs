//! The contract of `read`: files one by one, and a folder as one table.
//!
//! Not here: how well documents are understood (`intake`). The one decision to know: documents are
//! pages written here, because their words are what the tests are about.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use serde_json::{Value, json};

use crate::run::Place;

const MENTORS: &str =
    "Количество педагогов, участвующих в программах наставничества в роли наставника";
const MENTEES: &str =
    "Количество педагогов, участвующих в программах наставничества в роли наставляемого";

fn page(school: &str, mentors: &str, mentees: &str) -> String {
    let row = |title: &str, value: &str| {
        format!("<tr><td>Группа</td><td>{title}</td><td>{value}</td><td></td></tr>")
    };
    format!(
        "<html><body><p>Информационно-аналитическая справка МБОУ «{school}»</p><p>13.10.2023</p><table>\
         <tr><td>Показатель</td><td>Критерий</td><td>Значение</td><td>Источник</td></tr>{}{}</table></body></html>",
        row(MENTORS, mentors),
        row(MENTEES, mentees),
    )
}

fn write(folder: &Path, name: &str, content: impl AsRef<[u8]>) {
    fs::create_dir_all(folder).unwrap();
    fs::write(folder.join(name), content).unwrap();
}

fn keys(value: &Value) -> Vec<&str> {
    value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

#[test]
fn a_read_file_has_the_documented_shape_with_sources_and_no_value_in_doubt() {
    let place = Place::new();
    write(
        &place.path("in"),
        "a.html",
        page("СОШ № 7", "8 чел.", "7–9"),
    );
    let file = place.path("in").join("a.html").display().to_string();
    let given = place.run(&["read", &file]);
    assert_eq!(given.code, 0, "{} {}", given.out, given.err);
    assert_eq!(keys(&given.json), ["schema_version", "files"]);
    assert_eq!(keys(&given.json["files"][0]), ["file", "reports", "error"]);
    let report = &given.json["files"][0]["reports"][0];
    assert_eq!(
        keys(report),
        [
            "title",
            "organisation",
            "dated_on",
            "as_of",
            "number",
            "approved_by",
            "executor",
            "signed",
            "value_heading",
            "indicators",
            "roadmap",
            "conclusions",
            "recommendations",
            "doubts",
        ]
    );
    assert_eq!(report["organisation"], "МБОУ «СОШ № 7»");
    let [sure, doubtful] = [&report["indicators"][0], &report["indicators"][1]];
    assert_eq!(
        keys(sure),
        [
            "position",
            "number",
            "code",
            "candidate",
            "group",
            "title",
            "state",
            "value",
            "text",
            "unit",
            "denominator",
            "links",
            "proofs",
            "source",
        ]
    );
    assert_eq!(
        (&sure["value"], &sure["state"]),
        (&json!(8.0), &json!("sure"))
    );
    assert_eq!(
        sure["source"],
        json!({ "table": 1, "sheet": null, "row": 2, "column": 3, "heading": "Значение",
                "text": "8 чел.", "likeness": 1000 })
    );
    assert_eq!(
        (&doubtful["value"], &doubtful["state"], &doubtful["text"]),
        (&Value::Null, &json!("doubtful"), &json!("7–9"))
    );
    assert_eq!(report["doubts"][0]["code"], "unclear-value");
}

#[test]
fn a_bad_file_is_named_and_the_others_are_read() {
    let place = Place::new();
    let folder = place.path("in");
    write(&folder, "a.html", page("СОШ № 7", "8", "8"));
    write(&folder, "b.docx", b"PK\x03\x04 cut");
    let path = |name: &str| folder.join(name).display().to_string();
    let given = place.run(&["read", &path("b.docx"), &path("a.html")]);
    assert_eq!(given.code, 1);
    assert_eq!(given.json["files"][0]["error"]["code"], "damaged");
    assert_eq!(given.json["files"][1]["error"], Value::Null);
    let book = place.path("read.xlsx");
    let out = book.display().to_string();
    let given = place.tell(&["read", &path("a.html"), "--xlsx", &out]);
    assert_eq!(given.code, 0, "{}", given.err);
    assert!(book.is_file() && given.out.contains("СОШ № 7"));
}

fn archive(documents: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in documents {
        writer
            .start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_folder_with_archives_and_bad_files_becomes_one_table() {
    let place = Place::new();
    let folder = place.path("in");
    for at in 1..=5 {
        let page = page(&format!("СОШ № {at}"), &at.to_string(), "8");
        write(&folder.join("inner"), &format!("{at}.html"), page);
    }
    write(&folder, "again.html", page("СОШ № 1", "1", "9"));
    write(&folder, "empty.docx", "");
    write(&folder, "scan.pdf", "%PDF-1.4");
    let (sixth, seventh) = (page("СОШ № 6", "6", "6"), page("СОШ № 7", "7", "около 7"));
    let packed = archive(&[
        ("6.html", &sixth),
        ("папка/7.html", &seventh),
        ("x.bin", "\u{1}\u{2}"),
    ]);
    write(&folder, "pack.zip", packed);
    let out = place.path("table.xlsx");
    let shown = out.display().to_string();
    let given = place.run(&[
        "read",
        "--batch",
        &folder.display().to_string(),
        "--out",
        &shown,
    ]);
    assert_eq!(given.code, 1, "{} {}", given.out, given.err);
    assert_eq!(
        keys(&given.json),
        [
            "schema_version",
            "out",
            "files",
            "reports",
            "resumed",
            "doubtful",
            "duplicates",
            "outliers",
            "unreadable",
        ]
    );
    assert_eq!(
        (&given.json["files"], &given.json["reports"]),
        (&json!(11), &json!(8))
    );
    assert_eq!(
        (&given.json["doubtful"], &given.json["duplicates"]),
        (&json!(1), &json!(1))
    );
    let unreadable = given.json["unreadable"].as_array().unwrap();
    let names: Vec<&str> = unreadable
        .iter()
        .filter_map(|one| one["file"].as_str())
        .collect();
    assert_eq!(names, ["empty.docx", "pack.zip/x.bin", "scan.pdf"]);
    assert!(fs::read(&out).unwrap().starts_with(b"PK"));
    assert!(!place.path("table.xlsx.unfinished").exists());
}

#[test]
fn a_batch_cut_short_goes_on_and_a_changed_file_is_read_anew() {
    let place = Place::new();
    let folder = place.path("in");
    write(&folder, "1.html", page("СОШ № 1", "1", "1"));
    write(&folder, "2.html", page("СОШ № 2", "2", "2"));
    // The table cannot be written where a folder stands: the journal stays.
    let out = place.path("table.xlsx");
    fs::create_dir_all(out.join("in the way")).unwrap();
    let folder = folder.display().to_string();
    let shown = out.display().to_string();
    let read = || place.run(&["read", "--batch", &folder, "--out", &shown]);
    assert_eq!(read().code, 3);
    assert!(place.path("table.xlsx.unfinished").is_file());
    fs::remove_dir_all(&out).unwrap();
    fs::write(place.path("in").join("2.html"), page("СОШ № 2", "3", "3")).unwrap();
    let again = read();
    assert_eq!(
        (again.code, &again.json["resumed"]),
        (0, &json!(1)),
        "{}",
        again.err
    );
    assert!(out.is_file() && !place.path("table.xlsx.unfinished").exists());
}
