//! Special categories at rest: nothing of them in files or columns, nothing without the key.
//!
//! Not here: the sealing of one body (next to it). The one decision to know: the thief of the test
//! has every file of the data folder and every row of the database, and no key.

use std::fs;

use opora_domain::people::{Category, CategoryKind};
use opora_domain::permissions::OrgScope;
use opora_domain::{Facts, Id, Record as _};
use opora_store::{Edition, EditionState, Engine, KEY_BYTES, Keyring, Location, Store, StoreError};
use opora_testkit::{TestDb, databases, keyring};
use sea_orm::{ConnectionTrait as _, Statement};
use uuid::Uuid;

use crate::support::{entry, noon, school};

const BASIS: &str = "постановление о постановке на учёт";

fn category(facts: &Facts, pupil: usize) -> Category {
    Category {
        id: Id::new(facts.people[pupil].id.uuid()),
        code: format!("К-{}", facts.people[pupil].code),
        version: 1,
        person: facts.people[pupil].id,
        kind: CategoryKind::RiskGroup,
        detail: Some("ВШУ".into()),
        basis: Some(BASIS.into()),
        valid_from: "2023-09-01".parse().unwrap(),
        valid_to: None,
    }
}

async fn insert(store: &Store, scope: &OrgScope, all: &[Category]) -> Result<(), StoreError> {
    let mut write = store.write(scope, noon()).await?;
    write.insert(all).await?;
    write.audit(entry("record.add")).await?;
    write.commit().await.map(|_| ())
}

async fn edition(store: &Store, scope: &OrgScope) {
    let edition = Edition {
        id: Id::new(Uuid::from_u128(1)),
        code: "СП-1".into(),
        as_of: "2023-10-13".parse().unwrap(),
        number: 1,
        state: EditionState::Signed,
        snapshot_json: format!("{{\"учтены\":[\"{BASIS}\"]}}"),
        sha256: "00".into(),
        created_at: noon(),
        created_by: None,
        signed_at: None,
        signed_by: None,
        version: 1,
    };
    let mut write = store.write(scope, noon()).await.unwrap();
    write.insert_edition(&edition).await.unwrap();
    write.audit(entry("report.draft")).await.unwrap();
    write.commit().await.unwrap();
}

/// Everything a thief of the database reads, as one text.
async fn stolen(db: &TestDb) -> String {
    if let Location::Folder(folder) = &db.location {
        let files = fs::read_dir(folder).unwrap().flatten();
        let files = files.filter(|entry| entry.path().is_file());
        return files
            .map(|entry| String::from_utf8_lossy(&fs::read(entry.path()).unwrap()).into_owned())
            .collect();
    }
    let raw = db.raw().await;
    let mut all = String::new();
    for table in ["category", "edition", "record_version", "audit_entry"] {
        let rows = raw
            .query_all_raw(Statement::from_string(
                raw.get_database_backend(),
                format!("SELECT row_to_json(t)::text FROM {table} t"),
            ))
            .await
            .unwrap();
        for row in rows {
            all += &row.try_get_by_index::<String>(0).unwrap();
        }
    }
    all
}

#[tokio::test]
async fn the_data_without_the_key_show_no_category_of_anybody() {
    for db in databases().await {
        let (scope, facts) = school(&db.store, 1).await;
        let all = [category(&facts, 0), category(&facts, 1)];
        insert(&db.store, &scope, &all).await.unwrap();
        edition(&db.store, &scope).await;
        let text = stolen(&db).await;
        for secret in [BASIS, "risk_group", "ВШУ", &all[0].code] {
            assert!(!text.contains(secret), "{:?}: {secret}", db.engine());
        }
        if db.engine() == Engine::Sqlite {
            assert!(text.contains("organisation"), "the file was read");
        }
        assert_eq!(db.store.facts(&scope).await.unwrap().categories, all);
    }
}

#[tokio::test]
async fn a_category_of_a_person_of_another_school_is_refused() {
    for db in databases().await {
        let (scope, _) = school(&db.store, 1).await;
        let (_, foreign) = school(&db.store, 2).await;
        let outcome = insert(&db.store, &scope, &[category(&foreign, 0)]).await;
        assert!(
            matches!(outcome, Err(StoreError::Reference { .. })),
            "{outcome:?}"
        );
        let mut write = db.store.write(&scope, noon()).await.unwrap();
        let new = Facts {
            categories: vec![category(&foreign, 0)],
            ..Facts::default()
        };
        let outcome = write.import(&new, &Facts::default()).await;
        assert!(
            matches!(outcome, Err(StoreError::Reference { .. })),
            "{outcome:?}"
        );
    }
}

#[tokio::test]
async fn a_person_with_a_category_is_not_deleted() {
    for db in databases().await {
        let (scope, facts) = school(&db.store, 1).await;
        let alone = &facts.people[2];
        insert(&db.store, &scope, &[category(&facts, 2)])
            .await
            .unwrap();
        let mut write = db.store.write(&scope, noon()).await.unwrap();
        let outcome = write.delete(alone.id, alone.version()).await;
        assert!(
            matches!(outcome, Err(StoreError::Reference { .. })),
            "{outcome:?}"
        );
    }
}

#[tokio::test]
async fn two_categories_of_one_code_are_refused() {
    for db in databases().await {
        let (scope, facts) = school(&db.store, 1).await;
        let mut second = category(&facts, 0);
        insert(&db.store, &scope, &[second.clone()]).await.unwrap();
        second.id = Id::new(Uuid::from_u128(900));
        let outcome = insert(&db.store, &scope, &[second]).await;
        assert!(
            matches!(outcome, Err(StoreError::Duplicate { .. })),
            "{outcome:?}"
        );
    }
}

#[tokio::test]
async fn a_new_key_takes_over_everything_and_then_the_old_one_is_not_needed() {
    for db in databases().await {
        let (scope, facts) = school(&db.store, 1).await;
        let all = [category(&facts, 0), category(&facts, 1)];
        insert(&db.store, &scope, &all).await.unwrap();
        edition(&db.store, &scope).await;
        let old = keyring().fingerprints()[0];
        let used = db.store.keys_in_use().await.unwrap();
        assert_eq!(used.into_iter().collect::<Vec<_>>(), [(old, 3)]);
        db.store.close().await.unwrap();

        let two = Keyring::new([[7; KEY_BYTES], [8; KEY_BYTES]]);
        let store = Store::open(&db.location, two).await.unwrap();
        assert_eq!(store.reseal(noon()).await.unwrap(), 3);
        assert_eq!(store.reseal(noon()).await.unwrap(), 0, "done once");
        store.close().await.unwrap();

        let new = Keyring::new([[8; KEY_BYTES]]);
        let fingerprint = new.fingerprints()[0];
        let store = Store::open(&db.location, new).await.unwrap();
        let used = store.keys_in_use().await.unwrap();
        assert_eq!(used.into_iter().collect::<Vec<_>>(), [(fingerprint, 3)]);
        assert_eq!(store.facts(&scope).await.unwrap().categories, all);
        assert_eq!(store.list_editions(&scope).await.unwrap().len(), 1);
        store.close().await.unwrap();

        let lost = Store::open(&db.location, keyring()).await.unwrap();
        let outcome = lost.facts(&scope).await;
        assert!(
            matches!(outcome, Err(StoreError::KeyMissing { .. })),
            "{outcome:?}"
        );
        lost.close().await.unwrap();
    }
}
