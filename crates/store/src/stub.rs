//! Signatures to code against; bodies follow.
use std::path::PathBuf;
use std::sync::Arc;
use chrono::{DateTime, Utc};
use opora_domain::permissions::{Membership, OrgScope, Role};
use opora_domain::{Facts, Id, OrganisationId, Record, UserId};
use crate::*;

/// Where the data are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A folder with `opora.db` and `files/`.
    Folder(PathBuf),
    /// Address of a PostgreSQL database.
    Url(String),
}
/// Kind of the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Embedded.
    Sqlite,
    /// A server.
    Postgres,
}
/// What a migration did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Migrated {
    /// Schema before.
    pub from: i64,
    /// Schema after.
    pub to: i64,
}
/// The store.
#[derive(Clone, Debug)]
pub struct Store(Arc<()>);
/// One transaction.
#[derive(Debug)]
pub struct Write(Arc<()>);
type R<T> = Result<T, StoreError>;
/// Folds a text.
pub fn fold(text: &str) -> String { text.trim().to_lowercase().replace('ё', "е") }
impl Store {
    pub async fn open(_location: &Location) -> R<Store> { todo!() }
    pub async fn migrate(&self) -> R<Migrated> { todo!() }
    pub async fn schema_version(&self) -> R<i64> { todo!() }
    pub fn engine(&self) -> Engine { todo!() }
    pub async fn close(&self) -> R<()> { todo!() }
    pub async fn create_organisation(&self, _id: OrganisationId, _name: &str, _at: DateTime<Utc>) -> R<()> { todo!() }
    pub async fn list_organisations(&self) -> R<Vec<(OrganisationId, String)>> { todo!() }
    pub async fn revision(&self, _scope: &OrgScope) -> R<i64> { todo!() }
    pub async fn facts(&self, _scope: &OrgScope) -> R<Facts> { todo!() }
    pub async fn get<T: Record>(&self, _scope: &OrgScope, _id: Id<T>) -> R<T> { todo!() }
    pub async fn list<T: Record>(&self, _scope: &OrgScope) -> R<Vec<T>> { todo!() }
    pub async fn write(&self, _scope: &OrgScope, _at: DateTime<Utc>) -> R<Write> { todo!() }
    pub async fn audit_read(&self, _scope: &OrgScope, _at: DateTime<Utc>, _entry: AuditEntry<'_>) -> R<()> { todo!() }
    pub async fn audit_list(&self, _scope: &OrgScope, _before_seq: Option<i64>, _limit: u64) -> R<Vec<AuditRow>> { todo!() }
    pub async fn audit_verify(&self, _organisation: OrganisationId) -> R<AuditVerdict> { todo!() }
    pub async fn list_editions(&self, _scope: &OrgScope) -> R<Vec<Edition>> { todo!() }
    pub async fn get_edition(&self, _scope: &OrgScope, _id: EditionId) -> R<Edition> { todo!() }
    pub async fn user(&self, _id: UserId) -> R<Option<User>> { todo!() }
    pub async fn user_by_login(&self, _login: &str) -> R<Option<User>> { todo!() }
    pub async fn insert_user(&self, _user: &User) -> R<()> { todo!() }
    /// Ends all sessions of the user.
    pub async fn set_password(&self, _user: UserId, _password_hash: &str) -> R<()> { todo!() }
    pub async fn memberships_of(&self, _user: UserId) -> R<Vec<Membership>> { todo!() }
    pub async fn list_members(&self, _scope: &OrgScope) -> R<Vec<Member>> { todo!() }
    pub async fn insert_session(&self, _session: &NewSession) -> R<()> { todo!() }
    pub async fn session(&self, _token_sha256: &str, _now: DateTime<Utc>) -> R<Option<Session>> { todo!() }
    pub async fn touch(&self, _token_sha256: &str, _now: DateTime<Utc>) -> R<()> { todo!() }
    pub async fn delete_session(&self, _token_sha256: &str) -> R<()> { todo!() }
    pub async fn delete_sessions_of(&self, _user: UserId) -> R<()> { todo!() }
    pub async fn insert_link(&self, _link: &Link) -> R<()> { todo!() }
    pub async fn link(&self, _token_sha256: &str, _now: DateTime<Utc>) -> R<Option<Link>> { todo!() }
    pub async fn consume_link(&self, _token_sha256: &str, _now: DateTime<Utc>) -> R<Option<Link>> { todo!() }
    pub async fn record_attempt(&self, _key: &str, _at: DateTime<Utc>) -> R<()> { todo!() }
    pub async fn count_attempts(&self, _key: &str, _since: DateTime<Utc>) -> R<u64> { todo!() }
    pub async fn forget_attempts(&self, _before: DateTime<Utc>) -> R<()> { todo!() }
}
impl Write {
    pub async fn insert<T: Record>(&mut self, _records: &[T]) -> R<()> { todo!() }
    pub async fn update<T: Record>(&mut self, _record: &T) -> R<()> { todo!() }
    pub async fn delete<T: Record>(&mut self, _id: Id<T>, _version: i64) -> R<()> { todo!() }
    pub async fn import(&mut self, _new: &Facts, _changed: &Facts) -> R<()> { todo!() }
    pub async fn audit(&mut self, _entry: AuditEntry<'_>) -> R<()> { todo!() }
    pub async fn once(&mut self, _key: &str) -> R<bool> { todo!() }
    pub async fn insert_edition(&mut self, _edition: &Edition) -> R<()> { todo!() }
    pub async fn update_edition(&mut self, _edition: &Edition) -> R<()> { todo!() }
    pub async fn insert_user(&mut self, _user: &User) -> R<()> { todo!() }
    pub async fn set_password(&mut self, _user: UserId, _password_hash: &str) -> R<()> { todo!() }
    pub async fn grant(&mut self, _user: UserId, _role: Role) -> R<()> { todo!() }
    pub async fn revoke(&mut self, _user: UserId) -> R<()> { todo!() }
    pub async fn insert_link(&mut self, _link: &Link) -> R<()> { todo!() }
    pub async fn consume_link(&mut self, _token_sha256: &str) -> R<Option<Link>> { todo!() }
    pub async fn commit(self) -> R<i64> { todo!() }
}
