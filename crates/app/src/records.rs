//! Records of every kind, kept by hand: lists, forms, versions, deletion and return.
//!
//! Not here: workbooks (`exchange`), what makes a row valid (`intake`, one set of checks for both
//! ways). The one decision to know: everything works on the schema of a kind and no kind has code of
//! its own, except that a pair is added together with its two members (`members`).

use opora_domain::facts::LookRecord;
use opora_domain::permissions::{Action, OrgScope};
use opora_domain::{Choice, Facts, Field, FieldClass, FieldKind, Record, RecordKind, Value};
use opora_intake::{RowProblem, Vocabulary};
use opora_store::RecordRow;

use crate::{App, Ctx, Failure};

mod change;
mod conflict;
mod form;
mod history;
mod listing;
mod members;
mod names;

pub use change::{DeleteRecord, EndRecord, SaveRecord, Saved};
pub use conflict::{Conflict, ConflictField};
pub use form::{EndForm, FormField, RecordForm, RefOption, Related, RelatedLine};
pub use history::{DeletedRecord, FieldChange, History, HistoryEntry};
pub use listing::{KindLine, RecordLine, RecordList, RecordQuery};

/// Names of the two further fields of the form that adds a pair.
pub const MENTOR: &str = "mentor";
/// See [`MENTOR`].
pub const MENTEE: &str = "mentee";

/// Why a record is not saved, ended, deleted or brought back.
#[derive(Clone, Debug)]
pub enum RecordError {
    /// The row does not pass the checks.
    Problems(Vec<RowProblem>),
    /// Somebody changed the record meanwhile.
    Changed(Box<Conflict>),
    /// A deletion needs a reason.
    ReasonMissing,
    /// Other records refer to it: sheets and numbers.
    Referred(Vec<(RecordKind, usize)>),
    /// Its fields are not copied into versions, or a record it refers to is gone.
    NotRestorable,
}

impl RecordError {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Problems(_) => "record.problems",
            Self::Changed(_) => "record.changed",
            Self::ReasonMissing => "record.reason_missing",
            Self::Referred(_) => "record.referred",
            Self::NotRestorable => "record.not_restorable",
        }
    }
}

/// What a caller may do with records of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a right of its own, told apart by name"
)]
pub struct KindAccess {
    /// See that there are such records, and how many.
    pub see: bool,
    /// Read them: the class of at least one field allows it.
    pub read: bool,
    /// Add one; also where reading is closed, as special categories are to a curator.
    pub add: bool,
    /// Change, end and delete; needs reading.
    pub change: bool,
    /// Take them out as a workbook; needs every field.
    pub export: bool,
}

/// A value as a page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Nothing.
    Empty,
    /// Text, or the Russian title of a code of the catalogue.
    Text(String),
    /// Several texts.
    Texts(Vec<String>),
    /// Whole number.
    Number(i64),
    /// Yes or no.
    Flag(bool),
    /// Date.
    Day(chrono::NaiveDate),
    /// One of a closed list.
    Choice(&'static Choice),
    /// Another record.
    Record {
        /// Kind.
        kind: RecordKind,
        /// Code.
        code: String,
        /// What it is called.
        label: String,
        /// Whether the caller may open it.
        open: bool,
    },
}

/// What the matrix demands for seeing a kind, and for changing it.
pub const fn actions(kind: RecordKind, sensitive: bool, personal: bool) -> (Action, Action) {
    match kind {
        RecordKind::Roadmap | RecordKind::Activity => (Action::SeeRoadmap, Action::ChangeRoadmap),
        RecordKind::ManualValue | RecordKind::Waiver | RecordKind::Measure => {
            (Action::SeeReports, Action::PrepareReport)
        }
        _ if sensitive => (Action::SeePeople, Action::ChangeSensitive),
        _ if personal => (Action::SeePeople, Action::ChangeFacts),
        _ => (Action::SeeToday, Action::ChangeFacts),
    }
}

fn highest(kind: RecordKind) -> FieldClass {
    let classes = kind.schema().fields.iter().map(|field| field.class);
    classes.max().unwrap_or(FieldClass::C0)
}

