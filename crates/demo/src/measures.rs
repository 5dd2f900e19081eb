//! Recommendations of last October's справка as measures, and what came of them.
//!
//! Not here: the справка. The one decision to know: last year's measures are done or dropped with a
//! result, this year's are open with one person and a deadline each.

use chrono::NaiveDate;
use opora_domain::Id;
use opora_domain::people::Person;
use opora_domain::reports::{Measure, MeasureStatus};

use crate::add;
use crate::maker::Maker;
use crate::staff::Staff;

struct Task {
    as_of: NaiveDate,
    text: &'static str,
    subject: &'static str,
    due_on: NaiveDate,
    responsible: Id<Person>,
    done: Option<(NaiveDate, &'static str)>,
}

/// Adds the measures.
pub fn make(maker: &mut Maker, staff: &Staff) {
    let calendar = maker.calendar;
    let day = |offset, month, date| calendar.day(offset, month, date);
    let (then, now) = (day(-1, 10, 13), day(0, 10, 13));
    let tasks = [
        Task {
            as_of: then,
            text: "Создать методическое объединение наставников из числа педагогов",
            subject: "dev.mentor_shmo",
            due_on: day(0, 9, 15),
            responsible: staff.methodist,
            done: Some((day(0, 9, 4), "ШМО создано приказом № 216-о")),
        },
        Task {
            as_of: then,
            text: "Увеличить число наставников из числа обучающихся 8–11 классов",
            subject: "cov.pupil_mentors",
            due_on: day(0, 9, 20),
            responsible: staff.curator,
            done: Some((day(0, 9, 18), "наставников-обучающихся стало больше")),
        },
        Task {
            as_of: now,
            text: "Заключить соглашение о наставничестве с предприятием города Ключевска",
            subject: "org.partner_agreements",
            due_on: day(0, 12, 15),
            responsible: staff.curator,
            done: None,
        },
        Task {
            as_of: now,
            text: "Направить педагогов-наставников на курсы повышения квалификации",
            subject: "dev.trained_kpk",
            due_on: day(1, 3, 29),
            responsible: staff.methodist,
            done: None,
        },
        Task {
            as_of: now,
            text: "Включить педагогов-наставников в сетевое сообщество города",
            subject: "ped.network_mentors",
            due_on: day(1, 1, 31),
            responsible: staff.deputy,
            done: None,
        },
    ];
    for task in tasks {
        add!(
            maker,
            measures,
            Measure {
                as_of: task.as_of,
                text: task.text.to_owned(),
                subject: Some(task.subject.to_owned()),
                due_on: Some(task.due_on),
                responsible: Some(task.responsible),
                status: if task.done.is_some() {
                    MeasureStatus::Done
                } else {
                    MeasureStatus::Open
                },
                done_on: task.done.map(|done| done.0),
                effect: task.done.map(|done| done.1.to_owned()),
            }
        );
    }
}
