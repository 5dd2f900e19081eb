//! Editions of справки: frozen, hashed snapshots.
//!
//! Not here: what a snapshot holds (`app`, `monitoring`). The one decision to know: once signed, an
//! edition is never changed: the condition stands in the statement that would change it, and in the
//! database. A snapshot lists who was counted, so it is kept sealed.

use chrono::{DateTime, NaiveDate, Utc};
use opora_domain::permissions::OrgScope;
use opora_domain::{Id, UserId};
use sea_orm::QueryResult;
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query, SelectStatement};
use uuid::Uuid;

use crate::error::StoreError;
use crate::records::why_untouched;
use crate::rows::{Reader, kept};
use crate::sealing::{EDITION_STEP, Sealer};
use crate::store::Store;
use crate::tables::ORGANISATION;
use crate::write::Write;

/// Marker of an edition in [`EditionId`].
#[derive(Debug)]
pub struct EditionMarker;

/// Identifier of an edition.
pub type EditionId = Id<EditionMarker>;

/// State of an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditionState {
    /// Made, not checked.
    Draft,
    /// Checked.
    Checked,
    /// Signed; frozen.
    Signed,
}

/// An edition of a справка.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// Identifier.
    pub id: EditionId,
    /// Identifier outside; unique together with the number.
    pub code: String,
    /// «По состоянию на».
    pub as_of: NaiveDate,
    /// Number of the edition, from 1.
    pub number: i64,
    /// State.
    pub state: EditionState,
    /// Content, as `app` writes it.
    pub snapshot_json: String,
    /// SHA-256 of the content, hexadecimal.
    pub sha256: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Who made it; `None` for the command line.
    pub created_by: Option<UserId>,
    /// When it was signed.
    pub signed_at: Option<DateTime<Utc>>,
    /// Who signed it.
    pub signed_by: Option<UserId>,
    /// Number of changes, 1 when new; for optimistic locking.
    pub version: i64,
}

impl EditionState {
    /// Every state.
    pub const ALL: &'static [Self] = &[Self::Draft, Self::Checked, Self::Signed];

    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Checked => "checked",
            Self::Signed => "signed",
        }
    }

    /// The state with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|state| state.code() == code)
    }
}

const TABLE: &str = "edition";

/// Columns an edition may change, in the order of [`values`] and [`decode`].
const COLUMNS: [&str; 11] = [
    "id",
    "code",
    "as_of",
    "number",
    "state",
    "snapshot",
    "sha256",
    "created_at",
    "created_by",
    "signed_at",
    "signed_by",
];

fn values(sealer: &Sealer, edition: &Edition) -> Result<[Expr; 11], StoreError> {
    let place = (TABLE, edition.id.uuid());
    let snapshot = sealer.seal(place, EDITION_STEP, &edition.snapshot_json)?;
    Ok([
        Expr::val(edition.id.uuid()),
        Expr::val(edition.code.as_str()),
        Expr::val(edition.as_of),
        Expr::val(edition.number),
        Expr::val(edition.state.code()),
        Expr::val(snapshot),
        Expr::val(edition.sha256.as_str()),
        Expr::val(kept(edition.created_at)),
        Expr::val(edition.created_by.map(UserId::uuid)),
        Expr::val(edition.signed_at.map(kept)),
        Expr::val(edition.signed_by.map(UserId::uuid)),
    ])
}

fn decode(row: &QueryResult, sealer: &Sealer) -> Result<Edition, StoreError> {
    let mut row = Reader::new(row, TABLE);
    let id = row.take::<Uuid>()?;
    Ok(Edition {
        id: EditionId::new(id),
        code: row.take()?,
        as_of: row.take()?,
        number: row.take()?,
        state: row.code(EditionState::from_code)?,
        snapshot_json: sealer.open((TABLE, id), &row.take::<Vec<u8>>()?)?,
        sha256: row.take()?,
        created_at: row.take()?,
        created_by: row.take::<Option<Uuid>>()?.map(UserId::new),
        signed_at: row.take()?,
        signed_by: row.take::<Option<Uuid>>()?.map(UserId::new),
        version: row.take()?,
    })
}

fn select(scope: &OrgScope) -> SelectStatement {
    Query::select()
        .columns(COLUMNS)
        .column("version")
        .from("edition")
        .and_where(Expr::col(ORGANISATION).eq(scope.organisation().uuid()))
        .to_owned()
}

impl Store {
    /// Editions, the latest day and number first.
    pub async fn list_editions(&self, scope: &OrgScope) -> Result<Vec<Edition>, StoreError> {
        let mut select = select(scope);
        select
            .order_by("as_of", Order::Desc)
            .order_by("number", Order::Desc)
            .order_by("id", Order::Desc);
        let tx = self.snapshot_of(scope.organisation()).await?;
        let rows = tx.all(&select).await?;
        tx.commit().await?;
        let sealer = self.sealer(scope.organisation());
        rows.iter().map(|row| decode(row, &sealer)).collect()
    }

    /// One edition.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the organisation has no such edition, whoever else has.
    pub async fn get_edition(
        &self,
        scope: &OrgScope,
        id: EditionId,
    ) -> Result<Edition, StoreError> {
        let mut select = select(scope);
        select.and_where(Expr::col("id").eq(id.uuid()));
        let tx = self.snapshot_of(scope.organisation()).await?;
        let row = tx.one(&select).await?.ok_or(StoreError::NotFound)?;
        tx.commit().await?;
        decode(&row, &self.sealer(scope.organisation()))
    }
}

impl Write {
    /// Inserts an edition, as version 1.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] when the code has an edition of this number.
    pub async fn insert_edition(&mut self, edition: &Edition) -> Result<(), StoreError> {
        self.enter()?;
        let mut insert = Query::insert();
        let own = [Expr::val(self.organisation().uuid()), Expr::val(1_i64)];
        insert
            .into_table("edition")
            .columns([ORGANISATION, "version"].into_iter().chain(COLUMNS))
            .values(own.into_iter().chain(values(self.sealer(), edition)?))?;
        self.handle().execute(&insert).await?;
        self.leave();
        Ok(())
    }

    /// Changes an edition whose version is the one seen and which is not signed as stored.
    ///
    /// # Errors
    /// [`StoreError::Signed`], [`StoreError::Conflict`], [`StoreError::NotFound`].
    pub async fn update_edition(&mut self, edition: &Edition) -> Result<(), StoreError> {
        self.enter()?;
        let organisation = self.organisation();
        let signed = EditionState::Signed.code();
        let mut update = Query::update();
        update
            .table("edition")
            .values(COLUMNS.into_iter().zip(values(self.sealer(), edition)?))
            .value("version", Expr::col("version").add(1_i64))
            .and_where(Expr::col(ORGANISATION).eq(organisation.uuid()))
            .and_where(Expr::col("id").eq(edition.id.uuid()))
            .and_where(Expr::col("version").eq(edition.version))
            .and_where(Expr::col("state").ne(signed));
        if self.handle().execute(&update).await? == 0 {
            let mut state = Query::select();
            state
                .column("state")
                .from("edition")
                .and_where(Expr::col(ORGANISATION).eq(organisation.uuid()))
                .and_where(Expr::col("id").eq(edition.id.uuid()))
                .and_where(Expr::col("state").eq(signed));
            if self.handle().one(&state).await?.is_some() {
                return Err(StoreError::Signed);
            }
            let id = edition.id.uuid();
            return Err(why_untouched(self.handle(), organisation, "edition", id).await);
        }
        self.leave();
        Ok(())
    }
}
