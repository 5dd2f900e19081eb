//! The roadmap of the school year: states on a day, terms, responsible people, marks.
//!
//! Not here: how a state follows from facts (`monitoring`). The one decision to know: a mark put by
//! hand is stored only with a reason or where a proof is linked already; otherwise it would not
//! count and the person should hear so at once.

use std::convert::Infallible;

use chrono::NaiveDate;
use opora_domain::permissions::Action;
use opora_domain::roadmap::{Activity, ActivityMark};
use opora_monitoring::roadmap::RoadmapView;

use crate::views::View;
use crate::{App, Ctx, Failure, audit};

/// The roadmap on a day.
#[derive(Clone, Debug)]
pub struct RoadmapPage {
    view: std::sync::Arc<View>,
}

impl RoadmapPage {
    /// States; `None` when no roadmap covers the day.
    pub fn roadmap(&self) -> Option<&RoadmapView> {
        self.view.report.roadmap.as_ref()
    }

    /// Employees who can be responsible: code and name, in the order of names.
    pub fn employees(&self) -> Vec<(&str, &str)> {
        self.view
            .people
            .iter()
            .filter(|row| row.employee)
            .map(|row| (row.code.as_str(), row.full_name.as_str()))
            .collect()
    }

    /// The stored activity with this code.
    pub fn activity(&self, code: &str) -> Option<&Activity> {
        self.view
            .facts
            .activities
            .iter()
            .find(|activity| activity.code == code)
    }

    /// Code of the person responsible for an activity.
    pub fn responsible_code(&self, activity: &Activity) -> Option<&str> {
        let id = activity.responsible?;
        self.view
            .facts
            .people
            .iter()
            .find(|person| person.id == id)
            .map(|person| person.code.as_str())
    }
}

/// A change of an activity as a person made it.
#[derive(Clone, Debug)]
pub struct ChangeActivity {
    /// Code of the activity.
    pub code: String,
    /// Edition the person saw.
    pub version: i64,
    /// Deadline; `None` when not planned.
    pub due_on: Option<NaiveDate>,
    /// Code of the person responsible.
    pub responsible: Option<String>,
    /// Mark put by hand.
    pub mark: Option<ActivityMark>,
    /// Day of the mark.
    pub done_on: Option<NaiveDate>,
    /// Reason of the mark.
    pub reason: String,
}

/// Why a change of an activity is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActivityError {
    /// A mark needs a reason or a linked proof.
    ReasonMissing,
    /// The day of the mark lies ahead.
    DoneAhead,
    /// The deadline is before the first day of the term.
    DueBeforeStart,
    /// Nobody has this code.
    ResponsibleUnknown,
}

impl ActivityError {
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ReasonMissing => "activity.reason_missing",
            Self::DoneAhead => "activity.done_ahead",
            Self::DueBeforeStart => "activity.due_before_start",
            Self::ResponsibleUnknown => "activity.responsible_unknown",
        }
    }

    /// Field of the form.
    pub const fn field(self) -> &'static str {
        match self {
            Self::ReasonMissing => "reason",
            Self::DoneAhead => "done_on",
            Self::DueBeforeStart => "due_on",
            Self::ResponsibleUnknown => "responsible",
        }
    }
}

impl App {
    /// The roadmap on a day.
    ///
    /// # Errors
    /// Only general ones.
    pub async fn roadmap(
        &self,
        ctx: &Ctx,
        as_of: NaiveDate,
    ) -> Result<RoadmapPage, Failure<Infallible>> {
        let scope = ctx.permit(Action::SeeRoadmap)?;
        Ok(RoadmapPage {
            view: self.view(&scope, as_of).await?,
        })
    }

    /// Changes term, responsible person and mark of an activity.
    ///
    /// # Errors
    /// [`ActivityError`]; [`Failure::Conflict`] when somebody changed it meanwhile.
    pub async fn change_activity(
        &self,
        ctx: &Ctx,
        command: ChangeActivity,
    ) -> Result<(), Failure<ActivityError>> {
        let scope = ctx.permit(Action::ChangeRoadmap)?;
        let facts = self.facts(&scope).await?;
        let Some(stored) = facts.activities.iter().find(|one| one.code == command.code) else {
            return Err(Failure::NotFound);
        };
        let proved = facts
            .evidence_links
            .iter()
            .any(|link| link.activity == Some(stored.id));
        let today = self.today_of(&facts);
        let changed = apply(stored, &command, proved, today, |code| {
            facts
                .people
                .iter()
                .find(|one| one.code == code)
                .map(|one| one.id)
        })
        .map_err(Failure::Rule)?;
        let mut write = self.inner.store.write(&scope, self.now()).await?;
        write.update(&changed).await?;
        let detail = command.mark.map_or("", ActivityMark::code);
        let entry = audit::entry("activity.change", "activity", Some(&command.code), detail);
        write.audit(entry).await?;
        write.commit().await?;
        Ok(())
    }
}

