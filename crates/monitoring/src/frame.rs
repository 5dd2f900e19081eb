//! Facts laid out for evaluation: rows, resolved references, reverse indexes, one hash.
//!
//! Not here: what the facts mean. The one decision to know: a frame is built once per revision of
//! the facts of a school and serves every catalogue and every day.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use chrono::NaiveDate;
use opora_domain::facts::LookRecord;
use opora_domain::{Facts, FieldKind, Record, RecordKind, Schema, Value};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// One value of a row; references are numbers of rows.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell {
    /// Empty, or a reference to a record that does not exist.
    Null,
    /// Text or code of a choice.
    Text(String),
    /// Several texts.
    List(Vec<String>),
    /// Whole number.
    Int(i64),
    /// Yes or no.
    Bool(bool),
    /// Date.
    Date(NaiveDate),
    /// Row of the table the field refers to.
    Row(u32),
}

/// Rows that refer to each row of another table by one field.
#[derive(Clone, Debug, Default)]
struct Reverse {
    starts: Vec<u32>,
    rows: Vec<u32>,
}

impl Reverse {
    fn build(targets: usize, references: &[Option<u32>]) -> Self {
        let mut starts = vec![0_u32; targets.saturating_add(1)];
        for target in references.iter().flatten() {
            if let Some(count) = starts.get_mut(index(*target).saturating_add(1)) {
                *count = count.saturating_add(1);
            }
        }
        let mut total = 0_u32;
        for start in &mut starts {
            total = total.saturating_add(*start);
            *start = total;
        }
        let mut next = starts.clone();
        let mut rows = vec![0_u32; index(total)];
        for (row, target) in references.iter().enumerate() {
            let Some(target) = target else { continue };
            if let Some(place) = next.get_mut(index(*target)) {
                if let Some(slot) = rows.get_mut(index(*place)) {
                    *slot = number(row);
                }
                *place = place.saturating_add(1);
            }
        }
        Self { starts, rows }
    }

    fn of(&self, target: u32) -> &[u32] {
        let from = self.starts.get(index(target)).copied().unwrap_or(0);
        let to = self
            .starts
            .get(index(target).saturating_add(1))
            .copied()
            .unwrap_or(from);
        self.rows.get(index(from)..index(to)).unwrap_or(&[])
    }
}

/// All records of one kind, in the order of codes.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    /// The kind.
    pub(crate) kind: RecordKind,
    schema: &'static Schema,
    codes: Vec<String>,
    ids: Vec<Uuid>,
    cells: Vec<Cell>,
    reverse: Vec<Option<Reverse>>,
}

impl Table {
    /// Number of rows.
    pub(crate) fn len(&self) -> u32 {
        number(self.codes.len())
    }

    /// Code of a row in the workbook.
    pub(crate) fn code(&self, row: u32) -> &str {
        self.codes.get(index(row)).map_or("", String::as_str)
    }

    /// Id of a row.
    pub(crate) fn id(&self, row: u32) -> Uuid {
        self.ids.get(index(row)).copied().unwrap_or_default()
    }

    /// Value of a field in a row.
    pub(crate) fn cell(&self, row: u32, field: usize) -> &Cell {
        self.cells
            .get(index(row) * self.schema.fields.len() + field)
            .unwrap_or(&Cell::Null)
    }

    /// Value of a field found by name.
    pub(crate) fn named(&self, row: u32, field: &str) -> &Cell {
        self.schema
            .fields
            .iter()
            .position(|known| known.name == field)
            .map_or(&Cell::Null, |position| self.cell(row, position))
    }

    /// Rows whose field refers to this row of the other table.
    pub(crate) fn referring(&self, field: usize, target: u32) -> &[u32] {
        match self.reverse.get(field) {
            Some(Some(reverse)) => reverse.of(target),
            _ => &[],
        }
    }
}

/// Facts of one organisation, ready for evaluation.
#[derive(Clone, Debug)]
pub struct Frame {
    tables: Vec<Table>,
    digest: [u8; 32],
}

impl Frame {
    /// Lays facts out; linear in their number.
    pub fn new(facts: &Facts) -> Self {
        let mut builder = Builder {
            tables: Vec::with_capacity(RecordKind::ALL.len()),
            rows_by_id: Vec::with_capacity(RecordKind::ALL.len()),
            hasher: Sha256::new(),
            buffer: Vec::new(),
        };
        facts.look(&mut builder);
        Self {
            tables: builder.tables,
            digest: builder.hasher.finalize().into(),
        }
    }

    /// The table of a kind, by its number in [`RecordKind::ALL`].
    pub(crate) fn table(&self, number: usize) -> Option<&Table> {
        self.tables.get(number)
    }

    /// The table of a kind.
    pub(crate) fn of(&self, kind: RecordKind) -> Option<&Table> {
        self.tables.iter().find(|table| table.kind == kind)
    }

    /// SHA-256 of all facts in canonical order, without identifiers that differ between stores.
    pub fn digest(&self) -> &[u8; 32] {
        &self.digest
    }
}

/// Rows by id; empty for kinds nothing refers to.
type Rows = HashMap<Uuid, u32, BuildHasherDefault<IdHasher>>;

/// Hash of an id: ids are drawn by the program and hold random bits already.
#[derive(Clone, Copy, Debug, Default)]
struct IdHasher(u64);

impl Hasher for IdHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

