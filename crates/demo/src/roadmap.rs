//! This year's roadmap with terms, one responsible person an activity, and marks.
//!
//! Not here: its text (`roadmap_text`), proofs (`evidence`). The one decision to know: a mark is
//! put by hand only where a proof is linked; the others follow from facts by the rules of the
//! template.

use chrono::NaiveDate;
use opora_domain::Id;
use opora_domain::acts::Act;
use opora_domain::organisations::SchoolYear;
use opora_domain::people::Person;
use opora_domain::roadmap::{Activity, ActivityMark, Roadmap};

use crate::acts::Acts;
use crate::add;
use crate::codes;
use crate::maker::Maker;
use crate::pupils::Years;
use crate::roadmap_text::{Done, EVENTS, ITEMS, Item, STAGES, Term, Who};
use crate::staff::Staff;

/// An activity of the roadmap, for its proof.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// The activity.
    pub activity: Id<Activity>,
    /// What it says.
    pub item: Item,
}

/// Adds last year's roadmap, in short, and this year's; gives back the activities of this year's in
/// printed order.
pub fn make(maker: &mut Maker, years: &Years, acts: &Acts, staff: &Staff) -> Vec<Step> {
    head(maker, years.last, -1, acts.last.roadmap);
    let roadmap = head(maker, years.current, 0, acts.current.roadmap);
    ITEMS
        .iter()
        .zip(1..)
        .map(|(item, position)| Step {
            activity: step(maker, roadmap, item, (position, staff)),
            item: *item,
        })
        .collect()
}

fn head(maker: &mut Maker, year: Id<SchoolYear>, offset: i32, act: Id<Act>) -> Id<Roadmap> {
    let title = maker.calendar.title(offset);
    add!(
        maker,
        roadmaps,
        Roadmap {
            school_year: year,
            title: format!(
                "Дорожная карта внедрения целевой модели наставничества на {title} учебный год"
            ),
            template: Some(codes::ROADMAP_TEMPLATE.to_owned()),
            act: Some(act),
            valid_from: maker.calendar.day(offset, 5, 22),
            valid_to: maker.calendar.day(offset + 1, 8, 31),
        }
    )
}

fn step(
    maker: &mut Maker,
    roadmap: Id<Roadmap>,
    item: &Item,
    (position, staff): (i64, &Staff),
) -> Id<Activity> {
    let last = maker.calendar.title(-1);
    let (due_from, due_on) = term(maker, item.term);
    let done_on = done_on(maker, item.done);
    add!(
        maker,
        activities,
        Activity {
            roadmap,
            stage: item.stage,
            stage_title: named(&STAGES, item.stage).to_owned(),
            event: item.event,
            event_title: named(&EVENTS, item.event).replace("{last}", &last),
            row: item.row,
            item: item.number,
            position,
            text: item.text.replace("{last}", &last),
            due_from: Some(due_from),
            due_on: Some(due_on),
            responsible: Some(responsible(staff, item.who)),
            responsible_note: Some(note(item.who).to_owned()),
            rule: Some(rule(item.done).to_owned()),
            mark: done_on.map(|_| ActivityMark::Done),
            done_on,
            reason: None,
        }
    )
}

fn named(names: &'static [&'static str], number: i64) -> &'static str {
    usize::try_from(number - 1)
        .ok()
        .and_then(|index| names.get(index))
        .copied()
        .unwrap_or_default()
}

fn term(maker: &Maker, term: Term) -> (NaiveDate, NaiveDate) {
    let (from, to) = match term {
        Term::MayBefore => ((0, 5), (0, 5)),
        Term::September => ((0, 9), (0, 9)),
        Term::October => ((0, 10), (0, 10)),
        Term::OctoberToMay => ((0, 10), (1, 5)),
        Term::May => ((1, 5), (1, 5)),
        Term::June => ((1, 6), (1, 6)),
    };
    (
        maker.calendar.day(from.0, from.1, 1),
        maker.calendar.day(to.0, to.1, 31),
    )
}

fn responsible(staff: &Staff, who: Who) -> Id<Person> {
    match who {
        Who::Head => staff.head,
        Who::Curator => staff.curator,
        Who::Deputy => staff.deputy,
        Who::Methodist => staff.methodist,
        Who::Psychologist => staff.psychologist,
    }
}

fn note(who: Who) -> &'static str {
    match who {
        Who::Head => "директор",
        Who::Curator => "куратор",
        Who::Deputy => "заместитель директора по учебной работе",
        Who::Methodist => "заместитель директора по научно-методической работе",
        Who::Psychologist => "педагог-психолог",
    }
}

fn rule(done: Done) -> &'static str {
    if let Done::Fact(rule) = done {
        rule
    } else {
        codes::RULE_PROOF
    }
}

/// The day of the mark put by hand; none where the mark follows from facts or lies ahead.
pub fn done_on(maker: &Maker, done: Done) -> Option<NaiveDate> {
    let (month, day) = match done {
        Done::Protocol(month, day) | Done::Published(month, day) | Done::Register(month, day) => {
            (month, day)
        }
        Done::Fact(_) | Done::No => return None,
    };
    Some(maker.calendar.day(0, month, day))
}
