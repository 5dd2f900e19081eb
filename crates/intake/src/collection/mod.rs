//! Many справки of many schools as one table.
//!
//! Not here: reading them (`report`) and finding files. The one decision to know: a value in doubt is
//! shown and counted nowhere; a total of shares is the ratio of sums, and where a denominator is
//! absent it is not given; of two справки of one school the later one counts.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use opora_domain::reports::ReportedValue;

use crate::normal;
use crate::report::{Certainty, ReadReport};

mod book;

pub use book::workbook;

/// What an indicator counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Да / Нет.
    Flag,
    /// A whole number that adds up.
    Count,
    /// A share or a level in percent.
    Percent,
}

/// A column of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollectedIndicator {
    /// Number of the row in the form.
    pub number: u32,
    /// Name.
    pub title: String,
    /// What it counts.
    pub measure: Measure,
}

/// A value of the table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CollectedValue {
    /// A number.
    Number(f64),
    /// Да / Нет.
    Flag(bool),
    /// «Требует проверки».
    Doubtful,
    /// An empty cell, «нет данных», «не применимо», hidden.
    Nothing,
}

/// A value with its source.
#[derive(Clone, Debug, PartialEq)]
pub struct CollectedCell {
    /// Value.
    pub value: CollectedValue,
    /// As printed.
    pub text: String,
    /// Denominator, where printed.
    pub denominator: Option<i64>,
    /// Table, row and column of the file, Russian.
    pub place: String,
}

/// Something a person should look at: a finding of a check or a doubt of the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollectedNote {
    /// Severity of a finding (`error`, `warning`, `info`); the place of a doubt.
    pub about: String,
    /// Stable code.
    pub code: String,
    /// A Russian sentence.
    pub message: String,
}

/// One справка of the collection.
#[derive(Clone, Debug, PartialEq)]
pub struct CollectedSchool {
    /// File, with its place in an archive.
    pub file: String,
    /// Fingerprint of the content of the file.
    pub fingerprint: String,
    /// School as printed.
    pub organisation: Option<String>,
    /// «По состоянию на», else the date of the document.
    pub dated_on: Option<NaiveDate>,
    /// Values by the number of the indicator.
    pub cells: BTreeMap<u32, CollectedCell>,
    /// Findings of the checks.
    pub findings: Vec<CollectedNote>,
    /// Doubts of the reader.
    pub doubts: Vec<CollectedNote>,
}

/// A file that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// File, with its place in an archive.
    pub file: String,
    /// Stable code.
    pub code: String,
    /// Why, a Russian sentence.
    pub reason: String,
    /// What to do, a Russian sentence.
    pub next_step: String,
}

/// The whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Collection {
    /// Columns.
    pub indicators: Vec<CollectedIndicator>,
    /// Rows.
    pub schools: Vec<CollectedSchool>,
    /// What could not be read.
    pub unreadable: Vec<Unreadable>,
}

/// A total of a column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Total {
    /// Sum of counts and the number of schools in it.
    Sum(f64, usize),
    /// Ratio of sums, percent, and the number of schools in it.
    Ratio(f64, usize),
    /// Number of «Да» among those who answered.
    Yes(usize, usize),
    /// A share cannot be totalled: some school states no denominator.
    NoDenominator,
}

/// Two справки of one school, or one file twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duplicate {
    /// School as printed.
    pub organisation: String,
    /// The one that counts.
    pub kept: String,
    /// The one that does not.
    pub left_out: String,
    /// Whether the files are the same byte for byte.
    pub identical: bool,
}

/// A value far from those of schools of like size.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlier {
    /// File.
    pub file: String,
    /// School as printed.
    pub organisation: String,
    /// Indicator.
    pub number: u32,
    /// Value.
    pub value: f64,
    /// Middle value of the schools it was compared with, brought to its size.
    pub usual: f64,
    /// How many schools it was compared with.
    pub compared: usize,
}

/// Fewest schools an outlier is told among, and how many of like size are looked at.
const FEWEST: usize = 8;
const NEIGHBOURS: usize = 20;
/// Distance from the middle, in robust deviations, past which a value is far (Iglewicz and Hoaglin,
/// 1993, recommend 3.5).
const FAR: f64 = 3.5;

