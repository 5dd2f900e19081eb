//! Pages of consents: a class from issue to coverage, wrong codes, withdrawal.
//!
//! Not here: rules (`domain`, `app`). The one decision to know: everything is done with forms alone, as a browser
//! without scripts does it.

use axum::http::StatusCode;
use opora_domain::OrganisationId;
use opora_domain::permissions::{OrgScope, Role};
use scraper::{Html, Selector};
use uuid::Uuid;

use crate::support::{Answer, OWN, Town, session, town};

const CLASS: &str = "/consents/class/1А?as_of=2023-10-13";

async fn facts(town: &Town) -> opora_domain::Facts {
    let own = OrganisationId::new(Uuid::from_u128(OWN));
    let scope = OrgScope::system_without_actor(own, "test");
    town.app.store().facts(&scope).await.unwrap()
}

fn texts(page: &Answer, css: &str) -> Vec<String> {
    let html = Html::parse_document(&page.body);
    let selector = Selector::parse(css).unwrap();
    let words = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    html.select(&selector)
        .map(|one| words(one.text().collect()))
        .collect()
}

/// «3 из 10» of the column in the first row of the table.
fn have(page: &Answer, column: usize) -> (usize, usize) {
    let cell = texts(page, "tbody tr:first-child td .number").remove(column);
    let (have, of) = cell.split_once(" из ").unwrap();
    (have.parse().unwrap(), of.parse().unwrap())
}

#[tokio::test]
async fn a_class_is_issued_papers_their_codes_are_typed_and_coverage_shows_it() {
    let town = town().await;
    let before = have(&town.get_as(CLASS, Role::Curator).await, 3);
    let issued = town
        .post_as(CLASS, Role::Curator, &[("purpose", "images")])
        .await;
    assert_eq!(issued.status, StatusCode::OK);
    assert!(issued.body.contains("Выдан"), "says how many");
    let again = town
        .post_as(CLASS, Role::Curator, &[("purpose", "images")])
        .await;
    assert!(again.body.contains("Новых бумаг нет"), "nothing twice");

    let facts = facts(&town).await;
    let day = "2023-10-13".parse().unwrap();
    let papers: Vec<String> = facts
        .consents
        .iter()
        .filter(|one| one.issued_on == day)
        .filter_map(|one| one.paper_code.clone())
        .collect();
    assert!(!papers.is_empty());
    for (done, paper) in papers.iter().enumerate() {
        let made = done.to_string();
        let form = [
            ("code", paper.as_str()),
            ("verified", "yes"),
            ("made", &made),
        ];
        let answer = town.post_as("/consents/codes", Role::Curator, &form).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        assert!(answer.body.contains("Фото и видео — действует"));
    }
    let after = have(&town.get_as(CLASS, Role::Curator).await, 3);
    assert_eq!(after, (before.0 + papers.len(), before.1));
    let twice = [("code", papers[0].as_str())];
    let twice = town.post_as("/consents/codes", Role::Curator, &twice).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(twice.body.contains("уже записана"));
    assert!(
        twice.body.contains(&format!("value=\"{}\"", papers[0])),
        "what was typed stays"
    );
    let camera = town
        .get_as(&format!("/consents/code/{}", papers[0]), Role::Curator)
        .await;
    assert_eq!(camera.status, StatusCode::SEE_OTHER);
    assert!(camera.location().starts_with("/consents/record/"));
}

#[tokio::test]
async fn a_withdrawal_needs_a_teller_and_says_at_once_that_the_data_may_not_be_used() {
    let town = town().await;
    let facts = facts(&town).await;
    let consent = facts
        .consents
        .iter()
        .find(|one| one.active_from.is_some() && one.withdrawn_on.is_none())
        .unwrap();
    let path = format!("/consents/record/{}", consent.code);
    let form = |by: &'static str| {
        [
            ("step", "withdraw"),
            ("version", "1"),
            ("via", "phone"),
            ("by", by),
        ]
    };
    let nobody = town.post_as(&path, Role::Dpo, &form("")).await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        texts(&nobody, "#by-error").len(),
        1,
        "the error stands at its field"
    );
    let done = town.post_as(&path, Role::Dpo, &form("мама")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let page = town.get_as(&path, Role::Dpo).await;
    assert!(texts(&page, "dl.facts dd").contains(&"нет: отозвано".to_owned()));
    assert!(
        texts(&page, "ol.stack li")
            .iter()
            .any(|line| line.contains("мама, по телефону"))
    );
    let stale = town.post_as(&path, Role::Dpo, &form("мама")).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn an_auditor_sees_numbers_only_and_a_psychologist_only_psychological_work() {
    let town = town().await;
    let coverage = town
        .get_as("/consents?as_of=2023-10-13", Role::Auditor)
        .await;
    assert_eq!(coverage.status, StatusCode::OK);
    assert!(texts(&coverage, "tbody th a").is_empty());
    let own = town
        .get_as("/consents?as_of=2023-10-13", Role::Psychologist)
        .await;
    assert_eq!(texts(&own, "thead th"), ["Класс", "Работа психолога"]);
}

#[tokio::test]
async fn pages_of_consents_have_every_sentence_in_both_languages() {
    let town = town().await;
    let facts = facts(&town).await;
    let mut paths = vec![
        "/consents".to_owned(),
        "/consents/codes".to_owned(),
        CLASS.to_owned(),
    ];
    paths.extend(
        facts
            .consents
            .iter()
            .map(|one| format!("/consents/record/{}", one.code)),
    );
    for path in paths {
        for lang in ["ru", "en"] {
            let cookie = format!("opora_session={}; lang={lang}", session(Role::Curator, OWN));
            let request = axum::http::Request::get(&path)
                .header("cookie", cookie)
                .body(axum::body::Body::empty())
                .unwrap();
            let page = town.send(request).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            assert!(!page.body.contains('⟦'), "{path} {lang}: {}", page.body);
            assert_eq!(texts(&page, "h1").len(), 1, "{path}");
        }
    }
}
