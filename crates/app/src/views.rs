//! What an organisation looks like on a day, computed once a revision.
//!
//! Not here: who may see what of it. The one decision to know: the store counts a revision for
//! every committed write of an organisation, so a view is valid exactly while its revision is.

use std::sync::Arc;

use chrono::NaiveDate;
use opora_domain::permissions::OrgScope;
use opora_domain::{Facts, OrganisationId, dates};
use opora_monitoring::content::Particulars;
use opora_monitoring::evaluate::evaluate_in;
use opora_monitoring::evaluation::Evaluation;
use opora_monitoring::frame::Frame;
use opora_monitoring::report::{self, Edition, PreviousFigures, Report, ReportInput};
use opora_monitoring::roadmap::{self, MarkRule};
use opora_store::StoreError;
use quick_cache::sync::Cache;

use crate::App;
use crate::catalogues::Regional;
use crate::people::PersonRow;

/// Views kept: some days of some dozens of schools. A view of 900 pupils holds about 3 MB of
/// facts, shared between the days of one revision.
const VIEWS_KEPT: usize = 256;
const FACTS_KEPT: usize = 64;

/// What stands in place of the number of a справка that has none yet.
pub(crate) const DRAFT_NUMBER: &str = "проект";

type FactsKey = (OrganisationId, i64);
type ViewKey = (OrganisationId, i64, NaiveDate);

/// Everything computed from the facts of an organisation for a day.
#[derive(Debug)]
pub(crate) struct View {
    pub facts: Arc<Facts>,
    pub regional: Arc<Regional>,
    pub evaluation: Evaluation,
    /// Figures of the same day a year earlier, by today's definitions.
    pub previous: PreviousFigures,
    /// The official справка, not numbered.
    pub report: Report,
    /// Everybody on the day, in the order of names.
    pub people: Vec<PersonRow>,
}

#[derive(Debug)]
pub(crate) struct Views {
    facts: Cache<FactsKey, Arc<Facts>>,
    views: Cache<ViewKey, Arc<View>>,
}

impl Default for Views {
    fn default() -> Self {
        Self {
            facts: Cache::new(FACTS_KEPT),
            views: Cache::new(VIEWS_KEPT),
        }
    }
}

impl App {
    /// Facts of the organisation as they are now.
    pub(crate) async fn facts(&self, scope: &OrgScope) -> Result<Arc<Facts>, StoreError> {
        let revision = self.inner.store.revision(scope).await?;
        self.facts_at(scope, revision).await
    }

    async fn facts_at(&self, scope: &OrgScope, revision: i64) -> Result<Arc<Facts>, StoreError> {
        let key = (scope.organisation(), revision);
        self.inner
            .views
            .facts
            .get_or_insert_async(&key, async {
                Ok(Arc::new(self.inner.store.facts(scope).await?))
            })
            .await
    }

    /// The view of a day, computed when nobody has asked for it since the last write.
    pub(crate) async fn view(
        &self,
        scope: &OrgScope,
        as_of: NaiveDate,
    ) -> Result<Arc<View>, StoreError> {
        let revision = self.inner.store.revision(scope).await?;
        let key = (scope.organisation(), revision, as_of);
        self.inner
            .views
            .views
            .get_or_insert_async(&key, async {
                let facts = self.facts_at(scope, revision).await?;
                Ok(Arc::new(self.compute(facts, as_of)))
            })
            .await
    }
}

impl App {
    fn compute(&self, facts: Arc<Facts>, as_of: NaiveDate) -> View {
        let regional = self.regional_of(&facts);
        // One index of the facts serves both days.
        let frame = Frame::new(&facts);
        let evaluation = evaluate_in(&regional.catalogue, &frame, as_of);
        let year_ago = dates::years_before(as_of, 1).unwrap_or(as_of);
        let previous =
            PreviousFigures::from_evaluation(&evaluate_in(&regional.catalogue, &frame, year_ago));
        let particulars = Particulars {
            number: Some(DRAFT_NUMBER.to_owned()),
            dated_on: as_of,
            executor: None,
            executor_post: None,
            executor_contact: None,
            signed: false,
        };
        let report = report::assemble(&ReportInput {
            facts: &facts,
            evaluation: &evaluation,
            table: regional.catalogue.table(),
            rules: &regional.rules,
            mark_rules: mark_rules(&facts, &regional, as_of),
            previous: Some(&previous),
            particulars: &particulars,
            edition: Edition::Official,
        });
        let mut people = crate::people::rows(&facts, as_of);
        crate::people::mark_stopped(&mut people, &facts, regional.consents.rules, as_of);
        View {
            facts,
            regional,
            evaluation,
            previous,
            report,
            people,
        }
    }
}

impl View {
    /// The справка of this view with other particulars or for other readers.
    pub(crate) fn report_for(&self, particulars: &Particulars, edition: Edition) -> Report {
        report::assemble(&ReportInput {
            facts: &self.facts,
            evaluation: &self.evaluation,
            table: self.regional.catalogue.table(),
            rules: &self.regional.rules,
            mark_rules: mark_rules(&self.facts, &self.regional, self.evaluation.as_of),
            previous: Some(&self.previous),
            particulars,
            edition,
        })
    }
}

fn mark_rules<'a>(facts: &Facts, regional: &'a Regional, as_of: NaiveDate) -> &'a [MarkRule] {
    let template = roadmap::current(facts, as_of).and_then(|found| found.template.as_deref());
    regional.mark_rules(template)
}
