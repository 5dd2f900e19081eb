//! Integration tests of monitoring: one binary.
//!
//! Not here: unit tests of single modules. The one decision to know: expected values come from a
//! second, naive evaluator or from the fixture of the demo school, never from the engine itself.

mod agreement;
mod catalogues;
mod checks;
mod demo_school;
mod evaluation;
mod generator;
mod language;
mod oracle;
mod public;
mod report;
mod roadmap;
mod snapshot;
