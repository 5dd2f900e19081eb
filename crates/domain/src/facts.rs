//! All facts of one organisation, loaded together.
//!
//! Not here: loading. The one decision to know: a school is small (a few thousand people), so
//! evaluation works on all its facts in memory, and what is printed can be computed anywhere.

use crate::acts::Act;
use crate::consents::{Consent, ConsentText, Guardianship};
use crate::evidence::{Evidence, EvidenceLink};
use crate::field::Field;
use crate::organisations::{OrganisationName, Profile, SchoolYear};
use crate::pairs::{Meeting, Mentorship, MentorshipMember, Plan};
use crate::partners::{Agreement, Partner, Project, ProjectPartner};
use crate::people::{Affiliation, BaseEntry, Category, Employment, Enrolment, Person};
use crate::record::{Record, Schema};
use crate::reports::{ManualValue, Measure, Waiver};
use crate::roadmap::{Activity, Roadmap};
use crate::surveys::{Survey, SurveyResponse};
use crate::training::{Community, CommunityMember, Training};

/// Does something with every kind of record, in the order in which references point backwards.
pub trait EachRecord {
    /// What may go wrong.
    type Error;
    /// Called once a kind.
    ///
    /// # Errors
    /// Whatever the implementation says; the walk stops there.
    fn visit<R: Record>(&mut self, records: &mut Vec<R>) -> Result<(), Self::Error>;
}

/// Looks at every kind of record without changing it, in the same order as [`EachRecord`].
pub trait LookRecord {
    /// Called once a kind.
    fn look<R: Record>(&mut self, records: &[R]);
}

macro_rules! facts {
    ( $( $(#[$meta:meta])* $list:ident : $record:ident ),+ $(,)? ) => {
        /// Kinds of records, in the order in which references point backwards.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum RecordKind {
            $( $(#[$meta])* $record, )+
        }

        impl RecordKind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$( Self::$record, )+];

            /// Its description.
            pub fn schema(self) -> &'static Schema {
                match self { $( Self::$record => <$record as Record>::SCHEMA, )+ }
            }

            /// The kind stored in this table.
            pub fn from_table(table: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|kind| kind.schema().table == table)
            }
        }

        /// All facts of one organisation; every list in the order of codes.
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub struct Facts {
            $( $(#[$meta])* pub $list: Vec<$record>, )+
        }

        impl Facts {
            /// Walks the lists in the order of [`RecordKind::ALL`].
            ///
            /// # Errors
            /// The first error of the visitor.
            pub fn each<V: EachRecord>(&mut self, visitor: &mut V) -> Result<(), V::Error> {
                $( visitor.visit(&mut self.$list)?; )+
                Ok(())
            }

            /// Shows the lists in the order of [`RecordKind::ALL`].
            pub fn look<V: LookRecord>(&self, visitor: &mut V) {
                $( visitor.look(&self.$list); )+
            }
        }
    };
}

facts! {
    /// Particulars of the organisation.
    profile: Profile,
    /// History of names.
    organisation_names: OrganisationName,
    /// School years.
    school_years: SchoolYear,
    /// People.
    people: Person,
    /// Partner organisations.
    partners: Partner,
    /// Enrolments of pupils.
    enrolments: Enrolment,
    /// Employments.
    employments: Employment,
    /// Ties of outsiders.
    affiliations: Affiliation,
    /// Special categories.
    categories: Category,
    /// Bases of mentors and mentees.
    base_entries: BaseEntry,
    /// Representatives of children.
    guardianships: Guardianship,
    /// Editions of texts of consents.
    consent_texts: ConsentText,
    /// Consents.
    consents: Consent,
    /// Acts and orders.
    acts: Act,
    /// Agreements.
    agreements: Agreement,
    /// Joint projects.
    projects: Project,
    /// Parts of partners in projects.
    project_partners: ProjectPartner,
    /// Pairs and groups.
    mentorships: Mentorship,
    /// Members of pairs and groups.
    mentorship_members: MentorshipMember,
    /// Plans.
    plans: Plan,
    /// Meetings.
    meetings: Meeting,
    /// Trainings.
    trainings: Training,
    /// Communities.
    communities: Community,
    /// Members of communities.
    community_members: CommunityMember,
    /// Surveys.
    surveys: Survey,
    /// Responses.
    survey_responses: SurveyResponse,
    /// Roadmaps.
    roadmaps: Roadmap,
    /// Activities of roadmaps.
    activities: Activity,
    /// Proofs.
    evidence: Evidence,
    /// What proofs prove.
    evidence_links: EvidenceLink,
    /// Values entered by hand.
    manual_values: ManualValue,
    /// Waivers of findings.
    waivers: Waiver,
    /// Measures that follow from recommendations.
    measures: Measure,
}

impl RecordKind {
    /// The field of this kind with this name.
    pub fn field(self, name: &str) -> Option<&'static Field> {
        self.schema().field(name)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::field::{FieldClass, FieldKind};

    #[test]
    fn tables_and_sheets_are_unique_and_sheet_names_fit_a_workbook() {
        let mut tables = BTreeSet::new();
        let mut sheets = BTreeSet::new();
        for kind in RecordKind::ALL {
            let schema = kind.schema();
            assert!(tables.insert(schema.table), "{}", schema.table);
            assert!(sheets.insert(schema.sheet), "{}", schema.sheet);
            assert!(schema.sheet.chars().count() <= 31, "{}", schema.sheet);
        }
    }

    #[test]
    fn references_point_backwards_so_that_rows_can_be_written_in_order() {
        for kind in RecordKind::ALL {
            for field in kind.schema().fields {
                if let FieldKind::Ref(target) = field.kind {
                    assert!(target < *kind, "{kind:?}.{} points forward", field.name);
                }
            }
        }
    }

    #[test]
    fn special_categories_stand_apart_from_everything_else() {
        for kind in RecordKind::ALL {
            let schema = kind.schema();
            let special = schema
                .fields
                .iter()
                .filter(|field| field.class >= FieldClass::C3);
            let count = special.count();
            assert!(
                count == 0 || count == schema.fields.len(),
                "{kind:?} would keep a special category in the open"
            );
            assert_eq!(schema.is_sealed(), count > 0, "{kind:?}");
        }
    }

    #[test]
    fn headings_are_unique_within_a_sheet_and_orderings_name_date_fields() {
        for kind in RecordKind::ALL {
            let schema = kind.schema();
            let mut titles = BTreeSet::from(["Код"]);
            for field in schema.fields {
                assert!(titles.insert(field.title), "{kind:?}: {}", field.title);
            }
            for name in schema.ordered.iter().flat_map(|pair| [pair.0, pair.1]) {
                let field = schema
                    .field(name)
                    .unwrap_or_else(|| panic!("{kind:?}.{name}"));
                assert_eq!(field.kind, FieldKind::Date, "{kind:?}.{name}");
            }
        }
    }
}
