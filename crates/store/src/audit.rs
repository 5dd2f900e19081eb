//! The audit log: who did what, chained by hashes.
//!
//! Not here: which acts are logged (`app`). The one decision to know: every row carries the hash of
//! the one before, and the organisation keeps the number and the hash of the last, so a changed, a
//! removed and a cut-off row are all noticed.

use chrono::{DateTime, Utc};
use opora_domain::OrganisationId;
use opora_domain::permissions::{Actor, OrgScope};
use sea_orm::QueryResult;
use sea_orm::sea_query::{
    Expr, ExprTrait, InsertStatement, Order, Query, SelectStatement, UpdateStatement,
};
use sha2::{Digest, Sha256};

use crate::error::StoreError;
use crate::rows::Reader;
use crate::store::Store;
use crate::tables::ORGANISATION;

/// What is put down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry<'a> {
    /// Stable code of the act, such as `person.update`.
    pub action: &'a str,
    /// Kind of its subject, such as `person`.
    pub subject_kind: &'a str,
    /// Code of its subject.
    pub subject_code: Option<String>,
    /// Details; no personal data.
    pub detail: String,
}

/// A row of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    /// Number within the organisation, from 1, without gaps.
    pub seq: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who: `user:` and the identifier, or `system:` and the reason.
    pub actor: String,
    /// Stable code of the act.
    pub action: String,
    /// Kind of the subject.
    pub subject_kind: String,
    /// Code of the subject.
    pub subject_code: Option<String>,
    /// Details.
    pub detail: String,
    /// SHA-256 of the previous hash and this row, hexadecimal.
    pub hash: String,
}

/// A break of the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditBreak {
    /// Number of the first row that is wrong.
    pub seq: i64,
    /// What is wrong.
    pub why: BreakKind,
}

/// What is wrong with a row of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BreakKind {
    /// The row is not what was hashed.
    Changed,
    /// The row is not there.
    Missing,
    /// The row stands after the last one the organisation knows of.
    Added,
}

/// What the check of a log says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditVerdict {
    /// Rows looked at.
    pub rows: i64,
    /// First break, if any.
    pub first_bad: Option<AuditBreak>,
}

/// The end of the chain of an organisation.
#[derive(Debug)]
pub(crate) struct Chain {
    pub organisation: OrganisationId,
    pub seq: i64,
    pub hash: String,
}

impl Chain {
    /// Hangs an entry on the chain; the statement that stores it.
    pub(crate) fn append(
        &mut self,
        scope: &OrgScope,
        at: DateTime<Utc>,
        entry: AuditEntry<'_>,
    ) -> Result<InsertStatement, StoreError> {
        check(&entry)?;
        let mut row = AuditRow {
            seq: self.seq.saturating_add(1),
            at,
            actor: actor(scope.actor()),
            action: entry.action.to_owned(),
            subject_kind: entry.subject_kind.to_owned(),
            subject_code: entry.subject_code,
            detail: entry.detail,
            hash: String::new(),
        };
        row.hash = row.link(self.organisation, &self.hash);
        self.seq = row.seq;
        self.hash.clone_from(&row.hash);
        let mut insert = Query::insert();
        insert
            .into_table("audit_entry")
            .columns([ORGANISATION].into_iter().chain(COLUMNS))
            .values([
                Expr::val(self.organisation.uuid()),
                Expr::val(row.seq),
                Expr::val(row.at),
                Expr::val(row.actor),
                Expr::val(row.action),
                Expr::val(row.subject_kind),
                Expr::val(row.subject_code),
                Expr::val(row.detail),
                Expr::val(row.hash),
            ])?;
        Ok(insert)
    }

    /// The statement that keeps the end of the chain with the organisation.
    pub(crate) fn head(&self) -> UpdateStatement {
        Query::update()
            .table("organisation")
            .value("audit_seq", self.seq)
            .value("audit_hash", self.hash.as_str())
            .and_where(Expr::col("id").eq(self.organisation.uuid()))
            .to_owned()
    }
}

/// Columns of a row, in the order of [`decode`].
const COLUMNS: [&str; 8] = [
    "seq",
    "at",
    "actor",
    "action",
    "subject_kind",
    "subject_code",
    "detail",
    "hash",
];

/// Rows read at once by the check.
const BATCH: u64 = 2_000;

fn check(entry: &AuditEntry<'_>) -> Result<(), StoreError> {
    let parts = [
        ("action", entry.action, 1, 100),
        ("subject_kind", entry.subject_kind, 1, 100),
        (
            "subject_code",
            entry.subject_code.as_deref().unwrap_or(""),
            0,
            200,
        ),
        ("detail", entry.detail.as_str(), 0, 10_000),
    ];
    for (part, text, least, most) in parts {
        if text.len() < least || text.len() > most {
            return Err(StoreError::AuditEntry { part });
        }
    }
    Ok(())
}

/// Who acted, as the log writes it.
pub(crate) fn actor(actor: Actor) -> String {
    match actor {
        Actor::User(user) => format!("user:{user}"),
        Actor::System(reason) => format!("system:{reason}"),
    }
}

