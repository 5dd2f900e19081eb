//! Rows of the roadmap table.
//!
//! Not here: whether marks are plausible. The one decision to know: an empty cell of number, stage
//! or event repeats the cell above; an empty term, person or mark is really empty.

use opora_domain::reports::{ReportedActivity, ReportedRow};

use super::ReportDoubt;
use super::grid::{Grid, flat};
use super::headings::RoadmapColumn as Column;
use super::terms::deadline;

/// Reads the rows below the heading and adds them to those above, which a broken table goes on from.
pub(super) fn rows(
    grid: &Grid,
    within: std::ops::Range<usize>,
    columns: &[Option<Column>],
    above: Vec<ReportedRow>,
    doubts: &mut Vec<ReportDoubt>,
) -> Vec<ReportedRow> {
    let at = |column| columns.iter().position(|found| *found == Some(column));
    let text = |row: usize, column| at(column).map_or("", |column| grid.text(row, column));
    let mut rows = above;
    for row in within {
        let mark = text(row, Column::Mark);
        let printed = flat(text(row, Column::Event));
        let content = match text(row, Column::Content) {
            "" => text(row, Column::Event),
            content => content,
        };
        if flat(content).is_empty() && flat(mark).is_empty() {
            continue;
        }
        let above = rows.last();
        let number = stage_number(text(row, Column::Number));
        let stage = flat(text(row, Column::Stage));
        let same_stage = stage.is_empty() && number.is_none();
        let position = rows.len().saturating_add(1);
        let term = flat(text(row, Column::Term));
        let due_on = deadline(&term);
        let mut doubt = |code, message: String| {
            doubts.push(ReportDoubt {
                place: format!("дорожная карта, строка {position}"),
                code,
                message,
            });
        };
        if !term.is_empty() && due_on.is_none() {
            doubt(
                "unclear-term",
                format!("Срок «{term}» не удалось понять: в нём нет года."),
            );
        }
        let activities = activities(content, mark);
        if !flat(mark).is_empty() && !activities.iter().any(|activity| activity.done) {
            doubt(
                "unclear-mark",
                format!("Отметка «{}» не значит «выполнено».", flat(mark)),
            );
        }
        let stage_number = number.or_else(|| above.filter(|_| same_stage)?.stage_number);
        let carried = |own: String, from: fn(&ReportedRow) -> &String, allowed: bool| {
            let above = above.filter(|_| allowed && own.is_empty()).map(from);
            above.cloned().unwrap_or(own)
        };
        let row = ReportedRow {
            position,
            stage_number,
            stage: carried(stage, |row| &row.stage, same_stage),
            event: carried(printed, |row| &row.event, same_stage),
            activities,
            term,
            due_on,
            responsible: flat(text(row, Column::Responsible)),
            mark: flat(mark),
        };
        rows.push(row);
    }
    rows
}

/// «4.» as 4.
fn stage_number(text: &str) -> Option<i64> {
    let digits: String = text
        .trim()
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    digits.parse().ok()
}

/// Activities of a cell with the marks that belong to them.
fn activities(content: &str, mark: &str) -> Vec<ReportedActivity> {
    let items = items(content);
    let marks = items_of_marks(mark, items.len());
    let whole = is_done(mark);
    items
        .into_iter()
        .enumerate()
        .map(|(index, (number, text))| {
            let own = marks.as_ref().and_then(|marks| marks.get(index));
            ReportedActivity {
                number,
                text,
                done: own.map_or(whole, |own| is_done(own)),
                own_mark: own.is_some(),
            }
        })
        .collect()
}

/// One mark an activity, when the cell of marks is a list as long as that of activities.
fn items_of_marks(mark: &str, count: usize) -> Option<Vec<String>> {
    let marks = items(mark);
    let listed = count > 1 && marks.len() == count && marks.iter().all(|(n, _)| n.is_some());
    listed.then(|| marks.into_iter().map(|(_, text)| text).collect())
}

