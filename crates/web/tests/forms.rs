//! Forms: what a person typed comes back with the error, what is right is done.
//!
//! Not here: the rules. The one decision to know: every form is tried wrong once and right once.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use opora_domain::OrganisationId;
use opora_domain::permissions::{Membership, Role};
use uuid::Uuid;

use crate::support::{OWN, Town, form_token, session, town, user_id};

fn head() -> opora_app::Ctx {
    opora_app::Ctx::member(Membership {
        organisation: OrganisationId::new(Uuid::from_u128(OWN)),
        user: user_id(Role::Head, OWN),
        role: Role::Head,
    })
}

async fn send_open(town: &Town, path: &str, body: String) -> crate::support::Answer {
    let request = Request::post(path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(body))
        .unwrap();
    town.send(request).await
}

#[tokio::test]
async fn an_invited_person_joins_once_and_signs_in_afterwards() {
    let town = town().await;
    let token = town
        .app
        .invite(&head(), "novichok", Role::Curator)
        .await
        .unwrap();
    let path = format!("/join/{token}");
    let opened = town.get(&path, None).await;
    assert_eq!(opened.status, StatusCode::OK);
    assert!(opened.body.contains("value=\"novichok\""));

    let short = send_open(&town, &path, "display_name=Kurator&password=short".into()).await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(short.body.contains("короче восьми"));
    assert!(
        short.body.contains("value=\"Kurator\""),
        "what was typed is kept"
    );
    assert!(!short.body.contains("short"), "a password never comes back");

    let done = send_open(
        &town,
        &path,
        "display_name=Kurator&password=dlinnee-vosmi".into(),
    )
    .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let again = send_open(
        &town,
        &path,
        "display_name=Kurator&password=dlinnee-vosmi".into(),
    )
    .await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(town.get(&path, None).await.status, StatusCode::NOT_FOUND);

    let body = "login=NoviChok&password=dlinnee-vosmi&next=/people";
    let signed_in = send_open(&town, "/sign-in", body.into()).await;
    assert_eq!(signed_in.status, StatusCode::SEE_OTHER);
    assert_eq!(signed_in.location(), "/people");
}

#[tokio::test]
async fn an_unknown_name_and_a_wrong_password_are_told_in_the_same_words() {
    let town = town().await;
    let unknown = send_open(&town, "/sign-in", "login=nobody&password=x".into()).await;
    let wrong = send_open(&town, "/sign-in", "login=head-1&password=x".into()).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        unknown.body.replace("nobody", "…"),
        wrong.body.replace("head-1", "…")
    );
}

#[tokio::test]
async fn signing_in_leads_back_to_a_page_of_this_site_only() {
    let town = town().await;
    let refused = town.get("/people?tab=mentors", None).await;
    assert_eq!(refused.location(), "/sign-in?next=/people");
    let page = town.get("/sign-in?next=//evil.example", None).await;
    assert!(page.body.contains("name=\"next\" value=\"/\""));
}

#[tokio::test]
async fn a_mark_without_a_reason_comes_back_with_everything_that_was_typed() {
    let town = town().await;
    let facts = crate::support::demo_facts(100);
    let activity = facts.activities.iter().find(|one| {
        !facts
            .evidence_links
            .iter()
            .any(|link| link.activity == Some(one.id))
    });
    let activity = activity.unwrap();
    let path = format!("/roadmap/{}", activity.code);
    let typed = [
        ("version", "1"),
        ("due_on", "2023-12-25"),
        ("mark", "done"),
        ("reason", ""),
    ];
    let refused = town.post_as(&path, Role::Curator, &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("value=\"2023-12-25\""));
    assert!(refused.body.contains("id=\"reason-error\""));

    let mut unreadable = typed;
    unreadable[1] = ("due_on", "31.02.2023");
    let refused = town.post_as(&path, Role::Curator, &unreadable).await;
    assert!(refused.body.contains("id=\"due_on-error\""));

    let mut right = typed;
    right[3] = ("reason", "протокол № 3");
    let done = town.post_as(&path, Role::Curator, &right).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let stale = town.post_as(&path, Role::Curator, &right).await;
    assert_eq!(
        stale.status,
        StatusCode::CONFLICT,
        "the edition seen is not the present one"
    );
}

