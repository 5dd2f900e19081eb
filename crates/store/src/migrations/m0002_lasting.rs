//! Migration 2: what is signed and what is logged lasts, whoever writes to the database.
//!
//! Not here: the same rules of the program (`editions`, `audit`). The one decision to know: triggers stop a
//! mistake or a hand with a database client; whoever may drop triggers is found by the hash chain.

use sea_orm::DbBackend;

/// Table, name of its trigger, condition on the old row.
const LASTING: [(&str, &str, &str); 2] = [
    ("edition", "signed_edition_lasts", "OLD.state = 'signed'"),
    ("audit_entry", "audit_entry_lasts", "TRUE"),
];

/// Statements of the step.
pub(super) fn statements(backend: DbBackend) -> Vec<String> {
    if backend == DbBackend::Postgres {
        let function = "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
                        RAISE EXCEPTION '% never changes', TG_TABLE_NAME; END $$";
        let triggers = LASTING.map(|(table, name, condition)| {
            format!(
                "CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW \
                 WHEN ({condition}) EXECUTE FUNCTION refuse_change()"
            )
        });
        return std::iter::once(function.to_owned())
            .chain(triggers)
            .collect();
    }
    let mut statements = Vec::new();
    for (table, name, condition) in LASTING {
        for event in ["UPDATE", "DELETE"] {
            let suffix = event.to_lowercase();
            statements.push(format!(
                "CREATE TRIGGER {name}_{suffix} BEFORE {event} ON {table} WHEN {condition} \
                 BEGIN SELECT RAISE(ABORT, '{table} never changes'); END"
            ));
        }
    }
    statements
}
