//! Rows of the file against the records known: new, changed, unchanged, refused.
//!
//! Not here: reading of cells and of the file. The one decision to know: kinds are taken in the
//! order in which references point backwards, so every reference is to a row already judged.

use opora_domain::{Facts, RecordKind, Value};
use uuid::Uuid;

use super::checks::{self, KnownRecords, Reason};
use super::known::{self, Known, KnownKind};
use super::table::{Table, TableRow};
use super::value::{self, Problem};
use super::{Doubt, Import, RejectedRow, code_of, number_of};
use crate::cell::Cell;
use crate::untyped::{self, Row, Rows};
use crate::vocabulary::Vocabulary;
use crate::workbook::{CODE_TITLE, RowOut};
use crate::{FileError, normal};

/// The state of an import under way.
pub(super) struct Engine<'a> {
    vocabulary: &'a Vocabulary,
    new_id: &'a mut dyn FnMut() -> Uuid,
    known: KnownRecords,
    new: Rows,
    changed: Rows,
    import: Import,
}

impl<'a> Engine<'a> {
    pub(super) fn new(
        existing: &Facts,
        vocabulary: &'a Vocabulary,
        new_id: &'a mut dyn FnMut() -> Uuid,
        doubts: Vec<Doubt>,
    ) -> Self {
        Self {
            vocabulary,
            new_id,
            known: known::of(existing),
            new: Rows::new(),
            changed: Rows::new(),
            import: Import {
                doubts,
                ..Import::default()
            },
        }
    }

    /// Judges the rows of one sheet.
    pub(super) fn take(&mut self, table: &Table) {
        let mut next = self.next_number(table);
        for row in &table.rows {
            match self.judge(table, row, &mut next) {
                Ok(()) => {}
                Err(reasons) => self.refuse(table, row, reasons),
            }
        }
    }

    /// Turns the rows taken into facts.
    pub(super) fn finish(mut self) -> Result<Import, FileError> {
        let unfit = |error: opora_domain::FieldError| FileError::Damaged {
            part: error.field.to_owned(),
        };
        self.import.new = untyped::facts_of(self.new).map_err(unfit)?;
        self.import.changed = untyped::facts_of(self.changed).map_err(unfit)?;
        Ok(self.import)
    }

    fn known(&mut self, kind: RecordKind) -> &mut KnownKind {
        self.known.entry(kind).or_default()
    }

    /// First free number for codes of this kind, past those of the store and of the file.
    fn next_number(&mut self, table: &Table) -> u64 {
        let prefix = table.kind.schema().prefix;
        let stored = self
            .known(table.kind)
            .records
            .iter()
            .map(|known| known.row.code.clone());
        let greatest = stored
            .chain(table.rows.iter().map(|row| row.code.shown()))
            .filter_map(|code| number_of(&code, prefix))
            .max();
        greatest.unwrap_or(0).saturating_add(1)
    }

    fn judge(&mut self, table: &Table, row: &TableRow, next: &mut u64) -> Result<(), Vec<Reason>> {
        let kind = table.kind;
        let mut values = checks::values(kind, &row.cells, &self.known, self.vocabulary)?;
        let on_code = |problem| vec![(Some(CODE_TITLE), problem)];
        value::refuse_formula(&row.code).map_err(on_code)?;
        let code = row.code.shown();
        let found = self
            .find(table, row, &code, &values)
            .map_err(|p| vec![(None, p)])?;
        if let Some(at) = found {
            return self.update(table, row, at, values);
        }
        for value in &mut values {
            value.get_or_insert(Value::Null);
        }
        let values: Vec<Value> = values.into_iter().flatten().collect();
        checks::order(kind, &values)?;
        self.doubt_letters(table, row, &values);
        let code = if code.is_empty() {
            let code = code_of(kind.schema().prefix, *next);
            *next = next.saturating_add(1);
            code
        } else {
            code
        };
        let fresh = Row {
            id: (self.new_id)(),
            code,
            version: 1,
            values,
        };
        self.known(kind).add(
            kind,
            Known {
                row: fresh.clone(),
                line: Some(row.number),
                stored: false,
            },
        );
        self.new.entry(kind).or_default().push(fresh);
        self.import.counts.entry(kind).or_default().new += 1;
        Ok(())
    }

