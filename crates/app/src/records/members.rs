//! A pair is added together with its mentor and its mentee.
//!
//! Not here: later members of a group, which are records like any other. The one decision to know:
//! in what quality somebody takes part follows from what is recorded about the day the pair starts,
//! so the form does not ask for it.

use chrono::NaiveDate;
use opora_domain::people::{ParticipantCategory, ParticipantRole, Person, holds_on};
use opora_domain::{Facts, FieldType, Id, RecordKind, Value};
use opora_intake::{RowChecks, RowProblem, next_code};
use opora_store::RecordRow;
use uuid::Uuid;

use super::{MENTEE, MENTOR, rows};

/// In what quality somebody takes part on a day: as a pupil, else as an employee, else as recorded
/// among the outsiders.
pub(super) fn quality(
    facts: &Facts,
    person: Id<Person>,
    day: NaiveDate,
) -> Option<ParticipantCategory> {
    let pupil = facts
        .enrolments
        .iter()
        .any(|one| one.person == person && holds_on(one.valid_from, one.valid_to, day));
    let employee = facts
        .employments
        .iter()
        .any(|one| one.person == person && holds_on(one.valid_from, one.valid_to, day));
    let outside = facts
        .affiliations
        .iter()
        .find(|one| one.person == person && holds_on(one.valid_from, one.valid_to, day));
    if pupil {
        Some(ParticipantCategory::Pupil)
    } else if employee {
        Some(ParticipantCategory::Teacher)
    } else {
        outside.map(|one| one.category)
    }
}

/// The two members of a new pair; identifiers come from `draw`.
pub(super) fn of_new_pair(
    facts: &Facts,
    checks: &RowChecks<'_>,
    pair: &RecordRow,
    (mentor, mentee): (&str, &str),
    draw: impl Fn() -> Uuid,
) -> Result<Vec<RecordRow>, Vec<RowProblem>> {
    let start = match super::value(pair, "starts_on") {
        Some(Value::Date(day)) => *day,
        _ => return Ok(Vec::new()),
    };
    let mut problems = Vec::new();
    let mut sides = Vec::new();
    for (field, role, text) in [
        (MENTOR, ParticipantRole::Mentor, mentor),
        (MENTEE, ParticipantRole::Mentee, mentee),
    ] {
        match member(facts, checks, text, start) {
            Ok((person, category)) => sides.push((person, role, category)),
            Err((code, message)) => problems.push(problem(field, code, message)),
        }
    }
    if let [(one, ..), (other, ..)] = sides.as_slice()
        && one == other
    {
        problems.push(problem(
            MENTEE,
            "same-person",
            "Наставник и наставляемый — один человек. Выберите другого.".to_owned(),
        ));
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let kind = RecordKind::MentorshipMember;
    let stored = rows(facts, kind);
    let mut codes: Vec<String> = stored.into_iter().map(|row| row.code).collect();
    let mut members = Vec::new();
    for (person, role, category) in sides {
        let code = next_code(kind, codes.iter().map(String::as_str));
        codes.push(code.clone());
        members.push(RecordRow {
            kind,
            id: draw(),
            code,
            version: 1,
            values: vec![
                Value::Ref(pair.id),
                person.to_value(),
                role.to_value(),
                category.to_value(),
                Value::Null,
                Value::Null,
            ],
        });
    }
    Ok(members)
}

type Refusal = (&'static str, String);

fn member(
    facts: &Facts,
    checks: &RowChecks<'_>,
    text: &str,
    start: NaiveDate,
) -> Result<(Id<Person>, ParticipantCategory), Refusal> {
    if text.trim().is_empty() {
        let message = "Не заполнено обязательное поле. Заполните его.".to_owned();
        return Err(("required", message));
    }
    let id = checks
        .reference(RecordKind::Person, text)
        .map_err(|problem| (problem.code, problem.message))?;
    let person = Id::new(id);
    match quality(facts, person, start) {
        Some(category) => Ok((person, category)),
        None => Err((
            "no-affiliation",
            "На день начала человек не учится, не работает и не записан как внешний участник. \
             Добавьте такую запись или проверьте дату начала."
                .to_owned(),
        )),
    }
}

fn problem(field: &'static str, code: &'static str, message: String) -> RowProblem {
    RowProblem {
        field: Some(field),
        code,
        message,
        other: None,
    }
}
