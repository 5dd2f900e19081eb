//! Records as rows of values, whatever their kind.
//!
//! Not here: cells. The one decision to know: everything about workbooks works on these rows, and
//! the types come back in one place, at the end.

use std::collections::BTreeMap;
use std::convert::Infallible;

use opora_domain::facts::EachRecord;
use opora_domain::{Facts, FieldError, Id, Record, RecordKind, Value};
use uuid::Uuid;

/// A record of any kind.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    pub id: Uuid,
    pub code: String,
    pub version: i64,
    pub values: Vec<Value>,
}

/// Rows by kind, in the order of the facts.
pub(crate) type Rows = BTreeMap<RecordKind, Vec<Row>>;

/// All facts as rows; every kind is present.
pub(crate) fn rows_of(facts: &Facts) -> Rows {
    struct Take(Rows);
    impl EachRecord for Take {
        type Error = Infallible;
        fn visit<R: Record>(&mut self, records: &mut Vec<R>) -> Result<(), Infallible> {
            let rows = records
                .iter()
                .map(|record| Row {
                    id: record.id().uuid(),
                    code: record.code().to_owned(),
                    version: record.version(),
                    values: record.values(),
                })
                .collect();
            self.0.insert(R::KIND, rows);
            Ok(())
        }
    }
    let mut take = Take(Rows::new());
    let done: Result<(), Infallible> = facts.clone().each(&mut take);
    match done {
        Ok(()) => take.0,
    }
}

/// Facts made of rows, in the order of codes.
///
/// # Errors
/// The first value that does not fit its field.
pub(crate) fn facts_of(rows: Rows) -> Result<Facts, FieldError> {
    struct Put(Rows);
    impl EachRecord for Put {
        type Error = FieldError;
        fn visit<R: Record>(&mut self, records: &mut Vec<R>) -> Result<(), FieldError> {
            for row in self.0.remove(&R::KIND).unwrap_or_default() {
                let id = Id::new(row.id);
                records.push(R::from_values(id, row.code, row.version, row.values)?);
            }
            records.sort_by(|a, b| a.code().cmp(b.code()));
            Ok(())
        }
    }
    let mut facts = Facts::default();
    facts.each(&mut Put(rows))?;
    Ok(facts)
}
