//! Running of checked programs over a frame.
//!
//! Not here: anything that can fail. The decision to know: `exists day` does not try every day; each
//! comparison that involves the tried day tells when its answer may change next, and the next day
//! tried is the earliest of those. Comparisons with an empty value are false; an empty end of a
//! period is open.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::rc::Rc;

use chrono::{Days, NaiveDate};
use opora_domain::dates::{anniversary, full_years, next_day, years_before};

use super::program::{Body, Driver, Function, Node, Program, Query, year_end, year_start};
use super::syntax::Comparison;
use crate::frame::{Cell, Frame, Table, index};

/// First and last day of the cycle of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cycle {
    /// First day.
    pub(crate) start: NaiveDate,
    /// Last day.
    pub(crate) end: NaiveDate,
}

/// A value while a program runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Val<'a> {
    /// Empty.
    Null,
    /// Yes or no.
    Flag(bool),
    /// Whole number.
    Number(i64),
    /// Date, and whether it is the day being tried by `exists day`.
    Date(NaiveDate, bool),
    /// Text.
    Text(&'a str),
    /// Several texts.
    List(&'a [String]),
    /// Row of a table.
    Row(u32),
}

/// Runs programs for one frame and one day.
#[derive(Debug)]
pub(crate) struct Machine<'a> {
    frame: &'a Frame,
    program: &'a Program,
    as_of: NaiveDate,
    cycle: Cycle,
    stack: Vec<Val<'a>>,
    base: usize,
    /// Earliest day after the tried one on which an answer given since may change.
    horizon: Option<NaiveDate>,
    /// Rows that satisfy each driver, once asked for.
    driven: Vec<Option<Rc<[u32]>>>,
    /// Answers of each definition for each row on the day of the evaluation, once asked for.
    kept: Vec<Vec<Option<bool>>>,
}

impl<'a> Machine<'a> {
    /// A machine for a day.
    pub(crate) fn new(
        frame: &'a Frame,
        program: &'a Program,
        as_of: NaiveDate,
        cycle: Cycle,
    ) -> Self {
        Self {
            frame,
            program,
            as_of,
            cycle,
            stack: Vec::with_capacity(64),
            base: 0,
            horizon: None,
            driven: vec![None; program.drivers.len()],
            kept: vec![Vec::new(); program.definitions.len()],
        }
    }

