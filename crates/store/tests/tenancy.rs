//! Walls between organisations.
//!
//! Not here: permissions (`domain`, `app`). The one decision to know: an identifier of another
//! organisation is tried wherever an identifier goes in, and has to look like an unknown one.

use opora_domain::Id;
use opora_domain::people::Person;
use opora_domain::permissions::OrgScope;
use opora_store::{Engine, StoreError};
use opora_testkit::databases;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use uuid::Uuid;

use crate::support::{entry, noon, school};

#[tokio::test]
async fn a_foreign_identifier_looks_like_an_unknown_one() {
    for db in databases().await {
        let (mine, _) = school(&db.store, 1).await;
        let (_, theirs) = school(&db.store, 2).await;
        let foreign = theirs.people[0].id;
        let unknown = Id::<Person>::new(Uuid::from_u128(77));
        for id in [foreign, unknown] {
            let error = db.store.get(&mine, id).await.unwrap_err();
            assert!(matches!(error, StoreError::NotFound), "{error:?}");

            let mut write = db.store.write(&mine, noon()).await.unwrap();
            let error = write.delete(id, 1).await.unwrap_err();
            assert!(matches!(error, StoreError::NotFound), "{error:?}");
            drop(write);

            let mut person = theirs.people[0].clone();
            person.id = id;
            let mut write = db.store.write(&mine, noon()).await.unwrap();
            let error = write.update(&person).await.unwrap_err();
            assert!(matches!(error, StoreError::NotFound), "{error:?}");
        }
    }
}

#[tokio::test]
async fn a_reference_into_another_organisation_is_refused() {
    for db in databases().await {
        let (mine, facts) = school(&db.store, 1).await;
        let (_, theirs) = school(&db.store, 2).await;
        let mut enrolment = facts.enrolments[0].clone();
        enrolment.id = Id::new(Uuid::from_u128(88));
        enrolment.code = "З-чужой".into();
        enrolment.person = theirs.people[0].id;
        let mut write = db.store.write(&mine, noon()).await.unwrap();
        write.audit(entry("enrolment.insert")).await.unwrap();
        let error = write.insert(&[enrolment]).await.unwrap_err();
        assert!(matches!(error, StoreError::Reference { .. }), "{error:?}");
        drop(write);

        let mut enrolment = facts.enrolments[0].clone();
        enrolment.person = theirs.people[0].id;
        let mut write = db.store.write(&mine, noon()).await.unwrap();
        let error = write.update(&enrolment).await.unwrap_err();
        assert!(matches!(error, StoreError::Reference { .. }), "{error:?}");
    }
}

#[tokio::test]
async fn an_unknown_organisation_has_nothing_and_takes_nothing() {
    for db in databases().await {
        school(&db.store, 1).await;
        let nobody = OrgScope::system_without_actor(Id::new(Uuid::from_u128(5)), "test");
        let store = &db.store;
        assert!(matches!(
            store.revision(&nobody).await,
            Err(StoreError::NotFound)
        ));
        assert!(matches!(
            store.facts(&nobody).await,
            Err(StoreError::NotFound)
        ));
        assert!(matches!(
            store.write(&nobody, noon()).await,
            Err(StoreError::NotFound)
        ));
        let verdict = store.audit_verify(nobody.organisation()).await;
        assert!(matches!(verdict, Err(StoreError::NotFound)));
        assert!(store.list::<Person>(&nobody).await.unwrap().is_empty());
        assert!(
            store
                .audit_list(&nobody, None, 10)
                .await
                .unwrap()
                .is_empty()
        );
    }
}

#[tokio::test]
async fn each_organisation_lists_its_own_rows_only() {
    for db in databases().await {
        let (one, facts) = school(&db.store, 1).await;
        let (other, others) = school(&db.store, 2).await;
        assert_eq!(db.store.facts(&one).await.unwrap(), facts);
        assert_eq!(db.store.facts(&other).await.unwrap(), others);
        let names = db.store.list_organisations().await.unwrap();
        assert_eq!(names.len(), 2);
        assert_eq!(names[0].1, "Школа № 1");
    }
}

#[tokio::test]
async fn postgresql_shows_no_row_without_an_organisation() {
    for db in databases().await {
        if db.engine() != Engine::Postgres {
            continue;
        }
        let (scope, facts) = school(&db.store, 1).await;
        let raw = db.raw().await;
        let count = async || {
            let all = Statement::from_string(DbBackend::Postgres, "SELECT count(*) FROM person");
            let row = raw.query_one_raw(all).await.unwrap().unwrap();
            usize::try_from(row.try_get_by_index::<i64>(0).unwrap()).unwrap()
        };
        assert_eq!(count().await, 0);
        for (organisation, seen) in [
            (scope.organisation().uuid(), facts.people.len()),
            (Uuid::from_u128(1), 0),
        ] {
            let enter = format!("SET opora.organisation = '{organisation}'");
            raw.execute_unprepared(&enter).await.unwrap();
            assert_eq!(count().await, seen);
        }
        raw.execute_unprepared("RESET opora.organisation")
            .await
            .unwrap();
        assert_eq!(count().await, 0);
    }
}

#[tokio::test]
async fn postgresql_guards_every_table_that_belongs_to_an_organisation() {
    for db in databases().await {
        if db.engine() != Engine::Postgres {
            continue;
        }
        let unguarded = Statement::from_string(
            DbBackend::Postgres,
            "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid \
             WHERE c.relkind = 'r' AND a.attname = 'organisation_id' \
             AND NOT (c.relrowsecurity AND c.relforcerowsecurity) ORDER BY 1",
        );
        let rows = db.raw().await.query_all_raw(unguarded).await.unwrap();
        let names: Vec<String> = rows
            .iter()
            .map(|row| row.try_get_by_index(0).unwrap())
            .collect();
        // Read before anybody is recognised.
        assert_eq!(names, ["membership", "one_time_link"]);
    }
}
