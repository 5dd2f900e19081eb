//! One sheet of records.
//!
//! Not here: which records. The one decision to know: text is always written as text, so a value
//! that begins like a formula stays what it is.

use opora_domain::{Field, FieldKind, Schema};
use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, Formula, Note, Worksheet};

use super::styles::{Styles, width};
use super::{CODE_TITLE, REASON_TITLE, RowOut, SheetOut, WriteError, lists};
use crate::cell::Cell;
use crate::vocabulary::{List, Vocabulary};

/// Rows below the heading that get lists to choose from.
const ROWS_TO_FILL: u32 = 20_000;
/// Longest list Excel keeps within the rule itself, in characters.
const LONGEST_INLINE_LIST: usize = 255;
/// Longest text of a cell, in UTF-16 units (specification of Excel).
const LONGEST_TEXT: usize = 32_767;

/// Writes heading, rules and rows.
pub(super) fn write(
    sheet: &mut Worksheet,
    content: &SheetOut,
    vocabulary: &Vocabulary,
    styles: &Styles,
) -> Result<(), WriteError> {
    let schema = content.kind.schema();
    sheet.set_name(schema.sheet)?;
    write_heading(sheet, schema, vocabulary, styles)?;
    let last = column(schema.fields.len());
    if content.rows.iter().any(|row| row.reason.is_some()) {
        let after = last.saturating_add(1);
        sheet.write_string_with_format(0, after, REASON_TITLE, &styles.heading)?;
        sheet.set_column_width(after, 60)?;
    }
    for (number, row) in (1..).zip(&content.rows) {
        write_row(sheet, number, row, schema, styles)?;
    }
    sheet.set_freeze_panes(1, 1)?;
    sheet.autofilter(0, 0, number_of(content.rows.len()).max(1), last)?;
    sheet.set_landscape();
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_print_fit_to_pages(1, 0);
    Ok(())
}

fn write_heading(
    sheet: &mut Worksheet,
    schema: &Schema,
    vocabulary: &Vocabulary,
    styles: &Styles,
) -> Result<(), WriteError> {
    sheet.set_row_height(0, 32)?;
    sheet.set_column_width(0, 10)?;
    sheet.set_column_format(0, &styles.text)?;
    sheet.write_string_with_format(0, 0, CODE_TITLE, &styles.heading)?;
    sheet.insert_note(0, 0, &note(&code_help(schema)))?;
    for (position, field) in (1..).zip(schema.fields) {
        let style = if field.required {
            &styles.required
        } else {
            &styles.heading
        };
        sheet.set_column_width(position, width(field))?;
        sheet.set_column_format(position, styles.of(field))?;
        sheet.write_string_with_format(0, position, field.title, style)?;
        sheet.insert_note(0, position, &note(&help(schema, field)))?;
        if let Some(rule) = rule(schema, field, vocabulary)? {
            sheet.add_data_validation(1, position, ROWS_TO_FILL, position, &rule)?;
        }
    }
    Ok(())
}

fn write_row(
    sheet: &mut Worksheet,
    number: u32,
    row: &RowOut,
    schema: &Schema,
    styles: &Styles,
) -> Result<(), WriteError> {
    let too_long = |text: &str| {
        (text.encode_utf16().count() > LONGEST_TEXT).then(|| WriteError::TooLong {
            sheet: schema.sheet.to_owned(),
            code: row.code.clone(),
        })
    };
    if !row.code.is_empty() {
        too_long(&row.code).map_or(Ok(()), Err)?;
        sheet.write_string_with_format(number, 0, &row.code, &styles.text)?;
    }
    for ((position, field), cell) in (1..).zip(schema.fields).zip(&row.cells) {
        match cell {
            Cell::Empty => {}
            Cell::Date(date) => {
                sheet.write_date_with_format(number, position, date, &styles.date)?;
            }
            Cell::Number(value) => {
                sheet.write_number_with_format(number, position, *value, styles.of(field))?;
            }
            other => {
                let text = other.shown();
                too_long(&text).map_or(Ok(()), Err)?;
                sheet.write_string_with_format(number, position, text, &styles.text)?;
            }
        }
    }
    if let Some(reason) = &row.reason {
        let position = column(schema.fields.len()).saturating_add(1);
        sheet.write_string_with_format(number, position, reason, &styles.reason)?;
    }
    Ok(())
}

fn note(text: &str) -> Note {
    Note::new(text)
        .add_author_prefix(false)
        .set_width(260)
        .set_height(110)
}

fn code_help(schema: &Schema) -> String {
    format!(
        "Код записи, единственный на листе. Если оставить пустым, программа найдёт запись по \
         ключевым столбцам или даст новый код ({}0001).",
        schema.prefix
    )
}

/// What to write in a column.
fn help(schema: &Schema, field: &Field) -> String {
    let mut text = match field.kind {
        FieldKind::Text if List::of(schema.kind, field.name).is_some() => {
            "Название или код из листа «Списки».".to_owned()
        }
        FieldKind::TextList if List::of(schema.kind, field.name).is_some() => {
            "Названия или коды из листа «Списки», через точку с запятой.".to_owned()
        }
        FieldKind::Text => "Текст.".to_owned(),
        FieldKind::TextList => "Тексты через точку с запятой.".to_owned(),
        FieldKind::Int => "Целое число.".to_owned(),
        FieldKind::Bool => "Да или Нет.".to_owned(),
        FieldKind::Date => "Дата: 01.09.2023.".to_owned(),
        FieldKind::Choice(choices) => {
            let titles: Vec<&str> = choices.iter().map(|choice| choice.title).collect();
            format!("Одно из: {}.", titles.join("; "))
        }
        FieldKind::Ref(target) => reference_help(target.schema()),
    };
    text.push_str(if field.required {
        " Заполнять обязательно."
    } else {
        " Можно оставить пустым."
    });
    if field.key {
        text.push_str(" Ключевой столбец: по нему узнаётся запись без кода.");
    }
    text
}

fn reference_help(target: &Schema) -> String {
    if target.sheet == "Люди" {
        return "Код с листа «Люди» или фамилия, имя, отчество полностью (у однофамильцев — с \
                датой рождения)."
            .to_owned();
    }
    format!("Код с листа «{}».", target.sheet)
}

/// The rule that helps to fill in a column, where there is one.
fn rule(
    schema: &Schema,
    field: &Field,
    vocabulary: &Vocabulary,
) -> Result<Option<DataValidation>, WriteError> {
    let rule = match (field.kind, List::of(schema.kind, field.name)) {
        (FieldKind::Bool, _) => DataValidation::new().allow_list_strings(&["Да", "Нет"])?,
        (FieldKind::Choice(choices), _) => {
            let titles: Vec<&str> = choices.iter().map(|choice| choice.title).collect();
            if titles.join(",").chars().count() > LONGEST_INLINE_LIST {
                return Ok(None);
            }
            DataValidation::new().allow_list_strings(&titles)?
        }
        (FieldKind::Text, Some(list)) => match lists::range(list, vocabulary) {
            Some(range) => DataValidation::new().allow_list_formula(Formula::new(range)),
            None => return Ok(None),
        },
        _ => return Ok(None),
    };
    let rule = rule
        .set_error_style(DataValidationErrorStyle::Warning)
        .set_error_title("Нет в списке")?
        .set_error_message("Выберите значение из списка.")?;
    Ok(Some(rule))
}

fn column(position: usize) -> u16 {
    u16::try_from(position).unwrap_or(u16::MAX)
}

fn number_of(rows: usize) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}