/// Whether a mark says that something is done.
fn is_done(mark: &str) -> bool {
    let mark = crate::normal::text(mark);
    let word = mark.trim_start_matches(|c: char| !c.is_alphabetic());
    word.starts_with("выполнен") || word.starts_with("исполнен") || word.starts_with("проведен")
}

/// Numbered items of a cell; a line without a number goes on with the item above.
pub(super) fn items(text: &str) -> Vec<(Option<i64>, String)> {
    let mut items: Vec<(Option<i64>, String)> = Vec::new();
    for line in text.lines().map(flat).filter(|line| !line.is_empty()) {
        let mut rest = line.as_str();
        let mut at_start = true;
        while !rest.is_empty() {
            let current = items.last().and_then(|(number, _)| *number);
            let (number, body) = match numbered(rest) {
                Some((number, body)) if at_start => (Some(number), body),
                _ => (current, rest),
            };
            let expected = number.and_then(|number| number.checked_add(1));
            let (piece, following) = cut_before(body, expected);
            let opens = at_start && numbered(rest).is_some();
            match items.last_mut() {
                Some((_, text)) if !opens => {
                    text.push(' ');
                    text.push_str(piece.trim());
                }
                _ => items.push((number, piece.trim().to_owned())),
            }
            rest = following;
            at_start = true;
        }
    }
    items
}

/// «3. Текст» or «3) Текст» as number and text.
fn numbered(text: &str) -> Option<(i64, &str)> {
    let digits = text.find(|c: char| !c.is_ascii_digit())?;
    let (number, rest) = text.split_at_checked(digits)?;
    let rest = rest.strip_prefix(['.', ')'])?;
    let next = rest.trim_start().chars().next()?;
    let fits = number.len() <= 2 && !next.is_ascii_digit();
    fits.then(|| {
        number
            .parse()
            .ok()
            .map(|number| (number, rest.trim_start()))
    })
    .flatten()
}

/// Splits a line before « 4. Следующий», when 4 is the number expected.
fn cut_before(text: &str, expected: Option<i64>) -> (&str, &str) {
    let Some(expected) = expected else {
        return (text, "");
    };
    for sign in [". ", ") "] {
        let mark = format!(" {expected}{sign}");
        let capital = |at: usize| {
            let after = text.get(at.saturating_add(mark.len())..)?;
            after.trim_start().chars().next().map(char::is_uppercase)
        };
        if let Some(at) = text.find(&mark)
            && capital(at) == Some(true)
            && let Some((piece, rest)) = text.split_at_checked(at)
        {
            return (piece, rest.trim_start());
        }
    }
    (text, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str) -> Vec<Option<i64>> {
        items(text).into_iter().map(|(number, _)| number).collect()
    }

    #[test]
    fn a_line_without_a_number_goes_on_with_the_item_above() {
        let text = "1. Сбор\n2. Запросы третьих лиц:\nпсихолог, родители.\n3. Ещё";
        assert_eq!(numbers(text), [Some(1), Some(2), Some(3)]);
        assert_eq!(items(text)[1].1, "Запросы третьих лиц: психолог, родители.");
    }

    #[test]
    fn a_cell_without_numbers_is_one_activity() {
        assert_eq!(numbers("Анкетирование. Форматы анкет для\nоценки"), [None]);
        assert_eq!(numbers("2022-2023 год"), [None]);
        assert_eq!(numbers(" \n "), []);
    }

    #[test]
    fn items_in_one_line_are_cut_where_the_next_number_stands() {
        let text = "1. Сбор данных. 2. Анализ за 5 лет. 3. Итог";
        assert_eq!(numbers(text), [Some(1), Some(2), Some(3)]);
    }

    #[test]
    fn marks_listed_one_an_activity_belong_to_their_activities() {
        let read = activities("1. А\n2. Б", "1. выполнено\n2. не выполнено");
        assert_eq!((read[0].done, read[0].own_mark), (true, true));
        assert_eq!((read[1].done, read[1].own_mark), (false, true));
        let read = activities("1. А\n2. Б", " Выполнено");
        assert!(
            read.iter()
                .all(|activity| activity.done && !activity.own_mark)
        );
    }
}
