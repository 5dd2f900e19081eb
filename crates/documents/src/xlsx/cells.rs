//! Values of cells: text with runs of different looks, numbers, links.
//!
//! Not here: places and heights. The one decision to know: only string and number cells are ever
//! written, so no text becomes a formula.

use opora_domain::document::Span;
use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::{assembly, numbers};
use crate::WriteError;

/// Longest text of a cell, in UTF-16 units.
const LONGEST: usize = 32_767;

/// Where a cell stands.
pub(super) type Spot = (u32, u16);

/// Runs of several paragraphs as runs of one text.
pub(super) fn joined(paragraphs: &[Vec<Span>]) -> Vec<Span> {
    let mut runs = Vec::new();
    for (index, paragraph) in paragraphs.iter().enumerate() {
        if index > 0 {
            runs.push(Span::plain("\n"));
        }
        runs.extend(paragraph.iter().cloned());
    }
    runs
}

/// Text of the runs.
pub(super) fn text_of(runs: &[Span]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect()
}

/// Writes the runs; with a number, as that number under a format that shows the same text.
///
/// A cell leads to an address when the whole of it is a link and fits in a line (`short`):
/// LibreOffice does not wrap a cell that is a link, and a text seen whole is worth more.
pub(super) fn write(
    sheet: &mut Worksheet,
    (row, column): Spot,
    runs: &[Span],
    number: Option<f64>,
    (short, format): (bool, &Format),
) -> Result<(), WriteError> {
    let text = text_of(runs);
    if text.encode_utf16().count() > LONGEST {
        let start = text.chars().take(40).collect();
        return Err(WriteError::TooLong {
            start,
            limit: LONGEST,
        });
    }
    let runs: Vec<&Span> = runs.iter().filter(|run| !run.text.is_empty()).collect();
    let link = match runs.as_slice() {
        [only] if short => only.link.as_deref(),
        _ => None,
    };
    let shown = number.and_then(|number| Some((number, numbers::format(&text, number)?)));
    let plain = runs.iter().all(|run| !run.bold && !run.italic);
    let done = if text.is_empty() {
        sheet.write_blank(row, column, format).map(|_| ())
    } else if let Some((number, pattern)) = shown {
        let format = format.clone().set_num_format(pattern);
        sheet
            .write_number_with_format(row, column, number, &format)
            .map(|_| ())
    } else if let Some(address) = link {
        // An address longer than Excel allows stays text.
        sheet
            .write_url_with_options(row, column, address, &*text, "", Some(format))
            .map(|_| ())
            .or_else(|_| {
                sheet
                    .write_string_with_format(row, column, &*text, format)
                    .map(|_| ())
            })
    } else if plain || runs.len() < 2 {
        let all = |look: fn(&Span) -> bool| runs.iter().all(|run| look(run));
        let look = dressed(format.clone(), all(|run| run.bold), all(|run| run.italic));
        sheet
            .write_string_with_format(row, column, &*text, &look)
            .map(|_| ())
    } else {
        rich(sheet, (row, column), &runs, format)
    };
    done.map_err(assembly)
}

fn rich(
    sheet: &mut Worksheet,
    (row, column): Spot,
    runs: &[&Span],
    format: &Format,
) -> Result<(), XlsxError> {
    let looks: Vec<Format> = runs
        .iter()
        .map(|run| dressed(format.clone(), run.bold, run.italic))
        .collect();
    // Excel reads «_x0041_» as the letter A; the library guards plain strings against it, not runs.
    let escaped = |run: &&Span| run.text.replace("_x", "_x005F_x");
    let texts: Vec<String> = runs.iter().map(escaped).collect();
    let rich: Vec<(&Format, &str)> = looks
        .iter()
        .zip(&texts)
        .map(|(look, text)| (look, text.as_str()))
        .collect();
    sheet
        .write_rich_string_with_format(row, column, &rich, format)
        .map(|_| ())
}

fn dressed(format: Format, bold: bool, italic: bool) -> Format {
    let format = if bold { format.set_bold() } else { format };
    if italic { format.set_italic() } else { format }
}
