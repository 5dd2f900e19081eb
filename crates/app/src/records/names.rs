//! What every record is called where another one refers to it.
//!
//! Not here: lists behind numbers (`labels`). The one decision to know: kinds are walked in the order
//! in which references point backwards, so a name may use the names of what it refers to.

use std::collections::BTreeMap;

use opora_domain::facts::LookRecord;
use opora_domain::people::ParticipantRole;
use opora_domain::{Facts, FieldKind, Record, RecordKind, Value};
use uuid::Uuid;

/// Parts of a name made of key fields, at most.
const PARTS: usize = 3;
/// Between the parts.
pub(super) const BETWEEN: &str = ", ";

/// A record by name.
#[derive(Clone, Debug)]
pub(super) struct Name {
    pub kind: RecordKind,
    pub code: String,
    pub label: String,
}

/// Names of all records of an organisation.
#[derive(Debug, Default)]
pub(super) struct Names {
    by_id: BTreeMap<Uuid, Name>,
    pairs: BTreeMap<Uuid, String>,
}

impl Names {
    pub(super) fn new(facts: &Facts) -> Self {
        let mut names = Self {
            pairs: pairs(facts),
            ..Self::default()
        };
        facts.look(&mut names);
        names
    }

    pub(super) fn get(&self, id: Uuid) -> Option<&Name> {
        self.by_id.get(&id)
    }

    pub(super) fn code(&self, id: Uuid) -> Option<&str> {
        self.get(id).map(|name| name.code.as_str())
    }

    pub(super) fn label(&self, id: Uuid) -> &str {
        self.get(id).map_or("", |name| &name.label)
    }

    /// Name of a record that is not stored any more.
    pub(super) fn of_values(&self, kind: RecordKind, values: &[Value]) -> String {
        match kind {
            RecordKind::Person => texts(kind, values).join(" "),
            RecordKind::Act => {
                let titled = field(kind, values, "title");
                format!(
                    "{titled} № {} от {}",
                    field(kind, values, "number"),
                    field(kind, values, "dated_on")
                )
            }
            RecordKind::Activity => field(kind, values, "text"),
            RecordKind::Agreement => {
                format!(
                    "№ {}{BETWEEN}{}",
                    field(kind, values, "number"),
                    self.key(kind, values)
                )
            }
            _ if kind.schema().field("title").is_some() => field(kind, values, "title"),
            _ if kind.schema().field("name").is_some() => field(kind, values, "name"),
            _ => self.key(kind, values),
        }
    }

    /// The first parts of the natural key that say something to a person.
    fn key(&self, kind: RecordKind, values: &[Value]) -> String {
        let fields = kind.schema().fields.iter().zip(values);
        let parts: Vec<String> = fields
            .filter(|(field, _)| field.key)
            .filter_map(|(field, value)| match (value, field.kind) {
                (Value::Null | Value::Bool(_) | Value::TextList(_), _) => None,
                (Value::Ref(id), _) => Some(self.label(*id).to_owned()),
                (Value::Text(code), FieldKind::Choice(choices)) => choices
                    .iter()
                    .find(|choice| choice.code == code)
                    .map(|choice| choice.title.to_owned()),
                (other, _) => Some(plain(other)),
            })
            .filter(|part| !part.is_empty())
            .take(PARTS)
            .collect();
        parts.join(BETWEEN)
    }
}

impl LookRecord for Names {
    fn look<R: Record>(&mut self, records: &[R]) {
        for record in records {
            let id = record.id().uuid();
            let label = match self.pairs.get(&id) {
                Some(label) => label.clone(),
                None => self.of_values(R::KIND, &record.values()),
            };
            let name = Name {
                kind: R::KIND,
                code: record.code().to_owned(),
                label: if label.is_empty() {
                    record.code().to_owned()
                } else {
                    label
                },
            };
            self.by_id.insert(id, name);
        }
    }
}

/// «Наставник → наставляемый, наставляемый».
fn pairs(facts: &Facts) -> BTreeMap<Uuid, String> {
    let people: BTreeMap<_, _> = facts.people.iter().map(|one| (one.id, one)).collect();
    let mut sides: BTreeMap<Uuid, (Vec<String>, Vec<String>)> = BTreeMap::new();
    for member in &facts.mentorship_members {
        let name = people
            .get(&member.person)
            .map_or_else(String::new, |person| person.short_name());
        let sides = sides.entry(member.mentorship.uuid()).or_default();
        match member.role {
            ParticipantRole::Mentor => sides.0.push(name),
            ParticipantRole::Mentee => sides.1.push(name),
        }
    }
    sides
        .into_iter()
        .map(|(id, (mut mentors, mut mentees))| {
            mentors.sort();
            mentees.sort();
            (
                id,
                format!("{} → {}", mentors.join(BETWEEN), mentees.join(BETWEEN)),
            )
        })
        .collect()
}

fn texts(kind: RecordKind, values: &[Value]) -> Vec<String> {
    let fields = kind.schema().fields.iter().zip(values);
    fields
        .filter_map(|(field, value)| match (field.kind, value) {
            (FieldKind::Text, Value::Text(text)) => Some(text.clone()),
            _ => None,
        })
        .collect()
}

fn field(kind: RecordKind, values: &[Value], name: &str) -> String {
    super::position(kind, name)
        .and_then(|at| values.get(at))
        .map_or_else(String::new, plain)
}

fn plain(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Int(number) => number.to_string(),
        Value::Date(day) => day.format("%d.%m.%Y").to_string(),
        _ => String::new(),
    }
}
