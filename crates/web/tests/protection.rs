//! What protects the pages: policy, origins, tokens, limits.
//!
//! Not here: roles (`access`). The one decision to know: each promise of security about pages has a
//! test of its own here.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use opora_domain::permissions::Role;
use opora_web::routes::{ROUTES, Verb};

use crate::support::{OWN, form_token, session, settings, town, town_of};

fn form(path: &str, body: &str) -> axum::http::request::Builder {
    let _ = body;
    Request::post(path)
        .header(header::HOST, "opora.test")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(
            header::COOKIE,
            format!("opora_session={}", session(Role::Head, OWN)),
        )
}

#[tokio::test]
async fn every_changing_route_refuses_a_form_without_the_token_of_the_session() {
    let town = town().await;
    for route in ROUTES.iter().filter(|route| route.verb != Verb::Get) {
        let path = route.path.replace(['{', '}'], "");
        for body in ["", "csrf=0000", &format!("csrf={}", form_token("another"))] {
            let request = form(&path, body).body(Body::from(body.to_owned())).unwrap();
            let answer = town.send(request).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path} with {body:?}");
        }
    }
}

#[tokio::test]
async fn a_form_from_another_origin_is_refused_even_with_the_token_and_from_another_port() {
    let town = town().await;
    let body = format!("csrf={}", form_token(&session(Role::Head, OWN)));
    let cases = [
        [
            ("origin", "http://evil.example"),
            ("sec-fetch-site", "cross-site"),
        ],
        // Cookies do not tell ports apart, so a page of another port of the same machine has them.
        [
            ("origin", "http://opora.test:81"),
            ("sec-fetch-site", "same-site"),
        ],
        [("origin", "http://opora.test:81"), ("x-old-browser", "1")],
    ];
    for headers in cases {
        let mut request = form("/account", &body);
        for (name, value) in headers {
            request = request.header(name, value);
        }
        let answer = town
            .send(request.body(Body::from(body.clone())).unwrap())
            .await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{headers:?}");
        assert!(answer.body.contains("недоступно"), "an error has a page");
    }
}

#[tokio::test]
async fn pages_allow_no_inline_script_no_frame_and_no_cache() {
    let town = town().await;
    let answer = town.get_as("/monitoring", Role::Curator).await;
    assert_eq!(answer.status, StatusCode::OK);
    let policy = answer
        .headers
        .get("content-security-policy")
        .unwrap()
        .to_str()
        .unwrap();
    assert!(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self'"));
    assert!(!policy.contains("unsafe"));
    assert!(policy.contains("frame-ancestors 'none'"));
    assert_eq!(answer.headers.get("cache-control").unwrap(), "no-store");
    assert_eq!(
        answer.headers.get("x-content-type-options").unwrap(),
        "nosniff"
    );
    assert_eq!(
        answer.headers.get("referrer-policy").unwrap(),
        "same-origin"
    );
    assert!(
        !answer.body.contains(" style=\""),
        "the policy would ignore it"
    );
    assert!(!answer.body.contains(" onclick"));
}

#[tokio::test]
async fn the_cookie_of_a_session_is_for_this_host_alone_over_https() {
    for (https, start) in [(true, "__Host-opora="), (false, "opora_session=")] {
        let mut settings = settings();
        settings.https = https;
        let town = town_of(&crate::support::demo_facts(100), settings).await;
        let ctx = opora_app::Ctx::member(opora_domain::permissions::Membership {
            organisation: opora_domain::OrganisationId::new(uuid::Uuid::from_u128(OWN)),
            user: crate::support::user_id(Role::Head, OWN),
            role: Role::Head,
        });
        let token = town
            .app
            .invite(&ctx, "novichok", Role::Curator)
            .await
            .unwrap();
        let body =
            "display_name=%D0%92%D1%8B%D0%BC%D1%8B%D1%81%D0%BB%D0%BE%D0%B2&password=parol-parol";
        let request = Request::post(format!("/join/{token}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap();
        let answer = town.send(request).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let cookie = answer
            .headers
            .get(header::SET_COOKIE)
            .unwrap()
            .to_str()
            .unwrap();
        assert!(cookie.starts_with(start), "{cookie}");
        assert!(
            cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"),
            "{cookie}"
        );
        assert_eq!(cookie.contains("Secure"), https, "{cookie}");
        assert!(
            cookie.contains("Path=/") && !cookie.contains("Domain"),
            "{cookie}"
        );
    }
}

#[tokio::test]
async fn a_body_larger_than_a_form_can_be_is_refused_with_a_page() {
    let town = town().await;
    let body = format!("reason={}", "а".repeat(400_000));
    let request = form("/account", &body).body(Body::from(body)).unwrap();
    let answer = town.send(request).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.body.contains("слишком большой"));
}

#[tokio::test]
async fn whoever_finds_the_line_full_is_sent_away_at_once() {
    let mut settings = settings();
    settings.limits.requests = 0;
    settings.limits.waiting = 0;
    let town = town_of(&crate::support::demo_facts(100), settings).await;
    let answer = town.get("/sign-in", None).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.headers.get(header::RETRY_AFTER).unwrap(), "5");
    assert!(answer.body.contains("занят"));
}

#[tokio::test]
async fn design_exists_in_a_demonstration_only() {
    let mut settings = settings();
    settings.demo = false;
    let town = town_of(&crate::support::demo_facts(100), settings).await;
    assert_eq!(
        town.get("/design", None).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_port_in_use_is_named_with_its_code() {
    let first = opora_web::bind("127.0.0.1:0".parse().unwrap())
        .await
        .unwrap();
    let refused = opora_web::bind(first.address()).await.unwrap_err();
    assert_eq!(refused.code(), "address_in_use");
    assert!(refused.to_string().contains(&first.address().to_string()));
}
