//! Writes the sample document in three formats into a folder, to look at: `cargo run -p
//! opora-documents --example sample -- FOLDER`.
#![expect(clippy::unwrap_used, reason = "a tool for developers")]

#[path = "../tests/sample.rs"]
mod sample;

use std::{fs, path::PathBuf};

fn main() {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| ".".into()));
    let document = sample::sample();
    fs::write(
        folder.join("sample.docx"),
        opora_documents::docx(&document).unwrap(),
    )
    .unwrap();
    fs::write(
        folder.join("sample.xlsx"),
        opora_documents::xlsx(&document).unwrap(),
    )
    .unwrap();
    fs::write(
        folder.join("sample.html"),
        opora_documents::html(&document).unwrap(),
    )
    .unwrap();
    let chart = sample::coverage();
    let themes = [
        ("page", opora_documents::Theme::Page),
        ("print", opora_documents::Theme::Print),
    ];
    for (name, theme) in themes {
        let svg = opora_documents::chart_svg(&chart, theme);
        fs::write(folder.join(format!("chart-{name}.svg")), svg).unwrap();
    }
}
