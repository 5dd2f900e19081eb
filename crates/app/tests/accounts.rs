//! Signing in, links, members.

use opora_app::Failure;
use opora_app::accounts::{Accept, AcceptError, SignIn, SignInError};
use opora_app::members::MemberError;
use opora_app::setup::DEMO_PASSWORD;
use opora_domain::RecordKind;
use opora_domain::permissions::{Action, OrgScope, Role};

use crate::harness::{day, demo_worlds, empty_worlds};

fn typed(login: &str, password: &str, address: &str) -> SignIn {
    SignIn {
        login: login.to_owned(),
        password: password.to_owned(),
        address: address.to_owned(),
        agent: "test".to_owned(),
    }
}

fn accept(token: &str, login: &str, password: &str) -> Accept {
    Accept {
        token: token.to_owned(),
        login: login.to_owned(),
        display_name: "Первый Директор".to_owned(),
        password: password.to_owned(),
    }
}

#[tokio::test]
async fn the_first_link_makes_one_head_and_is_used_once() {
    for world in empty_worlds().await {
        let app = &world.app;
        let token = app.first_link(world.organisation).await.unwrap().unwrap();
        assert!(app.link(&token).await.unwrap().is_some());
        assert!(
            app.link(&token).await.unwrap().is_some(),
            "looking does not use it up"
        );
        let short = app
            .accept_link(accept(&token, "head", "1234567"), "test")
            .await;
        assert!(matches!(
            short,
            Err(Failure::Rule(AcceptError::PasswordTooShort))
        ));
        app.accept_link(accept(&token, "Head ", "12345678"), "test")
            .await
            .unwrap();
        let again = app
            .accept_link(accept(&token, "other", "12345678"), "test")
            .await;
        assert!(matches!(
            again,
            Err(Failure::Rule(AcceptError::LinkInvalid))
        ));
        assert!(app.first_link(world.organisation).await.unwrap().is_none());
        app.sign_in(typed("HEAD", "12345678", "a")).await.unwrap();
    }
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_name_say_the_same_and_eight_failures_wait() {
    for world in demo_worlds().await {
        let app = &world.app;
        for _ in 0..8 {
            let refused = app.sign_in(typed("kurator", "неверно", "10.0.0.1")).await;
            assert!(matches!(refused, Err(Failure::Rule(SignInError::Wrong))));
        }
        let unknown = app.sign_in(typed("никто", "неверно", "10.0.0.1")).await;
        assert!(matches!(unknown, Err(Failure::Rule(SignInError::Wrong))));
        let waits = app
            .sign_in(typed("kurator", DEMO_PASSWORD, "10.0.0.1"))
            .await;
        assert!(matches!(waits, Err(Failure::Rule(SignInError::TooMany))));
        app.sign_in(typed("direktor", DEMO_PASSWORD, "10.0.0.1"))
            .await
            .unwrap();
        app.sign_in(typed("kurator", DEMO_PASSWORD, "10.0.0.2"))
            .await
            .unwrap();
        world.clock.advance(chrono::TimeDelta::minutes(11));
        app.sign_in(typed("kurator", DEMO_PASSWORD, "10.0.0.1"))
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn a_session_ends_when_signed_out_or_idle() {
    for world in demo_worlds().await {
        let app = &world.app;
        let opened = app
            .sign_in(typed("kurator", DEMO_PASSWORD, "a"))
            .await
            .unwrap();
        assert!(app.session(&opened.token).await.unwrap().is_some());
        app.sign_out(&opened.token).await.unwrap();
        assert!(app.session(&opened.token).await.unwrap().is_none());
        let opened = app
            .sign_in(typed("kurator", DEMO_PASSWORD, "a"))
            .await
            .unwrap();
        world.clock.advance(chrono::TimeDelta::hours(13));
        assert!(app.session(&opened.token).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn only_a_head_manages_members_and_the_last_head_stays() {
    for world in demo_worlds().await {
        let app = &world.app;
        let curator = world.member(Role::Curator).await;
        assert!(matches!(
            app.invite(&curator, "new", Role::Curator).await,
            Err(Failure::Denied)
        ));
        let head = world.member(Role::Head).await;
        let members = app.members(&head).await.unwrap();
        let own = members.iter().find(|one| one.role == Role::Head).unwrap();
        let refused = app.change_role(&head, own.user.id, Role::Curator).await;
        assert!(matches!(refused, Err(Failure::Rule(MemberError::LastHead))));
        let invitation = app.invite(&head, "Second.Head", Role::Head).await.unwrap();
        app.accept_link(accept(&invitation, "ignored", "12345678"), "test")
            .await
            .unwrap();
        app.change_role(&head, own.user.id, Role::Curator)
            .await
            .unwrap();
        let taken = app.invite(&world.system(), "second.head", Role::Dpo).await;
        assert!(matches!(taken, Err(Failure::Rule(MemberError::LoginTaken))));
    }
}

#[tokio::test]
async fn signing_in_and_a_new_password_are_in_the_log() {
    for world in demo_worlds().await {
        let app = &world.app;
        let opened = app
            .sign_in(typed("kurator", DEMO_PASSWORD, "a"))
            .await
            .unwrap();
        let user = app.session(&opened.token).await.unwrap().unwrap().user;
        app.change_password(
            user.id,
            DEMO_PASSWORD.to_owned(),
            "другой-пароль".to_owned(),
        )
        .await
        .unwrap();
        let rows = app.audit_log(&world.system(), None).await.unwrap();
        let newest: Vec<(&str, &str)> = rows
            .iter()
            .take(2)
            .map(|row| (row.action.as_str(), row.actor.as_str()))
            .collect();
        let actor = format!("user:{}", user.id.uuid());
        assert_eq!(
            newest,
            [("password.change", &*actor), ("session.open", &*actor)]
        );
    }
}

#[tokio::test]
async fn a_session_left_open_elsewhere_is_seen_and_ended_by_its_user_only() {
    for world in demo_worlds().await {
        let app = &world.app;
        let here = app
            .sign_in(typed("kurator", DEMO_PASSWORD, "a"))
            .await
            .unwrap();
        let there = app
            .sign_in(typed("kurator", DEMO_PASSWORD, "b"))
            .await
            .unwrap();
        let user = app.session(&here.token).await.unwrap().unwrap().user.id;
        let sessions = app.own_sessions(user, &here.token).await.unwrap();
        assert_eq!(sessions.len(), 2);
        let other = sessions.iter().find(|one| !one.current).unwrap();
        let stranger = app
            .sign_in(typed("direktor", DEMO_PASSWORD, "c"))
            .await
            .unwrap();
        let head = app.session(&stranger.token).await.unwrap().unwrap().user.id;
        app.end_own_session(head, &other.handle).await.unwrap();
        assert!(app.session(&there.token).await.unwrap().is_some());
        app.end_own_session(user, &other.handle).await.unwrap();
        assert!(app.session(&there.token).await.unwrap().is_none());
        assert!(app.session(&here.token).await.unwrap().is_some());
    }
}

#[tokio::test]
async fn who_saw_a_person_is_told_to_who_reads_the_log() {
    for world in demo_worlds().await {
        let app = &world.app;
        let psychologist = world.member(Role::Psychologist).await;
        let dpo = world.member(Role::Dpo).await;
        let facts = app
            .store()
            .facts(&OrgScope::system_without_actor(world.organisation, "test"))
            .await
            .unwrap();
        let (one, other) = (&facts.people[0].code, &facts.people[1].code);
        app.person(&psychologist, day("2023-10-13"), one)
            .await
            .unwrap();
        let rows = app.audit_about(&dpo, one, None).await.unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].action, "person.read");
        let names = app.audit_actors(&dpo).await.unwrap();
        assert!(names.contains_key(&rows[0].actor), "{:?}", rows[0].actor);
        assert!(app.audit_about(&dpo, other, None).await.unwrap().is_empty());
        let unknown = app.audit_about(&dpo, "нет такого", None).await;
        assert!(matches!(unknown, Err(Failure::NotFound)));
        let curator = world.member(Role::Curator).await;
        let allowed = curator.allows(Action::SeeAudit);
        let asked = app.audit_about(&curator, one, None).await;
        assert_eq!(asked.is_ok(), allowed);
    }
}

#[tokio::test]
async fn the_log_of_a_person_tells_of_no_special_category_to_who_may_not_read_it() {
    for world in demo_worlds().await {
        let app = &world.app;
        let scope = OrgScope::system_without_actor(world.organisation, "test");
        let facts = app.store().facts(&scope).await.unwrap();
        let category = &facts.categories[0];
        let person = facts
            .people
            .iter()
            .find(|person| person.id == category.person)
            .unwrap();
        let psychologist = world.member(Role::Psychologist).await;
        app.record(
            &psychologist,
            RecordKind::Category,
            &category.code,
            day("2023-10-13"),
        )
        .await
        .unwrap();
        let seen = |rows: Vec<opora_store::AuditRow>| {
            let codes = rows.into_iter().filter_map(|row| row.subject_code);
            codes.filter(|code| *code == category.code).count()
        };
        let all = app.audit_about(&world.system(), &person.code, None).await;
        assert_eq!(seen(all.unwrap()), 1, "the reading is in the log");
        for role in [Role::Curator, Role::Head, Role::Dpo, Role::Auditor] {
            let ctx = world.member(role).await;
            let rows = app.audit_about(&ctx, &person.code, None).await.unwrap();
            assert_eq!(seen(rows), 0, "{role:?}");
        }
    }
}
