//! Indicators from facts, checks of a справка, its content, snapshot and document.
//!
//! Not here: storage, formats of files. The one decision to know: what an indicator means is data
//! of a catalogue; this crate only knows how to evaluate such data.

pub mod catalogue;
pub mod checks;
pub mod content;
pub mod diff;
pub mod evaluate;
pub mod evaluation;
mod expression;
pub mod frame;
pub mod public;
pub mod report;
pub mod roadmap;
pub mod snapshot;
