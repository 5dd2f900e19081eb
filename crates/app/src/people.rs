//! People: the list and the card.
//!
//! Not here: editing (`records`), who is behind a number (`monitoring`). The one decision to know:
//! a field of a person leaves only when the caller reads its class, and opening a card is a read of
//! the audit log.

use std::collections::BTreeMap;
use std::convert::Infallible;

use chrono::NaiveDate;
use opora_domain::consents::{self, Ask, Basis, Purpose, Register, Stopped};
use opora_domain::field::FieldClass;
use opora_domain::pairs::{Meeting, Mentorship};
use opora_domain::people::{ParticipantRole, Person, fold_name, holds_on};
use opora_domain::permissions::Action;
use opora_domain::search::{Haystack, Query, select};
use opora_domain::{Facts, Id, RecordKind};

use crate::{App, Ctx, Failure, audit};

/// Which people a list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// Everybody who takes part: in a base or in a pair.
    #[default]
    Participants,
    /// Mentors.
    Mentors,
    /// Mentees.
    Mentees,
    /// Pupils.
    Pupils,
    /// Employees.
    Employees,
    /// Everybody known.
    All,
}

impl Tab {
    /// Every tab, in the order of display.
    pub const ALL: &'static [Self] = &[
        Self::Participants,
        Self::Mentors,
        Self::Mentees,
        Self::Pupils,
        Self::Employees,
        Self::All,
    ];

    /// Stable code, in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Participants => "participants",
            Self::Mentors => "mentors",
            Self::Mentees => "mentees",
            Self::Pupils => "pupils",
            Self::Employees => "employees",
            Self::All => "all",
        }
    }

    /// The tab with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|tab| tab.code() == code)
    }
}

/// Column a list is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// By name.
    #[default]
    Name,
    /// By class or post.
    Place,
    /// By number of pairs, most first.
    Pairs,
    /// By number of meetings, most first.
    Meetings,
}

/// What a list is asked for.
#[derive(Clone, Debug, Default)]
pub struct PeopleQuery {
    /// Tab.
    pub tab: Tab,
    /// Part of a name, a code or a class; ё and е are the same, Latin letters and a slip are understood.
    pub search: String,
    /// Order.
    pub sort: Sort,
    /// Whether the order is reversed.
    pub reversed: bool,
    /// Page, from 1.
    pub page: usize,
    /// Rows of a page.
    pub page_size: usize,
}

/// Part somebody takes on a side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// In the base on the day.
    pub in_base: bool,
    /// Active pairs and groups by order on the day.
    pub pairs: usize,
}

/// One row of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRow {
    /// Code of the person.
    pub code: String,
    /// Full name.
    pub full_name: String,
    /// Class of a pupil, post of an employee, empty otherwise.
    pub place: String,
    /// Enrolled on the day.
    pub pupil: bool,
    /// Employed on the day.
    pub employee: bool,
    /// Part as a mentor.
    pub mentor: Part,
    /// Part as a mentee.
    pub mentee: Part,
    /// Meetings of the pairs up to the day.
    pub meetings: usize,
    /// The consent to take part is withdrawn or in dispute: the person is on no list of participants.
    pub stopped: bool,
    fold: String,
}

impl PersonRow {
    /// Pairs and groups on both sides.
    pub const fn pairs(&self) -> usize {
        self.mentor.pairs + self.mentee.pairs
    }

    const fn shown_on(&self, tab: Tab) -> bool {
        let mentor = !self.stopped && (self.mentor.in_base || self.mentor.pairs > 0);
        let mentee = !self.stopped && (self.mentee.in_base || self.mentee.pairs > 0);
        match tab {
            Tab::Participants => mentor || mentee,
            Tab::Mentors => mentor,
            Tab::Mentees => mentee,
            Tab::Pupils => self.pupil,
            Tab::Employees => self.employee,
            Tab::All => true,
        }
    }
}