    /// The stored record a row is; an error when it is another row's record.
    fn find(
        &mut self,
        table: &Table,
        row: &TableRow,
        code: &str,
        values: &[Option<Value>],
    ) -> Result<Option<usize>, Problem> {
        let kind = table.kind;
        let values: Vec<Value> = values
            .iter()
            .map(|value| value.clone().unwrap_or(Value::Null))
            .collect();
        let known = self.known(kind);
        if kind == RecordKind::Profile {
            return match known.records.first().map(|first| first.line) {
                Some(None) => Ok(Some(0)),
                Some(Some(_)) => Err(checks::singleton()),
                None => Ok(None),
            };
        }
        let key = known::key(kind, &values);
        if code.is_empty() {
            return match self.by_key(kind, &key, &values)? {
                Some((at, by_name)) => {
                    if by_name {
                        self.doubt(table, row, None, "matched-by-name", "Дата рождения добавлена \
                            человеку с тем же именем, у которого её не было. Проверьте, что это он.");
                    }
                    Ok(Some(at))
                }
                None => Ok(None),
            };
        }
        if let Some(at) = known.coded(code) {
            let line = known.records.get(at).and_then(|known| known.line);
            return match line {
                Some(line) => Err(Problem::new(
                    "duplicate-code",
                    format!("Код {code} уже стоит в строке {line}. Дайте этой строке свой код."),
                )),
                None => Ok(Some(at)),
            };
        }
        self.check_double(table, row, &key, &values)?;
        Ok(None)
    }

    /// A row without a code: the record with its natural key, and whether only the name agrees.
    fn by_key(
        &mut self,
        kind: RecordKind,
        key: &[Value],
        values: &[Value],
    ) -> Result<Option<(usize, bool)>, Problem> {
        let known = self.known(kind);
        let line = |at: usize| known.records.get(at).and_then(|known| known.line);
        match known.keyed(key) {
            [] => {}
            [at] if line(*at).is_none() => return Ok(Some((*at, false))),
            [at, ..] if line(*at).is_some() => {
                let line = line(*at).unwrap_or_default();
                return Err(Problem::new(
                    "duplicate-key",
                    format!(
                        "Такая же запись стоит в строке {line}. Удалите лишнюю строку или дайте \
                         обеим коды."
                    ),
                ));
            }
            _ => {
                return Err(Problem::new(
                    "ambiguous-key",
                    "В программе несколько таких записей. Впишите код нужной.",
                ));
            }
        }
        if kind != RecordKind::Person {
            return Ok(None);
        }
        let name = known::name(kind, values).unwrap_or_default();
        let born = known::birth(values);
        let namesakes = known.named(&name);
        let stored = |at: &&usize| known.records.get(**at).is_some_and(|known| known.stored);
        let birth_of = |at: usize| {
            known
                .records
                .get(at)
                .and_then(|known| known::birth(&known.row.values))
        };
        match namesakes {
            [] => Ok(None),
            [at] if born.is_some() && birth_of(*at).is_none() && line(*at).is_none() => {
                Ok(Some((*at, true)))
            }
            _ if born.is_none() && namesakes.iter().any(|at| stored(&at)) => {
                Err(checks::ambiguous_person())
            }
            _ => Ok(None),
        }
    }

    /// A row with a code of its own but the key of another record.
    fn check_double(
        &mut self,
        table: &Table,
        row: &TableRow,
        key: &[Value],
        values: &[Value],
    ) -> Result<(), Problem> {
        let kind = table.kind;
        let known = self.known(kind);
        let Some(other) = known
            .keyed(key)
            .first()
            .and_then(|at| known.records.get(*at))
        else {
            return Ok(());
        };
        let place = match other.line {
            Some(line) => format!("в строке {line} (код {})", other.row.code),
            None => format!("в программе под кодом {}", other.row.code),
        };
        if kind == RecordKind::Person && known::birth(values).is_some() {
            return Err(checks::duplicate_person(&place));
        }
        let message =
            format!("Похожая запись уже есть {place}. Проверьте, что это не одно и то же.");
        self.doubt(table, row, None, "same-key", &message);
        Ok(())
    }

