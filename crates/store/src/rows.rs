//! Reading columns of a row, in the order in which they were asked for.
//!
//! Not here: statements. The one decision to know: a column that cannot be read means damaged data
//! and names its table and place, never its value.

use chrono::{DateTime, SubsecRound, Utc};
use sea_orm::{QueryResult, TryGetable};

use crate::error::StoreError;

/// Reads a row from left to right.
pub(crate) struct Reader<'a> {
    row: &'a QueryResult,
    table: &'static str,
    next: usize,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(row: &'a QueryResult, table: &'static str) -> Self {
        Self {
            row,
            table,
            next: 0,
        }
    }

    /// The next column.
    pub(crate) fn take<T: TryGetable>(&mut self) -> Result<T, StoreError> {
        let column = self.next;
        self.next = column.saturating_add(1);
        self.row
            .try_get_by_index(column)
            .map_err(|_| damaged(self.table, &column.to_string()))
    }

    /// The next column, a code of a closed list.
    pub(crate) fn code<T>(&mut self, known: impl Fn(&str) -> Option<T>) -> Result<T, StoreError> {
        let code: String = self.take()?;
        known(&code).ok_or_else(|| damaged(self.table, &self.next.saturating_sub(1).to_string()))
    }
}

/// Stored data do not fit their declaration.
pub(crate) fn damaged(table: &str, column: &str) -> StoreError {
    StoreError::Damaged {
        table: table.to_owned(),
        column: column.to_owned(),
    }
}

/// An instant as both engines keep it: PostgreSQL has microseconds.
pub(crate) fn kept(at: DateTime<Utc>) -> DateTime<Utc> {
    at.trunc_subsecs(6)
}
