//! Orders and other approved documents of two school years.
//!
//! Not here: what they approve. The one decision to know: numbers and dates are fixed, so that
//! documentation and tests can name them.

use chrono::NaiveDate;
use opora_domain::Id;
use opora_domain::acts::Act;
use opora_domain::organisations::SchoolYear;

use crate::add;
use crate::codes;
use crate::maker::Maker;
use crate::pupils::Years;

/// Documents of one school year.
#[derive(Clone, Copy, Debug)]
pub struct YearActs {
    /// Programme of mentoring.
    pub programme: Id<Act>,
    /// Roadmap.
    pub roadmap: Id<Act>,
    /// Bases of mentors and mentees.
    pub bases: Id<Act>,
    /// Pairs and groups of pupils.
    pub pupil_pairs: Id<Act>,
    /// Pairs of teachers.
    pub teacher_pairs: Id<Act>,
    /// Monitoring.
    pub monitoring: Id<Act>,
}

/// Documents of the school.
#[derive(Clone, Copy, Debug)]
pub struct Acts {
    /// Introduction of the model.
    pub introduction: Id<Act>,
    /// Rules for teachers.
    pub rules_teachers: Id<Act>,
    /// Rules for pupils.
    pub rules_pupils: Id<Act>,
    /// Creation of the ШМО of mentors.
    pub community: Id<Act>,
    /// Last year's documents.
    pub last: YearActs,
    /// This year's documents.
    pub current: YearActs,
}

/// What an act says of itself.
struct Paper {
    kind: &'static str,
    number: String,
    dated_on: NaiveDate,
    title: String,
    until: Option<NaiveDate>,
    year: Option<Id<SchoolYear>>,
    forms: &'static [&'static str],
}

fn issue_one(maker: &mut Maker, paper: Paper) -> Id<Act> {
    let slug = paper.number.trim_end_matches("-о").to_owned();
    let url = format!(
        "https://school.example/nastavnichestvo/{}/prikaz-{slug}.pdf",
        paper.dated_on.format("%Y")
    );
    add!(
        maker,
        acts,
        Act {
            kind: paper.kind.to_owned(),
            number: paper.number,
            dated_on: paper.dated_on,
            title: paper.title,
            in_force_from: paper.dated_on,
            in_force_to: paper.until,
            school_year: paper.year,
            forms: paper.forms.iter().map(|form| (*form).to_owned()).collect(),
            attached: true,
            url: Some(url),
            file_sha256: None,
        }
    )
}

/// Issues everything.
pub fn issue(maker: &mut Maker, years: &Years) -> Acts {
    let introduction = lasting(
        maker,
        codes::ORDER_INTRODUCTION,
        ("94-о", -1, 4, 25),
        "О внедрении целевой модели наставничества",
    );
    let rules_teachers = lasting(
        maker,
        codes::ORDER_RULES_TEACHERS,
        ("201-о", -1, 8, 31),
        "Об утверждении положения о системе наставничества педагогических работников \
         в образовательной организации",
    );
    let rules_pupils = lasting(
        maker,
        codes::ORDER_RULES_PUPILS,
        ("202-о", -1, 8, 31),
        "Об утверждении положения о системе наставничества обучающихся \
         в образовательной организации",
    );
    let last = of_year(maker, -1, years.last);
    let community = lasting(
        maker,
        codes::ORDER_COMMUNITY,
        ("216-о", 0, 9, 4),
        "О создании школьного методического объединения наставников",
    );
    let current = of_year(maker, 0, years.current);
    Acts {
        introduction,
        rules_teachers,
        rules_pupils,
        community,
        last,
        current,
    }
}

/// Number, year (from the calendar's), month and day of an act.
type Registered = (&'static str, i32, u32, u32);

fn lasting(maker: &mut Maker, kind: &'static str, when: Registered, title: &str) -> Id<Act> {
    let (number, offset, month, day) = when;
    let paper = Paper {
        kind,
        number: number.to_owned(),
        dated_on: maker.calendar.day(offset, month, day),
        title: title.to_owned(),
        until: None,
        year: None,
        forms: &[],
    };
    issue_one(maker, paper)
}

fn of_year(maker: &mut Maker, offset: i32, year: Id<SchoolYear>) -> YearActs {
    let until = maker.calendar.day(offset + 1, 8, 31);
    // Last year's numbers are a little smaller.
    let shift = u32::try_from(offset + 1).unwrap_or(0) * 7;
    let mut act = |kind, (number, month, day): (u32, u32, u32), title: &str, forms| {
        let paper = Paper {
            kind,
            number: format!("{}-о", number + shift),
            dated_on: maker.calendar.day(offset, month, day),
            title: title.replace("{year}", &maker.calendar.title(offset)),
            until: Some(until),
            year: Some(year),
            forms,
        };
        issue_one(maker, paper)
    };
    let forms: &'static [&'static str] = if offset < 0 {
        &[codes::FORM_PUPIL, codes::FORM_TEACHER, codes::FORM_STUDENT]
    } else {
        &[codes::FORM_PUPIL, codes::FORM_TEACHER]
    };
    let roadmap = act(codes::ORDER_ROADMAP, (112, 5, 22), ROADMAP, &[]);
    let programme = act(codes::PROGRAMME, (205, 8, 31), PROGRAMME, forms);
    act(codes::ORDER_MENTOR_SCHOOL, (210, 9, 4), MENTOR_SCHOOL, &[]);
    YearActs {
        roadmap,
        programme,
        bases: act(codes::ORDER_BASES, (219, 9, 11), BASES, &[]),
        pupil_pairs: act(
            codes::ORDER_PAIRS,
            (231, 9, 18),
            PUPIL_PAIRS,
            &[codes::FORM_PUPIL],
        ),
        teacher_pairs: act(
            codes::ORDER_PAIRS,
            (232, 9, 18),
            TEACHER_PAIRS,
            &[codes::FORM_TEACHER],
        ),
        monitoring: act(codes::ORDER_MONITORING, (247, 10, 2), MONITORING, &[]),
    }
}

const ROADMAP: &str = "Об утверждении дорожной карты внедрения целевой модели наставничества \
                       на {year} учебный год";
const PROGRAMME: &str = "Программа наставничества на {year} учебный год";
const MENTOR_SCHOOL: &str = "Об организации «Школы наставников»";
const BASES: &str = "Об утверждении баз наставников и наставляемых на {year} учебный год";
const PUPIL_PAIRS: &str = "Об утверждении наставнических пар и групп обучающихся";
const TEACHER_PAIRS: &str = "Об утверждении наставнических пар педагогических работников";
const MONITORING: &str = "О проведении внутреннего мониторинга внедрения целевой модели \
                          наставничества в {year} учебном году";