/// A справка as read, as a row of the table.
pub fn collected(
    file: String,
    fingerprint: String,
    read: &ReadReport,
    findings: Vec<CollectedNote>,
) -> CollectedSchool {
    let mut cells = BTreeMap::new();
    for (row, reading) in read.content.indicators.iter().zip(&read.readings) {
        let number = row.number.or(reading.candidate);
        let Some(number) = number else { continue };
        let sure = reading.certainty == Certainty::Sure;
        let value = match row.value {
            ReportedValue::Number(number) if sure => CollectedValue::Number(number),
            ReportedValue::Flag(flag) if sure => CollectedValue::Flag(flag),
            ReportedValue::Missing if row.number.is_none() => continue,
            _ if !sure => CollectedValue::Doubtful,
            _ => CollectedValue::Nothing,
        };
        let table = match &reading.sheet {
            Some(sheet) => format!("лист «{sheet}»"),
            None => format!("таблица {}", reading.table),
        };
        let cell = CollectedCell {
            value,
            text: row.value_text.clone(),
            denominator: row.denominator,
            place: format!(
                "{table}, строка {}, столбец {}",
                reading.row, reading.column
            ),
        };
        // A row that is known goes before one that is only like it.
        if row.number.is_some() {
            cells.insert(number, cell);
        } else {
            cells.entry(number).or_insert(cell);
        }
    }
    CollectedSchool {
        file,
        fingerprint,
        organisation: read.content.organisation.clone(),
        dated_on: read.content.as_of.or(read.content.dated_on),
        cells,
        findings,
        doubts: read
            .doubts
            .iter()
            .map(|doubt| CollectedNote {
                about: doubt.place.clone(),
                code: doubt.code.to_owned(),
                message: doubt.message.clone(),
            })
            .collect(),
    }
}

impl Collection {
    /// Schools that count: the later справка where there are two of one school.
    pub fn counted(&self) -> Vec<&CollectedSchool> {
        let left_out: BTreeSet<String> = self
            .duplicates()
            .into_iter()
            .map(|duplicate| duplicate.left_out)
            .collect();
        let counts = |school: &&CollectedSchool| !left_out.contains(&school.file);
        self.schools.iter().filter(counts).collect()
    }

    /// Totals by the number of the indicator; none where nobody has a value.
    pub fn totals(&self) -> BTreeMap<u32, Total> {
        let counted = self.counted();
        let mut totals = BTreeMap::new();
        for indicator in &self.indicators {
            let cells: Vec<&CollectedCell> = counted
                .iter()
                .filter_map(|school| school.cells.get(&indicator.number))
                .collect();
            if let Some(total) = total(indicator.measure, &cells) {
                totals.insert(indicator.number, total);
            }
        }
        totals
    }

    /// Files with the same content, and schools with several справки.
    pub fn duplicates(&self) -> Vec<Duplicate> {
        let mut kept: BTreeMap<String, &CollectedSchool> = BTreeMap::new();
        let mut found = Vec::new();
        for school in &self.schools {
            let name = school.organisation.clone().unwrap_or_default();
            let key = match same_name(&name) {
                key if key.is_empty() => format!("#{}", school.fingerprint),
                key => key,
            };
            let Some(other) = kept.get(&key).copied() else {
                kept.insert(key, school);
                continue;
            };
            let later = school.dated_on > other.dated_on;
            let (stays, goes) = if later {
                (school, other)
            } else {
                (other, school)
            };
            found.push(Duplicate {
                organisation: name,
                kept: stays.file.clone(),
                left_out: goes.file.clone(),
                identical: school.fingerprint == other.fingerprint,
            });
            kept.insert(key, stays);
        }
        found
    }

