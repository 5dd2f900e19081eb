//! Files from outside: the workbook of facts, roster CSV, somebody else's справка.
//!
//! Not here: storing what was read, and any opening of files (bytes come in, values go out). The
//! one decision to know: formats are told by content, limits are checked before anything is
//! unpacked, and every refusal names its place and the next step.

mod cell;
mod file_error;
mod import;
mod normal;
mod office;
mod report;
mod source;
mod text;
mod untyped;
mod vocabulary;
mod workbook;

pub use file_error::FileError;
pub use import::{
    CheckedRow, Counts, Doubt, Import, RejectedRow, RowChecks, RowProblem, import, next_code,
};
pub use report::{
    Certainty, Lexicon, LexiconEntry, ReadReport, Reading, ReportDoubt, read_report, read_reports,
};
pub use source::{Source, TextEncoding};
pub use vocabulary::{Term, Vocabulary};
pub use workbook::{WriteError, export, export_some, template};