    /// Runs an expression with values in its first slots.
    pub(crate) fn run(&mut self, body: &'a Body, bound: &[Val<'a>]) -> Val<'a> {
        self.enter(body.slots, bound);
        self.eval(&body.node)
    }

    /// Rows of a query with values in the first slots, in the order of codes.
    pub(crate) fn rows(&mut self, query: &'a Query, slots: usize, bound: &[Val<'a>]) -> Vec<u32> {
        self.enter(slots, bound);
        self.select(query)
    }

    fn enter(&mut self, slots: usize, bound: &[Val<'a>]) {
        self.stack.clear();
        self.stack.extend_from_slice(bound);
        self.stack.resize(slots.max(bound.len()), Val::Null);
        self.base = 0;
    }

    fn set(&mut self, slot: usize, value: Val<'a>) {
        if let Some(place) = self.stack.get_mut(self.base + slot) {
            *place = value;
        }
    }

    fn truth(&mut self, node: &'a Node) -> bool {
        self.eval(node) == Val::Flag(true)
    }

    fn table(&self, number: usize) -> Option<&'a Table> {
        self.frame.table(number)
    }

    fn eval(&mut self, node: &'a Node) -> Val<'a> {
        match node {
            Node::Flag(flag) => Val::Flag(*flag),
            Node::Number(number) => Val::Number(*number),
            Node::Text(text) => Val::Text(text),
            Node::List(list) => Val::List(list),
            Node::AsOf => Val::Date(self.as_of, false),
            Node::CycleStart => Val::Date(self.cycle.start, false),
            Node::CycleEnd => Val::Date(self.cycle.end, false),
            Node::Slot(slot) => self
                .stack
                .get(self.base + slot)
                .copied()
                .unwrap_or(Val::Null),
            Node::Field { of, table, field } => match self.eval(of) {
                Val::Row(row) => self
                    .table(*table)
                    .map_or(Val::Null, |table| value(table.cell(row, *field))),
                _ => Val::Null,
            },
            Node::Call(number, arguments) => self.call(*number, None, arguments),
            Node::And(parts) => Val::Flag(parts.iter().all(|part| self.truth(part))),
            Node::Or(parts) => Val::Flag(parts.iter().any(|part| self.truth(part))),
            Node::Not(inside) => Val::Flag(!self.truth(inside)),
            Node::Compare(comparison, left, right) => {
                let (left, right) = (self.eval(left), self.eval(right));
                Val::Flag(self.compare(*comparison, left, right))
            }
            Node::Within(value, from, to) => {
                let value = self.eval(value);
                Val::Flag(self.within(value, from.as_deref(), to.as_deref()))
            }
            Node::OneOf(value, members) => {
                let value = self.eval(value);
                Val::Flag(members.iter().any(|member| {
                    let member = self.eval(member);
                    self.compare(Comparison::Equal, value, member)
                }))
            }
            Node::InList(value, list) => match (self.eval(value), self.eval(list)) {
                (Val::Text(text), Val::List(list)) => {
                    Val::Flag(list.iter().any(|member| member == text))
                }
                _ => Val::Flag(false),
            },
            Node::Known(inside, known) => Val::Flag((self.eval(inside) != Val::Null) == *known),
            Node::Add(left, right) => self.arithmetic(left, right, i64::saturating_add),
            Node::Subtract(left, right) => self.arithmetic(left, right, i64::saturating_sub),
            Node::If(condition, yes, no) => {
                if self.truth(condition) {
                    self.eval(yes)
                } else {
                    self.eval(no)
                }
            }
            Node::Exists(query) => Val::Flag(self.first(query, None)),
            Node::Every(query, claim) => Val::Flag(!self.first(query, Some(claim))),
            Node::Count(query) => {
                Val::Number(i64::try_from(self.select(query).len()).unwrap_or(i64::MAX))
            }
            Node::ExistsDay {
                slot,
                from,
                to,
                condition,
            } => Val::Flag(self.exists_day(*slot, from, to, condition)),
            Node::Function(function, arguments) => self.function(*function, arguments),
        }
    }

    /// Calls a definition with a value, when given, and further arguments.
    fn call(&mut self, number: usize, first: Option<Val<'a>>, arguments: &'a [Node]) -> Val<'a> {
        let Some(body) = self.program.definitions.get(number) else {
            return Val::Null;
        };
        let base = self.stack.len();
        self.stack.extend(first);
        for argument in arguments {
            let argument = self.eval(argument);
            self.stack.push(argument);
        }
        let place = self.place(number, base);
        if let Some(answer) = place.and_then(|row| self.answered(number, row)) {
            self.stack.truncate(base);
            return Val::Flag(answer);
        }
        self.stack.resize(base + body.slots, Val::Null);
        let caller = std::mem::replace(&mut self.base, base);
        let answer = self.eval(&body.node);
        self.base = caller;
        self.stack.truncate(base);
        if let Some(row) = place {
            self.keep(number, row, answer == Val::Flag(true));
        }
        answer
    }

    /// The row a call asks about, when its answer is worth keeping: a flag of a record on the very
    /// day of the evaluation.
    fn place(&self, number: usize, base: usize) -> Option<usize> {
        self.program.kept.get(number).copied().flatten()?;
        match self.stack.get(base..)? {
            [Val::Row(row), Val::Date(day, false)] if *day == self.as_of => Some(index(*row)),
            _ => None,
        }
    }

    fn answered(&self, number: usize, row: usize) -> Option<bool> {
        self.kept.get(number)?.get(row).copied().flatten()
    }

    fn keep(&mut self, number: usize, row: usize, answer: bool) {
        let table = self.program.kept.get(number).copied().flatten();
        let rows = table
            .and_then(|table| self.table(table))
            .map_or(0, Table::len);
        if let Some(answers) = self.kept.get_mut(number) {
            if answers.is_empty() {
                answers.resize(index(rows), None);
            }
            if let Some(place) = answers.get_mut(row) {
                *place = Some(answer);
            }
        }
    }

    fn arithmetic(
        &mut self,
        left: &'a Node,
        right: &'a Node,
        operation: fn(i64, i64) -> i64,
    ) -> Val<'a> {
        match (self.eval(left), self.eval(right)) {
            (Val::Number(left), Val::Number(right)) => Val::Number(operation(left, right)),
            _ => Val::Null,
        }
    }

    /// Remembers that an answer may change on a day.
    fn note(&mut self, day: NaiveDate) {
        self.horizon = Some(self.horizon.map_or(day, |known| known.min(day)));
    }

    /// Orders two dates, remembering when the order changes as the tried day moves on.
    fn order(&mut self, left: (NaiveDate, bool), right: (NaiveDate, bool)) -> Ordering {
        match (left.1, right.1) {
            (true, true) => self.note(next_day(left.0)),
            (true, false) => self.note_passing(left.0, right.0),
            (false, true) => self.note_passing(right.0, left.0),
            (false, false) => {}
        }
        left.0.cmp(&right.0)
    }

    fn note_passing(&mut self, tried: NaiveDate, fixed: NaiveDate) {
        match tried.cmp(&fixed) {
            Ordering::Less => self.note(fixed),
            Ordering::Equal => self.note(next_day(fixed)),
            Ordering::Greater => {}
        }
    }

    fn ordering(&mut self, left: Val<'a>, right: Val<'a>) -> Option<Ordering> {
        match (left, right) {
            (Val::Date(left, left_tried), Val::Date(right, right_tried)) => {
                Some(self.order((left, left_tried), (right, right_tried)))
            }
            (Val::Number(left), Val::Number(right)) => Some(left.cmp(&right)),
            (Val::Flag(left), Val::Flag(right)) => Some(left.cmp(&right)),
            (Val::Row(left), Val::Row(right)) => Some(left.cmp(&right)),
            (Val::Text(left), Val::Text(right)) => Some(left.cmp(right)),
            _ => None,
        }
    }

    fn compare(&mut self, comparison: Comparison, left: Val<'a>, right: Val<'a>) -> bool {
        self.ordering(left, right)
            .is_some_and(|order| comparison.holds(order))
    }

    fn within(&mut self, value: Val<'a>, from: Option<&'a Node>, to: Option<&'a Node>) -> bool {
        if value == Val::Null {
            return false;
        }
        for (end, outside) in [(from, Ordering::Less), (to, Ordering::Greater)] {
            if let Some(end) = end {
                let end = self.eval(end);
                if self.ordering(value, end) == Some(outside) {
                    return false;
                }
            }
        }
        true
    }

    /// Whether some row of the query exists; with a claim, whether some row breaks it.
    fn first(&mut self, query: &'a Query, claim: Option<&'a Node>) -> bool {
        let mut found = false;
        self.each(query, |machine, _| {
            found = claim.is_none_or(|claim| !machine.truth(claim));
            !found
        });
        found
    }

    fn select(&mut self, query: &'a Query) -> Vec<u32> {
        let mut rows = Vec::new();
        let mut seen = BTreeSet::new();
        self.each(query, |machine, row| {
            let new = query.by.as_ref().is_none_or(|by| {
                let key = machine.eval(by);
                key == Val::Null || seen.insert(format!("{key:?}"))
            });
            if new {
                rows.push(row);
            }
            true
        });
        rows
    }

    /// Visits the rows of a query until the visitor says `false`.
    fn each(&mut self, query: &'a Query, mut visit: impl FnMut(&mut Self, u32) -> bool) {
        let Some(table) = self.table(query.table) else {
            return;
        };
        let mut step = |machine: &mut Self, row: u32| {
            machine.set(query.slot, Val::Row(row));
            let meets = query
                .condition
                .as_ref()
                .is_none_or(|condition| machine.truth(condition));
            !meets || visit(machine, row)
        };
        if let Some((field, target)) = &query.index {
            if let Val::Row(target) = self.eval(target) {
                for row in table.referring(*field, target) {
                    if !step(self, *row) {
                        return;
                    }
                }
            }
        } else if let Some(driver) = query.driver {
            for row in self.driven(driver).iter() {
                if !step(self, *row) {
                    return;
                }
            }
        } else {
            for row in 0..table.len() {
                if !step(self, row) {
                    return;
                }
            }
        }
    }

    /// Rows that satisfy a driver; looked up once.
    fn driven(&mut self, number: usize) -> Rc<[u32]> {
        if let Some(Some(rows)) = self.driven.get(number) {
            return Rc::clone(rows);
        }
        let mut rows = Vec::new();
        let driver = self.program.drivers.get(number);
        if let Some((driver, table)) = driver.and_then(|one| Some((one, self.table(one.table)?))) {
            if let Some(turned) = self.turned(driver, table.len()) {
                rows = turned;
            } else {
                for row in 0..table.len() {
                    let first = Some(Val::Row(row));
                    let answer = self.call(driver.definition, first, &driver.constants);
                    if answer == Val::Flag(true) {
                        rows.push(row);
                    }
                }
            }
        }
        let rows: Rc<[u32]> = rows.into();
        if let Some(place) = self.driven.get_mut(number) {
            *place = Some(Rc::clone(&rows));
        }
        rows
    }

    /// Rows of a driver `exists x in set where x.ref = row and …`, found by walking over the set
    /// where it is smaller and the rest does not ask about the row.
    fn turned(&mut self, driver: &'a Driver, rows: u32) -> Option<Vec<u32>> {
        let body = self.program.definitions.get(driver.definition)?;
        let Node::Exists(query) = &body.node else {
            return None;
        };
        let (field, Node::Slot(0)) = query.index.as_ref()? else {
            return None;
        };
        let asks = query.condition.as_ref().is_some_and(|one| one.mentions(0));
        let set = self.table(query.table)?;
        if asks || set.len() > rows {
            return None;
        }
        let base = self.stack.len();
        self.stack.push(Val::Null);
        for constant in &driver.constants {
            let constant = self.eval(constant);
            self.stack.push(constant);
        }
        self.stack.resize(base + body.slots, Val::Null);
        let caller = std::mem::replace(&mut self.base, base);
        let mut found = BTreeSet::new();
        for row in 0..set.len() {
            let Cell::Row(target) = set.cell(row, *field) else {
                continue;
            };
            if found.contains(target) {
                continue;
            }
            self.set(query.slot, Val::Row(row));
            if query.condition.as_ref().is_none_or(|one| self.truth(one)) {
                found.insert(*target);
            }
        }
        self.base = caller;
        self.stack.truncate(base);
        Some(found.into_iter().collect())
    }

    fn exists_day(
        &mut self,
        slot: usize,
        from: &'a Node,
        to: &'a Node,
        condition: &'a Node,
    ) -> bool {
        let (Val::Date(from, _), Val::Date(to, _)) = (self.eval(from), self.eval(to)) else {
            return false;
        };
        let mut day = from;
        while day <= to {
            self.horizon = None;
            self.set(slot, Val::Date(day, true));
            if self.truth(condition) {
                return true;
            }
            match self.horizon {
                Some(next) if next > day => day = next,
                Some(_) => day = next_day(day),
                None => return false,
            }
            if day == NaiveDate::MAX {
                return false;
            }
        }
        false
    }

    fn function(&mut self, function: Function, arguments: &'a [Node]) -> Val<'a> {
        let first = match arguments.first() {
            Some(argument) => self.eval(argument),
            None => Val::Null,
        };
        let second = match arguments.get(1) {
            Some(argument) => self.eval(argument),
            None => Val::Null,
        };
        match (function, first, second) {
            (Function::Years, Val::Date(from, from_tried), Val::Date(on, on_tried)) => {
                let years = full_years(from, on);
                if from_tried {
                    self.note(next_day(from));
                }
                if on_tried && let Some(next) = anniversary(from, years.saturating_add(1)) {
                    self.note(next);
                }
                Val::Number(years)
            }
            (Function::YearsBefore, Val::Date(day, tried), Val::Number(years)) => self.moved(
                day,
                tried,
                u32::try_from(years)
                    .ok()
                    .and_then(|years| years_before(day, years)),
            ),
            (Function::DaysBefore, Val::Date(day, tried), Val::Number(days)) => {
                let days = u64::try_from(days).ok().map(Days::new);
                self.moved(day, tried, days.and_then(|days| day.checked_sub_days(days)))
            }
            (Function::YearStart, Val::Date(day, tried), _) => {
                self.moved(day, tried, year_start(day))
            }
            (Function::YearEnd, Val::Date(day, tried), _) => self.moved(day, tried, year_end(day)),
            (Function::Earlier | Function::Later | Function::FirstKnown, Val::Null, other)
            | (Function::Earlier | Function::Later, other, Val::Null)
            | (Function::FirstKnown, other, _) => other,
            (Function::Earlier, first, second) => {
                if self.ordering(first, second) == Some(Ordering::Greater) {
                    second
                } else {
                    first
                }
            }
            (Function::Later, first, second) => {
                if self.ordering(first, second) == Some(Ordering::Less) {
                    second
                } else {
                    first
                }
            }
            _ => Val::Null,
        }
    }

    /// A day computed from another: when that is the tried one, the answer may change tomorrow.
    fn moved(&mut self, day: NaiveDate, tried: bool, result: Option<NaiveDate>) -> Val<'a> {
        if tried {
            self.note(next_day(day));
        }
        result.map_or(Val::Null, |result| Val::Date(result, false))
    }
}

fn value(cell: &Cell) -> Val<'_> {
    match cell {
        Cell::Null => Val::Null,
        Cell::Text(text) => Val::Text(text),
        Cell::List(list) => Val::List(list),
        Cell::Int(number) => Val::Number(*number),
        Cell::Bool(flag) => Val::Flag(*flag),
        Cell::Date(date) => Val::Date(*date, false),
        Cell::Row(row) => Val::Row(*row),
    }
}