#[tokio::test]
async fn a_report_goes_from_draft_to_signature_through_its_findings() {
    let town = town().await;
    let ahead = town
        .post_as("/reports", Role::Curator, &[("as_of", "2023-10-14")])
        .await;
    assert_eq!(ahead.status, StatusCode::UNPROCESSABLE_ENTITY);
    let made = town
        .post_as("/reports", Role::Curator, &[("as_of", "2023-10-13")])
        .await;
    assert_eq!(made.location(), "/reports/2023-10-13/1");
    let address = made.location().to_owned();

    let early = town
        .post_as(&format!("{address}/sign"), Role::Head, &[])
        .await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    let monitoring = town
        .app
        .monitoring(&head(), "2023-10-13".parse().unwrap())
        .await
        .unwrap();
    let open: Vec<_> = monitoring
        .checks()
        .findings
        .iter()
        .filter(|one| one.waived.is_none() && one.severity.code() != "info")
        .collect();
    for (position, finding) in open.iter().enumerate() {
        let subject = finding.subject.as_deref().unwrap_or_default();
        let mut fields = vec![("check", finding.code.as_str()), ("subject", subject)];
        if position == 0 {
            let waive = format!("{address}/waive");
            let empty = town.post_as(&waive, Role::Curator, &fields).await;
            assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        fields.push(("reason", "проверено по бумагам"));
        let waived = town
            .post_as(&format!("{address}/waive"), Role::Curator, &fields)
            .await;
        assert_eq!(
            waived.status,
            StatusCode::SEE_OTHER,
            "{}: {subject}",
            finding.code
        );
    }
    let checked = town
        .post_as(&format!("{address}/check"), Role::Curator, &[])
        .await;
    assert_eq!(checked.status, StatusCode::SEE_OTHER, "{}", checked.body);
    assert_eq!(
        town.get_as(&format!("{address}/sign"), Role::Curator)
            .await
            .status,
        StatusCode::FORBIDDEN
    );
    let signed = town
        .post_as(&format!("{address}/sign"), Role::Head, &[])
        .await;
    assert_eq!(signed.status, StatusCode::SEE_OTHER, "{}", signed.body);
    let page = town.get_as(&address, Role::Head).await;
    assert!(page.body.contains("подписана"));
    let file = town
        .get_as(&format!("{address}/files/official/docx"), Role::Head)
        .await;
    assert!(
        file.headers
            .get(header::CONTENT_DISPOSITION)
            .unwrap()
            .to_str()
            .unwrap()
            .contains(".docx")
    );
}

async fn hand_in(town: &Town, name: &str, bytes: &[u8]) -> crate::support::Answer {
    let session = session(Role::Curator, OWN);
    let head = format!(
        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
    );
    let body = [head.as_bytes(), bytes, b"\r\n--x--\r\n"].concat();
    let request = Request::post(format!(
        "/organisation/exchange?csrf={}",
        form_token(&session)
    ))
    .header(header::COOKIE, format!("opora_session={session}"))
    .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
    .body(Body::from(body))
    .unwrap();
    town.send(request).await
}

#[tokio::test]
async fn a_file_is_looked_at_first_and_taken_in_after_that() {
    let town = town().await;
    let nothing = hand_in(&town, "", b"").await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    let wrong = hand_in(&town, "фото.xlsx", b"\x89PNG\r\n").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);

    let csv =
        "Фамилия;Имя;Отчество;Дата рождения\nНовиков;Пример;;01.02.2010\nБезымянный;;;31.02.2010\n";
    let looked = hand_in(&town, "Люди.csv", csv.as_bytes()).await;
    assert_eq!(looked.status, StatusCode::SEE_OTHER, "{}", looked.body);
    let address = looked.location().to_owned();
    let preview = town.get_as(&address, Role::Curator).await;
    assert!(
        preview.body.contains("Будет загружена 1 строка"),
        "{}",
        preview.body
    );
    assert!(
        preview.body.contains("Не принята 1 строка"),
        "{}",
        preview.body
    );
    let before = town
        .get_as("/people?tab=all&search=Новиков+Пример", Role::Curator)
        .await;
    assert!(
        before.body.contains("Никого не нашлось"),
        "a look changes nothing"
    );
    assert_eq!(
        town.get_as(&address, Role::Head).await.status,
        StatusCode::NOT_FOUND,
        "not the owner"
    );

    let taken = town.post_as(&address, Role::Curator, &[]).await;
    assert!(taken.body.contains("Загружена 1 строка"), "{}", taken.body);
    let after = town
        .get_as("/people?tab=all&search=Новиков+Пример", Role::Curator)
        .await;
    assert!(after.body.contains("Новиков Пример"));
    let rejected = town
        .get_as(&format!("{address}/rejected.xlsx"), Role::Curator)
        .await;
    assert_eq!(rejected.status, StatusCode::OK);
    assert!(rejected.body.starts_with("PK"));
}

#[tokio::test]
async fn the_last_head_stays_and_an_invitation_is_shown_once() {
    let town = town().await;
    let own = user_id(Role::Head, OWN);
    let path = format!("/organisation/members/{own}/role");
    let refused = town
        .post_as(&path, Role::Head, &[("role", "curator")])
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = [("login", "kollega"), ("role", "curator")];
    let made = town
        .post_as("/organisation/members", Role::Head, &fields)
        .await;
    assert!(made.body.contains("http://opora.test/join/"));
    let list = town.get_as("/organisation/members", Role::Head).await;
    assert!(!list.body.contains("/join/"));
    let taken = [("login", "HEAD-1"), ("role", "curator")];
    let refused = town
        .post_as("/organisation/members", Role::Head, &taken)
        .await;
    assert!(
        refused.body.contains("value=\"HEAD-1\""),
        "what was typed is kept"
    );
}
