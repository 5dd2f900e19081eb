//! Pupils: grades, classes, birth dates that fit them, and how classes changed over two years.
//!
//! Not here: categories and mentoring. The one decision to know: a pupil of grade `g` was born from
//! 1 February to 31 January so that the seventh birthday falls near the first school year; hence
//! everybody from grade 5 up is ten or older in October.

use opora_domain::Id;
use opora_domain::organisations::SchoolYear;
use opora_domain::people::{Enrolment, Person};

use crate::add;
use crate::maker::Maker;
use crate::names;
use crate::sizes::Sizes;

/// Letters of parallel classes.
const LETTERS: &str = "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ";
/// Size of a class.
const CLASS: usize = 25;

/// The two school years the school knows.
#[derive(Clone, Copy, Debug)]
pub struct Years {
    /// The one before.
    pub last: Id<SchoolYear>,
    /// The one that began in the year of the calendar.
    pub current: Id<SchoolYear>,
}

/// Who learns here.
#[derive(Clone, Debug)]
pub struct Contingent {
    /// Pupils by grade, grade 1 at index 0.
    pub grades: Vec<Vec<Id<Person>>>,
    /// Pupils who were here last year and left in June.
    pub leavers: Vec<Id<Person>>,
}

impl Contingent {
    /// Pupils of grades `first` to `last`, both included.
    pub fn of_grades(&self, first: usize, last: usize) -> Vec<Id<Person>> {
        let upto = last.saturating_sub(first) + 1;
        self.grades
            .iter()
            .skip(first.saturating_sub(1))
            .take(upto)
            .flatten()
            .copied()
            .collect()
    }
}

/// Adds the school years.
pub fn school_years(maker: &mut Maker) -> Years {
    let mut year = |offset: i32| {
        add!(
            maker,
            school_years,
            SchoolYear {
                title: maker.calendar.title(offset),
                starts_on: maker.calendar.day(offset, 9, 1),
                ends_on: maker.calendar.day(offset + 1, 8, 31),
            }
        )
    };
    let last = year(-1);
    Years {
        last,
        current: year(0),
    }
}

/// Enrols everybody.
pub fn enrol(maker: &mut Maker, sizes: &Sizes) -> Contingent {
    let mut grades = Vec::new();
    for (index, size) in sizes.grades.iter().enumerate() {
        let grade = index + 1;
        let classes = size.div_ceil(CLASS).max(1);
        let pupils = (0..*size)
            .map(|pupil| pupil_of(maker, grade, letter(pupil * classes / (*size).max(1))))
            .collect();
        grades.push(pupils);
    }
    let [.., ninth, tenth, eleventh] = sizes.grades;
    let mut leavers = Vec::new();
    for (grade, count) in [(11, eleventh), (9, ninth.saturating_sub(tenth))] {
        for pupil in 0..count {
            leavers.push(leaver(maker, grade, letter(pupil / CLASS)));
        }
    }
    left_in_september(maker);
    Contingent { grades, leavers }
}

fn letter(index: usize) -> char {
    LETTERS.chars().nth(index).unwrap_or('А')
}

/// A pupil born so as to be in this grade in the year `offset` of the calendar.
fn child(maker: &mut Maker, grade: usize, offset: i32) -> Id<Person> {
    let name = names::draw(&mut maker.stream);
    let years = i32::try_from(grade).unwrap_or(1);
    let born = (
        maker.calendar.day(offset - years - 6, 2, 1),
        maker.calendar.day(offset - years - 5, 1, 31),
    );
    maker.person(name, born)
}

fn enrolment(
    maker: &mut Maker,
    person: Id<Person>,
    class_name: String,
    offset: i32,
    goes_on: bool,
) {
    add!(
        maker,
        enrolments,
        Enrolment {
            person,
            class_name,
            valid_from: maker.calendar.day(offset, 9, 1),
            valid_to: (!goes_on).then(|| maker.calendar.day(offset + 1, 8, 31)),
        }
    );
}

fn pupil_of(maker: &mut Maker, grade: usize, letter: char) -> Id<Person> {
    let person = child(maker, grade, 0);
    let newcomer = maker.stream.chance(2);
    if grade > 1 && !newcomer {
        enrolment(maker, person, format!("{}{letter}", grade - 1), -1, false);
    }
    enrolment(maker, person, format!("{grade}{letter}"), 0, true);
    person
}

fn leaver(maker: &mut Maker, grade: usize, letter: char) -> Id<Person> {
    let person = child(maker, grade, -1);
    enrolment(maker, person, format!("{grade}{letter}"), -1, false);
    if let Some(enrolment) = maker.facts.enrolments.last_mut() {
        enrolment.valid_to = Some(maker.calendar.day(0, 6, 24));
    }
    person
}

/// Two families moved away in September: enrolled this year, no pupils in October.
fn left_in_september(maker: &mut Maker) {
    for grade in [6, 9] {
        let person = child(maker, grade, 0);
        enrolment(maker, person, format!("{grade}А"), 0, true);
        if let Some(enrolment) = maker.facts.enrolments.last_mut() {
            enrolment.valid_to = Some(maker.calendar.day(0, 9, 22));
        }
    }
}
