//! The document as a workbook (.xlsx).
//!
//! Not here: the workbook of facts for import and export (`intake`). The one decision to know: each
//! table has a sheet of its own together with the text around it, because a sheet has one set of
//! column widths, one orientation and one repeated heading; sheets follow the order of the text.

mod cells;
mod formats;
mod numbers;
mod sheet;
mod split;

use opora_domain::document::Document;
use rust_xlsxwriter::{DocProperties, Workbook, XlsxError};

use crate::{WriteError, legible::legible_document};

/// The document as a workbook (.xlsx): a sheet a table, with the text around it.
///
/// Text is always typed as text, so nothing of it is ever a formula. A cell with a number is typed
/// as a number with a format that shows exactly its text; when there is no such format, it is text.
///
/// # Errors
/// A table whose cells do not fit its columns, or a cell longer than a workbook can hold.
pub fn xlsx(document: &Document) -> Result<Vec<u8>, WriteError> {
    let document = legible_document(document);
    let mut workbook = Workbook::new();
    let properties = DocProperties::new()
        .set_title(&document.title)
        .set_author(&document.issuer)
        .set_creation_datetime(&document.dated_on);
    workbook.set_properties(&properties);
    let mut tables = 0;
    for leaf in split::leaves(&document) {
        sheet::write(workbook.add_worksheet(), &leaf, &mut tables)?;
    }
    workbook.save_to_buffer().map_err(assembly)
}

/// An error of the library that no document should cause.
#[expect(
    clippy::needless_pass_by_value,
    reason = "used as the function of map_err"
)]
fn assembly(error: XlsxError) -> WriteError {
    WriteError::Archive(error.to_string())
}