/// Action without which nobody changes records of the kind.
pub fn changing(kind: RecordKind) -> Action {
    let class = highest(kind);
    actions(kind, class >= FieldClass::C3, class > FieldClass::C0).1
}

/// What the caller may do with a kind.
pub fn access(ctx: &Ctx, kind: RecordKind) -> KindAccess {
    let class = highest(kind);
    let (seeing, changing) = actions(kind, class >= FieldClass::C3, class > FieldClass::C0);
    let see = ctx.allows(seeing);
    let read = see && !readable(ctx, kind).is_empty();
    let change = ctx.allows(changing) && !is_kept_elsewhere(kind);
    KindAccess {
        see,
        read,
        add: see && change,
        change: read && change,
        export: read && ctx.allows(Action::ExportFacts) && class <= ctx.readable(),
    }
}

/// Fields of the kind the caller reads, with their places.
fn readable(ctx: &Ctx, kind: RecordKind) -> Vec<(usize, &'static Field)> {
    let fields = kind.schema().fields.iter().enumerate();
    fields
        .filter(|(_, field)| field.class <= ctx.readable())
        .collect()
}

/// Leave to see the kind at all.
fn permit_seeing<R>(ctx: &Ctx, kind: RecordKind) -> Result<OrgScope, Failure<R>> {
    let class = highest(kind);
    let (seeing, _) = actions(kind, class >= FieldClass::C3, class > FieldClass::C0);
    Ok(ctx.permit(seeing)?)
}

/// Leave to add, or with `existing` to change what is there.
fn permit_changing<R>(ctx: &Ctx, kind: RecordKind, existing: bool) -> Result<OrgScope, Failure<R>> {
    let scope = ctx.permit(changing(kind))?;
    if is_kept_elsewhere(kind) {
        return Err(Failure::Denied);
    }
    if existing && !access(ctx, kind).change {
        // What may not be read looks as if it were not there.
        return Err(Failure::NotFound);
    }
    Ok(scope)
}

/// Records of one kind as rows, in the order of codes.
fn rows(facts: &Facts, kind: RecordKind) -> Vec<RecordRow> {
    struct Take(RecordKind, Vec<RecordRow>);
    impl LookRecord for Take {
        fn look<R: Record>(&mut self, records: &[R]) {
            if R::KIND == self.0 {
                self.1 = records.iter().map(row).collect();
            }
        }
    }
    let mut take = Take(kind, Vec::new());
    facts.look(&mut take);
    take.1
}

fn row<R: Record>(record: &R) -> RecordRow {
    RecordRow {
        kind: R::KIND,
        id: record.id().uuid(),
        code: record.code().to_owned(),
        version: record.version(),
        values: record.values(),
    }
}

fn find(facts: &Facts, kind: RecordKind, code: &str) -> Option<RecordRow> {
    rows(facts, kind).into_iter().find(|row| row.code == code)
}

/// Value of a field by its name.
fn value<'a>(row: &'a RecordRow, field: &str) -> Option<&'a Value> {
    let at = position(row.kind, field)?;
    row.values.get(at)
}

fn position(kind: RecordKind, field: &str) -> Option<usize> {
    kind.schema()
        .fields
        .iter()
        .position(|one| one.name == field)
}

/// Names of fields that say how long a record is true.
const ENDS: &[&str] = &[
    "valid_to",
    "ends_on",
    "excluded_on",
    "in_force_to",
    "closed_on",
    "finished_on",
    "active_to",
];

/// First and last day of a record of the kind: names of the fields. `None` where dates are something
/// else, such as the term of an activity.
pub fn term(kind: RecordKind) -> Option<(&'static str, &'static str)> {
    let pairs = kind.schema().ordered.iter().rev();
    pairs.copied().find(|(_, last)| ENDS.contains(last))
}

/// The field that ends a record, when it may stay open.
pub fn end_field(kind: RecordKind) -> Option<&'static Field> {
    let (_, last) = term(kind)?;
    kind.schema().field(last).filter(|field| !field.required)
}

/// Whether records of the kind have a life of their own and are changed by another feature only.
const fn is_kept_elsewhere(kind: RecordKind) -> bool {
    matches!(kind, RecordKind::Consent | RecordKind::ConsentText)
}

