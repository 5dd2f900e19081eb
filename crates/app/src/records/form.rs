//! What a form of a record shows: fields with what may be chosen, what refers to the record.
//!
//! Not here: saving (`change`). The one decision to know: a field the caller may not read is no part
//! of a form that changes a record; in a form that adds one every field may be filled in.

use std::collections::BTreeMap;
use std::convert::Infallible;

use chrono::NaiveDate;
use opora_domain::people::holds_on;
use opora_domain::{Facts, Field, FieldClass, FieldKind, RecordKind, Value};
use opora_intake::{Term, Vocabulary};
use opora_store::RecordRow;

use super::names::Names;
use super::{
    KindAccess, MENTEE, MENTOR, Shown, access, end_field, find, highest, members, permit_changing,
    permit_seeing, readable, rows, shown, typed,
};
use crate::people;
use crate::{App, Ctx, Failure, audit};

/// Records shown below a record for each way they refer to it.
const RELATED_SHOWN: usize = 30;

/// Something a reference may lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefOption {
    /// Code, which the form sends.
    pub code: String,
    /// What it is called, with the class or the post of a person.
    pub label: String,
}

/// A field of a form.
#[derive(Clone, Debug)]
pub struct FormField {
    /// The field.
    pub field: &'static Field,
    /// What stands in it, as the form sends it.
    pub text: String,
    /// What it says, for a caller who does not change it.
    pub shown: Shown,
    /// Terms of the catalogue it takes, when it takes only those.
    pub terms: Option<Vec<Term>>,
}

/// Records that refer to a record through one field.
#[derive(Clone, Debug)]
pub struct Related {
    /// Their kind.
    pub kind: RecordKind,
    /// Field by which they refer.
    pub field: &'static Field,
    /// Whether the caller may add one.
    pub add: bool,
    /// Them, as many as are shown.
    pub lines: Vec<RelatedLine>,
    /// All of them.
    pub total: usize,
}

/// One of [`Related`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelatedLine {
    /// Code.
    pub code: String,
    /// What it is called.
    pub label: String,
    /// Whether it is true on the day.
    pub current: bool,
}

/// A record as a form shows it.
#[derive(Clone, Debug)]
pub struct RecordForm {
    /// Kind.
    pub kind: RecordKind,
    /// What the caller may do with it.
    pub access: KindAccess,
    /// Code; `None` while it is being added.
    pub code: Option<String>,
    /// What it is called.
    pub label: String,
    /// Version seen.
    pub version: i64,
    /// Key that makes a form sent twice count once.
    pub once: String,
    /// Fields of the schema.
    pub fields: Vec<FormField>,
    /// Mentor and mentee of a pair being added.
    pub members: Option<(String, String)>,
    /// What references may lead to, by kind.
    pub options: BTreeMap<RecordKind, Vec<RefOption>>,
    /// What refers to it.
    pub related: Vec<Related>,
    /// Whether it can be ended: it has an open end.
    pub may_end: bool,
}

/// What the form that ends a record shows.
#[derive(Clone, Debug)]
pub struct EndForm {
    /// Kind.
    pub kind: RecordKind,
    /// Code.
    pub code: String,
    /// What it is called.
    pub label: String,
    /// Version seen.
    pub version: i64,
    /// Field of the last day.
    pub field: &'static Field,
    /// Other fields asked for: the status of a pair, the grounds of an exclusion.
    pub beside: Vec<FormField>,
}

impl App {
    /// An empty form with what is known already: `given` holds texts by the names of fields.
    ///
    /// # Errors
    /// Only general ones.
    pub async fn new_record(
        &self,
        ctx: &Ctx,
        kind: RecordKind,
        day: NaiveDate,
        given: &BTreeMap<String, String>,
    ) -> Result<RecordForm, Failure<Infallible>> {
        let scope = permit_changing(ctx, kind, false)?;
        let facts = self.facts(&scope).await?;
        let vocabulary = self.vocabulary_of(&scope).await?;
        let names = Names::new(&facts);
        let mut texts = defaults(&facts, kind, day, given);
        texts.extend(given.clone());
        let fields = kind.schema().fields.iter().map(|field| FormField {
            field,
            text: texts.get(field.name).cloned().unwrap_or_default(),
            shown: Shown::Empty,
            terms: vocabulary.terms_of(kind, field.name).map(<[Term]>::to_vec),
        });
        let text = |name: &str| given.get(name).cloned().unwrap_or_default();
        let pair = kind == RecordKind::Mentorship;
        Ok(RecordForm {
            kind,
            access: access(ctx, kind),
            code: None,
            label: String::new(),
            version: 0,
            once: self.draw_secret(),
            fields: fields.collect(),
            members: pair.then(|| (text(MENTOR), text(MENTEE))),
            options: options(&facts, kind, &names, day, pair),
            related: Vec::new(),
            may_end: false,
        })
    }

