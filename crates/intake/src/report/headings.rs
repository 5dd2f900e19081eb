//! Which table is the roadmap, which the indicators, and what their columns are.
//!
//! Not here: rows. The one decision to know: a column is known by words of its heading, not by its
//! place, so a region may add or drop columns.

use super::grid::letters;

/// A column of the roadmap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum RoadmapColumn {
    Number,
    Stage,
    Event,
    Content,
    Term,
    Responsible,
    Mark,
}

/// A column of the table of indicators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum IndicatorColumn {
    Number,
    Group,
    Title,
    Unit,
    Value,
    /// What came out, where what was planned stands beside it.
    Fact,
    /// What was planned, was before, or changed: never a value.
    Plan,
    Denominator,
    Source,
}

/// A table and the column each of its columns is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Heading {
    Roadmap(Vec<Option<RoadmapColumn>>),
    /// Which column is which, `layout` finds out.
    Indicators,
}

/// What a row of cells is the heading of, when it is one.
pub(super) fn recognise<S: AsRef<str>>(cells: &[S]) -> Option<Heading> {
    let names: Vec<String> = cells.iter().map(|cell| letters(cell.as_ref())).collect();
    let roadmap: Vec<_> = names.iter().map(|name| roadmap_column(name)).collect();
    let has = |column| roadmap.contains(&Some(column));
    let signs = [
        RoadmapColumn::Term,
        RoadmapColumn::Responsible,
        RoadmapColumn::Mark,
        RoadmapColumn::Stage,
    ];
    let told = signs.iter().filter(|column| has(**column)).count();
    if told >= 2 && (has(RoadmapColumn::Content) || has(RoadmapColumn::Event)) {
        return Some(Heading::Roadmap(first_only(roadmap)));
    }
    let indicators: Vec<_> = names.iter().map(|name| indicator_column(name)).collect();
    let has = |columns: &[IndicatorColumn]| {
        let found = |column: &Option<IndicatorColumn>| column.is_some_and(|c| columns.contains(&c));
        indicators.iter().any(found)
    };
    let names = has(&[IndicatorColumn::Title, IndicatorColumn::Group]);
    let values = has(&[
        IndicatorColumn::Value,
        IndicatorColumn::Fact,
        IndicatorColumn::Unit,
    ]);
    (names && values).then_some(Heading::Indicators)
}

/// Whether a cell could stand in a heading: a cheap look before [`recognise`].
pub(super) fn is_heading_word(cell: &str) -> bool {
    if cell.len() > 400 {
        return false;
    }
    let name = letters(cell);
    roadmap_column(&name).is_some() || indicator_column(&name).is_some()
}

/// Keeps the first column of each meaning.
fn first_only<C: Copy + PartialEq>(columns: Vec<Option<C>>) -> Vec<Option<C>> {
    let mut seen = Vec::new();
    columns
        .into_iter()
        .map(|column| {
            let fresh = column.filter(|column| !seen.contains(column))?;
            seen.push(fresh);
            Some(fresh)
        })
        .collect()
}

/// Column of a roadmap with this heading (letters only).
fn roadmap_column(name: &str) -> Option<RoadmapColumn> {
    let has = |part: &str| name.contains(part);
    if name.chars().count() > 80 || name.is_empty() {
        None
    } else if matches!(name, "№" | "№п" | "№пп" | "пп") {
        Some(RoadmapColumn::Number)
    } else if has("отметка") || name.starts_with("выполнен") {
        Some(RoadmapColumn::Mark)
    } else if has("ответственн") {
        Some(RoadmapColumn::Responsible)
    } else if name.starts_with("срок") {
        Some(RoadmapColumn::Term)
    } else if has("содержание") {
        Some(RoadmapColumn::Content)
    } else if has("мероприяти") {
        Some(RoadmapColumn::Event)
    } else if has("этап") {
        Some(RoadmapColumn::Stage)
    } else {
        None
    }
}

/// Column of a table of indicators with this heading (letters only).
pub(super) fn indicator_column(name: &str) -> Option<IndicatorColumn> {
    let has = |part: &str| name.contains(part);
    let starts = |parts: &[&str]| parts.iter().any(|part| name.starts_with(part));
    let length = name.chars().count();
    if length > 60 || name.is_empty() {
        None
    } else if matches!(name, "№" | "№п" | "№пп" | "пп" | "nпп" | "n" | "номер") {
        Some(IndicatorColumn::Number)
    } else if has("источник")
        || has("измерительн")
        || has("подтвержд")
        || starts(&["ссылк", "примечани", "документ", "обоснован", "комментари"])
    {
        Some(IndicatorColumn::Source)
    } else if starts(&["план", "целев", "динамик", "изменени"])
        || name.ends_with("план")
        || has("прошл")
        || has("предыдущ")
    {
        Some(IndicatorColumn::Plan)
    } else if starts(&["факт", "достигнут"]) || name.ends_with("факт") {
        Some(IndicatorColumn::Fact)
    } else if starts(&["единиц", "едизм"]) {
        Some(IndicatorColumn::Unit)
    } else if starts(&["значени", "колво", "результат", "данные", "ответ", "итог"])
        || (has("значение") && length <= 30)
        || (starts(&["количество"]) && length <= 16)
    {
        Some(IndicatorColumn::Value)
    } else if has("знаменатель") || name == "из" {
        Some(IndicatorColumn::Denominator)
    } else if starts(&[
        "критери",
        "наименование",
        "параметр",
        "показатели",
        "индикатор",
    ]) {
        Some(IndicatorColumn::Title)
    } else if starts(&["показател", "групп", "направлени", "блок", "раздел"])
    {
        Some(IndicatorColumn::Group)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heading_of_the_form_and_its_kin_are_recognised() {
        for heading in [
            &[
                "Показатель",
                "Критерий",
                "Единица\nизмерения\n(количество)",
                "Измерительныйматериал/источник информации",
            ][..],
            &["№ п/п", "Наименование показателя", "План", "Факт"],
            &["Показатель", "Значение"],
        ] {
            assert_eq!(recognise(heading), Some(Heading::Indicators), "{heading:?}");
        }
    }

    #[test]
    fn a_table_of_something_else_is_neither() {
        for other in [
            &["ФИО", "Класс", "Дата"][..],
            &["Форма наставничества", "Количество пар"],
            &["Количество наставников в базе ОО (по приказу)", "67"],
        ] {
            assert_eq!(recognise(other), None, "{other:?}");
        }
    }
}
