//! Office files (ZIP with XML) under limits: what both workbooks and documents need.
//!
//! Not here: what the tables mean. The one decision to know: the directory of the archive is
//! checked before anything is unpacked, and everything unpacked is read as a stream under a budget.

mod package;
mod sheet_xml;
mod xlsx;
mod xml;

pub(crate) use package::{Content, Package, sniff};
pub(crate) use xlsx::{Sheet, SheetRow, read_sheets};
pub(crate) use xml::{Node, attribute};
