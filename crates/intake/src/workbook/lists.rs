//! The sheet «Списки»: codes and titles of the catalogue.
//!
//! Not here: closed lists of the program, which stand in the rules of their columns. The one
//! decision to know: the sheet is visible, because the workbook has no hidden parts.

use rust_xlsxwriter::Worksheet;

use super::WriteError;
use super::styles::Styles;
use crate::vocabulary::{List, Vocabulary};

/// Name of the sheet.
pub(crate) const SHEET: &str = "Списки";

/// Writes each list as three columns: what a cell shows, the code, the title.
pub(super) fn write(
    sheet: &mut Worksheet,
    vocabulary: &Vocabulary,
    styles: &Styles,
) -> Result<(), WriteError> {
    sheet.set_name(SHEET)?;
    for list in List::ALL {
        let first = first_column(list);
        let (second, third) = (first.saturating_add(1), first.saturating_add(2));
        sheet.set_column_width(first, 30)?;
        sheet.set_column_width(second, 22)?;
        sheet.set_column_width(third, 50)?;
        sheet.write_string_with_format(0, first, list.title(), &styles.heading)?;
        sheet.write_string_with_format(0, second, "Код", &styles.heading)?;
        sheet.write_string_with_format(0, third, "Название", &styles.heading)?;
        for (row, term) in (1..).zip(vocabulary.list(list)) {
            let shown = vocabulary.shown(list, &term.code);
            sheet.write_string_with_format(row, first, shown, &styles.text)?;
            sheet.write_string_with_format(row, second, &term.code, &styles.text)?;
            sheet.write_string_with_format(row, third, &term.title, &styles.text)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

/// Cells of what a column of this list may hold; `None` when the list is empty.
pub(super) fn range(list: List, vocabulary: &Vocabulary) -> Option<String> {
    let end = vocabulary
        .list(list)
        .len()
        .checked_add(1)
        .filter(|end| *end > 1)?;
    let letter = match list {
        List::Forms => 'A',
        List::Variants => 'D',
        List::ActKinds => 'G',
        List::EvidenceKinds => 'J',
        List::Indicators => 'M',
    };
    Some(format!("='{SHEET}'!${letter}$2:${letter}${end}"))
}

const fn first_column(list: List) -> u16 {
    match list {
        List::Forms => 0,
        List::Variants => 3,
        List::ActKinds => 6,
        List::EvidenceKinds => 9,
        List::Indicators => 12,
    }
}
