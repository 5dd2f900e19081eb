//! Evaluation of a catalogue over the facts of a school on a day.
//!
//! Not here: the language (`expression`), checks of the result. The one decision to know: whatever
//! cannot be known is said to be missing and why; it never becomes a zero.

mod amounts;
mod context;
mod evidence;
mod indicator;
mod manual;
mod words;

use chrono::NaiveDate;
use opora_domain::Facts;
use sha2::{Digest, Sha256};

use crate::catalogue::Catalogue;
use crate::evaluation::Evaluation;
use crate::frame::Frame;

/// Evaluates all indicators and figures on a day.
pub fn evaluate(catalogue: &Catalogue, facts: &Facts, as_of: NaiveDate) -> Evaluation {
    evaluate_in(catalogue, &Frame::new(facts), as_of)
}

/// Evaluates over facts laid out before; the same frame serves any catalogue and day.
pub fn evaluate_in(catalogue: &Catalogue, frame: &Frame, as_of: NaiveDate) -> Evaluation {
    let mut context = context::Context::new(catalogue, frame, as_of);
    let rules = catalogue.rules();
    let results = catalogue
        .indicators()
        .iter()
        .zip(&rules.indicators)
        .map(|(indicator, rules)| indicator::result(&mut context, indicator, rules))
        .collect();
    let figures = rules
        .figures
        .iter()
        .map(|figure| amounts::figure(&mut context, figure, None, &[]))
        .collect();
    let mut hasher = Sha256::new();
    hasher.update(rules.digest);
    hasher.update(frame.digest());
    Evaluation {
        as_of,
        catalogue: format!("{}/{}", catalogue.code(), catalogue.edition()),
        input_hash: hex::encode(hasher.finalize()),
        results,
        figures,
    }
}
