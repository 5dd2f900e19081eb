//! What changed between two editions of a справка.
//!
//! Not here: why. The one decision to know: the diff is of frozen editions, so it can be shown
//! years later without the facts.

use std::collections::BTreeSet;

use crate::snapshot::{FrozenIndicator, Snapshot};

/// What changed from one edition to another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EditionDiff {
    /// Rows of indicators that changed, in printed order.
    pub rows: Vec<RowChange>,
    /// Activities that changed, in printed order.
    pub activities: Vec<ActivityChange>,
    /// Messages of findings that appeared.
    pub findings_added: Vec<String>,
    /// Messages of findings that are gone.
    pub findings_removed: Vec<String>,
}

impl EditionDiff {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A row of indicators that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowChange {
    /// Number of the row.
    pub number: u32,
    /// Stable code.
    pub code: String,
    /// Name as printed.
    pub title: String,
    /// Printed value before; nothing when the row is new.
    pub before: Option<String>,
    /// Printed value after; nothing when the row is gone.
    pub after: Option<String>,
    /// Codes of records counted now and not before.
    pub added: Vec<String>,
    /// Codes of records counted before and not now.
    pub removed: Vec<String>,
    /// Whether the definition is another one.
    pub definition_changed: bool,
}

/// An activity whose state or deadline changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivityChange {
    /// Code of the record.
    pub code: String,
    /// Text.
    pub text: String,
    /// State before; nothing when new.
    pub before: Option<String>,
    /// State after; nothing when gone.
    pub after: Option<String>,
    /// Whether the deadline changed.
    pub term_changed: bool,
}

/// Compares two editions.
pub fn diff(old: &Snapshot, new: &Snapshot) -> EditionDiff {
    let messages = |snapshot: &Snapshot| -> BTreeSet<String> {
        snapshot
            .findings
            .iter()
            .map(|finding| finding.message.clone())
            .collect()
    };
    let (was, is) = (messages(old), messages(new));
    EditionDiff {
        rows: rows(old, new),
        activities: activities(old, new),
        findings_added: is.difference(&was).cloned().collect(),
        findings_removed: was.difference(&is).cloned().collect(),
    }
}

fn rows(old: &Snapshot, new: &Snapshot) -> Vec<RowChange> {
    let find = |snapshot: &'_ Snapshot, code: &str| -> Option<FrozenIndicator> {
        snapshot
            .indicators
            .iter()
            .find(|row| row.code == code)
            .cloned()
    };
    let kept = new
        .indicators
        .iter()
        .map(|row| (find(old, &row.code), Some(row.clone())));
    let gone = old
        .indicators
        .iter()
        .filter(|row| find(new, &row.code).is_none())
        .map(|row| (Some(row.clone()), None));
    kept.chain(gone)
        .filter_map(|(old, new)| row(old.as_ref(), new.as_ref()))
        .collect()
}

fn row(old: Option<&FrozenIndicator>, new: Option<&FrozenIndicator>) -> Option<RowChange> {
    let shown = new.or(old)?;
    let codes = |row: Option<&FrozenIndicator>| -> BTreeSet<String> {
        row.map(|row| row.counted.iter().cloned().collect())
            .unwrap_or_default()
    };
    let text = |row: &FrozenIndicator| row.value_text.clone();
    let definition = |row: &FrozenIndicator| row.definition.clone();
    let (was, is) = (codes(old), codes(new));
    let change = RowChange {
        number: shown.number,
        code: shown.code.clone(),
        title: shown.title.clone(),
        before: old.map(text),
        after: new.map(text),
        added: is.difference(&was).cloned().collect(),
        removed: was.difference(&is).cloned().collect(),
        definition_changed: old.is_some()
            && new.is_some()
            && old.map(definition) != new.map(definition),
    };
    let same = change.before == change.after
        && change.added.is_empty()
        && change.removed.is_empty()
        && !change.definition_changed;
    (!same).then_some(change)
}

fn activities(old: &Snapshot, new: &Snapshot) -> Vec<ActivityChange> {
    let mut changes = Vec::new();
    for after in &new.roadmap {
        let before = old
            .roadmap
            .iter()
            .find(|activity| activity.code == after.code);
        let term_changed = before.is_some_and(|before| before.due_on != after.due_on);
        if before.is_none_or(|before| before.state != after.state) || term_changed {
            changes.push(ActivityChange {
                code: after.code.clone(),
                text: after.text.clone(),
                before: before.map(|before| before.state.clone()),
                after: Some(after.state.clone()),
                term_changed,
            });
        }
    }
    for before in &old.roadmap {
        if new
            .roadmap
            .iter()
            .all(|activity| activity.code != before.code)
        {
            changes.push(ActivityChange {
                code: before.code.clone(),
                text: before.text.clone(),
                before: Some(before.state.clone()),
                after: None,
                term_changed: false,
            });
        }
    }
    changes
}
