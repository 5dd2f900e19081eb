//! What pages show.
//!
//! Not here: their looks (`e2e`). The one decision to know: pages of the demo school are compared as
//! text, since text is what a person and a screen reader get.

use std::fmt::Write as _;

use axum::http::StatusCode;
use opora_domain::permissions::Role;
use scraper::{Html, Selector};

use crate::support::{Answer, demo_facts, settings, town, town_of};

fn all(page: &Answer, css: &str) -> Vec<String> {
    let html = Html::parse_document(&page.body);
    let selector = Selector::parse(css).unwrap();
    html.select(&selector)
        .map(|one| {
            one.text()
                .collect::<String>()
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect()
}

/// Pages a head sees, with every state of a fresh school.
const PAGES: [&str; 14] = [
    "/",
    "/roadmap",
    "/roadmap?view=timeline",
    "/people",
    "/people?tab=mentors&sort=-pairs",
    "/monitoring",
    "/monitoring/checks",
    "/monitoring/org.mentors_in_base_by_order",
    "/reports",
    "/organisation",
    "/organisation/members",
    "/organisation/exchange",
    "/organisation/audit?verify=yes",
    "/account",
];

#[tokio::test]
async fn every_page_has_one_heading_labels_and_no_missing_sentence_in_both_languages() {
    let town = town().await;
    for path in PAGES {
        for lang in ["ru", "en"] {
            let session = crate::support::session(Role::Head, crate::support::OWN);
            let cookie = format!("opora_session={session}; lang={lang}");
            let request = axum::http::Request::get(path)
                .header("cookie", cookie)
                .body(axum::body::Body::empty())
                .unwrap();
            let page = town.send(request).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            assert!(
                !page.body.contains('⟦'),
                "{path} in {lang} misses a sentence"
            );
            assert_eq!(all(&page, "h1").len(), 1, "{path}");
            assert_eq!(all(&page, "main").len(), 1, "{path}");
            assert!(
                page.body.contains(&format!("<html lang=\"{lang}\"")),
                "{path}"
            );
            unlabelled(&page, path);
        }
    }
}

/// Every field has a label, and no identifier stands twice.
fn unlabelled(page: &Answer, path: &str) {
    let html = Html::parse_document(&page.body);
    let mut seen = std::collections::BTreeSet::new();
    for one in html.select(&Selector::parse("[id]").unwrap()) {
        let id = one.value().attr("id").unwrap().to_owned();
        assert!(seen.insert(id.clone()), "{path}: {id} stands twice");
    }
    let labels: Vec<String> = html
        .select(&Selector::parse("label[for]").unwrap())
        .map(|one| one.value().attr("for").unwrap().to_owned())
        .collect();
    for field in html.select(&Selector::parse("input, select, textarea").unwrap()) {
        let hidden = field.value().attr("type") == Some("hidden");
        let id = field.value().attr("id").unwrap_or_default().to_owned();
        assert!(
            hidden || labels.contains(&id),
            "{path}: a field {id:?} without a label"
        );
    }
}

#[tokio::test]
async fn a_number_opens_to_a_list_as_long_as_the_number_says() {
    let town = town().await;
    let table = town.get_as("/monitoring", Role::Head).await;
    let rows = all(&table, "td.cell-value > a");
    assert_eq!(rows.len(), 32);
    let html = Html::parse_document(&table.body);
    let links: Vec<(String, String)> = html
        .select(&Selector::parse("td.cell-value > a").unwrap())
        .map(|one| {
            (
                one.value().attr("href").unwrap().to_owned(),
                one.text().collect(),
            )
        })
        .collect();
    for (address, value) in links {
        let list = town.get_as(&address, Role::Head).await;
        assert_eq!(list.status, StatusCode::OK, "{address}");
        let counted = Html::parse_document(&list.body);
        let count = Selector::parse("[data-count]").unwrap();
        let said = counted
            .select(&count)
            .next()
            .unwrap()
            .value()
            .attr("data-count")
            .unwrap();
        if let Some(number) = value.strip_suffix("чел.") {
            assert_eq!(number.trim(), said, "{address}");
        }
        let shown = all(&list, "section:last-of-type tbody tr").len();
        if shown > 0 {
            assert_eq!(shown.to_string(), said, "{address}");
        }
    }
}

#[tokio::test]
async fn the_list_behind_a_special_category_is_closed_to_a_curator_and_its_number_is_not() {
    let town = town().await;
    let table = town.get_as("/monitoring", Role::Curator).await;
    let html = Html::parse_document(&table.body);
    let links: Vec<String> = html
        .select(&Selector::parse("td.cell-value > a").unwrap())
        .map(|one| one.value().attr("href").unwrap().to_owned())
        .collect();
    let mut closed = 0;
    for address in links {
        let list = town.get_as(&address, Role::Curator).await;
        if list.body.contains("Список закрыт") {
            closed += 1;
            assert!(all(&list, "section:last-of-type tbody tr").is_empty());
        }
    }
    assert!(closed > 0, "some indicators count special categories");
}

#[tokio::test]
async fn a_search_takes_e_for_yo_and_keeps_its_words() {
    let town = town().await;
    let facts = demo_facts(100);
    let person = facts
        .people
        .iter()
        .find(|one| one.full_name().contains('ё'))
        .unwrap();
    let plain = person.full_name().replace('ё', "е");
    let path = opora_address("/people", &plain);
    let page = town.get_as(&path, Role::Curator).await;
    assert!(page.body.contains(&person.full_name()), "{plain}");
    assert!(page.body.contains(&format!("value=\"{plain}\"")));
}

fn opora_address(path: &str, search: &str) -> String {
    let query = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("tab", "all")
        .append_pair("search", search)
        .finish();
    format!("{path}?{query}")
}

#[tokio::test]
async fn what_was_typed_into_a_search_is_shown_as_text() {
    let town = town().await;
    let path = opora_address("/people", "\"><script>alert(1)</script>");
    let page = town.get_as(&path, Role::Curator).await;
    assert!(!page.body.contains("<script>alert"));
}

#[tokio::test]
async fn a_day_that_does_not_exist_is_said_and_today_is_shown() {
    let town = town().await;
    let page = town
        .get_as("/monitoring?as_of=2023-02-31", Role::Curator)
        .await;
    assert!(page.body.contains("Такого дня нет"));
    assert!(page.body.contains("13 октября 2023 г."));
}

#[tokio::test]
async fn an_empty_school_says_what_to_do_first() {
    let empty = opora_domain::Facts::default();
    let town = town_of(&empty, settings()).await;
    for path in PAGES.iter().filter(|path| !path.contains("org.")) {
        let page = town.get_as(path, Role::Head).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
    }
    let today = town.get_as("/", Role::Head).await;
    assert!(today.body.contains("Загрузить книгу"));
}

#[tokio::test]
async fn today_shows_at_most_seven_tasks_and_five_numbers_and_each_is_a_link() {
    let town = town().await;
    let page = town.get_as("/", Role::Head).await;
    let (tasks, numbers) = (all(&page, ".todo li"), all(&page, ".figures li"));
    assert!(tasks.len() <= 7, "{tasks:?}");
    assert!(!numbers.is_empty() && numbers.len() <= 5, "{numbers:?}");
    assert_eq!(all(&page, ".todo li a").len(), tasks.len());
    let later = town.get_as("/?as_of=2023-12-31", Role::Head).await;
    let tasks = all(&later, ".todo li");
    assert!(
        !tasks.is_empty() && tasks.len() <= 7,
        "what was not done by then is urgent: {tasks:?}"
    );
    assert_eq!(all(&page, ".figures li a").len(), numbers.len());
}

#[tokio::test]
async fn every_link_of_every_page_leads_somewhere() {
    let town = town().await;
    let mut seen = std::collections::BTreeSet::new();
    for path in PAGES {
        let page = town.get_as(path, Role::Head).await;
        let html = Html::parse_document(&page.body);
        for link in html.select(&Selector::parse("a[href^='/']").unwrap()) {
            let address = link.value().attr("href").unwrap();
            let address = address.split('#').next().unwrap().to_owned();
            seen.insert(address);
        }
    }
    // One of each kind is enough: the rest differ by their codes.
    let mut kinds = std::collections::BTreeSet::new();
    for address in seen {
        let kind: String = address.chars().filter(|c| !c.is_numeric()).collect();
        if kinds.insert(kind) {
            let page = town.get_as(&address, Role::Head).await;
            assert_eq!(page.status, StatusCode::OK, "{address}");
        }
    }
}

/// Lines of the main column, as they are read.
fn words(page: &Answer) -> String {
    let html = Html::parse_document(&page.body);
    let main = html
        .select(&Selector::parse("main").unwrap())
        .next()
        .unwrap();
    let lines = main.text().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn pages_of_a_small_school_say_what_they_said() {
    let town = town().await;
    let session = crate::support::session(Role::Head, crate::support::FOREIGN);
    let mut said = String::new();
    for path in [
        "/",
        "/people",
        "/people?tab=mentors",
        "/roadmap",
        "/reports",
        "/organisation",
    ] {
        let page = town.get(path, Some(&session)).await;
        let _ = writeln!(said, "===== {path}\n{}", words(&page));
    }
    let page = town.get("/sign-in", None).await;
    let _ = writeln!(said, "===== /sign-in\n{}", words(&page));
    insta::with_settings!({prepend_module_to_snapshot => false, snapshot_path => ".", omit_expression => true}, {
        insta::assert_snapshot!("pages", said);
    });
}
