//! A connection or a transaction that names its place when it fails.
//!
//! Not here: what is asked. The one decision to know: whatever touches rows of an organisation runs
//! in a transaction that carries its identifier to PostgreSQL, where row-level security reads it.

use std::sync::Arc;

use opora_domain::OrganisationId;
use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend,
    IsolationLevel, QueryResult, Statement, StatementBuilder, TransactionTrait,
};

use crate::error::{StoreError, translate};

/// See the module.
#[derive(Debug)]
pub(crate) struct Handle {
    connection: Connection,
    place: Arc<str>,
}

#[derive(Debug)]
enum Connection {
    Pool(DatabaseConnection),
    Transaction(DatabaseTransaction),
}

impl Handle {
    /// Single statements, each on its own.
    pub(crate) fn pool(pool: &DatabaseConnection, place: &Arc<str>) -> Self {
        Self {
            connection: Connection::Pool(pool.clone()),
            place: Arc::clone(place),
        }
    }

    /// A transaction of no organisation.
    pub(crate) async fn begin(
        pool: &DatabaseConnection,
        place: &Arc<str>,
    ) -> Result<Self, StoreError> {
        let transaction = pool
            .begin()
            .await
            .map_err(|error| translate(&error, place))?;
        Ok(Self {
            connection: Connection::Transaction(transaction),
            place: Arc::clone(place),
        })
    }

    /// A transaction that sees one state of one organisation and changes nothing.
    pub(crate) async fn begin_reading(
        pool: &DatabaseConnection,
        place: &Arc<str>,
        organisation: OrganisationId,
    ) -> Result<Self, StoreError> {
        // SQLite in WAL mode reads one state in any transaction and knows no levels.
        let begun = match pool.get_database_backend() {
            DbBackend::Postgres => {
                pool.begin_with_config(
                    Some(IsolationLevel::RepeatableRead),
                    Some(AccessMode::ReadOnly),
                )
                .await
            }
            _ => pool.begin().await,
        };
        let handle = Self {
            connection: Connection::Transaction(begun.map_err(|error| translate(&error, place))?),
            place: Arc::clone(place),
        };
        handle.enter(organisation).await?;
        Ok(handle)
    }

    /// Tells PostgreSQL whose rows the transaction may see.
    pub(crate) async fn enter(&self, organisation: OrganisationId) -> Result<(), StoreError> {
        if self.backend() == DbBackend::Postgres {
            let statement = Statement::from_sql_and_values(
                DbBackend::Postgres,
                "SELECT set_config('opora.organisation', $1, true)",
                [organisation.uuid().to_string().into()],
            );
            self.one_raw(statement).await?;
        }
        Ok(())
    }

    pub(crate) fn backend(&self) -> DbBackend {
        match &self.connection {
            Connection::Pool(pool) => pool.get_database_backend(),
            Connection::Transaction(transaction) => transaction.get_database_backend(),
        }
    }

    /// Runs a statement; the number of rows it touched.
    pub(crate) async fn execute<S: StatementBuilder>(
        &self,
        statement: &S,
    ) -> Result<u64, StoreError> {
        match &self.connection {
            Connection::Pool(pool) => pool.execute(statement).await,
            Connection::Transaction(transaction) => transaction.execute(statement).await,
        }
        .map(|done| done.rows_affected())
        .map_err(|error| translate(&error, &self.place))
    }

    /// Runs statements of a migration.
    pub(crate) async fn execute_text(&self, statement: &str) -> Result<(), StoreError> {
        match &self.connection {
            Connection::Pool(pool) => pool.execute_unprepared(statement).await,
            Connection::Transaction(transaction) => transaction.execute_unprepared(statement).await,
        }
        .map(|_| ())
        .map_err(|error| translate(&error, &self.place))
    }

    pub(crate) async fn one<S: StatementBuilder>(
        &self,
        statement: &S,
    ) -> Result<Option<QueryResult>, StoreError> {
        self.one_raw(self.backend().build(statement)).await
    }

    pub(crate) async fn one_raw(
        &self,
        statement: Statement,
    ) -> Result<Option<QueryResult>, StoreError> {
        match &self.connection {
            Connection::Pool(pool) => pool.query_one_raw(statement).await,
            Connection::Transaction(transaction) => transaction.query_one_raw(statement).await,
        }
        .map_err(|error| translate(&error, &self.place))
    }

    pub(crate) async fn all<S: StatementBuilder>(
        &self,
        statement: &S,
    ) -> Result<Vec<QueryResult>, StoreError> {
        match &self.connection {
            Connection::Pool(pool) => pool.query_all(statement).await,
            Connection::Transaction(transaction) => transaction.query_all(statement).await,
        }
        .map_err(|error| translate(&error, &self.place))
    }

    /// Makes a transaction last; nothing to do for single statements.
    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        match self.connection {
            Connection::Pool(_) => Ok(()),
            Connection::Transaction(transaction) => transaction
                .commit()
                .await
                .map_err(|error| translate(&error, &self.place)),
        }
    }
}
