//! Migration 3: versions of records.
//!
//! Not here: how they are kept (`versions`). The one decision to know: frozen, see `migrations`.

use crate::tables::{TableDef, instant, int, opt, text, uuid};

/// Versions of records of every kind in one table; the kind is the name of its table.
pub(super) const TABLES: &[TableDef] = &[TableDef {
    name: "record_version",
    owned: true,
    columns: &[
        text("kind"),
        uuid("record_id"),
        int("version"),
        text("code"),
        text("act"),
        opt(instant("at")),
        opt(text("actor")),
        opt(text("reason")),
        text("body_json"),
    ],
    key: &["kind", "record_id", "version"],
    unique: &[],
    indexes: &[&["kind", "act"]],
}];
