//! Opening and migrating: locks, wrong places, newer data.
//!
//! Not here: folders without rights, which tests run by the superuser cannot make. The one decision
//! to know: every refusal names the place, and none names a password.

use opora_store::{Location, Migrated, Store, StoreError};
use opora_testkit::{databases, empty_databases};
use sea_orm::ConnectionTrait;

use crate::support::school;

#[tokio::test]
async fn a_second_opening_of_a_folder_is_refused_until_the_first_is_closed() {
    for db in databases().await {
        if let Location::Folder(folder) = &db.location {
            let outcome = Store::open(&db.location, opora_testkit::keyring()).await;
            let Err(StoreError::InUse { place }) = outcome else {
                panic!("{outcome:?}");
            };
            assert_eq!(place, folder.display().to_string());
            assert!(folder.join("files").is_dir());
            db.store.close().await.unwrap();
        }
        Store::open(&db.location, opora_testkit::keyring())
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn opening_does_not_migrate_and_migrating_twice_does_nothing() {
    for db in empty_databases().await {
        assert_eq!(db.store.schema_version().await.unwrap(), 0);
        let outcome = db.store.ready().await;
        assert!(
            matches!(outcome, Err(StoreError::Older { found: 0, .. })),
            "{outcome:?}"
        );
        let first = db.store.migrate().await.unwrap();
        assert_eq!(first.from, 0);
        let again = db.store.migrate().await.unwrap();
        assert_eq!(
            again,
            Migrated {
                from: first.to,
                to: first.to
            }
        );
        assert_eq!(db.store.schema_version().await.unwrap(), first.to);
        db.store.ready().await.unwrap();
    }
}

#[tokio::test]
async fn what_was_written_is_there_after_closing_and_opening() {
    for db in databases().await {
        let (scope, facts) = school(&db.store, 1).await;
        db.store.close().await.unwrap();
        assert!(matches!(
            db.store.facts(&scope).await,
            Err(StoreError::Busy)
        ));
        let store = Store::open(&db.location, opora_testkit::keyring())
            .await
            .unwrap();
        assert_eq!(store.facts(&scope).await.unwrap(), facts);
    }
}

#[tokio::test]
async fn data_of_a_newer_program_are_refused_and_left_free() {
    for db in databases().await {
        let raw = db.raw().await;
        raw.execute_unprepared("INSERT INTO schema_migration (number) VALUES (1000)")
            .await
            .unwrap();
        db.store.close().await.unwrap();
        for _ in 0..2 {
            let outcome = Store::open(&db.location, opora_testkit::keyring()).await;
            let Err(StoreError::Newer {
                found,
                known,
                place,
            }) = outcome
            else {
                panic!("{outcome:?}");
            };
            assert_eq!(found, 1000);
            assert!(known < found);
            assert!(!place.is_empty());
        }
    }
}

#[tokio::test]
async fn places_that_hold_no_data_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("нет");
    let outcome = Store::open(&Location::Folder(missing.clone()), opora_testkit::keyring()).await;
    assert!(
        matches!(&outcome, Err(StoreError::Missing { place }) if *place == missing.display().to_string())
    );
    assert!(!missing.exists());

    let file = folder.path().join("файл");
    std::fs::write(&file, "текст").unwrap();
    let outcome = Store::open(&Location::Folder(file), opora_testkit::keyring()).await;
    assert!(
        matches!(outcome, Err(StoreError::NotAFolder { .. })),
        "{outcome:?}"
    );

    std::fs::write(
        folder.path().join("opora.db"),
        "это не база данных".repeat(100),
    )
    .unwrap();
    let outcome = Store::open(
        &Location::Folder(folder.path().to_owned()),
        opora_testkit::keyring(),
    )
    .await;
    assert!(
        matches!(&outcome, Err(StoreError::Corrupt { place }) if place.ends_with("opora.db")),
        "{outcome:?}"
    );
}

#[tokio::test]
async fn a_folder_with_any_name_opens() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("Школа № 1? данные & #100%");
    std::fs::create_dir(&folder).unwrap();
    let store = Store::open(&Location::Folder(folder.clone()), opora_testkit::keyring())
        .await
        .unwrap();
    store.migrate().await.unwrap();
    assert!(folder.join("opora.db").is_file());
}

#[tokio::test]
async fn a_refused_address_is_named_without_its_password() {
    let nobody = Location::Url("postgres://opora:тайна@127.0.0.1:1/opora?password=secret".into());
    let outcome = Store::open(&nobody, opora_testkit::keyring()).await;
    let Err(error @ StoreError::Unreachable { .. }) = outcome else {
        panic!("{outcome:?}");
    };
    let shown = format!("{error} {error:?}");
    assert!(shown.contains("127.0.0.1:1"), "{shown}");
    for secret in ["тайна", "secret", "%D1%82"] {
        assert!(!shown.contains(secret), "{shown}");
    }
    for address in ["mysql://localhost/opora", "школа", ""] {
        let outcome = Store::open(&Location::Url(address.into()), opora_testkit::keyring()).await;
        assert!(
            matches!(outcome, Err(StoreError::BadAddress { .. })),
            "{outcome:?}"
        );
    }
}