/// A page of a list.
#[derive(Clone, Debug)]
pub struct PeoplePage {
    /// Rows of the page.
    pub rows: Vec<PersonRow>,
    /// Rows found in all.
    pub found: usize,
    /// The page shown, from 1.
    pub page: usize,
    /// Number of pages, at least 1.
    pub pages: usize,
    /// People on each tab, without the search.
    pub totals: Vec<(Tab, usize)>,
}

/// A pair or group as seen from one of its members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PairLine {
    /// Code of the mentorship.
    pub code: String,
    /// Code of its form in the catalogue.
    pub form: String,
    /// Its form, as named by the catalogue.
    pub form_title: String,
    /// Side of the person.
    pub role: ParticipantRole,
    /// Status, a word.
    pub status: &'static str,
    /// Whether it counts on the day.
    pub active: bool,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day.
    pub ends_on: Option<NaiveDate>,
    /// The order it rests on.
    pub act: Option<String>,
    /// The others: code, name, side.
    pub others: Vec<(String, String, ParticipantRole)>,
    /// Meetings held up to the day.
    pub meetings: usize,
    /// Day of the last one.
    pub last_meeting_on: Option<NaiveDate>,
    /// Whether an approved plan covers the day.
    pub plan_approved: bool,
}

/// A dated line of somebody's history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryLine {
    /// Kind of record, by its sheet.
    pub kind: &'static str,
    /// Kind of record.
    pub record: RecordKind,
    /// Code of the record.
    pub code: String,
    /// What it says.
    pub text: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: Option<NaiveDate>,
}

/// The card of a person.
#[derive(Clone, Debug)]
pub struct PersonCard {
    /// The row of the list.
    pub row: PersonRow,
    /// Birth date, for who reads C2.
    pub born_on: Option<NaiveDate>,
    /// Full years on the day, for who reads C2.
    pub age: Option<i64>,
    /// Pairs and groups, current first.
    pub pairs: Vec<PairLine>,
    /// Affiliations, bases, trainings, communities, newest first.
    pub history: Vec<HistoryLine>,
    /// Special categories, for who reads C4 only; `None` says nothing about there being any.
    pub categories: Option<Vec<HistoryLine>>,
}

/// Rows of everybody on a day, in the order of names.
pub(crate) fn rows(facts: &Facts, as_of: NaiveDate) -> Vec<PersonRow> {
    let mut rows: BTreeMap<Id<Person>, PersonRow> = facts
        .people
        .iter()
        .map(|person| (person.id, blank(person)))
        .collect();
    for line in &facts.enrolments {
        if holds_on(line.valid_from, line.valid_to, as_of)
            && let Some(row) = rows.get_mut(&line.person)
        {
            row.pupil = true;
            row.place.clone_from(&line.class_name);
        }
    }
    for line in &facts.employments {
        if holds_on(line.valid_from, line.valid_to, as_of)
            && let Some(row) = rows.get_mut(&line.person)
        {
            row.employee = true;
            row.place.clone_from(&line.post);
        }
    }
    for line in &facts.base_entries {
        if holds_on(line.included_on, line.excluded_on, as_of)
            && let Some(row) = rows.get_mut(&line.person)
        {
            side(row, line.role).in_base = true;
        }
    }
    count_pairs(facts, as_of, &mut rows);
    let mut rows: Vec<PersonRow> = rows.into_values().collect();
    rows.sort_by(|a, b| (&a.fold, &a.code).cmp(&(&b.fold, &b.code)));
    rows
}

fn count_pairs(facts: &Facts, as_of: NaiveDate, rows: &mut BTreeMap<Id<Person>, PersonRow>) {
    let meetings = meetings_by_mentorship(facts, as_of);
    let active = active_mentorships(facts, as_of);
    for member in &facts.mentorship_members {
        let Some(row) = rows.get_mut(&member.person) else {
            continue;
        };
        row.meetings += meetings
            .get(&member.mentorship)
            .map_or(0, |(count, _)| *count);
        if member.holds_on(as_of) && active.contains_key(&member.mentorship) {
            side(row, member.role).pairs += 1;
        }
    }
}

