//! What all indicators of one evaluation share: the day, the cycle, requirements, texts.
//!
//! Not here: single values. The one decision to know: the cycle of a day is a recorded school year;
//! only where none covers the day do the month and day of the catalogue stand in.

use std::collections::BTreeMap;
use std::rc::Rc;

use chrono::{Datelike, NaiveDate};
use opora_domain::RecordKind;

use super::words;
use crate::catalogue::rules::{Rows, Rules};
use crate::catalogue::texts::fill;
use crate::catalogue::{Catalogue, ParamValue};
use crate::expression::{Body, Cycle, Machine, Val};
use crate::frame::{Cell, Frame};

/// One evaluation under way.
pub(crate) struct Context<'a> {
    pub(crate) catalogue: &'a Catalogue,
    pub(crate) rules: &'a Rules,
    pub(crate) frame: &'a Frame,
    pub(crate) as_of: NaiveDate,
    pub(crate) machine: Machine<'a>,
    /// Links of evidence by indicator.
    pub(crate) links: BTreeMap<&'a str, Vec<u32>>,
    cycle: Cycle,
    unmet: Vec<bool>,
    /// Rows of the queries that bind nothing, once asked for.
    shared: Vec<Option<Rc<[u32]>>>,
}

impl<'a> Context<'a> {
    /// Begins an evaluation.
    pub(crate) fn new(catalogue: &'a Catalogue, frame: &'a Frame, as_of: NaiveDate) -> Self {
        let rules = catalogue.rules();
        let cycle = cycle(frame, rules, as_of);
        let mut machine = Machine::new(frame, &rules.program, as_of, cycle);
        let unmet = rules
            .requirements
            .iter()
            .map(|(body, _)| machine.run(body, &[]) != Val::Flag(true))
            .collect();
        Self {
            catalogue,
            rules,
            frame,
            as_of,
            machine,
            links: links(frame),
            cycle,
            unmet,
            shared: vec![None; rules.shared],
        }
    }

    /// Rows of a query with values in its first slots, in the order of codes.
    pub(crate) fn rows(&mut self, rows: &'a Rows, bound: &[Val<'a>]) -> Rc<[u32]> {
        if let Some(Some(known)) = rows.shared.and_then(|number| self.shared.get(number)) {
            return Rc::clone(known);
        }
        let found: Rc<[u32]> = self.machine.rows(&rows.query, rows.slots, bound).into();
        if let Some(place) = rows.shared.and_then(|number| self.shared.get_mut(number)) {
            *place = Some(Rc::clone(&found));
        }
        found
    }

    /// What is missing of the requirements, if anything.
    pub(crate) fn missing(&self, requires: &[usize]) -> Option<String> {
        let unmet = requires
            .iter()
            .find(|number| self.unmet.get(**number).copied().unwrap_or(false))?;
        let (_, missing) = self.rules.requirements.get(*unmet)?;
        Some(self.text(missing))
    }

    /// A date an expression gives; the day of the evaluation when it gives none.
    pub(crate) fn date(&mut self, body: &'a Body) -> NaiveDate {
        match self.machine.run(body, &[]) {
            Val::Date(date, _) => date,
            _ => self.as_of,
        }
    }

    /// A text with its names in braces filled in.
    pub(crate) fn text(&self, text: &str) -> String {
        fill(text, |name| self.value(name))
    }

    fn value(&self, name: &str) -> Option<String> {
        match name {
            "as_of" => return Some(words::date(self.as_of)),
            "cycle_start" => return Some(words::date(self.cycle.start)),
            "cycle_end" => return Some(words::date(self.cycle.end)),
            _ => {}
        }
        if let Some((_, value)) = self.rules.params.iter().find(|(code, _)| code == name) {
            return Some(match value {
                ParamValue::Flag(true) => self.catalogue.table().yes.to_lowercase(),
                ParamValue::Flag(false) => self.catalogue.table().no.to_lowercase(),
                ParamValue::Number(number) => number.to_string(),
                ParamValue::Text(text) => text.clone(),
                ParamValue::List(list) => list.join(", "),
            });
        }
        let (_, default) = self
            .rules
            .placeholders
            .iter()
            .find(|(code, _)| code == name)?;
        let written = self.frame.of(RecordKind::Profile).and_then(|profile| {
            if profile.len() == 0 {
                return None;
            }
            match profile.named(0, name) {
                Cell::Text(text) if !text.is_empty() => Some(text.clone()),
                _ => None,
            }
        });
        Some(written.unwrap_or_else(|| default.clone()))
    }
}

fn links(frame: &Frame) -> BTreeMap<&str, Vec<u32>> {
    let mut links: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    if let Some(table) = frame.of(RecordKind::EvidenceLink) {
        for row in 0..table.len() {
            if let Cell::Text(indicator) = table.named(row, "indicator") {
                links.entry(indicator).or_default().push(row);
            }
        }
    }
    links
}

fn cycle(frame: &Frame, rules: &Rules, as_of: NaiveDate) -> Cycle {
    let mut recorded: Option<Cycle> = None;
    if let Some(years) = frame.of(RecordKind::SchoolYear) {
        for row in 0..years.len() {
            let (Cell::Date(start), Cell::Date(end)) =
                (years.named(row, "starts_on"), years.named(row, "ends_on"))
            else {
                continue;
            };
            let covers = *start <= as_of && as_of <= *end;
            if covers && recorded.is_none_or(|known| known.start < *start) {
                recorded = Some(Cycle {
                    start: *start,
                    end: *end,
                });
            }
        }
    }
    recorded.unwrap_or_else(|| usual_cycle(rules, as_of))
}

fn usual_cycle(rules: &Rules, as_of: NaiveDate) -> Cycle {
    let ((start_month, start_day), (end_month, end_day)) = rules.cycle;
    let day = |year: i32, month: u32, day: u32| {
        NaiveDate::from_ymd_opt(year, month, day).unwrap_or(as_of)
    };
    let this_year = day(as_of.year(), start_month, start_day);
    let start = if this_year <= as_of {
        this_year
    } else {
        day(as_of.year().saturating_sub(1), start_month, start_day)
    };
    let same_year = day(start.year(), end_month, end_day);
    let end = if same_year > start {
        same_year
    } else {
        day(start.year().saturating_add(1), end_month, end_day)
    };
    Cycle { start, end }
}