/// A value as its form sends it: dates as 2023-09-01, references and choices as codes.
fn typed(value: &Value, names: &names::Names) -> String {
    match value {
        Value::Null => String::new(),
        Value::Text(text) => text.clone(),
        Value::TextList(list) => list.join("; "),
        Value::Int(number) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        Value::Date(day) => day.to_string(),
        Value::Ref(id) => names.code(*id).unwrap_or_default().to_owned(),
    }
}

/// A value as a page shows it.
fn shown(
    ctx: &Ctx,
    kind: RecordKind,
    field: &'static Field,
    value: &Value,
    names: &names::Names,
    vocabulary: &Vocabulary,
) -> Shown {
    let word = |code: &str| {
        let terms = vocabulary.terms_of(kind, field.name).unwrap_or_default();
        let term = terms.iter().find(|term| term.code == code);
        term.map_or(code, |term| &term.title).to_owned()
    };
    match value {
        Value::Null => Shown::Empty,
        Value::Text(text) => match field.kind {
            FieldKind::Choice(choices) => choices
                .iter()
                .find(|choice| choice.code == text)
                .map_or(Shown::Empty, Shown::Choice),
            _ => Shown::Text(word(text)),
        },
        Value::TextList(list) => Shown::Texts(list.iter().map(|text| word(text)).collect()),
        Value::Int(number) => Shown::Number(*number),
        Value::Bool(flag) => Shown::Flag(*flag),
        Value::Date(day) => Shown::Day(*day),
        Value::Ref(id) => names.get(*id).map_or(Shown::Empty, |name| Shown::Record {
            kind: name.kind,
            code: name.code.clone(),
            label: name.label.clone(),
            open: access(ctx, name.kind).read,
        }),
    }
}

impl App {
    async fn vocabulary_of(&self, scope: &OrgScope) -> Result<Vocabulary, opora_store::StoreError> {
        let facts = self.facts(scope).await?;
        Ok(self.regional_of(&facts).vocabulary())
    }
}

#[cfg(test)]
mod tests {
    use opora_domain::permissions::{Membership, Role};
    use opora_domain::{OrganisationId, UserId};
    use uuid::Uuid;

    use super::*;

    fn member(role: Role) -> Ctx {
        Ctx::member(Membership {
            organisation: OrganisationId::new(Uuid::nil()),
            user: UserId::new(Uuid::nil()),
            role,
        })
    }

    #[test]
    fn special_categories_are_entered_by_a_curator_and_read_by_the_psychologist() {
        let curator = access(&member(Role::Curator), RecordKind::Category);
        assert!(curator.see && curator.add && !curator.read && !curator.change && !curator.export);
        let psychologist = access(&member(Role::Psychologist), RecordKind::Category);
        assert!(psychologist.read && psychologist.change);
    }

    #[test]
    fn whoever_changes_a_kind_also_sees_it() {
        for role in Role::ALL {
            for kind in RecordKind::ALL {
                let may = access(&member(*role), *kind);
                assert!(may.see || !(may.read || may.add || may.change || may.export));
                assert!(may.read || !may.change, "{role:?} {kind:?}");
            }
        }
    }

    #[test]
    fn only_curator_and_head_keep_people_and_an_auditor_changes_nothing() {
        for role in Role::ALL {
            let keeps = access(&member(*role), RecordKind::Person).change;
            assert_eq!(
                keeps,
                matches!(role, Role::Curator | Role::Head),
                "{role:?}"
            );
        }
        for kind in RecordKind::ALL {
            assert!(!access(&member(Role::Auditor), *kind).add, "{kind:?}");
        }
    }

    #[test]
    fn what_ends_is_known_from_the_schema() {
        let ends = |kind| end_field(kind).map(|field| field.name);
        assert_eq!(ends(RecordKind::BaseEntry), Some("excluded_on"));
        assert_eq!(ends(RecordKind::Mentorship), Some("ends_on"));
        assert_eq!(ends(RecordKind::Act), Some("in_force_to"));
        assert_eq!(ends(RecordKind::Agreement), Some("valid_to"));
        assert_eq!(
            ends(RecordKind::Plan),
            None,
            "a plan has its end from the start"
        );
        assert_eq!(ends(RecordKind::Person), None);
        assert_eq!(ends(RecordKind::Activity), None);
    }
}
