//! The roadmap: templates as data, a school's year from a template, states on a day.
//!
//! Not here: storing activities, checks of a roadmap. The one decision to know: a mark is a
//! consequence; somebody's own mark counts only with a proof or a reason.

mod facts;
mod rules;
mod state;
mod template;
mod view;

pub use rules::{Condition, MarkRule, Satisfied};
pub use state::{ActivityState, DoneBy};
pub use template::{
    ActivityTemplate, DueTemplate, EventTemplate, RoadmapTemplate, RoadmapTemplateError,
    RowTemplate, StageChoice, StageTemplate, instantiate, shipped,
};
pub use view::{ActivityView, Progress, RoadmapView, RowView, StageView, current, view};
