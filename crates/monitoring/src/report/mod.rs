//! From facts and an evaluation to a finished справка: analysis, document, public edition.
//!
//! Not here: what indicators mean (`evaluate`), what checks ask (`checks`).

pub mod words;
