//! The vocabulary of table definitions, and the statements that make tables out of them.
//!
//! Not here: the definitions (`migrations`). The one decision to know: a table that belongs to an
//! organisation has its identifier first in every key, index and reference, and that is written here
//! once, not in every definition.

use sea_orm::sea_query::{
    ColumnDef, ForeignKey, Index, IndexCreateStatement, Table, TableCreateStatement,
};

/// Name of the column every owned table starts with.
pub(crate) const ORGANISATION: &str = "organisation_id";

/// Type of a column, portable between the engines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Uuid,
    Text,
    Int,
    Bool,
    Date,
    Instant,
    Bytes,
}

/// A column.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column {
    pub name: &'static str,
    pub kind: Kind,
    pub required: bool,
    /// Table referred to, by its `id`; within the organisation when both tables are owned.
    pub refers: Option<&'static str>,
}

/// A table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TableDef {
    pub name: &'static str,
    /// Whether its rows belong to an organisation.
    pub owned: bool,
    pub columns: &'static [Column],
    /// Primary key, after the organisation.
    pub key: &'static [&'static str],
    /// Unique sets of columns, after the organisation.
    pub unique: &'static [&'static [&'static str]],
    /// Further indexes, after the organisation.
    pub indexes: &'static [&'static [&'static str]],
}

const fn column(name: &'static str, kind: Kind) -> Column {
    Column {
        name,
        kind,
        required: true,
        refers: None,
    }
}

pub(crate) const fn uuid(name: &'static str) -> Column {
    column(name, Kind::Uuid)
}

pub(crate) const fn text(name: &'static str) -> Column {
    column(name, Kind::Text)
}

pub(crate) const fn int(name: &'static str) -> Column {
    column(name, Kind::Int)
}

pub(crate) const fn boolean(name: &'static str) -> Column {
    column(name, Kind::Bool)
}

pub(crate) const fn date(name: &'static str) -> Column {
    column(name, Kind::Date)
}

pub(crate) const fn instant(name: &'static str) -> Column {
    column(name, Kind::Instant)
}

pub(crate) const fn bytes(name: &'static str) -> Column {
    column(name, Kind::Bytes)
}

/// A reference to the `id` of another table.
pub(crate) const fn refers(name: &'static str, table: &'static str) -> Column {
    Column {
        name,
        kind: Kind::Uuid,
        required: true,
        refers: Some(table),
    }
}

/// The column may be empty.
pub(crate) const fn opt(column: Column) -> Column {
    Column {
        required: false,
        ..column
    }
}

/// A table of records: `id`, `code` and `version` come before its own columns.
pub(crate) const fn record(name: &'static str, columns: &'static [Column]) -> TableDef {
    TableDef {
        name,
        owned: true,
        columns,
        key: &["id"],
        unique: &[&["code"]],
        indexes: &[],
    }
}

/// Columns every table of records has before its own.
pub(crate) const RECORD_COLUMNS: &[Column] = &[uuid("id"), text("code"), int("version")];

impl TableDef {
    /// Whether it is a table of records.
    pub(crate) fn is_record(&self) -> bool {
        self.owned && self.unique == [["code"]]
    }

    /// Columns in order, without that of the organisation.
    pub(crate) fn all_columns(&self) -> impl Iterator<Item = &'static Column> {
        let common: &[Column] = if self.is_record() {
            RECORD_COLUMNS
        } else {
            &[]
        };
        common.iter().chain(self.columns)
    }

    /// The statement that makes the table.
    pub(crate) fn create(&self) -> TableCreateStatement {
        let mut table = Table::create();
        table.table(self.name);
        let mut key = Index::create();
        if self.owned {
            table.col(ColumnDef::new(ORGANISATION).uuid().not_null());
            key.col(ORGANISATION);
            table.foreign_key(
                ForeignKey::create()
                    .from(self.name, ORGANISATION)
                    .to("organisation", "id"),
            );
        }
        for column in self.all_columns() {
            table.col(column.definition());
            if let Some(target) = column.refers {
                let mut reference = ForeignKey::create();
                if self.owned && target != "user_account" {
                    reference
                        .from(self.name, (ORGANISATION, column.name))
                        .to(target, (ORGANISATION, "id"));
                } else {
                    reference.from(self.name, column.name).to(target, "id");
                }
                table.foreign_key(&mut reference);
            }
        }
        for name in self.key {
            key.col(*name);
        }
        if !self.key.is_empty() {
            table.primary_key(&mut key);
        }
        table.take()
    }

    /// The statements that make its indexes.
    pub(crate) fn create_indexes(&self) -> Vec<IndexCreateStatement> {
        let unique = self.unique.iter().map(|set| (true, set.to_vec()));
        let plain = self.indexes.iter().map(|set| (false, set.to_vec()));
        let references = self
            .columns
            .iter()
            .filter(|column| column.refers.is_some() && self.key.first() != Some(&column.name))
            .map(|column| (false, vec![column.name]));
        unique
            .chain(plain)
            .chain(references)
            .map(|(unique, set)| {
                let mut index = Index::create();
                let sort = if unique { "ux" } else { "ix" };
                index
                    .name(format!("{sort}_{}_{}", self.name, set.join("_")))
                    .table(self.name);
                if unique {
                    index.unique();
                }
                if self.owned {
                    index.col(ORGANISATION);
                }
                for name in set {
                    index.col(name);
                }
                index.take()
            })
            .collect()
    }
}

impl Column {
    fn definition(&self) -> ColumnDef {
        let mut definition = ColumnDef::new(self.name);
        match self.kind {
            Kind::Uuid => definition.uuid(),
            Kind::Text => definition.text(),
            Kind::Int => definition.big_integer(),
            Kind::Bool => definition.boolean(),
            Kind::Date => definition.date(),
            Kind::Instant => definition.timestamp_with_time_zone(),
            Kind::Bytes => definition.blob(),
        };
        if self.required {
            definition.not_null();
        } else {
            definition.null();
        }
        definition
    }
}
