//! Migration 4: representatives, texts of consents, consents, the address of the organisation.
//!
//! Not here: today's declarations (`domain`). The one decision to know: frozen, see `migrations`.

use sea_orm::DbBackend;

use crate::tables::{TableDef, boolean, date, opt, record, refers, text};

/// One table a kind, in the order in which references point backwards.
pub(super) const TABLES: &[TableDef] = &[
    record(
        "guardianship",
        &[
            refers("child", "person"),
            text("name"),
            text("kind"),
            opt(text("document")),
            opt(text("address")),
            boolean("may_sign"),
            opt(text("limits")),
            date("valid_from"),
            opt(date("valid_to")),
        ],
    ),
    record(
        "consent_text",
        &[
            text("purpose"),
            text("edition"),
            text("text_sha256"),
            date("valid_from"),
            opt(date("valid_to")),
        ],
    ),
    record(
        "consent",
        &[
            refers("person", "person"),
            text("purpose"),
            refers("text", "consent_text"),
            opt(text("target")),
            opt(text("item")),
            text("signers"),
            opt(refers("representative", "guardianship")),
            opt(text("paper_code")),
            date("issued_on"),
            opt(date("signed_on")),
            opt(text("signed_by")),
            opt(date("verified_on")),
            opt(date("active_from")),
            opt(date("active_to")),
            opt(date("disputed_on")),
            opt(date("settled_on")),
            opt(date("withdrawn_on")),
            opt(text("withdrawn_via")),
            opt(text("withdrawn_by")),
            opt(date("superseded_on")),
            opt(date("destroyed_on")),
            opt(text("scan")),
        ],
    ),
];

/// Statements after the tables.
pub(super) fn statements(_: DbBackend) -> Vec<String> {
    vec!["ALTER TABLE \"profile\" ADD COLUMN \"address\" text".to_owned()]
}
