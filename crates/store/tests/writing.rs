//! Writing: round trips, versions, revisions, rolling back.
//!
//! Not here: walls between organisations, the chain of the audit log. The one decision to know: a
//! test that expects nothing to be written compares all facts before and after.

use opora_domain::Facts;
use opora_domain::Id;
use opora_domain::people::Person;
use opora_store::{AuditEntry, StoreError};
use opora_testkit::{School, databases};
use uuid::Uuid;

use crate::support::{entry, noon, school};

#[tokio::test]
async fn facts_come_back_as_they_were_written_in_the_order_of_codes() {
    for db in databases().await {
        let (scope, facts) = school(&db.store, 1).await;
        assert_eq!(db.store.facts(&scope).await.unwrap(), facts);
        let people = db.store.list::<Person>(&scope).await.unwrap();
        assert_eq!(people, facts.people);
        let one = db.store.get(&scope, facts.acts[0].id).await.unwrap();
        assert_eq!(one.forms, ["teacher_pupil", "pupil_pupil"]);
    }
}

#[tokio::test]
async fn more_rows_than_fit_one_statement_are_written() {
    for db in databases().await {
        let large = School::new(7).pupils(1_203).teachers(40);
        let organisation = large.organisation();
        let facts = large.facts();
        let store = &db.store;
        store
            .create_organisation(organisation, "Большая", noon())
            .await
            .unwrap();
        let scope = opora_domain::permissions::OrgScope::system_without_actor(organisation, "test");
        let mut write = store.write(&scope, noon()).await.unwrap();
        write.import(&facts, &Facts::default()).await.unwrap();
        write.audit(entry("facts.import")).await.unwrap();
        write.commit().await.unwrap();
        assert_eq!(store.facts(&scope).await.unwrap(), facts);
    }
}

#[tokio::test]
async fn an_update_of_a_stale_version_is_a_conflict_and_changes_nothing() {
    for db in databases().await {
        let (scope, facts) = school(&db.store, 1).await;
        let mut person = facts.people[0].clone();
        person.given_name = "Первый".into();
        let mut write = db.store.write(&scope, noon()).await.unwrap();
        write.update(&person).await.unwrap();
        write.audit(entry("person.update")).await.unwrap();
        write.commit().await.unwrap();

        person.given_name = "Второй".into();
        let mut write = db.store.write(&scope, noon()).await.unwrap();
        let error = write.update(&person).await.unwrap_err();
        assert!(
            matches!(error, StoreError::Conflict { table: "person" }),
            "{error}"
        );
        drop(write);

        let stored = db.store.get(&scope, person.id).await.unwrap();
        assert_eq!((stored.given_name.as_str(), stored.version), ("Первый", 2));
    }
}

#[tokio::test]
async fn an_import_inserts_and_changes_in_one_go_and_refuses_stale_changes() {
    for db in databases().await {
        let (scope, facts) = school(&db.store, 1).await;
        let mut changed = Facts::default();
        changed.people.push(facts.people[1].clone());
        changed.people[0].patronymic = Some("Ильич".into());
        for expected in [true, false] {
            let mut write = db.store.write(&scope, noon()).await.unwrap();
            let outcome = write.import(&Facts::default(), &changed).await;
            assert_eq!(outcome.is_ok(), expected);
            if expected {
                write.audit(entry("facts.import")).await.unwrap();
                write.commit().await.unwrap();
            }
        }
        let stored = db.store.get(&scope, facts.people[1].id).await.unwrap();
        assert_eq!(stored.patronymic.as_deref(), Some("Ильич"));
    }
}

#[tokio::test]
async fn a_record_others_refer_to_is_not_deleted_and_a_free_one_is() {
    for db in databases().await {
        let (scope, facts) = school(&db.store, 1).await;
        let mut write = db.store.write(&scope, noon()).await.unwrap();
        let outcome = write.delete(facts.people[0].id, 1).await;
        assert!(
            matches!(outcome, Err(StoreError::Reference { .. })),
            "{outcome:?}"
        );
        drop(write);

        let meeting = &facts.meetings[0];
        let mut write = db.store.write(&scope, noon()).await.unwrap();
        write.delete(meeting.id, 1).await.unwrap();
        write.audit(entry("meeting.delete")).await.unwrap();
        write.commit().await.unwrap();
        let outcome = db.store.get(&scope, meeting.id).await;
        assert!(matches!(outcome, Err(StoreError::NotFound)));

        let mut write = db.store.write(&scope, noon()).await.unwrap();
        let outcome = write.delete(Id::<Person>::new(Uuid::nil()), 1).await;
        assert!(matches!(outcome, Err(StoreError::NotFound)));
    }
}