fn apply(
    stored: &Activity,
    command: &ChangeActivity,
    proved: bool,
    today: NaiveDate,
    person: impl Fn(&str) -> Option<opora_domain::Id<opora_domain::people::Person>>,
) -> Result<Activity, ActivityError> {
    let reason = command.reason.trim();
    if command.mark.is_some() && reason.is_empty() && !proved {
        return Err(ActivityError::ReasonMissing);
    }
    if command.done_on.is_some_and(|on| on > today) {
        return Err(ActivityError::DoneAhead);
    }
    if let (Some(first), Some(last)) = (stored.due_from, command.due_on)
        && last < first
    {
        return Err(ActivityError::DueBeforeStart);
    }
    let responsible = match command
        .responsible
        .as_deref()
        .filter(|code| !code.is_empty())
    {
        None => None,
        Some(code) => Some(person(code).ok_or(ActivityError::ResponsibleUnknown)?),
    };
    let done = command.mark == Some(ActivityMark::Done);
    Ok(Activity {
        version: command.version,
        due_from: stored.due_from.filter(|_| command.due_on.is_some()),
        due_on: command.due_on,
        responsible,
        mark: command.mark,
        done_on: command.done_on.or(Some(today)).filter(|_| done),
        reason: Some(reason.to_owned()).filter(|text| !text.is_empty() && command.mark.is_some()),
        ..stored.clone()
    })
}

#[cfg(test)]
mod tests {
    use opora_domain::Id;
    use uuid::Uuid;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn activity() -> Activity {
        Activity {
            id: Id::new(Uuid::from_u128(1)),
            code: "МП0001".into(),
            version: 3,
            roadmap: Id::new(Uuid::from_u128(2)),
            stage: 1,
            stage_title: "Этап".into(),
            event: 1,
            event_title: "Мероприятие".into(),
            row: 1,
            item: Some(1),
            position: 1,
            text: "Провести".into(),
            due_from: Some(day("2023-09-01")),
            due_on: Some(day("2023-09-30")),
            responsible: None,
            responsible_note: None,
            rule: None,
            mark: None,
            done_on: None,
            reason: None,
        }
    }

    fn done(reason: &str) -> ChangeActivity {
        ChangeActivity {
            code: "МП0001".into(),
            version: 3,
            due_on: Some(day("2023-09-30")),
            responsible: None,
            mark: Some(ActivityMark::Done),
            done_on: None,
            reason: reason.into(),
        }
    }

    fn tried(command: &ChangeActivity, proved: bool) -> Result<Activity, ActivityError> {
        apply(&activity(), command, proved, day("2023-10-13"), |_| None)
    }

    #[test]
    fn a_mark_needs_a_reason_or_a_proof() {
        assert_eq!(tried(&done("  "), false), Err(ActivityError::ReasonMissing));
        assert_eq!(
            tried(&done(""), true).unwrap().mark,
            Some(ActivityMark::Done)
        );
        let marked = tried(&done("проведено, протокол № 3"), false).unwrap();
        assert_eq!(
            marked.done_on,
            Some(day("2023-10-13")),
            "today when no day is given"
        );
    }

    #[test]
    fn what_has_not_come_yet_cannot_be_done() {
        let mut command = done("причина");
        command.done_on = Some(day("2023-10-14"));
        assert_eq!(tried(&command, false), Err(ActivityError::DoneAhead));
    }

    #[test]
    fn taking_a_mark_back_takes_its_day_and_reason_too() {
        let mut command = done("причина");
        command.mark = None;
        let changed = tried(&command, false).unwrap();
        assert_eq!(
            (changed.mark, changed.done_on, changed.reason),
            (None, None, None)
        );
    }

    #[test]
    fn a_term_cannot_end_before_it_begins_and_a_responsible_must_exist() {
        let mut command = done("причина");
        command.due_on = Some(day("2023-08-31"));
        assert_eq!(tried(&command, false), Err(ActivityError::DueBeforeStart));
        command.due_on = None;
        command.responsible = Some("Л9999".into());
        assert_eq!(
            tried(&command, false),
            Err(ActivityError::ResponsibleUnknown)
        );
    }
}
