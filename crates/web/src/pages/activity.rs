//! One activity of the roadmap: its term, responsible person and mark.
//!
//! Not here: when a mark counts (`app`). The one decision to know: what was typed stays in the form
//! when a rule says no, and the edition that was seen goes along, so nobody overwrites unseen.

use askama::Template;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use opora_app::roadmap::{ActivityError, ChangeActivity, RoadmapPage};
use opora_domain::roadmap::ActivityMark;
use serde::Deserialize;

use super::listing::{day, escaped};
use super::page;
use crate::error::{PageError, rule_or_page};
use crate::shell::Shell;
use crate::site::Site;
use crate::visitor::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "roadmap/activity.html")]
struct ActivityPage {
    shell: Shell,
    action: String,
    stage: String,
    event: String,
    form: ActivityForm,
    employees: Vec<(String, String)>,
    problem: Option<(&'static str, String)>,
}

impl ActivityPage {
    fn about(&self, field: &str) -> Option<&str> {
        self.problem
            .as_ref()
            .filter(|(name, _)| *name == field)
            .map(|(_, text)| text.as_str())
    }
}

/// The form.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct ActivityForm {
    #[serde(default)]
    version: i64,
    #[serde(default)]
    due_on: String,
    #[serde(default)]
    responsible: String,
    #[serde(default)]
    mark: String,
    #[serde(default)]
    done_on: String,
    #[serde(default)]
    reason: String,
}

fn stored(found: &RoadmapPage, code: &str) -> Option<ActivityForm> {
    let activity = found.activity(code)?;
    let day = |day: Option<chrono::NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
    Some(ActivityForm {
        version: activity.version,
        due_on: day(activity.due_on),
        responsible: found
            .responsible_code(activity)
            .unwrap_or_default()
            .to_owned(),
        mark: activity.mark.map_or("", ActivityMark::code).to_owned(),
        done_on: day(activity.done_on),
        reason: activity.reason.clone().unwrap_or_default(),
    })
}

async fn prepare(
    site: &Site,
    visitor: &Visitor,
    shell: Shell,
    code: &str,
    typed: Option<ActivityForm>,
    problem: Option<(&'static str, String)>,
) -> Result<ActivityPage, PageError> {
    let found = site.app.roadmap(&visitor.ctx, shell.today).await?;
    let activity = found.activity(code).ok_or(PageError::NotFound)?;
    let form = typed
        .or_else(|| stored(&found, code))
        .ok_or(PageError::NotFound)?;
    let section = shell.t("roadmap-section");
    let employees = found.employees().into_iter();
    Ok(ActivityPage {
        shell: shell
            .under("/roadmap", section)
            .titled(activity.text.clone()),
        action: format!("/roadmap/{code}"),
        stage: activity.stage_title.clone(),
        event: activity.event_title.clone(),
        form,
        employees: employees
            .map(|(code, name)| (code.to_owned(), name.to_owned()))
            .collect(),
        problem,
    })
}

/// The form.
///
/// # Errors
/// When there is no such activity.
pub async fn form(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
    Path(code): Path<String>,
) -> Result<Response, PageError> {
    page(&prepare(&site, &visitor, shell, &code, None, None).await?)
}

/// A date field: empty is none, anything unreadable is an error of its field.
fn typed_day(text: &str, field: &'static str) -> Result<Option<chrono::NaiveDate>, &'static str> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    day(text).map(Some).ok_or(field)
}

impl ActivityForm {
    fn command(&self, code: &str) -> Result<ChangeActivity, &'static str> {
        Ok(ChangeActivity {
            code: code.to_owned(),
            version: self.version,
            due_on: typed_day(&self.due_on, "due_on")?,
            responsible: Some(self.responsible.clone()).filter(|code| !code.is_empty()),
            mark: ActivityMark::from_code(&self.mark),
            done_on: typed_day(&self.done_on, "done_on")?,
            reason: self.reason.clone(),
        })
    }
}

const fn sentence(error: ActivityError) -> &'static str {
    match error {
        ActivityError::ReasonMissing => "roadmap-reason-missing",
        ActivityError::DoneAhead => "roadmap-done-ahead",
        ActivityError::DueBeforeStart => "roadmap-due-before-start",
        ActivityError::ResponsibleUnknown => "roadmap-responsible-unknown",
    }
}

/// Changes the activity.
///
/// # Errors
/// When there is no such activity, or somebody changed it meanwhile.
pub async fn change(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
    Path(code): Path<String>,
    Form(form): Form<ActivityForm>,
) -> Result<Response, PageError> {
    let problem = match form.command(&code) {
        Err(field) => (field, shell.t("common-day-unreadable")),
        Ok(command) => {
            let outcome = site.app.change_activity(&visitor.ctx, command).await;
            match rule_or_page(outcome)? {
                Ok(()) => {
                    let back = escaped(&format!("/roadmap#a-{code}"));
                    return Ok(Redirect::to(&back).into_response());
                }
                Err(rule) => (rule.field(), shell.t(sentence(rule))),
            }
        }
    };
    let again = prepare(&site, &visitor, shell, &code, Some(form), Some(problem)).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&again)?).into_response())
}
