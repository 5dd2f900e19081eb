//! What a record is called in a list behind a number.
//!
//! Not here: who may see the list (`monitoring`). The one decision to know: a label is made from
//! the record alone and is never stored, so a list always shows today's spelling of a name.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use opora_domain::people::{ParticipantRole, Person};
use opora_domain::{Facts, Id, RecordKind};
use uuid::Uuid;

use crate::people::PersonRow;

/// Name and detail of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label {
    /// Name.
    pub name: String,
    /// Class, post, date, members.
    pub detail: String,
}

/// Names of the records of an organisation on a day.
pub(crate) struct Labels<'a> {
    facts: &'a Facts,
    people: BTreeMap<&'a str, &'a PersonRow>,
    codes: BTreeMap<Id<Person>, &'a str>,
}

impl<'a> Labels<'a> {
    pub(crate) fn new(facts: &'a Facts, rows: &'a [PersonRow]) -> Self {
        Self {
            facts,
            people: rows.iter().map(|row| (row.code.as_str(), row)).collect(),
            codes: facts
                .people
                .iter()
                .map(|person| (person.id, person.code.as_str()))
                .collect(),
        }
    }

    pub(crate) fn of(&self, kind: RecordKind, id: Uuid) -> Label {
        match kind {
            RecordKind::Person => self.person(Id::new(id)),
            RecordKind::Act => self.act(id),
            RecordKind::Mentorship => self.mentorship(id),
            RecordKind::Plan => self.plan(id),
            RecordKind::Partner => named(
                self.facts.partners.iter().find(|one| one.id.uuid() == id),
                |one| (one.name.clone(), one.kind.title().to_owned()),
            ),
            RecordKind::Project => named(
                self.facts.projects.iter().find(|one| one.id.uuid() == id),
                |one| (one.title.clone(), one.status.title().to_owned()),
            ),
            RecordKind::Agreement => named(
                self.facts.agreements.iter().find(|one| one.id.uuid() == id),
                |one| (format!("Соглашение № {}", one.number), dated(one.signed_on)),
            ),
            RecordKind::Community => named(
                self.facts
                    .communities
                    .iter()
                    .find(|one| one.id.uuid() == id),
                |one| (one.name.clone(), one.kind.title().to_owned()),
            ),
            RecordKind::Roadmap => named(
                self.facts.roadmaps.iter().find(|one| one.id.uuid() == id),
                |one| (one.title.clone(), String::new()),
            ),
            RecordKind::SurveyResponse => named(
                self.facts
                    .survey_responses
                    .iter()
                    .find(|one| one.id.uuid() == id),
                |one| (format!("Ответ № {}", one.number), dated(one.answered_on)),
            ),
            _ => Label::default(),
        }
    }

    fn person(&self, id: Id<Person>) -> Label {
        let row = self.codes.get(&id).and_then(|code| self.people.get(code));
        named(row.copied(), |row| {
            (row.full_name.clone(), row.place.clone())
        })
    }

    fn act(&self, id: Uuid) -> Label {
        let act = self.facts.acts.iter().find(|act| act.id.uuid() == id);
        named(act, |act| {
            (
                act.title.clone(),
                format!("№ {} от {}", act.number, dated(act.dated_on)),
            )
        })
    }

    fn plan(&self, id: Uuid) -> Label {
        let plan = self.facts.plans.iter().find(|plan| plan.id.uuid() == id);
        named(plan, |plan| {
            let pair = self.mentorship(plan.mentorship.uuid());
            (plan.title.clone(), pair.name)
        })
    }

    /// «Наставник → наставляемый, наставляемый».
    fn mentorship(&self, id: Uuid) -> Label {
        let side = |role: ParticipantRole| {
            let mut names: Vec<String> = self
                .facts
                .mentorship_members
                .iter()
                .filter(|member| member.mentorship.uuid() == id && member.role == role)
                .map(|member| self.person(member.person).name)
                .collect();
            names.sort();
            names.join(", ")
        };
        let pair = self
            .facts
            .mentorships
            .iter()
            .find(|pair| pair.id.uuid() == id);
        named(pair, |pair| {
            let name = format!(
                "{} → {}",
                side(ParticipantRole::Mentor),
                side(ParticipantRole::Mentee)
            );
            (name, pair.status.title().to_owned())
        })
    }
}

fn named<R>(found: Option<&R>, words: impl Fn(&R) -> (String, String)) -> Label {
    found.map_or_else(Label::default, |record| {
        let (name, detail) = words(record);
        Label { name, detail }
    })
}

fn dated(day: NaiveDate) -> String {
    day.format("%d.%m.%Y").to_string()
}
