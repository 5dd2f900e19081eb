//! Employees: the head, deputies, specialists, teachers with their experience, and the profile.
//!
//! Not here: what teachers do in mentoring. The one decision to know: exactly the young teachers
//! have less than three years of experience by their thirty-fifth year; everybody near the border
//! (a newcomer of forty, a teacher of 28 with four years, an outside part-timer) stays outside it.

use chrono::NaiveDate;
use opora_domain::Id;
use opora_domain::organisations::{OrganisationName, Profile};
use opora_domain::people::{Employment, Person};

use crate::add;
use crate::codes;
use crate::maker::Maker;
use crate::names;
use crate::sizes::Sizes;

/// Employees by what the rest of the demo school needs them for.
#[derive(Clone, Debug)]
pub struct Staff {
    /// Director.
    pub head: Id<Person>,
    /// Curator of mentoring, a deputy head.
    pub curator: Id<Person>,
    /// Deputy head for teaching.
    pub deputy: Id<Person>,
    /// Deputy head for methodical work.
    pub methodist: Id<Person>,
    /// Psychologist.
    pub psychologist: Id<Person>,
    /// Young teachers, the newest first.
    pub young: Vec<Id<Person>>,
    /// How many of the young teachers came this year.
    pub young_this_year: usize,
    /// A young teacher who left last year.
    pub young_left: Id<Person>,
    /// Experienced teachers who mentor, as many as the young ones.
    pub mentors: Vec<Id<Person>>,
    /// Other teachers.
    pub teachers: Vec<Id<Person>>,
}

const FULL_NAME: &str = "Муниципальное бюджетное общеобразовательное учреждение \
                         «Средняя общеобразовательная школа № 7»";
const SHORT_NAME: &str = "МБОУ «СОШ № 7»";
const SUBJECTS: [&str; 12] = [
    "учитель русского языка и литературы",
    "учитель математики",
    "учитель начальных классов",
    "учитель истории и обществознания",
    "учитель иностранного языка",
    "учитель физики",
    "учитель химии",
    "учитель биологии",
    "учитель географии",
    "учитель информатики",
    "учитель физической культуры",
    "учитель труда (технологии)",
];
const SUPPORT: [&str; 4] = ["секретарь", "бухгалтер", "заведующий хозяйством", "инженер"];

/// Employs everybody.
pub fn hire(maker: &mut Maker, sizes: &Sizes) -> Staff {
    let head = manager(maker, "директор");
    let curator = manager(maker, "заместитель директора по воспитательной работе");
    let deputy = manager(maker, "заместитель директора по учебной работе");
    let methodist = manager(maker, "заместитель директора по научно-методической работе");
    let psychologist = experienced(maker, "педагог-психолог");
    for post in [
        "социальный педагог",
        "педагог-организатор",
        "педагог-библиотекарь",
    ] {
        experienced(maker, post);
    }
    let support = (sizes.staff * 8 / 60).max(2);
    for index in 0..support {
        support_worker(
            maker,
            SUPPORT
                .get(index % SUPPORT.len())
                .copied()
                .unwrap_or_default(),
        );
    }
    outside_part_timer(maker);
    let mentors: Vec<_> = (0..sizes.young).map(|index| mentor(maker, index)).collect();
    let young: Vec<_> = (0..sizes.young)
        .map(|index| young(maker, index, sizes.young))
        .collect();
    let made = 8 + support + 1 + 2 * sizes.young;
    let teachers = (made..sizes.staff)
        .map(|index| teacher(maker, index - made))
        .collect();
    Staff {
        head,
        curator,
        deputy,
        methodist,
        psychologist,
        young_this_year: (0..sizes.young)
            .filter(|index| years_here(*index, sizes.young) == 0)
            .count(),
        young,
        young_left: young_left(maker),
        mentors,
        teachers,
    }
}

/// Particulars of the school and the history of its names.
pub fn profile(maker: &mut Maker, staff: &Staff) {
    let head_name = maker.find(staff.head).map(Person::short_name);
    add!(
        maker,
        profile,
        Profile {
            full_name: FULL_NAME.to_owned(),
            short_name: SHORT_NAME.to_owned(),
            inn: Some("0012345673".to_owned()),
            time_zone: "Europe/Samara".to_owned(),
            municipality: Some("город Ключевск".to_owned()),
            municipality_genitive: Some("города Ключевска".to_owned()),
            head_post: Some("Директор".to_owned()),
            head_name,
            site: Some("https://school.example".to_owned()),
            catalogue: Some(codes::CATALOGUE.to_owned()),
            address: Some("000000, город Ключевск, улица Школьная, дом 1".to_owned()),
        }
    );
    let renamed = maker.calendar.day(-8, 1, 1);
    add!(
        maker,
        organisation_names,
        OrganisationName {
            full_name: "Муниципальное общеобразовательное учреждение \
                    «Средняя общеобразовательная школа № 7»"
                .to_owned(),
            short_name: "МОУ «СОШ № 7»".to_owned(),
            valid_from: maker.calendar.day(-22, 1, 1),
            valid_to: renamed.pred_opt(),
        }
    );
    add!(
        maker,
        organisation_names,
        OrganisationName {
            full_name: FULL_NAME.to_owned(),
            short_name: SHORT_NAME.to_owned(),
            valid_from: renamed,
            valid_to: None,
        }
    );
}

/// Terms of an employment.
#[derive(Clone, Copy)]
struct Terms {
    post: &'static str,
    teaching: bool,
    managing: bool,
    external: bool,
    experience_from: Option<NaiveDate>,
    from: NaiveDate,
    to: Option<NaiveDate>,
}

