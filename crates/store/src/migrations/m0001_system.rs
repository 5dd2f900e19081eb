//! Migration 1: organisations, accounts, audit log, editions.
//!
//! Not here: records (`m0001_records`). The one decision to know: accounts are read before anybody
//! is recognised, so they belong to no organisation; frozen, see `migrations`.

use crate::tables::{TableDef, boolean, bytes, date, instant, int, opt, refers, text, uuid};

const FREE: TableDef = TableDef {
    name: "",
    owned: false,
    columns: &[],
    key: &["id"],
    unique: &[],
    indexes: &[],
};

const OWNED: TableDef = TableDef {
    owned: true,
    ..FREE
};

/// What records refer to.
pub(super) const FIRST: &[TableDef] = &[
    TableDef {
        name: "organisation",
        columns: &[
            uuid("id"),
            text("name"),
            instant("created_at"),
            int("revision"),
            int("audit_seq"),
            text("audit_hash"),
        ],
        ..FREE
    },
    TableDef {
        name: "user_account",
        columns: &[
            uuid("id"),
            text("login"),
            text("display_name"),
            text("password_hash"),
            text("language"),
            boolean("disabled"),
            instant("created_at"),
        ],
        unique: &[&["login"]],
        ..FREE
    },
];

/// Everything else.
pub(super) const TABLES: &[TableDef] = &[
    TableDef {
        name: "membership",
        columns: &[refers("user_id", "user_account"), text("role")],
        key: &["user_id"],
        ..OWNED
    },
    TableDef {
        name: "session",
        columns: &[
            text("token_sha256"),
            refers("user_id", "user_account"),
            instant("created_at"),
            instant("last_seen_at"),
            instant("expires_at"),
            text("agent"),
        ],
        key: &["token_sha256"],
        ..FREE
    },
    TableDef {
        name: "one_time_link",
        columns: &[
            text("token_sha256"),
            text("purpose"),
            opt(refers("organisation_id", "organisation")),
            opt(text("role")),
            opt(text("login")),
            instant("expires_at"),
            opt(instant("used_at")),
        ],
        key: &["token_sha256"],
        ..FREE
    },
    TableDef {
        name: "sign_in_attempt",
        columns: &[text("key"), instant("at")],
        key: &[],
        indexes: &[&["key", "at"], &["at"]],
        ..FREE
    },
    TableDef {
        name: "audit_entry",
        columns: &[
            int("seq"),
            instant("at"),
            text("actor"),
            text("action"),
            text("subject_kind"),
            opt(text("subject_code")),
            text("detail"),
            text("hash"),
        ],
        key: &["seq"],
        indexes: &[&["subject_kind", "subject_code"]],
        ..OWNED
    },
    TableDef {
        name: "edition",
        columns: &[
            uuid("id"),
            text("code"),
            date("as_of"),
            int("number"),
            text("state"),
            bytes("snapshot"),
            text("sha256"),
            instant("created_at"),
            opt(uuid("created_by")),
            opt(instant("signed_at")),
            opt(uuid("signed_by")),
            int("version"),
        ],
        unique: &[&["code", "number"]],
        ..OWNED
    },
    TableDef {
        name: "once_key",
        columns: &[text("key"), instant("at")],
        key: &["key"],
        ..OWNED
    },
];
