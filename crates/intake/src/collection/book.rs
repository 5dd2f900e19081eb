//! The table of many schools as a workbook.
//!
//! Not here: what is in it. The one decision to know: a doubtful value is text on a coloured ground,
//! never a number, so that no formula of a person counts it.

use rust_xlsxwriter::{Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::{CollectedCell, CollectedNote, CollectedSchool, CollectedValue, Collection, Total};
use crate::cell::dotted;
use crate::workbook::WriteError;

/// Longest text put into a cell.
const LONGEST: usize = 8_000;
/// Columns before the indicators.
const LEADING: [&str; 6] = [
    "Школа",
    "Дата справки",
    "Файл",
    "Ошибок",
    "Предупреждений",
    "Требует проверки",
];

struct Styles {
    heading: Format,
    total: Format,
    doubt: Format,
    wrap: Format,
    plain: Format,
}

/// The workbook: summary, findings, values to be checked, sources, unreadable files, duplicates,
/// outliers.
///
/// # Errors
/// [`WriteError::Writer`]: the writer of the format refused.
pub fn workbook(collection: &Collection) -> Result<Vec<u8>, WriteError> {
    let base = Format::new().set_align(FormatAlign::Top);
    let styles = Styles {
        heading: base
            .clone()
            .set_bold()
            .set_text_wrap()
            .set_background_color(0x00E3_ECF5),
        total: base.clone().set_bold().set_background_color(0x00F2_F2F2),
        doubt: base.clone().set_background_color(0x00FF_F2CC),
        wrap: base.clone().set_text_wrap(),
        plain: base,
    };
    let mut book = Workbook::new();
    summary(book.add_worksheet(), collection, &styles)?;
    for (title, headings, rows) in lists(collection) {
        list(
            book.add_worksheet().set_name(title)?,
            headings,
            &rows,
            &styles,
        )?;
    }
    book.save_to_buffer().map_err(Into::into)
}

/// A sheet of rows: its name, its headings, its cells.
type List = (&'static str, &'static [&'static str], Vec<Vec<String>>);

/// The sheets after the summary.
fn lists(collection: &Collection) -> [List; 6] {
    let all = |of: &dyn Fn(&CollectedSchool) -> Vec<Vec<String>>| -> Vec<Vec<String>> {
        collection.schools.iter().flat_map(of).collect()
    };
    [
        (
            "Замечания",
            &["Школа", "Файл", "Важность", "Код", "Замечание"],
            all(&|school| notes(school, &school.findings)),
        ),
        (
            "Требует проверки",
            &["Школа", "Файл", "Место", "Код", "Что не понято"],
            all(&|school| notes(school, &school.doubts)),
        ),
        (
            "Источники",
            &[
                "Школа",
                "Файл",
                "№",
                "Показатель",
                "Значение",
                "Как напечатано",
                "Место",
            ],
            all(&|school| sources(collection, school)),
        ),
        (
            "Не прочитано",
            &["Файл", "Код", "Причина", "Что сделать"],
            unreadable(collection),
        ),
        (
            "Повторы",
            &["Школа", "Учтён файл", "Не учтён файл", "Файлы одинаковы"],
            duplicates(collection),
        ),
        (
            "Выбросы",
            &[
                "Школа",
                "Файл",
                "№",
                "Показатель",
                "Значение",
                "Обычно при таком размере",
                "Сравнено школ",
            ],
            outliers(collection),
        ),
    ]
}

/// Findings or doubts of a school.
fn notes(school: &CollectedSchool, notes: &[CollectedNote]) -> Vec<Vec<String>> {
    let line = |note: &CollectedNote| {
        vec![
            name(school),
            school.file.clone(),
            severity(&note.about),
            note.code.clone(),
            note.message.clone(),
        ]
    };
    notes.iter().map(line).collect()
}

/// One row a school, one column an indicator, totals at the foot.
fn summary(
    sheet: &mut Worksheet,
    collection: &Collection,
    styles: &Styles,
) -> Result<(), XlsxError> {
    sheet.set_name("Сводка")?;
    sheet.set_freeze_panes(1, 1)?;
    sheet.set_row_height(0, 120)?;
    sheet.set_column_width(0, 34)?;
    for (column, heading) in (0..).zip(LEADING) {
        sheet.write_string_with_format(0, column, heading, &styles.heading)?;
    }
    for (column, indicator) in (6..).zip(&collection.indicators) {
        let heading = format!("{}. {}", indicator.number, indicator.title);
        sheet.write_string_with_format(0, column, heading, &styles.heading)?;
        sheet.set_column_width(column, 16)?;
    }
    for (row, school) in (1..).zip(&collection.schools) {
        school_row(sheet, row, school, collection, styles)?;
    }
    let row = u32::try_from(collection.schools.len())
        .unwrap_or(u32::MAX)
        .saturating_add(1);
    totals(sheet, row, collection, styles)
}

fn school_row(
    sheet: &mut Worksheet,
    row: u32,
    school: &CollectedSchool,
    collection: &Collection,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let of = |severity: &str| {
        let count = school
            .findings
            .iter()
            .filter(|note| note.about == severity)
            .count();
        f64::from(u32::try_from(count).unwrap_or(u32::MAX))
    };
    let doubtful = school
        .cells
        .values()
        .filter(|cell| cell.value == CollectedValue::Doubtful);
    let doubtful = f64::from(u32::try_from(doubtful.count()).unwrap_or(u32::MAX));
    let dated = school.dated_on.map(dotted).unwrap_or_default();
    sheet.write_string_with_format(row, 0, name(school), &styles.wrap)?;
    sheet.write_string_with_format(row, 1, dated, &styles.plain)?;
    sheet.write_string_with_format(row, 2, short(&school.file), &styles.plain)?;
    sheet.write_number_with_format(row, 3, of("error"), &styles.plain)?;
    sheet.write_number_with_format(row, 4, of("warning"), &styles.plain)?;
    sheet.write_number_with_format(row, 5, doubtful, &styles.plain)?;
    for (column, indicator) in (6..).zip(&collection.indicators) {
        let Some(cell) = school.cells.get(&indicator.number) else {
            continue;
        };
        if let CollectedValue::Number(number) = cell.value {
            sheet.write_number_with_format(row, column, number, &styles.plain)?;
            continue;
        }
        let doubtful = cell.value == CollectedValue::Doubtful;
        let format = if doubtful {
            &styles.doubt
        } else {
            &styles.plain
        };
        sheet.write_string_with_format(row, column, shown(cell), format)?;
    }
    Ok(())
}

fn totals(
    sheet: &mut Worksheet,
    row: u32,
    collection: &Collection,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let counted = collection.counted().len();
    let label = format!("Итого школ: {counted}");
    sheet.write_string_with_format(row, 0, label, &styles.total)?;
    let totals = collection.totals();
    for (column, indicator) in (6..).zip(&collection.indicators) {
        match totals.get(&indicator.number) {
            Some(Total::Sum(number, _)) => {
                sheet.write_number_with_format(row, column, *number, &styles.total)?;
            }
            Some(Total::Ratio(percent, _)) => {
                let rounded = (percent * 10.0).round() / 10.0;
                sheet.write_number_with_format(row, column, rounded, &styles.total)?;
            }
            Some(Total::Yes(yes, all)) => {
                let text = format!("Да: {yes} из {all}");
                sheet.write_string_with_format(row, column, text, &styles.total)?;
            }
            Some(Total::NoDenominator) => {
                let text = "не считается: не у всех есть знаменатель";
                sheet.write_string_with_format(row, column, text, &styles.total)?;
            }
            None => {}
        }
    }
    Ok(())
}

fn list(
    sheet: &mut Worksheet,
    headings: &[&str],
    rows: &[Vec<String>],
    styles: &Styles,
) -> Result<(), XlsxError> {
    sheet.set_freeze_panes(1, 0)?;
    for (column, heading) in (0..).zip(headings) {
        sheet.write_string_with_format(0, column, *heading, &styles.heading)?;
        sheet.set_column_width(column, 28)?;
    }
    for (row, cells) in (1..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write_string_with_format(row, column, short(cell), &styles.wrap)?;
        }
    }
    Ok(())
}

fn sources(collection: &Collection, school: &CollectedSchool) -> Vec<Vec<String>> {
    let line = |(number, cell): (&u32, &CollectedCell)| {
        let title = title(collection, *number);
        vec![
            name(school),
            school.file.clone(),
            number.to_string(),
            title,
            shown(cell),
            cell.text.clone(),
            cell.place.clone(),
        ]
    };
    school.cells.iter().map(line).collect()
}

fn unreadable(collection: &Collection) -> Vec<Vec<String>> {
    let line = |one: &super::Unreadable| {
        let one = one.clone();
        vec![one.file, one.code, one.reason, one.next_step]
    };
    collection.unreadable.iter().map(line).collect()
}

fn duplicates(collection: &Collection) -> Vec<Vec<String>> {
    let line = |one: super::Duplicate| {
        let identical = crate::cell::yes_no(one.identical).to_owned();
        vec![one.organisation, one.kept, one.left_out, identical]
    };
    collection.duplicates().into_iter().map(line).collect()
}

fn outliers(collection: &Collection) -> Vec<Vec<String>> {
    let line = |one: super::Outlier| {
        let title = title(collection, one.number);
        vec![
            one.organisation,
            one.file,
            one.number.to_string(),
            title,
            comma(one.value),
            comma(one.usual),
            one.compared.to_string(),
        ]
    };
    collection.outliers().into_iter().map(line).collect()
}

fn title(collection: &Collection, number: u32) -> String {
    let found = collection
        .indicators
        .iter()
        .find(|one| one.number == number);
    found.map(|one| one.title.clone()).unwrap_or_default()
}

fn name(school: &CollectedSchool) -> String {
    school
        .organisation
        .clone()
        .unwrap_or_else(|| "(школа не названа)".to_owned())
}

/// What a cell shows.
fn shown(cell: &CollectedCell) -> String {
    match cell.value {
        CollectedValue::Number(number) => comma(number),
        CollectedValue::Flag(flag) => crate::cell::yes_no(flag).to_owned(),
        CollectedValue::Doubtful => format!("требует проверки: «{}»", short(&cell.text)),
        CollectedValue::Nothing if cell.text.is_empty() => String::new(),
        CollectedValue::Nothing => short(&cell.text),
    }
}

/// A severity in Russian; anything else as it is.
fn severity(about: &str) -> String {
    match about {
        "error" => "ошибка",
        "warning" => "предупреждение",
        "info" => "к сведению",
        other => other,
    }
    .to_owned()
}

/// A number with a decimal comma, to a tenth.
fn comma(number: f64) -> String {
    let rounded = (number * 10.0).round() / 10.0;
    rounded.to_string().replace('.', ",")
}

fn short(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}
