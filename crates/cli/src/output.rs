//! Printing: lines for people or one JSON object, to standard output; faults to standard error.
//!
//! Not here: what is printed. The one decision to know: a reader that went away (`| head`) is no
//! fault, so errors of writing are ignored.

use std::io::Write as _;

use serde::Serialize;

use crate::fault::Fault;
use crate::language::Texts;
use crate::shapes::{FaultShape, SCHEMA_VERSION};

/// Prints lines for people.
pub fn text(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{}", text.trim_end());
    let _ = out.flush();
}

/// Prints a JSON object.
pub fn json(object: &impl Serialize) {
    let mut out = std::io::stdout().lock();
    if serde_json::to_writer_pretty(&mut out, object).is_ok() {
        let _ = writeln!(out);
    }
    let _ = out.flush();
}

/// Prints what a verb says: the object with `--json`, else the lines.
pub fn say(as_json: bool, object: &impl Serialize, lines: &[String]) {
    if as_json {
        json(object);
    } else {
        text(&lines.join("\n"));
    }
}

/// Says something beside what was asked for, to standard error.
pub fn notice(text: &str) {
    let mut out = std::io::stderr().lock();
    let _ = writeln!(out, "{text}");
}

/// Prints a fault.
pub fn fault(fault: &Fault, texts: &Texts, as_json: bool) {
    if as_json {
        json(&FaultShape {
            schema_version: SCHEMA_VERSION,
            error: fault.into(),
        });
    }
    let mut out = std::io::stderr().lock();
    let _ = writeln!(out, "{}: {}", texts.say("fault"), fault.message);
    if !fault.next.is_empty() {
        let _ = writeln!(out, "{}: {}", texts.say("next"), fault.next);
    }
}