fn employ(maker: &mut Maker, person: Id<Person>, terms: Terms) {
    add!(
        maker,
        employments,
        Employment {
            person,
            post: terms.post.to_owned(),
            teaching: terms.teaching,
            managing: terms.managing,
            external_part_time: terms.external,
            experience_from: terms.experience_from,
            mentor_duty_from: None,
            mentor_category_from: None,
            young_status_from: None,
            valid_from: terms.from,
            valid_to: terms.to,
        }
    );
}

/// A person of staff aged from `youngest` to `oldest` at the end of the calendar's year.
fn aged(maker: &mut Maker, youngest: i32, oldest: i32) -> Id<Person> {
    let name = names::draw_of_staff(&mut maker.stream);
    let born = (
        maker.calendar.day(-oldest, 1, 1),
        maker.calendar.day(-youngest, 12, 31),
    );
    maker.person(name, born)
}

/// Somebody with at least six years of experience, hired more than three years ago.
fn with_experience(maker: &mut Maker, terms: Terms, ages: (i32, i32)) -> Id<Person> {
    let person = aged(maker, ages.0, ages.1);
    let age = i32::try_from(maker.stream.below(3)).unwrap_or(0) + 22;
    let born = maker.find(person).and_then(|person| person.born_on);
    let began = born.and_then(|born| opora_domain::dates::anniversary(born, i64::from(age)));
    let began = began.unwrap_or_else(|| maker.calendar.day(-10, 9, 1));
    let hired = maker
        .stream
        .day(began, maker.calendar.day(-4, 8, 31).max(began));
    employ(
        maker,
        person,
        Terms {
            experience_from: Some(began),
            from: hired,
            ..terms
        },
    );
    person
}

fn terms(maker: &Maker, post: &'static str) -> Terms {
    Terms {
        post,
        teaching: true,
        managing: false,
        external: false,
        experience_from: None,
        from: maker.calendar.day(-5, 9, 1),
        to: None,
    }
}

fn manager(maker: &mut Maker, post: &'static str) -> Id<Person> {
    let terms = Terms {
        teaching: false,
        managing: true,
        ..terms(maker, post)
    };
    with_experience(maker, terms, (38, 60))
}

fn experienced(maker: &mut Maker, post: &'static str) -> Id<Person> {
    let terms = terms(maker, post);
    with_experience(maker, terms, (32, 64))
}

fn subject(index: usize) -> &'static str {
    SUBJECTS
        .get(index % SUBJECTS.len())
        .copied()
        .unwrap_or_default()
}

fn mentor(maker: &mut Maker, index: usize) -> Id<Person> {
    let terms = terms(maker, subject(index));
    let person = with_experience(maker, terms, (38, 60));
    let (duty, category) = (maker.calendar.day(0, 9, 18), maker.calendar.day(-1, 3, 1));
    if let Some(employment) = maker.facts.employments.last_mut() {
        employment.mentor_duty_from = Some(duty);
        employment.mentor_category_from = (index < 2).then_some(category);
    }
    person
}

/// Full years the young teacher at the index has been here: a third came this year.
fn years_here(index: usize, young: usize) -> i32 {
    i32::try_from(index * 3 / young.max(1)).unwrap_or(0)
}

fn young(maker: &mut Maker, index: usize, young: usize) -> Id<Person> {
    let years = years_here(index, young);
    let person = aged(maker, 22 + years, 31);
    let hired = maker.stream.day(
        maker.calendar.day(-years, 8, 21),
        maker.calendar.day(-years, 9, 1),
    );
    // Some worked elsewhere before; never longer than keeps them below three years this October.
    let began = if index % 4 == 3 {
        maker.calendar.day(-years, 2, 1)
    } else {
        hired
    };
    let terms = Terms {
        experience_from: Some(began),
        from: hired,
        ..terms(maker, subject(index))
    };
    employ(maker, person, terms);
    if let Some(employment) = maker.facts.employments.last_mut() {
        employment.young_status_from = Some(hired);
    }
    person
}

fn young_left(maker: &mut Maker) -> Id<Person> {
    let person = aged(maker, 25, 30);
    let hired = maker.calendar.day(-3, 8, 24);
    let terms = Terms {
        experience_from: Some(hired),
        from: hired,
        to: Some(maker.calendar.day(-1, 12, 20)),
        ..terms(maker, subject(4))
    };
    employ(maker, person, terms);
    person
}

fn teacher(maker: &mut Maker, index: usize) -> Id<Person> {
    match index {
        0 => {
            let person = aged(maker, 40, 45);
            let hired = maker.calendar.day(0, 8, 28);
            let terms = Terms {
                experience_from: Some(hired),
                from: hired,
                ..terms(maker, subject(9))
            };
            employ(maker, person, terms);
            person
        }
        1 => {
            let person = aged(maker, 28, 29);
            let hired = maker.calendar.day(-4, 8, 26);
            let terms = Terms {
                experience_from: Some(hired),
                from: hired,
                ..terms(maker, subject(4))
            };
            employ(maker, person, terms);
            person
        }
        _ => experienced(maker, subject(index)),
    }
}

fn outside_part_timer(maker: &mut Maker) {
    let person = aged(maker, 24, 26);
    let hired = maker.calendar.day(-1, 9, 1);
    let terms = Terms {
        external: true,
        experience_from: Some(hired),
        from: hired,
        ..terms(maker, "педагог дополнительного образования")
    };
    employ(maker, person, terms);
}

fn support_worker(maker: &mut Maker, post: &'static str) {
    let person = aged(maker, 24, 62);
    let from = maker
        .stream
        .day(maker.calendar.day(-6, 1, 10), maker.calendar.day(0, 6, 1));
    let terms = Terms {
        teaching: false,
        from,
        ..terms(maker, post)
    };
    employ(maker, person, terms);
}
