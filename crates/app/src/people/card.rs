//! Lines of the card of a person.
//!
//! Not here: who may read them. The one decision to know: a line says what the record says, in the
//! words of the workbook.

use chrono::NaiveDate;
use opora_domain::people::Person;
use opora_domain::record::Record;
use opora_domain::{Facts, Id};

use super::{HistoryLine, PairLine, active_mentorships, meetings_by_mentorship};
use crate::Regional;

pub(super) fn pairs(
    facts: &Facts,
    person: Id<Person>,
    as_of: NaiveDate,
    regional: &Regional,
) -> Vec<PairLine> {
    let meetings = meetings_by_mentorship(facts, as_of);
    let active = active_mentorships(facts, as_of);
    let mut lines: Vec<PairLine> = facts
        .mentorship_members
        .iter()
        .filter(|member| member.person == person)
        .filter_map(|member| {
            let pair = facts
                .mentorships
                .iter()
                .find(|pair| pair.id == member.mentorship)?;
            let held = meetings.get(&pair.id);
            Some(PairLine {
                code: pair.code.clone(),
                form: pair.form.clone(),
                form_title: regional.form_title(&pair.form),
                role: member.role,
                status: pair.status.title(),
                active: active.contains_key(&pair.id) && member.holds_on(as_of),
                starts_on: member.valid_from.unwrap_or(pair.starts_on),
                ends_on: member.valid_to.or(pair.ends_on),
                act: pair
                    .act
                    .and_then(|id| facts.acts.iter().find(|act| act.id == id))
                    .map(opora_domain::acts::Act::reference),
                others: others(facts, pair.id, person),
                meetings: held.map_or(0, |(count, _)| *count),
                last_meeting_on: held.map(|(_, last)| *last),
                plan_approved: facts.plans.iter().any(|plan| {
                    plan.mentorship == pair.id
                        && plan.person.is_none_or(|id| id == person)
                        && plan.approved_on.is_some_and(|on| on <= as_of)
                        && plan.valid_from <= as_of
                        && plan.valid_to >= as_of
                }),
            })
        })
        .collect();
    lines.sort_by_key(|line| (!line.active, std::cmp::Reverse(line.starts_on)));
    lines
}

fn others(
    facts: &Facts,
    pair: Id<opora_domain::pairs::Mentorship>,
    person: Id<Person>,
) -> Vec<(String, String, opora_domain::people::ParticipantRole)> {
    facts
        .mentorship_members
        .iter()
        .filter(|member| member.mentorship == pair && member.person != person)
        .filter_map(|member| {
            let other = facts.people.iter().find(|one| one.id == member.person)?;
            Some((other.code.clone(), other.full_name(), member.role))
        })
        .collect()
}

pub(super) fn history(facts: &Facts, person: Id<Person>) -> Vec<HistoryLine> {
    let mut lines = Vec::new();
    lines.extend(
        facts
            .enrolments
            .iter()
            .filter(|line| line.person == person)
            .map(|line| {
                line_of::<opora_domain::people::Enrolment>(
                    &line.code,
                    format!("{} класс", line.class_name),
                    line.valid_from,
                    line.valid_to,
                )
            }),
    );
    lines.extend(
        facts
            .employments
            .iter()
            .filter(|line| line.person == person)
            .map(|line| {
                line_of::<opora_domain::people::Employment>(
                    &line.code,
                    line.post.clone(),
                    line.valid_from,
                    line.valid_to,
                )
            }),
    );
    lines.extend(
        facts
            .affiliations
            .iter()
            .filter(|line| line.person == person)
            .map(|line| {
                line_of::<opora_domain::people::Affiliation>(
                    &line.code,
                    line.category.title().to_owned(),
                    line.valid_from,
                    line.valid_to,
                )
            }),
    );
    lines.extend(
        facts
            .base_entries
            .iter()
            .filter(|line| line.person == person)
            .map(|line| {
                line_of::<opora_domain::people::BaseEntry>(
                    &line.code,
                    format!("{}, {}", line.role.title(), line.category.title()),
                    line.included_on,
                    line.excluded_on,
                )
            }),
    );
    lines.extend(
        facts
            .trainings
            .iter()
            .filter(|line| line.person == person)
            .map(|line| {
                line_of::<opora_domain::training::Training>(
                    &line.code,
                    format!("{}: {}", line.kind.title(), line.title),
                    line.valid_from,
                    line.valid_to,
                )
            }),
    );
    lines.extend(communities(facts, person));
    lines.sort_by(|a, b| b.from.cmp(&a.from).then_with(|| a.text.cmp(&b.text)));
    lines
}

fn communities(facts: &Facts, person: Id<Person>) -> Vec<HistoryLine> {
    facts
        .community_members
        .iter()
        .filter(|line| line.person == person)
        .filter_map(|line| {
            let community = facts
                .communities
                .iter()
                .find(|community| community.id == line.community)?;
            Some(line_of::<opora_domain::training::CommunityMember>(
                &line.code,
                format!("{} ({})", community.name, line.role.title()),
                line.valid_from,
                line.valid_to,
            ))
        })
        .collect()
}

pub(super) fn categories(facts: &Facts, person: Id<Person>) -> Vec<HistoryLine> {
    facts
        .categories
        .iter()
        .filter(|line| line.person == person)
        .map(|line| {
            let mut text = line.kind.title().to_owned();
            for part in [&line.detail, &line.basis].into_iter().flatten() {
                text.push_str(", ");
                text.push_str(part);
            }
            line_of::<opora_domain::people::Category>(
                &line.code,
                text,
                line.valid_from,
                line.valid_to,
            )
        })
        .collect()
}

fn line_of<R: Record>(
    code: &str,
    text: String,
    from: NaiveDate,
    to: Option<NaiveDate>,
) -> HistoryLine {
    HistoryLine {
        kind: R::SCHEMA.sheet,
        record: R::KIND,
        code: code.to_owned(),
        text,
        from,
        to,
    }
}
