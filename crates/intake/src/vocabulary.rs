//! Lists of codes that come from the catalogue, with the words people use for them.
//!
//! Not here: the catalogue itself; the caller passes its lists in, so reading a workbook needs no
//! monitoring. The one decision to know: an empty list means "no catalogue": any text is taken.

use opora_domain::RecordKind;

use crate::normal;

/// One code of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Stable code.
    pub code: String,
    /// Russian title.
    pub title: String,
}

impl Term {
    /// A code and its title.
    pub fn new(code: impl Into<String>, title: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            title: title.into(),
        }
    }
}

/// Lists of codes of the catalogue in force.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vocabulary {
    /// Forms of mentoring.
    pub forms: Vec<Term>,
    /// Role variants of the forms.
    pub variants: Vec<Term>,
    /// Kinds of acts.
    pub act_kinds: Vec<Term>,
    /// Kinds of evidence.
    pub evidence_kinds: Vec<Term>,
    /// Indicators; their titles are sentences, so the workbook holds codes.
    pub indicators: Vec<Term>,
}

/// A list of [`Vocabulary`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum List {
    Forms,
    Variants,
    ActKinds,
    EvidenceKinds,
    Indicators,
}

impl List {
    pub(crate) const ALL: [Self; 5] = [
        Self::Forms,
        Self::Variants,
        Self::ActKinds,
        Self::EvidenceKinds,
        Self::Indicators,
    ];

    /// The list the values of this field come from.
    pub(crate) fn of(kind: RecordKind, field: &str) -> Option<Self> {
        match (kind, field) {
            (RecordKind::Mentorship, "form") | (RecordKind::Act, "forms") => Some(Self::Forms),
            (RecordKind::Mentorship, "variant") => Some(Self::Variants),
            (RecordKind::Act, "kind") => Some(Self::ActKinds),
            (RecordKind::Evidence, "kind") => Some(Self::EvidenceKinds),
            (RecordKind::EvidenceLink | RecordKind::ManualValue, "indicator") => {
                Some(Self::Indicators)
            }
            _ => None,
        }
    }

    /// Heading on the sheet of lists.
    pub(crate) const fn title(self) -> &'static str {
        match self {
            Self::Forms => "Формы наставничества",
            Self::Variants => "Ролевые модели",
            Self::ActKinds => "Виды документов",
            Self::EvidenceKinds => "Виды подтверждений",
            Self::Indicators => "Показатели",
        }
    }
}

impl Vocabulary {
    /// Terms the values of a field come from; `None` when it takes any text.
    pub fn terms_of(&self, kind: RecordKind, field: &str) -> Option<&[Term]> {
        let terms = self.list(List::of(kind, field)?);
        (!terms.is_empty()).then_some(terms)
    }

    pub(crate) fn list(&self, list: List) -> &[Term] {
        match list {
            List::Forms => &self.forms,
            List::Variants => &self.variants,
            List::ActKinds => &self.act_kinds,
            List::EvidenceKinds => &self.evidence_kinds,
            List::Indicators => &self.indicators,
        }
    }

    /// What a cell shows for a code: the title, unless it is a sentence or names another code too.
    pub(crate) fn shown(&self, list: List, code: &str) -> String {
        let terms = self.list(list);
        match terms.iter().find(|term| term.code == code) {
            Some(term) if list != List::Indicators && is_unique(terms, term) => term.title.clone(),
            _ => code.to_owned(),
        }
    }

    /// The code a cell means; `None` when the list does not know it.
    pub(crate) fn code(&self, list: List, cell: &str) -> Option<String> {
        let terms = self.list(list);
        if terms.is_empty() || terms.iter().any(|term| term.code == cell) {
            return Some(cell.to_owned());
        }
        let wanted = normal::text(cell);
        let mut found = terms.iter().filter(|term| {
            normal::text(&term.title) == wanted || normal::text(&term.code) == wanted
        });
        let first = found.next()?;
        found.next().is_none().then(|| first.code.clone())
    }
}

/// Whether no other term of the list reads the same.
fn is_unique(terms: &[Term], term: &Term) -> bool {
    let wanted = normal::text(&term.title);
    !wanted.is_empty()
        && terms.iter().all(|other| {
            other.code == term.code
                || (normal::text(&other.title) != wanted && normal::text(&other.code) != wanted)
        })
}
