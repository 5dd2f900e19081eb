//! Evaluation of a catalogue over the facts of a school on a day.
//!
//! Not here: the language (`expression`), checks of the result. The one decision to know: whatever
//! cannot be known is said to be missing and why; it never becomes a zero.

use chrono::NaiveDate;
use opora_domain::Facts;

use crate::catalogue::Catalogue;
use crate::evaluation::Evaluation;
use crate::frame::Frame;

/// Evaluates all indicators and figures on a day.
pub fn evaluate(catalogue: &Catalogue, facts: &Facts, as_of: NaiveDate) -> Evaluation {
    evaluate_in(catalogue, &Frame::new(facts), as_of)
}

/// Evaluates over facts laid out before; the same frame serves any catalogue and day.
pub fn evaluate_in(catalogue: &Catalogue, frame: &Frame, as_of: NaiveDate) -> Evaluation {
    Evaluation {
        as_of,
        catalogue: format!("{}/{}", catalogue.code(), catalogue.edition()),
        input_hash: hex::encode(frame.digest()),
        results: Vec::new(),
        figures: Vec::new(),
    }
}