    /// Counts far from those of schools of like size. Size is the sum of all counts of a school.
    pub fn outliers(&self) -> Vec<Outlier> {
        let mut schools: Vec<(f64, &CollectedSchool)> = self
            .counted()
            .into_iter()
            .map(|school| (self.size(school), school))
            .filter(|(size, _)| *size > 0.0)
            .collect();
        schools.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.file.cmp(&b.1.file)));
        let mut found = Vec::new();
        let counts = self
            .indicators
            .iter()
            .filter(|one| one.measure == Measure::Count);
        for indicator in counts {
            let shares: Vec<(f64, f64, &CollectedSchool)> = schools
                .iter()
                .filter_map(|(size, school)| {
                    let number = number(school.cells.get(&indicator.number)?)?;
                    Some((number / size, *size, *school))
                })
                .collect();
            for (at, (share, size, school)) in shares.iter().enumerate() {
                let from = at.saturating_sub(NEIGHBOURS / 2);
                let near: Vec<f64> = shares
                    .iter()
                    .enumerate()
                    .skip(from)
                    .take(NEIGHBOURS.saturating_add(1))
                    .filter(|(other, _)| *other != at)
                    .map(|(_, (share, ..))| *share)
                    .collect();
                let Some((middle, spread)) = middle_and_spread(&near) else {
                    continue;
                };
                // A difference of two people is never far.
                let far = (share - middle).abs();
                if far > FAR * spread && far * size > 2.0 {
                    found.push(Outlier {
                        file: school.file.clone(),
                        organisation: school.organisation.clone().unwrap_or_default(),
                        number: indicator.number,
                        value: share * size,
                        usual: middle * size,
                        compared: near.len(),
                    });
                }
            }
        }
        found
    }

    fn size(&self, school: &CollectedSchool) -> f64 {
        let counts = self
            .indicators
            .iter()
            .filter(|one| one.measure == Measure::Count);
        counts
            .filter_map(|indicator| number(school.cells.get(&indicator.number)?))
            .sum()
    }
}

fn number(cell: &CollectedCell) -> Option<f64> {
    match cell.value {
        CollectedValue::Number(number) => Some(number),
        _ => None,
    }
}

fn total(measure: Measure, cells: &[&CollectedCell]) -> Option<Total> {
    let numbers: Vec<(f64, Option<i64>)> = cells
        .iter()
        .filter_map(|cell| Some((number(cell)?, cell.denominator)))
        .collect();
    match measure {
        Measure::Flag => {
            let flags = cells.iter().filter_map(|cell| match cell.value {
                CollectedValue::Flag(flag) => Some(flag),
                _ => None,
            });
            let (yes, no): (Vec<bool>, Vec<bool>) = flags.partition(|flag| *flag);
            let all = yes.len().saturating_add(no.len());
            (all > 0).then_some(Total::Yes(yes.len(), all))
        }
        _ if numbers.is_empty() => None,
        Measure::Count => {
            let sum = numbers.iter().map(|(number, _)| number).sum();
            Some(Total::Sum(sum, numbers.len()))
        }
        Measure::Percent => {
            let mut above = 0.0;
            let mut below = 0.0;
            for (percent, whole) in &numbers {
                let Some(whole) = whole.and_then(|whole| i32::try_from(whole).ok()) else {
                    return Some(Total::NoDenominator);
                };
                above += percent * f64::from(whole);
                below += f64::from(whole);
            }
            (below > 0.0).then(|| Total::Ratio(above / below, numbers.len()))
        }
    }
}

/// Name of a school for comparison: letters and digits without the kind of institution.
fn same_name(name: &str) -> String {
    let plain: String = normal::text(name)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect();
    ["мбоу", "маоу", "мкоу", "гбоу", "моу"]
        .iter()
        .find_map(|kind| plain.strip_prefix(kind))
        .map_or_else(|| plain.clone(), ToOwned::to_owned)
}

/// Median and 1.4826 times the median distance from it; `None` for few values.
fn middle_and_spread(values: &[f64]) -> Option<(f64, f64)> {
    if values.len() < FEWEST {
        return None;
    }
    let middle = median(values)?;
    let distances: Vec<f64> = values.iter().map(|value| (value - middle).abs()).collect();
    Some((middle, 1.4826 * median(&distances)?))
}

fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let half = sorted.len() / 2;
    if sorted.len().is_multiple_of(2) {
        let (low, high) = (sorted.get(half.checked_sub(1)?)?, sorted.get(half)?);
        Some(f64::midpoint(*low, *high))
    } else {
        sorted.get(half).copied()
    }
}
