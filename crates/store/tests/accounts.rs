//! Users, memberships, sessions, links, throttling.
//!
//! Not here: passwords and tokens (`app`). The one decision to know: times are given, so that what
//! has ended is told from what has not without waiting.

use chrono::TimeDelta;
use opora_domain::UserId;
use opora_domain::permissions::{OrgScope, Role};
use opora_store::{Link, LinkPurpose, NewSession, Store, StoreError, User};
use opora_testkit::databases;
use uuid::Uuid;

use crate::support::{entry, noon, school};

fn user(number: u128, login: &str) -> User {
    User {
        id: UserId::new(Uuid::from_u128(number)),
        login: login.into(),
        display_name: format!("Пользователь {number}"),
        password_hash: "$argon2id$…".into(),
        language: "ru".into(),
        disabled: false,
        created_at: noon(),
    }
}

fn session(user: &User, token: &str) -> NewSession {
    NewSession {
        token_sha256: token.into(),
        user: user.id,
        created_at: noon(),
        expires_at: noon() + TimeDelta::hours(8),
        agent: "Firefox".into(),
    }
}

fn link(token: &str) -> Link {
    Link {
        token_sha256: token.into(),
        purpose: LinkPurpose::Invite,
        organisation: None,
        role: Some(Role::Curator),
        login: Some("ёлкина".into()),
        expires_at: noon() + TimeDelta::days(7),
        used_at: None,
    }
}

async fn grant(store: &Store, scope: &OrgScope, user: &User, role: Role) -> Result<(), StoreError> {
    let mut write = store.write(scope, noon()).await?;
    write.grant(user.id, role).await?;
    write.audit(entry("member.grant")).await?;
    write.commit().await.map(|_| ())
}

#[tokio::test]
async fn a_login_is_found_however_it_is_typed_and_is_unique() {
    for db in databases().await {
        let stored = user(1, " ЁЛКИНА@Школа ");
        db.store.insert_user(&stored).await.unwrap();
        let found = db
            .store
            .user_by_login("елкина@школа")
            .await
            .unwrap()
            .unwrap();
        assert_eq!(found.id, stored.id);
        assert_eq!(found.login, "елкина@школа");
        assert_eq!(db.store.user(stored.id).await.unwrap(), Some(found));
        assert_eq!(db.store.user_by_login("другая").await.unwrap(), None);
        let outcome = db.store.insert_user(&user(2, "Елкина@школа")).await;
        assert!(
            matches!(outcome, Err(StoreError::Duplicate { .. })),
            "{outcome:?}"
        );
    }
}

#[tokio::test]
async fn a_session_brings_its_user_and_all_memberships() {
    for db in databases().await {
        let (one, _) = school(&db.store, 1).await;
        let (two, _) = school(&db.store, 2).await;
        let stored = user(1, "head");
        db.store.insert_user(&stored).await.unwrap();
        db.store
            .insert_session(&session(&stored, "t"))
            .await
            .unwrap();
        let alone = db.store.session("t", noon()).await.unwrap().unwrap();
        assert_eq!((alone.user.id, alone.memberships.len()), (stored.id, 0));

        grant(&db.store, &two, &stored, Role::Curator)
            .await
            .unwrap();
        grant(&db.store, &one, &stored, Role::Curator)
            .await
            .unwrap();
        grant(&db.store, &one, &stored, Role::Head).await.unwrap();
        let now = noon() + TimeDelta::minutes(5);
        db.store.touch("t", now).await.unwrap();
        let full = db.store.session("t", now).await.unwrap().unwrap();
        let roles: Vec<_> = full
            .memberships
            .iter()
            .map(|one| (one.organisation, one.role))
            .collect();
        assert_eq!(
            roles,
            [
                (one.organisation(), Role::Head),
                (two.organisation(), Role::Curator)
            ]
        );
        assert_eq!(full.last_seen_at, now);
        assert_eq!(
            db.store.memberships_of(stored.id).await.unwrap(),
            full.memberships
        );
    }
}