#[tokio::test]
async fn a_code_is_unique_within_an_organisation_only() {
    for db in databases().await {
        let (scope, facts) = school(&db.store, 1).await;
        school(&db.store, 2).await;
        let mut twin = facts.people[0].clone();
        twin.id = Id::new(Uuid::from_u128(99));
        let mut write = db.store.write(&scope, noon()).await.unwrap();
        let error = write.insert(&[twin]).await.unwrap_err();
        assert!(
            matches!(&error, StoreError::Duplicate { place } if place == "person"),
            "{error:?}"
        );
    }
}

#[tokio::test]
async fn a_write_dropped_without_commit_leaves_nothing() {
    for db in databases().await {
        let (scope, facts) = school(&db.store, 1).await;
        let revision = db.store.revision(&scope).await.unwrap();
        let mut write = db.store.write(&scope, noon()).await.unwrap();
        write.delete(facts.meetings[0].id, 1).await.unwrap();
        write.audit(entry("meeting.delete")).await.unwrap();
        drop(write);
        assert_eq!(db.store.facts(&scope).await.unwrap(), facts);
        assert_eq!(db.store.revision(&scope).await.unwrap(), revision);
        assert_eq!(
            db.store.audit_list(&scope, None, 10).await.unwrap().len(),
            1
        );
    }
}

#[tokio::test]
async fn a_write_without_an_audit_entry_is_refused() {
    for db in databases().await {
        let (scope, facts) = school(&db.store, 1).await;
        let mut write = db.store.write(&scope, noon()).await.unwrap();
        write.delete(facts.meetings[0].id, 1).await.unwrap();
        let outcome = write.commit().await;
        assert!(matches!(outcome, Err(StoreError::NotAudited)));
        assert_eq!(db.store.facts(&scope).await.unwrap(), facts);
    }
}

#[tokio::test]
async fn a_failed_audit_entry_fails_the_whole_write() {
    for db in databases().await {
        let (scope, facts) = school(&db.store, 1).await;
        let mut write = db.store.write(&scope, noon()).await.unwrap();
        write.delete(facts.meetings[0].id, 1).await.unwrap();
        write.audit(entry("meeting.delete")).await.unwrap();
        let nameless = AuditEntry {
            action: "",
            ..entry("x")
        };
        assert!(write.audit(nameless).await.is_err());
        assert!(matches!(write.commit().await, Err(StoreError::Aborted)));
        assert_eq!(db.store.facts(&scope).await.unwrap(), facts);
        assert_eq!(
            db.store.audit_list(&scope, None, 10).await.unwrap().len(),
            1
        );
    }
}

#[tokio::test]
async fn an_audit_log_that_cannot_be_written_stops_every_write() {
    for db in databases().await {
        let (scope, facts) = school(&db.store, 1).await;
        let organisation = scope.organisation().uuid();
        db.execute_raw(organisation, "DROP TABLE audit_entry").await;
        let mut write = db.store.write(&scope, noon()).await.unwrap();
        write.delete(facts.meetings[0].id, 1).await.unwrap();
        assert!(write.audit(entry("meeting.delete")).await.is_err());
        assert!(matches!(write.commit().await, Err(StoreError::Aborted)));
        assert_eq!(db.store.facts(&scope).await.unwrap(), facts);
    }
}

#[tokio::test]
async fn every_committed_write_moves_the_revision_on_and_reads_do_not() {
    for db in databases().await {
        let (scope, _) = school(&db.store, 1).await;
        let (other, _) = school(&db.store, 2).await;
        assert_eq!(db.store.revision(&scope).await.unwrap(), 1);
        let mut write = db.store.write(&scope, noon()).await.unwrap();
        write.audit(entry("nothing")).await.unwrap();
        assert_eq!(write.commit().await.unwrap(), 2);
        db.store
            .audit_read(&scope, noon(), entry("people.list"))
            .await
            .unwrap();
        assert_eq!(db.store.facts_at(&scope).await.unwrap().0, 2);
        assert_eq!(db.store.revision(&other).await.unwrap(), 1);
    }
}

#[tokio::test]
async fn a_key_counts_once_in_an_organisation() {
    for db in databases().await {
        let (scope, _) = school(&db.store, 1).await;
        let (other, _) = school(&db.store, 2).await;
        for (scope, first) in [(scope, true), (scope, false), (other, true)] {
            let mut write = db.store.write(&scope, noon()).await.unwrap();
            assert_eq!(write.once("форма-1").await.unwrap(), first);
            write.audit(entry("once")).await.unwrap();
            write.commit().await.unwrap();
        }
    }
}
