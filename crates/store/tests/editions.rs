//! Editions of справки: round trip, versions, immutability once signed.
//!
//! Not here: what a snapshot holds. The one decision to know: signing is an update like any other;
//! what comes after it is refused.

use opora_domain::permissions::OrgScope;
use opora_domain::{Id, UserId};
use opora_store::{Edition, EditionState, Store, StoreError};
use opora_testkit::databases;
use uuid::Uuid;

use crate::support::{entry, noon, school};

fn edition() -> Edition {
    Edition {
        id: Id::new(Uuid::from_u128(1)),
        code: "СП-1".into(),
        as_of: "2023-10-13".parse().unwrap(),
        number: 1,
        state: EditionState::Draft,
        snapshot_json: "{\"показатели\":[]}".into(),
        sha256: "00".into(),
        created_at: noon(),
        created_by: None,
        signed_at: None,
        signed_by: None,
        version: 1,
    }
}

async fn insert(store: &Store, scope: &OrgScope, edition: &Edition) -> Result<i64, StoreError> {
    let mut write = store.write(scope, noon()).await?;
    write.insert_edition(edition).await?;
    write.audit(entry("report.draft")).await?;
    write.commit().await
}

async fn update(store: &Store, scope: &OrgScope, edition: &Edition) -> Result<i64, StoreError> {
    let mut write = store.write(scope, noon()).await?;
    write.update_edition(edition).await?;
    write.audit(entry("report.update")).await?;
    write.commit().await
}

fn signed(version: i64) -> Edition {
    Edition {
        state: EditionState::Signed,
        signed_at: Some(noon()),
        signed_by: Some(UserId::new(Uuid::from_u128(9))),
        version,
        ..edition()
    }
}

#[tokio::test]
async fn an_edition_comes_back_as_written_and_the_latest_is_listed_first() {
    for db in databases().await {
        let (scope, _) = school(&db.store, 1).await;
        insert(&db.store, &scope, &edition()).await.unwrap();
        let second = Edition {
            id: Id::new(Uuid::from_u128(2)),
            number: 2,
            ..edition()
        };
        insert(&db.store, &scope, &second).await.unwrap();
        assert_eq!(
            db.store.get_edition(&scope, edition().id).await.unwrap(),
            edition()
        );
        let all = db.store.list_editions(&scope).await.unwrap();
        assert_eq!(all, [second, edition()]);
    }
}

#[tokio::test]
async fn a_signed_edition_is_never_changed() {
    for db in databases().await {
        let (scope, _) = school(&db.store, 1).await;
        insert(&db.store, &scope, &edition()).await.unwrap();
        update(&db.store, &scope, &signed(1)).await.unwrap();
        for version in [1, 2] {
            let mut changed = signed(version);
            changed.snapshot_json = "{}".into();
            changed.state = EditionState::Draft;
            let outcome = update(&db.store, &scope, &changed).await;
            assert!(matches!(outcome, Err(StoreError::Signed)), "{outcome:?}");
        }
        for statement in [
            "UPDATE edition SET state = 'draft'",
            "UPDATE edition SET signed_by = NULL",
            "DELETE FROM edition",
        ] {
            let done = db.attempt_raw(scope.organisation().uuid(), statement).await;
            let said = done.unwrap_err().to_string();
            assert!(said.contains("edition never changes"), "{said}");
        }
        let stored = db.store.get_edition(&scope, edition().id).await.unwrap();
        assert_eq!(stored, signed(2));
    }
}

#[tokio::test]
async fn a_stale_edition_is_a_conflict_and_a_foreign_one_unknown() {
    for db in databases().await {
        let (scope, _) = school(&db.store, 1).await;
        let (other, _) = school(&db.store, 2).await;
        insert(&db.store, &scope, &edition()).await.unwrap();
        update(&db.store, &scope, &edition()).await.unwrap();
        let outcome = update(&db.store, &scope, &edition()).await;
        assert!(
            matches!(outcome, Err(StoreError::Conflict { .. })),
            "{outcome:?}"
        );
        let outcome = update(&db.store, &other, &edition()).await;
        assert!(matches!(outcome, Err(StoreError::NotFound)), "{outcome:?}");
        let outcome = db.store.get_edition(&other, edition().id).await;
        assert!(matches!(outcome, Err(StoreError::NotFound)), "{outcome:?}");
        assert!(db.store.list_editions(&other).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_code_has_one_edition_of_a_number() {
    for db in databases().await {
        let (scope, _) = school(&db.store, 1).await;
        insert(&db.store, &scope, &edition()).await.unwrap();
        let twin = Edition {
            id: Id::new(Uuid::from_u128(2)),
            ..edition()
        };
        let outcome = insert(&db.store, &scope, &twin).await;
        assert!(
            matches!(outcome, Err(StoreError::Duplicate { .. })),
            "{outcome:?}"
        );
    }
}