fn active_mentorships(facts: &Facts, as_of: NaiveDate) -> BTreeMap<Id<Mentorship>, &Mentorship> {
    let acts: BTreeMap<_, _> = facts.acts.iter().map(|act| (act.id, act)).collect();
    facts
        .mentorships
        .iter()
        .filter(|pair| {
            let act = pair.act.and_then(|id| acts.get(&id).copied());
            pair.active_on(as_of, act)
        })
        .map(|pair| (pair.id, pair))
        .collect()
}

fn meetings_by_mentorship(
    facts: &Facts,
    as_of: NaiveDate,
) -> BTreeMap<Id<Mentorship>, (usize, NaiveDate)> {
    let mut found: BTreeMap<Id<Mentorship>, (usize, NaiveDate)> = BTreeMap::new();
    let held = |meeting: &&Meeting| meeting.held_on <= as_of;
    for meeting in facts.meetings.iter().filter(held) {
        let entry = found
            .entry(meeting.mentorship)
            .or_insert((0, meeting.held_on));
        entry.0 += 1;
        entry.1 = entry.1.max(meeting.held_on);
    }
    found
}

fn blank(person: &Person) -> PersonRow {
    let full_name = person.full_name();
    PersonRow {
        code: person.code.clone(),
        fold: fold_name(&full_name),
        full_name,
        place: String::new(),
        pupil: false,
        employee: false,
        mentor: Part::default(),
        mentee: Part::default(),
        meetings: 0,
        stopped: false,
    }
}

/// Marks those whose consent to take part is withdrawn or in dispute on the day.
pub(crate) fn mark_stopped(
    rows: &mut [PersonRow],
    facts: &Facts,
    rules: consents::Rules,
    as_of: NaiveDate,
) {
    let register = Register::new(facts, &rules);
    let codes: BTreeMap<&str, Id<Person>> = facts
        .people
        .iter()
        .map(|one| (one.code.as_str(), one.id))
        .collect();
    for row in rows {
        let Some(person) = codes.get(row.code.as_str()) else {
            continue;
        };
        let ask = Ask::whole(*person, Purpose::Participation);
        row.stopped = matches!(
            register.basis(&ask, as_of),
            Basis::Stopped(Stopped::Withdrawn { .. } | Stopped::Disputed { .. })
        );
    }
}

const fn side(row: &mut PersonRow, role: ParticipantRole) -> &mut Part {
    match role {
        ParticipantRole::Mentor => &mut row.mentor,
        ParticipantRole::Mentee => &mut row.mentee,
    }
}

/// «10А» after «9Б»: the number of the class first.
pub(crate) fn place_key(place: &str) -> (u32, String) {
    let digits: String = place.chars().take_while(char::is_ascii_digit).collect();
    (digits.parse().unwrap_or(u32::MAX), fold_name(place))
}

fn page_of(all: &[PersonRow], query: &PeopleQuery) -> PeoplePage {
    let shown: Vec<&PersonRow> = all.iter().filter(|row| row.shown_on(query.tab)).collect();
    let mut found = select(&Query::new(&query.search), shown, |row| {
        Haystack::new(&format!("{} {} {}", row.full_name, row.place, row.code))
    });
    match query.sort {
        Sort::Name => {}
        Sort::Place => found.sort_by_cached_key(|row| place_key(&row.place)),
        Sort::Pairs => found.sort_by_key(|row| std::cmp::Reverse(row.pairs())),
        Sort::Meetings => found.sort_by_key(|row| std::cmp::Reverse(row.meetings)),
    }
    if query.reversed {
        found.reverse();
    }
    let size = query.page_size.max(1);
    let pages = found.len().div_ceil(size).max(1);
    let page = query.page.clamp(1, pages);
    let totals = Tab::ALL
        .iter()
        .map(|tab| (*tab, all.iter().filter(|row| row.shown_on(*tab)).count()))
        .collect();
    PeoplePage {
        rows: found
            .iter()
            .skip((page - 1) * size)
            .take(size)
            .map(|row| (*row).clone())
            .collect(),
        found: found.len(),
        page,
        pages,
        totals,
    }
}