#[tokio::test]
async fn a_session_that_is_over_or_ended_gives_nothing() {
    for db in databases().await {
        let stored = user(1, "head");
        let store = &db.store;
        store.insert_user(&stored).await.unwrap();
        for token in ["a", "b", "c"] {
            store
                .insert_session(&session(&stored, token))
                .await
                .unwrap();
        }
        let end = noon() + TimeDelta::hours(8);
        assert!(
            store
                .session("a", end - TimeDelta::milliseconds(1))
                .await
                .unwrap()
                .is_some()
        );
        assert!(store.session("a", end).await.unwrap().is_none());
        assert!(store.session("x", noon()).await.unwrap().is_none());
        store.delete_session("a").await.unwrap();
        assert!(store.session("a", noon()).await.unwrap().is_none());
        assert!(store.session("b", noon()).await.unwrap().is_some());
        store.delete_sessions_of(stored.id).await.unwrap();
        assert!(store.session("b", noon()).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn a_new_password_and_disabling_end_all_sessions() {
    for db in databases().await {
        let stored = user(1, "head");
        let store = &db.store;
        store.insert_user(&stored).await.unwrap();
        store.insert_session(&session(&stored, "a")).await.unwrap();
        store.set_password(stored.id, "new").await.unwrap();
        assert!(store.session("a", noon()).await.unwrap().is_none());
        assert_eq!(
            store.user(stored.id).await.unwrap().unwrap().password_hash,
            "new"
        );

        store.insert_session(&session(&stored, "b")).await.unwrap();
        store.set_disabled(stored.id, true).await.unwrap();
        store.insert_session(&session(&stored, "c")).await.unwrap();
        for token in ["b", "c"] {
            assert!(store.session(token, noon()).await.unwrap().is_none());
        }
        let nobody = UserId::new(Uuid::from_u128(9));
        let outcome = store.set_password(nobody, "new").await;
        assert!(matches!(outcome, Err(StoreError::NotFound)), "{outcome:?}");
    }
}

#[tokio::test]
async fn members_are_listed_by_organisation_and_leave_it() {
    for db in databases().await {
        let (one, _) = school(&db.store, 1).await;
        let (two, _) = school(&db.store, 2).await;
        let (first, second) = (user(1, "б"), user(2, "а"));
        for user in [&first, &second] {
            db.store.insert_user(user).await.unwrap();
            grant(&db.store, &one, user, Role::Curator).await.unwrap();
        }
        let members = db.store.list_members(&one).await.unwrap();
        let logins: Vec<_> = members
            .iter()
            .map(|member| member.user.login.as_str())
            .collect();
        assert_eq!(logins, ["а", "б"]);
        assert!(db.store.list_members(&two).await.unwrap().is_empty());

        let mut write = db.store.write(&two, noon()).await.unwrap();
        let outcome = write.revoke(first.id).await;
        assert!(matches!(outcome, Err(StoreError::NotFound)), "{outcome:?}");
        drop(write);
        let mut write = db.store.write(&one, noon()).await.unwrap();
        write.revoke(first.id).await.unwrap();
        write.audit(entry("member.revoke")).await.unwrap();
        write.commit().await.unwrap();
        assert_eq!(db.store.list_members(&one).await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn a_membership_without_an_audit_entry_or_a_user_is_refused() {
    for db in databases().await {
        let (one, _) = school(&db.store, 1).await;
        let stored = user(1, "head");
        let outcome = grant(&db.store, &one, &stored, Role::Head).await;
        assert!(
            matches!(outcome, Err(StoreError::Reference { .. })),
            "{outcome:?}"
        );

        db.store.insert_user(&stored).await.unwrap();
        let mut write = db.store.write(&one, noon()).await.unwrap();
        write.grant(stored.id, Role::Head).await.unwrap();
        assert!(matches!(write.commit().await, Err(StoreError::NotAudited)));
        assert!(db.store.list_members(&one).await.unwrap().is_empty());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_link_is_used_once_even_by_many_at_once() {
    for db in databases().await {
        db.store.insert_link(&link("l")).await.unwrap();
        let takers: Vec<_> = (0..12)
            .map(|_| {
                let store = db.store.clone();
                tokio::spawn(async move { store.consume_link("l", noon()).await.unwrap() })
            })
            .collect();
        let mut taken = Vec::new();
        for taker in takers {
            taken.extend(taker.await.unwrap());
        }
        let used = Link {
            login: Some("елкина".into()),
            used_at: Some(noon()),
            ..link("l")
        };
        assert_eq!(taken, [used]);
        assert_eq!(db.store.link("l", noon()).await.unwrap(), None);
    }
}

#[tokio::test]
async fn a_link_that_is_over_is_not_given_and_looking_does_not_use_it() {
    for db in databases().await {
        let (one, _) = school(&db.store, 1).await;
        let mut stored = link("l");
        stored.organisation = Some(one.organisation());
        db.store.insert_link(&stored).await.unwrap();
        let late = noon() + TimeDelta::days(7);
        assert_eq!(db.store.consume_link("l", late).await.unwrap(), None);
        for _ in 0..2 {
            assert!(db.store.link("l", noon()).await.unwrap().is_some());
        }
    }
}

#[tokio::test]
async fn an_invitation_is_accepted_all_or_nothing() {
    for db in databases().await {
        let (one, _) = school(&db.store, 1).await;
        let mut write = db.store.write(&one, noon()).await.unwrap();
        write.insert_link(&link("l")).await.unwrap();
        write.audit(entry("member.invite")).await.unwrap();
        write.commit().await.unwrap();
        let stored = user(1, "head");
        for finish in [false, true] {
            let mut write = db.store.write(&one, noon()).await.unwrap();
            assert!(write.consume_link("l").await.unwrap().is_some());
            write.insert_user(&stored).await.unwrap();
            write.set_password(stored.id, "set").await.unwrap();
            write.grant(stored.id, Role::Head).await.unwrap();
            write.audit(entry("member.join")).await.unwrap();
            if finish {
                write.commit().await.unwrap();
            }
        }
        assert_eq!(db.store.link("l", noon()).await.unwrap(), None);
        assert_eq!(db.store.memberships_of(stored.id).await.unwrap().len(), 1);
        assert_eq!(
            db.store
                .user(stored.id)
                .await
                .unwrap()
                .unwrap()
                .password_hash,
            "set"
        );
    }
}

#[tokio::test]
async fn attempts_are_counted_by_key_and_time() {
    for db in databases().await {
        let store = &db.store;
        for minute in 0..5 {
            let when = noon() + TimeDelta::minutes(minute);
            store.record_attempt("k", when).await.unwrap();
        }
        store.record_attempt("other", noon()).await.unwrap();
        assert_eq!(store.count_attempts("k", noon()).await.unwrap(), 5);
        let later = noon() + TimeDelta::minutes(3);
        assert_eq!(store.count_attempts("k", later).await.unwrap(), 2);
    }
}

#[tokio::test]
async fn what_has_run_out_is_forgotten_and_nothing_else() {
    for db in databases().await {
        let store = &db.store;
        let user = user(1, "одна");
        store.insert_user(&user).await.unwrap();
        store.record_attempt("k", noon()).await.unwrap();
        store.insert_session(&session(&user, "s")).await.unwrap();
        store.insert_link(&link("l")).await.unwrap();
        // What is still there cannot be put down again.
        store
            .forget_expired(session(&user, "s").expires_at)
            .await
            .unwrap();
        assert!(store.insert_session(&session(&user, "s")).await.is_err());
        assert!(store.insert_link(&link("l")).await.is_err());
        let much_later = session(&user, "s").expires_at + TimeDelta::days(60);
        store.forget_expired(much_later).await.unwrap();
        store.insert_session(&session(&user, "s")).await.unwrap();
        store.insert_link(&link("l")).await.unwrap();
        assert_eq!(store.count_attempts("k", noon()).await.unwrap(), 0);
    }
}

#[test]
fn a_user_in_a_log_shows_neither_name_nor_hash() {
    let shown = format!("{:?}", user(1, "head"));
    assert!(!shown.contains("argon2"), "{shown}");
    assert!(!shown.contains("Пользователь"), "{shown}");
    assert!(!shown.contains("head"), "{shown}");
}
