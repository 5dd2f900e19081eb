//! The audit log: order, chain, tampering.
//!
//! Not here: writes that fail with their entry (`writing`). The one decision to know: rows are
//! spoiled past the store, as somebody with the file in hands would do it.

use opora_domain::permissions::{Membership, OrgScope, Role};
use opora_domain::{Id, UserId, permissions};
use opora_store::{AuditBreak, BreakKind};
use opora_testkit::{TestDb, databases};
use uuid::Uuid;

use crate::support::{at, entry, noon, school};

async fn five_rows(db: &TestDb) -> OrgScope {
    let (scope, _) = school(&db.store, 1).await;
    for action in ["two", "three", "four", "five"] {
        db.store
            .audit_read(&scope, at("2023-10-13T12:00:00.123456789Z"), entry(action))
            .await
            .unwrap();
    }
    scope
}

#[tokio::test]
async fn rows_are_numbered_and_listed_newest_first_in_pages() {
    for db in databases().await {
        let scope = five_rows(&db).await;
        let page = db.store.audit_list(&scope, None, 2).await.unwrap();
        let numbers: Vec<i64> = page.iter().map(|row| row.seq).collect();
        assert_eq!(numbers, [5, 4]);
        assert_eq!(page[0].action, "five");
        assert_eq!(page[0].actor, "system:test");
        let rest = db.store.audit_list(&scope, Some(4), 10).await.unwrap();
        assert_eq!(rest.len(), 3);
        assert_eq!(rest[2].action, "facts.import");
    }
}

#[tokio::test]
async fn an_entry_names_the_user_who_acted() {
    for db in databases().await {
        let (scope, _) = school(&db.store, 1).await;
        let member = Membership {
            organisation: scope.organisation(),
            user: UserId::new(Uuid::from_u128(3)),
            role: Role::Head,
        };
        let scope = permissions::permit(&member, permissions::Action::SeePeople).unwrap();
        db.store
            .audit_read(&scope, noon(), entry("people.list"))
            .await
            .unwrap();
        let rows = db.store.audit_list(&scope, None, 1).await.unwrap();
        assert_eq!(rows[0].actor, format!("user:{}", Uuid::from_u128(3)));
    }
}

#[tokio::test]
async fn an_untouched_log_is_whole() {
    for db in databases().await {
        let scope = five_rows(&db).await;
        let verdict = db.store.audit_verify(scope.organisation()).await.unwrap();
        assert_eq!((verdict.rows, verdict.first_bad), (5, None));
    }
}

#[tokio::test]
async fn the_first_tampered_row_is_named() {
    let cases = [
        (
            "UPDATE audit_entry SET detail = 'иное' WHERE seq IN (3, 4)",
            3,
            BreakKind::Changed,
        ),
        (
            "UPDATE audit_entry SET subject_code = NULL WHERE seq = 2",
            2,
            BreakKind::Changed,
        ),
        (
            "UPDATE audit_entry SET hash = '00' WHERE seq = 5",
            5,
            BreakKind::Changed,
        ),
        (
            "DELETE FROM audit_entry WHERE seq = 2",
            2,
            BreakKind::Missing,
        ),
        (
            "DELETE FROM audit_entry WHERE seq >= 4",
            4,
            BreakKind::Missing,
        ),
        ("DELETE FROM audit_entry", 1, BreakKind::Missing),
        (
            "UPDATE organisation SET audit_seq = 4, \
             audit_hash = (SELECT hash FROM audit_entry WHERE seq = 4)",
            5,
            BreakKind::Added,
        ),
    ];
    for (statement, seq, why) in cases {
        for db in databases().await {
            let scope = five_rows(&db).await;
            let organisation = scope.organisation();
            db.forge(organisation.uuid(), statement).await;
            let verdict = db.store.audit_verify(organisation).await.unwrap();
            assert_eq!(
                verdict.first_bad,
                Some(AuditBreak { seq, why }),
                "{statement}"
            );
        }
    }
}

#[tokio::test]
async fn the_database_itself_refuses_to_change_the_log() {
    for db in databases().await {
        let organisation = five_rows(&db).await.organisation();
        for statement in [
            "UPDATE audit_entry SET detail = 'иное' WHERE seq = 3",
            "DELETE FROM audit_entry WHERE seq = 5",
        ] {
            let done = db.attempt_raw(organisation.uuid(), statement).await;
            let said = done.unwrap_err().to_string();
            assert!(said.contains("audit_entry never changes"), "{said}");
        }
        let verdict = db.store.audit_verify(organisation).await.unwrap();
        assert_eq!((verdict.rows, verdict.first_bad), (5, None));
    }
}

#[tokio::test]
async fn a_row_moved_between_organisations_is_noticed() {
    for db in databases().await {
        let scope = five_rows(&db).await;
        let (other, _) = school(&db.store, 2).await;
        let row = &db.store.audit_list(&other, None, 1).await.unwrap()[0];
        let statement = format!(
            "UPDATE audit_entry SET hash = '{}' WHERE seq = 1 AND detail = '{}'",
            row.hash, row.detail
        );
        db.forge(scope.organisation().uuid(), &statement).await;
        let verdict = db.store.audit_verify(scope.organisation()).await.unwrap();
        assert_eq!(verdict.first_bad.unwrap().seq, 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn numbers_have_no_gaps_when_many_write_at_once() {
    for db in databases().await {
        let (scope, _) = school(&db.store, 1).await;
        let writers: Vec<_> = (0..16)
            .map(|number| {
                let store = db.store.clone();
                tokio::spawn(async move {
                    let mut write = store.write(&scope, noon()).await.unwrap();
                    write.audit(entry("at once")).await.unwrap();
                    // Every fourth is given up; it may not leave a gap.
                    if number % 4 == 0 {
                        drop(write);
                        None
                    } else {
                        Some(write.commit().await.unwrap())
                    }
                })
            })
            .collect();
        let mut revisions = Vec::new();
        for writer in writers {
            revisions.extend(writer.await.unwrap());
        }
        revisions.sort_unstable();
        assert_eq!(revisions, (2..=13).collect::<Vec<i64>>());
        let verdict = db.store.audit_verify(scope.organisation()).await.unwrap();
        assert_eq!((verdict.rows, verdict.first_bad), (13, None));
    }
}

#[tokio::test]
async fn an_oversized_entry_is_refused() {
    for db in databases().await {
        let (scope, _) = school(&db.store, 1).await;
        let mut long = entry("note");
        long.detail = "х".repeat(10_000);
        assert!(db.store.audit_read(&scope, noon(), long).await.is_err());
        let unknown = OrgScope::system_without_actor(Id::new(Uuid::from_u128(4)), "test");
        assert!(
            db.store
                .audit_read(&unknown, noon(), entry("a"))
                .await
                .is_err()
        );
    }
}
