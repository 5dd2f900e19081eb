//! State of one activity on a day.
//!
//! Not here: the facts behind it. The one decision to know: «не запланировано», «срок не наступил»
//! and «просрочено» are three different things.

use chrono::NaiveDate;
use opora_domain::evidence::Evidence;
use opora_domain::roadmap::{Activity, ActivityMark};

use super::rules::Satisfied;
use crate::report::words;

/// What a done mark follows from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DoneBy {
    /// A person's mark, with a proof or a reason.
    Hand,
    /// Facts, by the rule of this code.
    Facts(String),
}

/// State of an activity on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActivityState {
    /// No deadline.
    NotPlanned,
    /// The deadline lies ahead.
    NotDue,
    /// Done.
    Done {
        /// Day, where known.
        on: Option<NaiveDate>,
        /// What it follows from.
        by: DoneBy,
    },
    /// The deadline has passed.
    Overdue {
        /// The deadline.
        since: NaiveDate,
    },
    /// Called off with a reason.
    Cancelled {
        /// Why.
        reason: String,
    },
}

impl ActivityState {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotPlanned => "not_planned",
            Self::NotDue => "not_due",
            Self::Done { .. } => "done",
            Self::Overdue { .. } => "overdue",
            Self::Cancelled { .. } => "cancelled",
        }
    }

    /// Word of the column «Отметка о выполнении».
    pub const fn title(&self) -> &'static str {
        match self {
            Self::NotPlanned => "Не запланировано",
            Self::NotDue => "Срок не наступил",
            Self::Done { .. } => "Выполнено",
            Self::Overdue { .. } => "Просрочено",
            Self::Cancelled { .. } => "Отменено",
        }
    }

    /// Whether it is done.
    pub const fn is_done(&self) -> bool {
        matches!(self, Self::Done { .. })
    }
}

/// The state and why it is so, a Russian phrase.
pub(super) fn state(
    activity: &Activity,
    proofs: &[&Evidence],
    rule: Option<(&str, Satisfied)>,
    day: NaiveDate,
) -> (ActivityState, String) {
    let mut why = match by_hand(activity, proofs, day) {
        Ok(Some(marked)) => return marked,
        Ok(None) => String::new(),
        Err(refused) => refused.to_owned(),
    };
    match rule {
        Some((code, Satisfied::Since(on, because))) => {
            let by = DoneBy::Facts(code.to_owned());
            return (ActivityState::Done { on, by }, because);
        }
        Some((_, Satisfied::NotYet(missing))) if why.is_empty() => why = missing,
        _ => {}
    }
    let state = match activity.due_on {
        None => ActivityState::NotPlanned,
        Some(due) if due >= day => ActivityState::NotDue,
        Some(since) => ActivityState::Overdue { since },
    };
    (state, why)
}

type Marked = Option<(ActivityState, String)>;

/// A person's mark, when it counts; an error says why one that is there does not.
fn by_hand(
    activity: &Activity,
    proofs: &[&Evidence],
    day: NaiveDate,
) -> Result<Marked, &'static str> {
    let reason = activity
        .reason
        .as_deref()
        .map(str::trim)
        .filter(|reason| !reason.is_empty());
    match activity.mark {
        None => Ok(None),
        Some(ActivityMark::Cancelled) => match reason {
            Some(reason) => {
                let reason = reason.to_owned();
                Ok(Some((
                    ActivityState::Cancelled {
                        reason: reason.clone(),
                    },
                    reason,
                )))
            }
            None => Err("отмена без причины не засчитана: укажите причину"),
        },
        Some(ActivityMark::Done) => {
            if activity.done_on.is_some_and(|on| on > day) {
                return Ok(None);
            }
            let because = match (proofs.first(), reason) {
                (Some(proof), _) => proof.title.clone(),
                (None, Some(reason)) => reason.to_owned(),
                (None, None) => {
                    return Err(
                        "отметка без подтверждения не засчитана: приложите документ или \
                                укажите причину",
                    );
                }
            };
            let because = match activity.done_on {
                Some(on) => format!("{because} ({})", words::short_date(on)),
                None => because,
            };
            Ok(Some((
                ActivityState::Done {
                    on: activity.done_on,
                    by: DoneBy::Hand,
                },
                because,
            )))
        }
    }
}
