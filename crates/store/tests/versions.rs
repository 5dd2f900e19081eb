//! Versions of records: kept with every change, closed to other schools, without special categories.
//!
//! Not here: who may change what (`app`). The one decision to know: every test looks at what stands
//! in the store afterwards, never at what was sent.

use opora_domain::people::{Category, CategoryKind, Person};
use opora_domain::permissions::OrgScope;
use opora_domain::{Id, Record, RecordKind, Value};
use opora_store::{RecordRow, RecordVersion, Store, StoreError, VersionAct};
use opora_testkit::databases;
use uuid::Uuid;

use crate::support::{at, entry, noon, school};

fn row(person: &Person) -> RecordRow {
    RecordRow {
        kind: RecordKind::Person,
        id: person.id.uuid(),
        code: person.code.clone(),
        version: person.version,
        values: person.values(),
    }
}

async fn history(store: &Store, scope: &OrgScope, id: Uuid) -> Vec<RecordVersion> {
    store
        .list_versions(scope, RecordKind::Person, id)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_change_keeps_what_was_before_and_who_made_it() {
    for db in databases().await {
        let (scope, facts) = school(&db.store, 1).await;
        let person = &facts.people[0];
        let mut changed = row(person);
        changed.values[1] = Value::Text("Новый".into());
        let later = at("2023-10-14T10:00:00Z");
        let mut write = db.store.write(&scope, later).await.unwrap();
        write
            .change_row(&changed, VersionAct::Change)
            .await
            .unwrap();
        write.audit(entry("record.change")).await.unwrap();
        write.commit().await.unwrap();
        let found = history(&db.store, &scope, changed.id).await;
        let told: Vec<_> = found.iter().map(|one| (one.version, one.act)).collect();
        assert_eq!(told, [(2, VersionAct::Change), (1, VersionAct::Earlier)]);
        assert_eq!((found[0].at, found[1].at), (Some(later), None));
        assert_eq!(found[0].actor.as_deref(), Some("system:test"));
        assert_eq!(found[1].values[1], Some(person.values()[1].clone()));
        assert_eq!(found[0].values[1], Some(Value::Text("Новый".into())));
    }
}

#[tokio::test]
async fn a_change_by_a_typed_update_or_an_import_is_kept_too() {
    for db in databases().await {
        let (scope, facts) = school(&db.store, 1).await;
        let mut person = facts.people[0].clone();
        person.given_name = "Второй".into();
        let mut write = db.store.write(&scope, noon()).await.unwrap();
        write.update(&person).await.unwrap();
        write.audit(entry("person.update")).await.unwrap();
        write.commit().await.unwrap();
        assert_eq!(history(&db.store, &scope, person.id.uuid()).await.len(), 2);
    }
}

#[tokio::test]
async fn a_deleted_record_comes_back_with_its_identifier_and_the_next_version() {
    for db in databases().await {
        let (scope, facts) = school(&db.store, 1).await;
        // The last person is in no pair and no base of the small school made here.
        let fresh = RecordRow {
            kind: RecordKind::Person,
            id: Uuid::from_u128(77),
            code: "Л-777".into(),
            version: 1,
            values: facts.people[0].values(),
        };
        let mut write = db.store.write(&scope, noon()).await.unwrap();
        write.add_row(&fresh).await.unwrap();
        write
            .remove_row(RecordKind::Person, fresh.id, 1, "внесён дважды")
            .await
            .unwrap();
        write.audit(entry("record.delete")).await.unwrap();
        write.commit().await.unwrap();
        let gone = db.store.get::<Person>(&scope, Id::new(fresh.id)).await;
        assert!(matches!(gone, Err(StoreError::NotFound)));
        let deleted = db
            .store
            .list_deleted(&scope, RecordKind::Person)
            .await
            .unwrap();
        assert_eq!(deleted.len(), 1);
        assert_eq!(deleted[0].reason.as_deref(), Some("внесён дважды"));

        let back = RecordRow {
            version: deleted[0].version,
            ..fresh.clone()
        };
        let mut write = db.store.write(&scope, noon()).await.unwrap();
        write.put_back(&back).await.unwrap();
        write.audit(entry("record.restore")).await.unwrap();
        write.commit().await.unwrap();
        let found = db
            .store
            .get::<Person>(&scope, Id::new(fresh.id))
            .await
            .unwrap();
        assert_eq!((found.version, found.values()), (3, fresh.values.clone()));
        let acts: Vec<_> = history(&db.store, &scope, fresh.id)
            .await
            .iter()
            .map(|one| one.act)
            .collect();
        assert_eq!(
            acts,
            [VersionAct::Restore, VersionAct::Delete, VersionAct::Add]
        );
        let none = db.store.list_deleted(&scope, RecordKind::Person).await;
        assert!(none.unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_record_others_refer_to_is_not_deleted_and_a_stale_one_is_a_conflict() {
    for db in databases().await {
        let (scope, facts) = school(&db.store, 1).await;
        let person = &facts.people[0];
        let kind = RecordKind::Person;
        let mut write = db.store.write(&scope, noon()).await.unwrap();
        let refused = write.remove_row(kind, person.id.uuid(), 1, "ошибка").await;
        assert!(matches!(refused, Err(StoreError::Reference { .. })));
        drop(write);
        let mut write = db.store.write(&scope, noon()).await.unwrap();
        let refused = write.remove_row(kind, person.id.uuid(), 9, "ошибка").await;
        assert!(matches!(refused, Err(StoreError::Conflict { .. })));
        drop(write);
        assert_eq!(db.store.facts(&scope).await.unwrap(), facts);
        assert!(
            history(&db.store, &scope, person.id.uuid())
                .await
                .is_empty()
        );
    }
}

#[tokio::test]
async fn versions_hold_nothing_of_special_categories_and_nothing_of_another_school() {
    for db in databases().await {
        let (scope, facts) = school(&db.store, 1).await;
        let (foreign, _) = school(&db.store, 2).await;
        let category = Category {
            id: Id::new(Uuid::from_u128(5)),
            code: "К-1".into(),
            version: 1,
            person: facts.people[0].id,
            kind: CategoryKind::Ovz,
            detail: Some("вариант 7.1".into()),
            basis: None,
            valid_from: "2023-09-01".parse().unwrap(),
            valid_to: None,
        };
        let row = RecordRow {
            kind: RecordKind::Category,
            id: category.id.uuid(),
            code: category.code.clone(),
            version: 1,
            values: category.values(),
        };
        let mut write = db.store.write(&scope, noon()).await.unwrap();
        write.add_row(&row).await.unwrap();
        write.audit(entry("record.add")).await.unwrap();
        write.commit().await.unwrap();
        let kind = RecordKind::Category;
        let own = db.store.list_versions(&scope, kind, row.id).await.unwrap();
        assert_eq!(own.len(), 1);
        assert!(own[0].values.iter().all(Option::is_none), "{own:?}");
        let mut write = db.store.write(&scope, noon()).await.unwrap();
        write
            .remove_row(kind, row.id, 1, "ОВЗ не подтверждено")
            .await
            .unwrap();
        write.audit(entry("record.delete")).await.unwrap();
        write.commit().await.unwrap();
        let own = db.store.list_versions(&scope, kind, row.id).await.unwrap();
        assert_eq!(own[0].act, VersionAct::Delete);
        assert!(
            own.iter().all(|version| version.reason.is_none()),
            "{own:?}"
        );
        let theirs = db
            .store
            .list_versions(&foreign, kind, row.id)
            .await
            .unwrap();
        assert!(theirs.is_empty());
    }
}