    /// A record with its form; reading personal ones is audited.
    ///
    /// # Errors
    /// [`Failure::NotFound`] for an unknown code, and for a record of which nothing may be read.
    pub async fn record(
        &self,
        ctx: &Ctx,
        kind: RecordKind,
        code: &str,
        day: NaiveDate,
    ) -> Result<RecordForm, Failure<Infallible>> {
        let scope = permit_seeing(ctx, kind)?;
        let may = access(ctx, kind);
        let facts = self.facts(&scope).await?;
        let row = find(&facts, kind, code).filter(|_| may.read);
        let Some(row) = row else {
            return Err(Failure::NotFound);
        };
        if highest(kind) > FieldClass::C0 {
            let action = if kind == RecordKind::Person {
                "person.read"
            } else {
                "record.read"
            };
            let entry = audit::entry(action, kind.schema().table, Some(code), "");
            let store = &self.inner.store;
            store.audit_read(&scope, self.now(), entry).await?;
        }
        let vocabulary = self.vocabulary_of(&scope).await?;
        let names = Names::new(&facts);
        // A planned end lies ahead and can be brought forward; one that has come stands.
        let open = end_field(kind).is_some_and(|field| {
            let last = date(&row, field.name);
            last.is_none_or(|last| last >= day) && field.class <= ctx.readable()
        });
        Ok(RecordForm {
            kind,
            access: may,
            code: Some(row.code.clone()),
            label: names.label(row.id).to_owned(),
            version: row.version,
            once: String::new(),
            fields: fields(ctx, &row, &names, &vocabulary),
            members: None,
            options: if may.change {
                options(&facts, kind, &names, day, false)
            } else {
                BTreeMap::new()
            },
            related: related(ctx, &facts, &row, &names, day),
            may_end: may.change && open,
        })
    }

    /// The form that ends a record.
    ///
    /// # Errors
    /// [`Failure::NotFound`] for an unknown code and for a kind without an end.
    pub async fn end_form(
        &self,
        ctx: &Ctx,
        kind: RecordKind,
        code: &str,
    ) -> Result<EndForm, Failure<Infallible>> {
        let scope = permit_changing(ctx, kind, true)?;
        let facts = self.facts(&scope).await?;
        let vocabulary = self.vocabulary_of(&scope).await?;
        let names = Names::new(&facts);
        let found = find(&facts, kind, code).zip(end_field(kind));
        let Some((row, field)) = found else {
            return Err(Failure::NotFound);
        };
        let asked = beside_the_end(kind);
        Ok(EndForm {
            kind,
            code: row.code.clone(),
            label: names.label(row.id).to_owned(),
            version: row.version,
            field,
            beside: fields(ctx, &row, &names, &vocabulary)
                .into_iter()
                .filter(|one| asked == Some(one.field.name))
                .collect(),
        })
    }
}

/// What else is asked when a record ends.
pub(super) const fn beside_the_end(kind: RecordKind) -> Option<&'static str> {
    match kind {
        RecordKind::Mentorship => Some("status"),
        RecordKind::BaseEntry => Some("grounds"),
        _ => None,
    }
}

fn fields(ctx: &Ctx, row: &RecordRow, names: &Names, vocabulary: &Vocabulary) -> Vec<FormField> {
    readable(ctx, row.kind)
        .into_iter()
        .filter_map(|(at, field)| {
            let value = row.values.get(at)?;
            Some(FormField {
                field,
                text: typed(value, names),
                shown: shown(ctx, row.kind, field, value, names, vocabulary),
                terms: vocabulary
                    .terms_of(row.kind, field.name)
                    .map(<[Term]>::to_vec),
            })
        })
        .collect()
}

/// What a new record most likely says: this school year, today, the quality of the person.
fn defaults(
    facts: &Facts,
    kind: RecordKind,
    day: NaiveDate,
    given: &BTreeMap<String, String>,
) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    let year = crate::organisations::school_year(facts, day);
    let person = given.get("person").and_then(|code| {
        let person = facts.people.iter().find(|one| one.code == *code)?;
        members::quality(facts, person.id, day)
    });
    for field in kind.schema().fields {
        let text = match (field.kind, field.name) {
            (FieldKind::Ref(RecordKind::SchoolYear), _) => year.map(|year| year.code.clone()),
            (FieldKind::Date, "starts_on" | "valid_from" | "included_on") if field.required => {
                Some(day.to_string())
            }
            (FieldKind::Choice(_), "category") => person.map(|one| one.code().to_owned()),
            _ => None,
        };
        if let Some(text) = text {
            texts.insert(field.name.to_owned(), text);
        }
    }
    if kind == RecordKind::Mentorship {
        texts.insert("kind".to_owned(), "pair".to_owned());
        texts.insert("status".to_owned(), "running".to_owned());
    }
    if kind == RecordKind::SchoolYear {
        texts.remove("starts_on");
    }
    texts
}

