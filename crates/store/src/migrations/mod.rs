//! Migrations: numbered steps, the same on both engines.
//!
//! Not here: when they run ([`Store::migrate`](crate::Store::migrate)). The one decision to know: a
//! released step never changes; its definitions are written out in its own file, not taken from the
//! declarations of records, and a test holds a hash of the statements they give.

mod m0001_records;
mod m0001_system;
mod m0002_lasting;
mod m0003_versions;
mod m0004_consents;

use sea_orm::{DbBackend, StatementBuilder};

use crate::tables::TableDef;

/// A step.
pub(crate) struct Migration {
    /// Number, from 1, without gaps.
    pub number: i64,
    /// Tables it makes, in the order in which references point backwards.
    pub tables: &'static [&'static [TableDef]],
    /// Statements after the tables.
    pub after: fn(DbBackend) -> Vec<String>,
}

/// All steps.
pub(crate) const ALL: &[Migration] = &[
    Migration {
        number: 1,
        tables: &[
            m0001_system::FIRST,
            m0001_records::TABLES,
            m0001_system::TABLES,
        ],
        after: |_| Vec::new(),
    },
    Migration {
        number: 2,
        tables: &[],
        after: m0002_lasting::statements,
    },
    Migration {
        number: 3,
        tables: &[m0003_versions::TABLES],
        after: |_| Vec::new(),
    },
    Migration {
        number: 4,
        tables: &[m0004_consents::TABLES],
        after: m0004_consents::statements,
    },
];

/// Newest schema this program knows.
pub(crate) fn newest() -> i64 {
    ALL.last().map_or(0, |migration| migration.number)
}

impl Migration {
    /// Statements of the step on this engine, in order.
    pub(crate) fn statements(&self, backend: DbBackend) -> Vec<String> {
        let mut statements = Vec::new();
        for table in self.tables.iter().copied().flatten() {
            statements.push(StatementBuilder::build(&table.create(), &backend).sql);
            for index in table.create_indexes() {
                statements.push(StatementBuilder::build(&index, &backend).sql);
            }
            if table.owned && backend == DbBackend::Postgres && table.name != "membership" {
                statements.extend(row_security(table.name));
            }
        }
        statements.extend((self.after)(backend));
        statements
    }
}

/// The second wall between organisations: without the setting of the transaction no row is seen.
fn row_security(table: &str) -> [String; 3] {
    // NULLIF: after a transaction the setting is an empty text, which is no uuid.
    let own = "organisation_id = NULLIF(current_setting('opora.organisation', true), '')::uuid";
    [
        format!("ALTER TABLE \"{table}\" ENABLE ROW LEVEL SECURITY"),
        format!("ALTER TABLE \"{table}\" FORCE ROW LEVEL SECURITY"),
        format!("CREATE POLICY own_rows ON \"{table}\" USING ({own}) WITH CHECK ({own})"),
    ]
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;

    #[test]
    fn numbers_have_no_gaps() {
        for (position, migration) in (1_i64..).zip(ALL) {
            assert_eq!(migration.number, position);
        }
    }

    #[test]
    fn released_steps_never_change() {
        // A hash that differs means history was changed: write a new migration instead.
        let frozen = [
            (
                1,
                DbBackend::Sqlite,
                "81a65261316290f9fee75f2b027207fbd31c78c976bc4f469dfc9cdb006abc85",
            ),
            (
                1,
                DbBackend::Postgres,
                "75338be5997c093182566b9a0789934603188127543ff10e306450b5f1e3b1bb",
            ),
            (
                2,
                DbBackend::Sqlite,
                "3fbfee9ca1019ceca94e63bd7cbb621918877499c82d632e605ca2357cded78b",
            ),
            (
                2,
                DbBackend::Postgres,
                "1460e4301769dd92e169c8dfffe519aa493c68efe1ddc09ba1f0b03626245c7e",
            ),
            (
                3,
                DbBackend::Sqlite,
                "c2c7aa06cce57d384c989d2e84a46b01bd04b5a6d93a4ed72bd1781c800a2d56",
            ),
            (
                3,
                DbBackend::Postgres,
                "ac614ef0402224dc59d1dac484906e6ccfc3925b89431357390708940b40f6dd",
            ),
            (4, DbBackend::Sqlite, "fcd76802628357b9d069ebaef2e8aebcdd30fbba40a269f6622e3053f06d2acd"),
            (4, DbBackend::Postgres, "232a5ae97fb8dba90bc4fad0b340e887e2f0b42e064dea1b533b9c192a7eab2b"),
        ];
        for (number, backend, expected) in frozen {
            let migration = ALL.iter().find(|step| step.number == number).unwrap();
            let statements = migration.statements(backend).join(";\n");
            let found = hex::encode(Sha256::digest(&statements));
            assert_eq!(
                found, expected,
                "migration {number}, {backend:?}:\n{statements}"
            );
        }
    }
}
