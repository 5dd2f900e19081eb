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
    Denominator,
    Source,
}

/// A table and the column each of its columns is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Heading {
    Roadmap(Vec<Option<RoadmapColumn>>),
    Indicators(Vec<Option<IndicatorColumn>>),
}

/// What a row of cells is the heading of, when it is one.
pub(super) fn recognise<S: AsRef<str>>(cells: &[S]) -> Option<Heading> {
    let names: Vec<String> = cells.iter().map(|cell| letters(cell.as_ref())).collect();
    let roadmap: Vec<_> = names.iter().map(|name| roadmap_column(name)).collect();
    let has = |column| roadmap.contains(&Some(column));
    if has(RoadmapColumn::Term)
        && has(RoadmapColumn::Responsible)
        && (has(RoadmapColumn::Content) || has(RoadmapColumn::Event))
    {
        return Some(Heading::Roadmap(first_only(roadmap)));
    }
    let mut indicators: Vec<_> = names.iter().map(|name| indicator_column(name)).collect();
    let has = |columns: &[Option<IndicatorColumn>], column| columns.contains(&Some(column));
    // The regional form names its column of values by the unit.
    if !has(&indicators, IndicatorColumn::Value) {
        for column in &mut indicators {
            if *column == Some(IndicatorColumn::Unit) {
                *column = Some(IndicatorColumn::Value);
            }
        }
    }
    if !has(&indicators, IndicatorColumn::Title) {
        for column in &mut indicators {
            if *column == Some(IndicatorColumn::Group) {
                *column = Some(IndicatorColumn::Title);
            }
        }
    }
    if has(&indicators, IndicatorColumn::Title)
        && has(&indicators, IndicatorColumn::Value)
        && (has(&indicators, IndicatorColumn::Source) || has(&indicators, IndicatorColumn::Group))
    {
        return Some(Heading::Indicators(first_only(indicators)));
    }
    None
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
fn indicator_column(name: &str) -> Option<IndicatorColumn> {
    let has = |part: &str| name.contains(part);
    if name.chars().count() > 80 || name.is_empty() {
        None
    } else if matches!(name, "№" | "№п" | "№пп" | "пп") {
        Some(IndicatorColumn::Number)
    } else if has("источник") || has("измерительн") || has("подтвержден")
    {
        Some(IndicatorColumn::Source)
    } else if has("единица") || has("единицы") || name == "едизм" {
        Some(IndicatorColumn::Unit)
    } else if has("значение") || has("количество") || has("результат") {
        Some(IndicatorColumn::Value)
    } else if has("знаменатель") || name == "из" {
        Some(IndicatorColumn::Denominator)
    } else if has("критери") || has("наименованиепоказателя") {
        Some(IndicatorColumn::Title)
    } else if name.starts_with("показател") || has("группа") {
        Some(IndicatorColumn::Group)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_column_of_units_holds_values_when_there_is_no_other() {
        let form = [
            "Показатель",
            "Критерий",
            "Единица\nизмерения\n(количество)",
            "Измерительныйматериал/источник информации",
        ];
        let Some(Heading::Indicators(columns)) = recognise(&form) else {
            panic!("not recognised");
        };
        assert_eq!(columns[2], Some(IndicatorColumn::Value));
        let wider = [
            "Показатель",
            "Критерий",
            "Значение",
            "Единица измерения",
            "Источник информации",
        ];
        let Some(Heading::Indicators(columns)) = recognise(&wider) else {
            panic!("not recognised");
        };
        assert_eq!(columns[3], Some(IndicatorColumn::Unit));
    }

    #[test]
    fn a_table_of_something_else_is_neither() {
        assert_eq!(recognise(&["ФИО", "Класс", "Дата"]), None);
    }
}
