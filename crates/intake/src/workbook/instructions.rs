//! The first sheet, «Как заполнять».
//!
//! Not here: help on single columns, which stands in their notes. The one decision to know: the
//! edition of the format stands here in a visible cell, so a person can read it out on the phone.

use opora_domain::RecordKind;
use rust_xlsxwriter::Worksheet;

use super::styles::Styles;
use super::{FORMAT_EDITION, WriteError};

/// Name of the sheet.
pub(crate) const SHEET: &str = "Как заполнять";
/// Label of the cell left of the edition.
pub(crate) const EDITION_LABEL: &str = "Версия формата";

const TEXT: &[(&str, &str)] = &[
    (
        "Что это",
        "Книга со всеми данными школы о наставничестве: одна строка — одна запись.",
    ),
    (
        "Порядок",
        "Заполните нужные листы и загрузите файл. Пустые и лишние листы можно удалить. Повторная \
         загрузка того же файла ничего не меняет.",
    ),
    (
        "Столбцы",
        "Заголовки не переименовывайте. Столбцы с тёмной заливкой обязательны. Подсказка есть в \
         примечании к каждому заголовку.",
    ),
    (
        "Код",
        "Код связывает записи между листами. Оставьте его пустым у новой записи: программа даст \
         код сама. Код существующей записи не меняйте.",
    ),
    (
        "Ссылки",
        "В столбцах «Человек», «Пара / группа», «Приказ» и подобных пишется код записи с её листа. \
         Человека можно указать фамилией, именем и отчеством полностью; если таких людей \
         несколько, добавьте дату рождения: Иванов Иван Иванович 01.02.2010.",
    ),
    (
        "Даты",
        "День.месяц.год: 01.09.2023. Годы с 1900 по 2100. Пустая дата окончания: действует.",
    ),
    ("Да / Нет", "В столбцах-признаках пишется «Да» или «Нет»."),
    (
        "Списки",
        "Допустимые значения каталога с кодами стоят на последнем листе «Списки».",
    ),
    (
        "Формулы",
        "Формулы не принимаются: скопируйте столбец и вставьте его как значения.",
    ),
    (
        "Ошибки",
        "Верные строки загружаются, остальные возвращаются такой же книгой со столбцом «Причина»: \
         исправьте их и загрузите её.",
    ),
];

/// Writes instructions, the edition and the list of sheets.
pub(super) fn write(sheet: &mut Worksheet, styles: &Styles) -> Result<(), WriteError> {
    sheet.set_name(SHEET)?;
    sheet.set_column_width(0, 24)?;
    sheet.set_column_width(1, 90)?;
    sheet.write_string_with_format(0, 0, "Как заполнять книгу", &styles.title)?;
    sheet.write_string_with_format(1, 0, EDITION_LABEL, &styles.heading)?;
    let edition = i32::try_from(FORMAT_EDITION).unwrap_or(i32::MAX);
    sheet.write_number_with_format(1, 1, edition, &styles.number)?;
    let mut row = 3;
    for (label, text) in TEXT {
        sheet.write_string_with_format(row, 0, *label, &styles.heading)?;
        sheet.write_string_with_format(row, 1, *text, &styles.wrap)?;
        row = row.saturating_add(1);
    }
    row = row.saturating_add(1);
    sheet.write_string_with_format(row, 0, "Лист", &styles.heading)?;
    sheet.write_string_with_format(row, 1, "Столбцы (* — обязательные)", &styles.heading)?;
    for kind in RecordKind::ALL {
        row = row.saturating_add(1);
        let schema = kind.schema();
        let columns: Vec<String> = schema
            .fields
            .iter()
            .map(|field| {
                let mark = if field.required { "*" } else { "" };
                format!("{}{mark}", field.title)
            })
            .collect();
        sheet.write_string_with_format(row, 0, schema.sheet, &styles.wrap)?;
        sheet.write_string_with_format(row, 1, columns.join(", "), &styles.wrap)?;
    }
    Ok(())
}