/// What references of the kind may lead to. People come with class or post on the day.
fn options(
    facts: &Facts,
    kind: RecordKind,
    names: &Names,
    day: NaiveDate,
    people_too: bool,
) -> BTreeMap<RecordKind, Vec<RefOption>> {
    let fields = kind.schema().fields.iter();
    let mut targets: Vec<RecordKind> = fields
        .filter_map(|field| match field.kind {
            FieldKind::Ref(target) => Some(target),
            _ => None,
        })
        .collect();
    if people_too {
        targets.push(RecordKind::Person);
    }
    targets.sort_unstable();
    targets.dedup();
    let of = |target: RecordKind| {
        let mut options: Vec<RefOption> = if target == RecordKind::Person {
            people_options(facts, day)
        } else {
            rows(facts, target)
                .into_iter()
                .map(|row| RefOption {
                    label: names.label(row.id).to_owned(),
                    code: row.code,
                })
                .collect()
        };
        let fold = |one: &RefOption| opora_domain::people::fold_name(&one.label);
        options.sort_by_cached_key(|one| (fold(one), one.code.clone()));
        (target, options)
    };
    targets.into_iter().map(of).collect()
}

fn people_options(facts: &Facts, day: NaiveDate) -> Vec<RefOption> {
    people::rows(facts, day)
        .into_iter()
        .map(|row| RefOption {
            label: if row.place.is_empty() {
                row.full_name
            } else {
                format!("{}, {}", row.full_name, row.place)
            },
            code: row.code,
        })
        .collect()
}

/// Records that refer to this one, by kind and field.
fn related(
    ctx: &Ctx,
    facts: &Facts,
    row: &RecordRow,
    names: &Names,
    day: NaiveDate,
) -> Vec<Related> {
    let mut found = Vec::new();
    for kind in RecordKind::ALL {
        let may = access(ctx, *kind);
        for (at, field) in readable(ctx, *kind) {
            if field.kind != FieldKind::Ref(row.kind) {
                continue;
            }
            let mut all: Vec<RecordRow> = rows(facts, *kind)
                .into_iter()
                .filter(|one| one.values.get(at) == Some(&Value::Ref(row.id)))
                .collect();
            all.sort_by_key(|one| std::cmp::Reverse(start(one)));
            found.push(Related {
                kind: *kind,
                field,
                add: may.add,
                total: all.len(),
                lines: all
                    .iter()
                    .take(RELATED_SHOWN)
                    .map(|one| RelatedLine {
                        code: one.code.clone(),
                        label: apart_from(names.label(row.id), names.label(one.id)),
                        current: is_current(one, day),
                    })
                    .collect(),
            });
        }
    }
    found
}

/// A label without the name of the record it stands below.
fn apart_from(own: &str, label: &str) -> String {
    let rest = label
        .strip_prefix(own)
        .and_then(|rest| rest.strip_prefix(super::names::BETWEEN));
    rest.unwrap_or(label).to_owned()
}

fn date(row: &RecordRow, field: &str) -> Option<NaiveDate> {
    match super::value(row, field) {
        Some(Value::Date(day)) => Some(*day),
        _ => None,
    }
}

fn start(row: &RecordRow) -> Option<NaiveDate> {
    date(row, super::term(row.kind)?.0)
}

fn is_current(row: &RecordRow, day: NaiveDate) -> bool {
    match super::term(row.kind) {
        None => true,
        Some((first, last)) => match date(row, first) {
            Some(first) => holds_on(first, date(row, last), day),
            None => date(row, last).is_none_or(|last| last >= day),
        },
    }
}

/// A reference typed as «Фамилия Имя, 8Б · Л0001»: the code in it, else the text.
pub(super) fn referred(text: &str) -> String {
    match text.rsplit_once(" · ") {
        Some((_, code)) if !code.trim().is_empty() => code.trim().to_owned(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn below_a_record_its_own_name_is_not_said_again() {
        assert_eq!(apart_from("А → Б", "А → Б, наставник"), "наставник");
        assert_eq!(apart_from("А", "Б"), "Б");
    }

    #[test]
    fn a_reference_is_typed_by_name_with_code_or_by_code_alone() {
        assert_eq!(referred("Ёлкина Алёна, 8Б · Л0012"), "Л0012");
        assert_eq!(referred("Л0012"), "Л0012");
        assert_eq!(referred("Ёлкина Алёна"), "Ёлкина Алёна");
    }
}
