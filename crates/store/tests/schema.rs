//! The migrated schema against the declarations of records.
//!
//! Not here: tables that are no records (their statements are frozen next to migrations). The one
//! decision to know: a declaration changed without a migration fails here, on both engines.

use opora_domain::{FieldKind, RecordKind, Schema};
use opora_store::Engine;
use opora_testkit::{TestDb, databases};
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};

#[tokio::test]
async fn every_declared_record_has_its_table_as_declared() {
    for db in databases().await {
        let raw = db.raw().await;
        for kind in RecordKind::ALL {
            let schema = kind.schema();
            let mut found = match db.engine() {
                Engine::Sqlite => sqlite(&raw, schema.table).await,
                Engine::Postgres => postgres(&raw, schema.table).await,
            };
            found.sort();
            assert_eq!(
                found,
                declared(schema),
                "{:?} {}",
                db.engine(),
                schema.table
            );
        }
    }
}

#[tokio::test]
async fn both_engines_have_the_same_tables() {
    let mut tables = Vec::new();
    for db in databases().await {
        tables.push(names(&db).await);
    }
    assert_eq!(tables[0], tables[1]);
    assert!(tables[0].len() > RecordKind::ALL.len());
}

async fn names(db: &TestDb) -> Vec<String> {
    let statement = match db.engine() {
        Engine::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'table'",
        Engine::Postgres => "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'",
    };
    let mut names: Vec<String> = texts(&db.raw().await, statement, 1)
        .await
        .into_iter()
        .flatten()
        .collect();
    names.sort();
    names
}

/// What the declaration asks for, one line a thing.
fn declared(schema: &Schema) -> Vec<String> {
    let mut lines = vec![
        "column code text not null".to_owned(),
        "column id uuid not null".to_owned(),
        "column organisation_id uuid not null".to_owned(),
        "column version bigint not null".to_owned(),
        "key (organisation_id, id)".to_owned(),
        "unique (organisation_id, code)".to_owned(),
        "reference (organisation_id) to organisation(id)".to_owned(),
    ];
    if schema.is_sealed() {
        lines.push("column sealed blob not null".to_owned());
        lines.sort();
        return lines;
    }
    for field in schema.fields {
        let kind = match field.kind {
            FieldKind::Text | FieldKind::TextList | FieldKind::Choice(_) => "text",
            FieldKind::Int => "bigint",
            FieldKind::Bool => "boolean",
            FieldKind::Date => "date",
            FieldKind::Ref(_) => "uuid",
        };
        let null = if field.required { " not null" } else { "" };
        lines.push(format!("column {} {kind}{null}", field.name));
        if let FieldKind::Ref(target) = field.kind {
            lines.push(format!(
                "reference (organisation_id, {}) to {}(organisation_id, id)",
                field.name,
                target.schema().table
            ));
            lines.push(format!("index (organisation_id, {})", field.name));
        }
    }
    lines.sort();
    lines
}

async fn texts(raw: &DatabaseConnection, statement: &str, columns: usize) -> Vec<Vec<String>> {
    let statement = Statement::from_string(raw.get_database_backend(), statement);
    raw.query_all_raw(statement)
        .await
        .unwrap()
        .iter()
        .map(|row| {
            (0..columns)
                .map(|column| row.try_get_by_index(column).unwrap())
                .collect()
        })
        .collect()
}

async fn sqlite(raw: &DatabaseConnection, table: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let columns = format!(
        "SELECT name, lower(type), CASE \"notnull\" WHEN 1 THEN ' not null' ELSE '' END \
         FROM pragma_table_info('{table}')"
    );
    for row in texts(raw, &columns, 3).await {
        let kind = match row[1].as_str() {
            "uuid_text" => "uuid",
            "date_text" => "date",
            "integer" => "bigint",
            other => other,
        };
        lines.push(format!("column {} {kind}{}", row[0], row[2]));
    }
    let references = format!(
        "SELECT group_concat(\"from\", ', '), \"table\", group_concat(\"to\", ', ') FROM \
         (SELECT * FROM pragma_foreign_key_list('{table}') ORDER BY id, seq) GROUP BY id"
    );
    for row in texts(raw, &references, 3).await {
        lines.push(format!("reference ({}) to {}({})", row[0], row[1], row[2]));
    }
    let indexes = format!(
        "SELECT CASE WHEN l.origin = 'pk' THEN 'key' WHEN l.\"unique\" THEN 'unique' \
         ELSE 'index' END, group_concat(i.name, ', ') \
         FROM pragma_index_list('{table}') l JOIN pragma_index_info(l.name) i GROUP BY l.name"
    );
    for row in texts(raw, &indexes, 2).await {
        lines.push(format!("{} ({})", row[0], row[1]));
    }
    lines
}

async fn postgres(raw: &DatabaseConnection, table: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let columns = format!(
        "SELECT column_name::text, data_type::text, \
         CASE is_nullable WHEN 'NO' THEN ' not null' ELSE '' END \
         FROM information_schema.columns WHERE table_name = '{table}'"
    );
    for row in texts(raw, &columns, 3).await {
        let kind = row[1].replace("bytea", "blob");
        lines.push(format!("column {} {kind}{}", row[0], row[2]));
    }
    let constraints = format!(
        "SELECT pg_get_constraintdef(oid) FROM pg_constraint \
         WHERE conrelid = '{table}'::regclass AND contype IN ('p', 'f')"
    );
    for row in texts(raw, &constraints, 1).await {
        let line = row[0]
            .replace("PRIMARY KEY", "key")
            .replace("FOREIGN KEY", "reference")
            .replace("REFERENCES", "to");
        lines.push(line.replace('"', ""));
    }
    let indexes = format!(
        "SELECT indexdef FROM pg_indexes WHERE tablename = '{table}' \
         AND indexname NOT LIKE '%\\_pkey'"
    );
    for row in texts(raw, &indexes, 1).await {
        let sort = if row[0].starts_with("CREATE UNIQUE") {
            "unique"
        } else {
            "index"
        };
        let (_, columns) = row[0].split_once("USING btree ").unwrap();
        lines.push(format!("{sort} {}", columns.replace('"', "")));
    }
    lines
}