impl App {
    /// A page of people on a day.
    ///
    /// # Errors
    /// Only general ones.
    pub async fn list_people(
        &self,
        ctx: &Ctx,
        as_of: NaiveDate,
        query: &PeopleQuery,
    ) -> Result<PeoplePage, Failure<Infallible>> {
        let scope = ctx.permit(Action::SeePeople)?;
        let view = self.view(&scope, as_of).await?;
        Ok(page_of(&view.people, query))
    }

    /// The card of a person on a day; the reading is audited.
    ///
    /// # Errors
    /// [`Failure::NotFound`] for an unknown code.
    pub async fn person(
        &self,
        ctx: &Ctx,
        as_of: NaiveDate,
        code: &str,
    ) -> Result<PersonCard, Failure<Infallible>> {
        let scope = ctx.permit(Action::SeePeople)?;
        let view = self.view(&scope, as_of).await?;
        let row = view.people.iter().find(|row| row.code == code);
        let person = view.facts.people.iter().find(|person| person.code == code);
        let (Some(row), Some(person)) = (row, person) else {
            return Err(Failure::NotFound);
        };
        let entry = audit::entry("person.read", "person", Some(code), "");
        self.inner
            .store
            .audit_read(&scope, self.now(), entry)
            .await?;
        let born_on = person.born_on.filter(|_| ctx.readable() >= FieldClass::C2);
        Ok(PersonCard {
            row: row.clone(),
            born_on,
            age: born_on.map(|born_on| opora_domain::dates::full_years(born_on, as_of)),
            pairs: card::pairs(&view.facts, person.id, as_of, &view.regional),
            history: card::history(&view.facts, person.id),
            categories: (ctx.readable() >= FieldClass::C4)
                .then(|| card::categories(&view.facts, person.id)),
        })
    }
}

mod card;

#[cfg(test)]
mod tests {
    use super::*;

    fn row(code: &str, name: &str, place: &str) -> PersonRow {
        PersonRow {
            code: code.into(),
            full_name: name.into(),
            fold: fold_name(name),
            place: place.into(),
            pupil: true,
            employee: false,
            mentor: Part::default(),
            mentee: Part::default(),
            meetings: 0,
            stopped: false,
        }
    }

    fn ask(search: &str, sort: Sort) -> PeopleQuery {
        PeopleQuery {
            tab: Tab::All,
            search: search.into(),
            sort,
            page_size: 50,
            ..PeopleQuery::default()
        }
    }

    #[test]
    fn a_search_takes_e_for_yo_and_words_in_any_order() {
        let all = [
            row("Л1", "Ёлкина Алёна Игоревна", "7А"),
            row("Л2", "Елкин Пётр", "8Б"),
        ];
        assert_eq!(page_of(&all, &ask("елкин", Sort::Name)).found, 2);
        assert_eq!(page_of(&all, &ask("Алена ЁЛКИНА", Sort::Name)).found, 1);
        assert_eq!(page_of(&all, &ask("8б", Sort::Name)).found, 1);
        assert_eq!(page_of(&all, &ask("Yolkin", Sort::Name)).found, 2);
        assert_eq!(page_of(&all, &ask("ёлкниа", Sort::Name)).found, 1);
    }

    #[test]
    fn classes_sort_by_number_and_pages_never_run_out() {
        let all = [
            row("Л1", "А", "10А"),
            row("Л2", "Б", "9Б"),
            row("Л3", "В", ""),
        ];
        let page = page_of(&all, &ask("", Sort::Place));
        let places: Vec<&str> = page.rows.iter().map(|row| row.place.as_str()).collect();
        assert_eq!(places, ["9Б", "10А", ""]);
        let mut query = ask("", Sort::Name);
        query.page = 99;
        query.page_size = 2;
        let page = page_of(&all, &query);
        assert_eq!((page.page, page.pages, page.rows.len()), (2, 2, 1));
    }
}
