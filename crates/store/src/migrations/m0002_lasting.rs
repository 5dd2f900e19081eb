//! Migration 2: what is signed and what is logged lasts, whoever writes to the database.
//!
//! Not here: the same rules of the program (`editions`, `audit`). The one decision to know: triggers
//! stop a mistake or a hand with a database client; whoever may drop triggers is found by the hash
//! chain and the seal.

use sea_orm::DbBackend;

/// A table whose rows last.
struct Lasting {
    table: &'static str,
    trigger: &'static str,
    /// Old rows that are not deleted.
    kept: &'static str,
    /// Changes that are refused.
    frozen: &'static str,
}

/// The sealed body of a signed edition may be sealed anew with another key: its hash stays.
const LASTING: [Lasting; 2] = [
    Lasting {
        table: "edition",
        trigger: "signed_edition_lasts",
        kept: "OLD.state = 'signed'",
        frozen: "OLD.state = 'signed' AND (OLD.organisation_id, OLD.id, OLD.code, OLD.as_of, \
                 OLD.number, OLD.sha256, OLD.created_at, OLD.created_by, OLD.signed_at, \
                 OLD.signed_by, OLD.version, OLD.state) IS DISTINCT FROM (NEW.organisation_id, \
                 NEW.id, NEW.code, NEW.as_of, NEW.number, NEW.sha256, NEW.created_at, \
                 NEW.created_by, NEW.signed_at, NEW.signed_by, NEW.version, NEW.state)",
    },
    Lasting {
        table: "audit_entry",
        trigger: "audit_entry_lasts",
        kept: "TRUE",
        frozen: "TRUE",
    },
];

/// Statements of the step.
pub(super) fn statements(backend: DbBackend) -> Vec<String> {
    let postgres = backend == DbBackend::Postgres;
    let mut statements = Vec::new();
    if postgres {
        let function = "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ \
                        BEGIN RAISE EXCEPTION '% never changes', TG_TABLE_NAME; END $$";
        statements.push(function.to_owned());
    }
    for lasting in LASTING {
        let (table, trigger) = (lasting.table, lasting.trigger);
        let refuse = if postgres {
            "EXECUTE FUNCTION refuse_change()".to_owned()
        } else {
            format!("BEGIN SELECT RAISE(ABORT, '{table} never changes'); END")
        };
        for (event, rows) in [("DELETE", lasting.kept), ("UPDATE", lasting.frozen)] {
            statements.push(format!(
                "CREATE TRIGGER {trigger}_{} BEFORE {event} ON {table} FOR EACH ROW \
                 WHEN ({rows}) {refuse}",
                event.to_lowercase()
            ));
        }
    }
    statements
}
