//! Writes the sample document as PDF, to look at: `cargo run -p opora-pdf --example paper --
//! FOLDER FONT…`. Prints how long the first and the second rendering took.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a tool for developers"
)]

#[path = "../../documents/tests/sample.rs"]
mod sample;

use std::{fs, path::PathBuf, time::Instant};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().unwrap_or_else(|| ".".into()));
    let fonts = arguments.map(|path| fs::read(path).unwrap()).collect();
    let begun = Instant::now();
    let pdf = opora_pdf::Pdf::new(fonts);
    println!("fonts: {:?}", begun.elapsed());
    for turn in ["cold", "warm"] {
        let begun = Instant::now();
        let bytes = pdf.render(&sample::sample()).unwrap();
        println!("{turn}: {:?}, {} bytes", begun.elapsed(), bytes.len());
        fs::write(folder.join("sample.pdf"), bytes).unwrap();
    }
}