impl AuditRow {
    /// Hash of the previous hash and this row. Every part is preceded by its length, so that no
    /// text can pass for two.
    fn link(&self, organisation: OrganisationId, previous: &str) -> String {
        let mut hasher = Sha256::new();
        let organisation = organisation.to_string();
        let seq = self.seq.to_string();
        let at = self.at.timestamp_micros().to_string();
        let parts = [
            Some(previous),
            Some(&organisation),
            Some(&seq),
            Some(&at),
            Some(&self.actor),
            Some(&self.action),
            Some(&self.subject_kind),
            self.subject_code.as_deref(),
            Some(&self.detail),
        ];
        for part in parts {
            match part {
                Some(text) => {
                    hasher.update(format!("{}:", text.len()));
                    hasher.update(text);
                }
                None => hasher.update("-"),
            }
        }
        hex::encode(hasher.finalize())
    }
}

fn decode(row: &QueryResult) -> Result<AuditRow, StoreError> {
    let mut row = Reader::new(row, "audit_entry");
    Ok(AuditRow {
        seq: row.take()?,
        at: row.take()?,
        actor: row.take()?,
        action: row.take()?,
        subject_kind: row.take()?,
        subject_code: row.take()?,
        detail: row.take()?,
        hash: row.take()?,
    })
}

fn select(organisation: OrganisationId) -> SelectStatement {
    Query::select()
        .columns(COLUMNS)
        .from("audit_entry")
        .and_where(Expr::col(ORGANISATION).eq(organisation.uuid()))
        .to_owned()
}

impl Store {
    /// Logs a read of personal data, in a transaction of its own. The revision stays.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such organisation, [`StoreError::AuditEntry`].
    pub async fn audit_read(
        &self,
        scope: &OrgScope,
        at: DateTime<Utc>,
        entry: AuditEntry<'_>,
    ) -> Result<(), StoreError> {
        let mut write = self.begin_write(scope, at, 0).await?;
        write.audit(entry).await?;
        write.commit().await.map(|_| ())
    }

    /// Rows of the log, newest first, at most `limit` of those before `before_seq`.
    pub async fn audit_list(
        &self,
        scope: &OrgScope,
        before_seq: Option<i64>,
        limit: u64,
    ) -> Result<Vec<AuditRow>, StoreError> {
        let mut select = select(scope.organisation());
        select.order_by("seq", Order::Desc).limit(limit);
        if let Some(before) = before_seq {
            select.and_where(Expr::col("seq").lt(before));
        }
        let tx = self.snapshot_of(scope.organisation()).await?;
        let rows = tx.all(&select).await?;
        tx.commit().await?;
        rows.iter().map(decode).collect()
    }

    /// Checks the whole log of an organisation; names the first row that is wrong.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such organisation.
    pub async fn audit_verify(
        &self,
        organisation: OrganisationId,
    ) -> Result<AuditVerdict, StoreError> {
        let tx = self.snapshot_of(organisation).await?;
        let mut head = Query::select();
        head.columns(["audit_seq", "audit_hash"])
            .from("organisation")
            .and_where(Expr::col("id").eq(organisation.uuid()));
        let head = tx.one(&head).await?.ok_or(StoreError::NotFound)?;
        let mut head = Reader::new(&head, "organisation");
        let mut verifier = Verifier {
            organisation,
            last: head.take()?,
            last_hash: head.take()?,
            seq: 0,
            hash: String::new(),
            rows: 0,
        };
        let mut first_bad = None;
        loop {
            let mut select = select(organisation);
            select
                .and_where(Expr::col("seq").gt(verifier.seq))
                .order_by("seq", Order::Asc)
                .limit(BATCH);
            let rows = tx.all(&select).await?;
            if rows.is_empty() {
                break;
            }
            for row in &rows {
                let row = decode(row)?;
                let broken = verifier.next(&row);
                first_bad = first_bad.or(broken);
            }
        }
        tx.commit().await?;
        let first_bad = first_bad.or_else(|| verifier.end());
        Ok(AuditVerdict {
            rows: verifier.rows,
            first_bad,
        })
    }
}

/// Walks the chain.
struct Verifier {
    organisation: OrganisationId,
    last: i64,
    last_hash: String,
    seq: i64,
    hash: String,
    rows: i64,
}

impl Verifier {
    fn next(&mut self, row: &AuditRow) -> Option<AuditBreak> {
        let expected = self.seq.saturating_add(1);
        let right = row.link(self.organisation, &self.hash) == row.hash;
        self.rows = self.rows.saturating_add(1);
        self.seq = row.seq;
        self.hash.clone_from(&row.hash);
        let (seq, why) = if row.seq != expected {
            (expected, BreakKind::Missing)
        } else if row.seq > self.last {
            (row.seq, BreakKind::Added)
        } else if !right || (row.seq == self.last && row.hash != self.last_hash) {
            (row.seq, BreakKind::Changed)
        } else {
            return None;
        };
        Some(AuditBreak { seq, why })
    }

    fn end(&self) -> Option<AuditBreak> {
        (self.seq < self.last).then(|| AuditBreak {
            seq: self.seq.saturating_add(1),
            why: BreakKind::Missing,
        })
    }
}