    fn update(
        &mut self,
        table: &Table,
        row: &TableRow,
        at: usize,
        values: Vec<Option<Value>>,
    ) -> Result<(), Vec<Reason>> {
        let kind = table.kind;
        let Some(old) = self
            .known(kind)
            .records
            .get(at)
            .map(|known| known.row.clone())
        else {
            return Ok(());
        };
        let by_key = row.code == Cell::Empty;
        let fields = kind.schema().fields.iter();
        let values: Vec<Value> = fields
            .zip(&old.values)
            .zip(values)
            .map(|((field, stored), value)| match value {
                None => stored.clone(),
                // Found by its key, a record keeps its spelling.
                Some(value) if by_key && field.key && alike(&value, stored) => stored.clone(),
                Some(value) => value,
            })
            .collect();
        checks::order(kind, &values)?;
        self.doubt_letters(table, row, &values);
        self.known(kind).touch(at, row.number);
        let counts = self.import.counts.entry(kind).or_default();
        if values == old.values {
            counts.unchanged += 1;
        } else {
            counts.changed += 1;
            self.changed
                .entry(kind)
                .or_default()
                .push(Row { values, ..old });
        }
        Ok(())
    }

    /// Names Latin letters among Cyrillic ones.
    fn doubt_letters(&mut self, table: &Table, row: &TableRow, values: &[Value]) {
        for (title, text) in checks::mixed_letters(table.kind, values) {
            let message =
                format!("В «{text}» среди русских букв есть латинские. Наберите слово заново.");
            self.doubt(table, row, Some(title), "mixed-letters", &message);
        }
    }

    fn doubt(
        &mut self,
        table: &Table,
        row: &TableRow,
        column: Option<&str>,
        code: &'static str,
        message: &str,
    ) {
        self.import.doubts.push(Doubt {
            sheet: table.sheet.clone(),
            row: Some(row.number),
            column: column.map(ToOwned::to_owned),
            code,
            message: message.to_owned(),
        });
    }

    fn refuse(&mut self, table: &Table, row: &TableRow, reasons: Vec<Reason>) {
        let kind = table.kind;
        let code = row.code.shown();
        let texts: Vec<Value> = row
            .cells
            .iter()
            .map(|cell| match cell {
                Some(Cell::Empty) | None => Value::Null,
                Some(cell) => Value::Text(cell.shown()),
            })
            .collect();
        let records = self.known(kind);
        if !code.is_empty() {
            records.refused.insert(known::fold(&code));
        }
        records.refused.extend(known::name(kind, &texts));
        let sentences: Vec<String> = reasons
            .iter()
            .map(|(column, problem)| match column {
                Some(column) => format!("{column}: {}", problem.message),
                None => problem.message.clone(),
            })
            .collect();
        let cells = row
            .cells
            .iter()
            .map(|cell| cell.clone().unwrap_or_default());
        self.import.refused.push((
            kind,
            RowOut {
                code,
                cells: cells.collect(),
                reason: Some(sentences.join("\n")),
            },
        ));
        for (column, problem) in reasons {
            self.import.rejected.push(RejectedRow {
                sheet: table.sheet.clone(),
                row: row.number,
                column: column.map(ToOwned::to_owned),
                code: problem.code,
                message: problem.message,
            });
        }
        self.import.counts.entry(kind).or_default().rejected += 1;
    }
}

/// Whether two values are the same text, spelled differently.
fn alike(value: &Value, stored: &Value) -> bool {
    match (value, stored) {
        (Value::Text(a), Value::Text(b)) => normal::text(a) == normal::text(b),
        _ => false,
    }
}
