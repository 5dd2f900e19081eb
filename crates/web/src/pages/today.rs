//! «Сегодня»: what to do this week, how things stand.
//!
//! Not here: what is urgent (`app`). The one decision to know: every task and every number is a
//! link to the place where it is dealt with.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use opora_app::today::{Number, Task, TaskKind};
use opora_domain::permissions::Action;
use serde::Deserialize;

use super::listing::{AsOf, address, count, segment};
use super::monitoring::counted_address;
use super::page;
use crate::error::PageError;
use crate::format;
use crate::shell::Shell;
use crate::site::Site;
use crate::visitor::Visitor;

/// A number with its words and link.
#[derive(Debug)]
struct Figure {
    value: String,
    words: String,
    address: String,
}

/// Something to do.
#[derive(Debug)]
struct Todo {
    badge: &'static str,
    kind: String,
    text: String,
    due: Option<String>,
    address: String,
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "today/page.html")]
struct TodayPage {
    shell: Shell,
    as_of: AsOf,
    /// Whether nothing is recorded yet.
    empty: bool,
    imports: bool,
    figures: Vec<Figure>,
    todos: Vec<Todo>,
    /// Tasks that are not shown.
    more: i64,
}

/// The page of a role whose pages come later.
#[derive(Debug, Template)]
#[template(path = "today/later.html")]
struct LaterPage {
    shell: Shell,
}

/// Query of the page.
#[derive(Debug, Deserialize)]
pub struct TodayQuery {
    #[serde(default)]
    as_of: String,
}

fn figure(shell: &Shell, number: &Number, as_of: AsOf) -> Figure {
    let day = as_of.code();
    let value = match number.value {
        Some(value) => format::number(shell.lang, value, 1),
        None => shell.t("common-none"),
    };
    let words = match number.of {
        Some(of) => shell.n(&format!("today-number-{}-of", number.code), &of),
        None => shell.t(&format!("today-number-{}", number.code)),
    };
    let address = match (&number.indicator, number.code) {
        (Some(code), _) => {
            counted_address(code, number.companion.as_deref().unwrap_or_default(), as_of)
        }
        (None, "roadmap") => address("/roadmap", &[("as_of", &day)]),
        (None, "mentees") => address("/people", &[("tab", "mentees"), ("as_of", &day)]),
        (None, _) => address("/people", &[("as_of", &day)]),
    };
    Figure {
        value,
        words,
        address,
    }
}

fn todo(shell: &Shell, task: Task, as_of: AsOf, changes: bool) -> Todo {
    let day = as_of.code();
    let (badge, key) = match task.kind {
        TaskKind::Overdue => ("badge badge-bad", "today-overdue"),
        TaskKind::Due => ("badge badge-info", "today-due"),
        TaskKind::Ahead => ("badge", "today-ahead"),
        TaskKind::Unplanned => ("badge", "today-unplanned"),
        TaskKind::Finding => ("badge badge-warn", "today-finding"),
        TaskKind::Measure => ("badge badge-warn", "today-measure"),
        TaskKind::PausedPair => ("badge badge-bad", "today-paused-pair"),
    };
    let address = match task.kind {
        TaskKind::Overdue | TaskKind::Due | TaskKind::Ahead | TaskKind::Unplanned if changes => {
            format!("/roadmap/{}", task.code)
        }
        TaskKind::Overdue | TaskKind::Due | TaskKind::Ahead | TaskKind::Unplanned => {
            let roadmap = address("/roadmap", &[("as_of", &day)]);
            format!("{roadmap}#a-{}", task.code)
        }
        TaskKind::Finding => address("/monitoring/checks", &[("as_of", &day)]),
        TaskKind::Measure => "/reports".to_owned(),
        TaskKind::PausedPair => format!("/organisation/records/mentorship/record/{}", segment(&task.code)),
    };
    Todo {
        badge,
        kind: shell.t(key),
        text: task.text,
        due: task.due_on.map(|due| {
            let due = format::date(shell.lang, due);
            shell.with("today-due-on", "day", &due)
        }),
        address,
    }
}

/// The front page of whoever is signed in.
///
/// # Errors
/// When the use case fails.
pub async fn show(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
    Query(query): Query<TodayQuery>,
) -> Result<Response, PageError> {
    let title = shell.t("today-section");
    if !visitor.ctx.allows(Action::SeeToday) {
        return page(&LaterPage {
            shell: shell.titled(title),
        });
    }
    let as_of = AsOf::of(Some(&query.as_of), shell.today);
    let today = site.app.today_page(&visitor.ctx, as_of.day).await?;
    let changes = visitor.ctx.allows(Action::ChangeRoadmap);
    let more = today.tasks_total.saturating_sub(today.tasks.len());
    page(&TodayPage {
        empty: today.empty,
        imports: visitor.ctx.allows(Action::ChangeFacts),
        figures: today
            .numbers
            .iter()
            .map(|number| figure(&shell, number, as_of))
            .collect(),
        todos: today
            .tasks
            .into_iter()
            .map(|task| todo(&shell, task, as_of, changes))
            .collect(),
        more: count(more),
        shell: shell.titled(title),
        as_of,
    })
}
