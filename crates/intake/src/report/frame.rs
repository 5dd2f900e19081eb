//! What stands around the tables: title, date, number, approval, executor, conclusions.
//!
//! Not here: the tables. The one decision to know: a requisite is taken only where its word or its
//! place says so; the number of a school in its name is never a registration number.

use chrono::NaiveDate;
use opora_domain::reports::ReportContent;

use super::grid::flat;
use super::terms::dates;
use crate::normal;

/// Lines before the first table, and after it.
pub(super) struct Lines {
    pub before: Vec<String>,
    pub after: Vec<String>,
}

/// Fills in what the lines say.
pub(super) fn fill(content: &mut ReportContent, lines: &Lines) {
    let before: Vec<String> = lines.before.iter().map(|line| flat(line)).collect();
    let after: Vec<String> = lines.after.iter().map(|line| flat(line)).collect();
    let all = || before.iter().chain(&after);
    content.title = title(&before).or_else(|| title(&after));
    content.organisation = content
        .title
        .iter()
        .chain(all())
        .find_map(|line| organisation(line));
    content.dated_on = dated_on(&before).or_else(|| dated_on(&after));
    content.as_of = all()
        .find(|line| normal::text(line).contains("по состоянию на"))
        .and_then(|line| after_words(line, "по состоянию на"))
        .and_then(|rest| dates(&rest).first().copied());
    content.number = before.iter().find_map(|line| number(line));
    content.approved_by = approved_by(&before);
    content.executor = executor(&after).or_else(|| executor(&before));
    content.signed = all().any(|line| {
        let words = normal::text(line);
        words.contains("подписан") && !words.contains("не подписан")
    });
    content.conclusions = section(&after, &["вывод"]);
    content.recommendations = section(&after, &["рекомендац", "предложени"]);
}

/// The lines from the one that says «справка» to the first that is something else.
fn title(lines: &[String]) -> Option<String> {
    let start = lines
        .iter()
        .position(|line| normal::text(line).contains("справка"))?;
    let mut parts: Vec<&str> = Vec::new();
    for line in lines.iter().skip(start).take(4) {
        let words = normal::text(line);
        let ends = !parts.is_empty()
            && (is_date_line(line) || words.contains("по состоянию на") || words.starts_with('№'));
        if ends || (!parts.is_empty() && line.ends_with('.')) {
            break;
        }
        parts.push(line);
    }
    Some(parts.join(" "))
}

/// Whether a line begins a справка: its title, or the name of a school.
pub(super) fn begins(line: &str) -> bool {
    let words = normal::text(line);
    let title =
        words.contains("справка") && (words.contains("аналитич") || words.contains("мониторинг"));
    title || organisation(line).is_some()
}

/// «МБОУ «СОШ № 2»» of a text that names it.
fn organisation(text: &str) -> Option<String> {
    let is_kind = |word: &str| {
        let letters = word.trim_matches(|c: char| !c.is_alphabetic());
        let short = (3..=6).contains(&letters.chars().count());
        short
            && letters.ends_with("ОУ")
            && letters
                .chars()
                .all(|c| normal::is_cyrillic(c) && c.is_uppercase())
    };
    let word = text.split(' ').find(|word| is_kind(word))?;
    let rest = text.get(text.find(word)?..)?;
    let end = if let Some(at) = rest.find('»') {
        at.saturating_add('»'.len_utf8())
    } else {
        let mut marks = rest.match_indices('"').map(|(at, _)| at);
        marks.nth(1)?.saturating_add(1)
    };
    rest.get(..end)
        .filter(|name| name.chars().count() <= 160)
        .map(ToOwned::to_owned)
}

/// Whether a line is a date and little else.
fn is_date_line(line: &str) -> bool {
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    !dates(line).is_empty() && letters <= 16
}

fn dated_on(lines: &[String]) -> Option<NaiveDate> {
    let mut plain = lines
        .iter()
        .filter(|line| is_date_line(line) && !normal::text(line).contains("по состоянию"));
    plain.find_map(|line| dates(line).first().copied())
}

/// «№ 12» of a line that begins with it, with «от» or with a date.
fn number(line: &str) -> Option<String> {
    let words = normal::text(line);
    let begins = words.starts_with('№')
        || words.starts_with("от ")
        || words.starts_with("рег")
        || is_date_line(line);
    let (_, after) = line.split_once('№').filter(|_| begins)?;
    let number = after.trim().split(' ').next()?.trim_end_matches([',', '.']);
    number
        .chars()
        .any(|c| c.is_ascii_digit())
        .then(|| number.to_owned())
}

/// The lines below «УТВЕРЖДАЮ», up to the title.
fn approved_by(lines: &[String]) -> Option<String> {
    let start = lines.iter().position(|line| {
        let words = normal::text(line);
        words.starts_with("утвержда") || words.starts_with("утвержден")
    })?;
    let own = lines.get(start)?;
    let rest = own.split_once(' ').map_or("", |(_, rest)| rest);
    let below = lines
        .iter()
        .skip(start.checked_add(1)?)
        .take(3)
        .take_while(|line| !normal::text(line).contains("справка") && !is_date_line(line));
    let mut parts: Vec<&str> = vec![rest];
    parts.extend(below.map(String::as_str));
    let name = parts.join(" ").replace('_', "");
    let name = flat(&name);
    name.chars().any(char::is_alphabetic).then_some(name)
}

/// The name beside or below «Исполнитель».
fn executor(lines: &[String]) -> Option<String> {
    let start = lines
        .iter()
        .position(|line| normal::text(line).starts_with("исполнитель"))?;
    let line = lines.get(start)?;
    let beside = line.split_once(':').map_or("", |(_, rest)| rest.trim());
    if !beside.is_empty() {
        return Some(beside.to_owned());
    }
    lines.get(start.checked_add(1)?).cloned()
}

/// Lines below a heading that starts so, up to the next heading.
fn section(lines: &[String], starts: &[&str]) -> Vec<String> {
    const HEADINGS: &[&str] = &[
        "вывод",
        "рекомендац",
        "предложени",
        "исполнитель",
        "приложени",
        "меры",
        "директор",
        "анализ",
    ];
    let heading = |line: &str, starts: &[&str]| {
        let words = normal::text(line);
        let words = words.trim_start_matches(|c: char| !c.is_alphabetic());
        words.chars().count() <= 60 && starts.iter().any(|start| words.starts_with(start))
    };
    lines
        .iter()
        .skip_while(|line| !heading(line, starts))
        .skip(1)
        .take_while(|line| !heading(line, HEADINGS))
        .filter(|line| !line.is_empty())
        .cloned()
        .collect()
}

/// What follows these words, whatever their case.
fn after_words(line: &str, words: &str) -> Option<String> {
    normal::text(line)
        .split_once(words)
        .map(|(_, rest)| rest.to_owned())
}