/// Whether some field of some kind refers to records of a kind.
fn is_referred_to(kind: RecordKind) -> bool {
    let fields = RecordKind::ALL
        .iter()
        .flat_map(|other| other.schema().fields);
    fields
        .into_iter()
        .any(|field| field.kind == FieldKind::Ref(kind))
}

struct Builder {
    tables: Vec<Table>,
    rows_by_id: Vec<Rows>,
    hasher: Sha256,
    buffer: Vec<u8>,
}

impl Builder {
    fn resolve(&self, target: RecordKind, id: Uuid) -> Option<u32> {
        let position = self.tables.iter().position(|table| table.kind == target)?;
        self.rows_by_id.get(position)?.get(&id).copied()
    }

    fn cell(&self, kind: FieldKind, value: Value) -> Cell {
        match value {
            Value::Null => Cell::Null,
            Value::Text(text) => Cell::Text(text),
            Value::TextList(list) => Cell::List(list),
            Value::Int(number) => Cell::Int(number),
            Value::Bool(flag) => Cell::Bool(flag),
            Value::Date(date) => Cell::Date(date),
            Value::Ref(id) => match kind {
                FieldKind::Ref(target) => self.resolve(target, id).map_or(Cell::Null, Cell::Row),
                _ => Cell::Null,
            },
        }
    }

    /// Adds a value to the text that is hashed: a tag, then a length where there may be one.
    fn write(&mut self, kind: FieldKind, cell: &Cell) {
        match cell {
            Cell::Null => self.buffer.push(b'0'),
            Cell::Text(text) => self.write_text(b't', text),
            Cell::List(list) => {
                self.buffer.push(b'l');
                self.buffer
                    .extend_from_slice(&number(list.len()).to_le_bytes());
                for text in list {
                    self.write_text(b't', text);
                }
            }
            Cell::Int(number) => {
                self.buffer.push(b'i');
                self.buffer.extend_from_slice(&number.to_le_bytes());
            }
            Cell::Bool(flag) => self.buffer.push(if *flag { b'y' } else { b'n' }),
            Cell::Date(date) => {
                self.buffer.push(b'd');
                let days = chrono::Datelike::num_days_from_ce(date);
                self.buffer.extend_from_slice(&days.to_le_bytes());
            }
            Cell::Row(row) => {
                let code = match kind {
                    FieldKind::Ref(target) => self
                        .tables
                        .iter()
                        .find(|table| table.kind == target)
                        .map(|table| table.code(*row).to_owned()),
                    _ => None,
                };
                self.write_text(b'r', &code.unwrap_or_default());
            }
        }
    }

    fn write_text(&mut self, tag: u8, text: &str) {
        self.buffer.push(tag);
        self.buffer
            .extend_from_slice(&number(text.len()).to_le_bytes());
        self.buffer.extend_from_slice(text.as_bytes());
    }

    /// Indexes of the fields that refer to other tables.
    fn reverse(&self, schema: &'static Schema, cells: &[Cell]) -> Vec<Option<Reverse>> {
        let width = schema.fields.len();
        schema
            .fields
            .iter()
            .enumerate()
            .map(|(position, field)| {
                let FieldKind::Ref(target) = field.kind else {
                    return None;
                };
                let targets = self.tables.iter().find(|table| table.kind == target)?;
                let references: Vec<Option<u32>> = cells
                    .iter()
                    .skip(position)
                    .step_by(width.max(1))
                    .map(|cell| match cell {
                        Cell::Row(row) => Some(*row),
                        _ => None,
                    })
                    .collect();
                Some(Reverse::build(targets.codes.len(), &references))
            })
            .collect()
    }
}

impl LookRecord for Builder {
    fn look<R: Record>(&mut self, records: &[R]) {
        let schema = R::SCHEMA;
        let mut ordered: Vec<&R> = records.iter().collect();
        if !ordered.is_sorted_by(|left, right| left.code() <= right.code()) {
            ordered.sort_by(|left, right| {
                (left.code(), left.id().uuid()).cmp(&(right.code(), right.id().uuid()))
            });
        }
        self.buffer.clear();
        self.write_text(b'T', schema.table);
        let mut cells = Vec::with_capacity(ordered.len() * schema.fields.len());
        let mut codes = Vec::with_capacity(ordered.len());
        let mut ids = Vec::with_capacity(ordered.len());
        let referred_to = is_referred_to(R::KIND);
        let mut rows_by_id = Rows::default();
        for (row, record) in ordered.iter().enumerate() {
            codes.push(record.code().to_owned());
            ids.push(record.id().uuid());
            if referred_to {
                rows_by_id.insert(record.id().uuid(), number(row));
            }
            self.write_text(b'R', record.code());
            for (field, value) in schema.fields.iter().zip(record.values()) {
                let cell = self.cell(field.kind, value);
                self.write(field.kind, &cell);
                cells.push(cell);
            }
        }
        self.hasher.update(&self.buffer);
        let reverse = self.reverse(schema, &cells);
        self.tables.push(Table {
            kind: R::KIND,
            schema,
            codes,
            ids,
            cells,
            reverse,
        });
        self.rows_by_id.push(rows_by_id);
    }
}

/// A row number as an index.
pub(crate) fn index(row: u32) -> usize {
    usize::try_from(row).unwrap_or(usize::MAX)
}

/// An index as a row number; facts of one school never come near its limit.
pub(crate) fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
