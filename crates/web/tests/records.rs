//! Forms of records through the router: nothing typed is lost, both sides of a conflict are shown.
//!
//! Not here: rules (`app`), the browser (`e2e`). The one decision to know: pages are read as HTML by
//! their selectors, not by their words.

use axum::http::StatusCode;
use opora_domain::permissions::Role;
use scraper::{Html, Selector};

use crate::support::{Town, town};

fn one(page: &str, selector: &str) -> Option<String> {
    let html = Html::parse_document(page);
    let selector = Selector::parse(selector).unwrap();
    let found = html.select(&selector).next()?;
    Some(
        found
            .value()
            .attr("value")
            .map_or_else(|| found.text().collect(), str::to_owned),
    )
}

fn count(page: &str, selector: &str) -> usize {
    let selector = Selector::parse(selector).unwrap();
    Html::parse_document(page).select(&selector).count()
}

const PEOPLE: &str = "/organisation/records/person";

async fn add_person(town: &Town) -> String {
    let fields = [
        ("family_name", "Новосельцева"),
        ("given_name", "Вера"),
        ("born_on", "2010-05-04"),
    ];
    let answer = town
        .post_as(&format!("{PEOPLE}/add"), Role::Curator, &fields)
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let (page, _) = answer.location().split_once('?').unwrap();
    page.to_owned()
}

#[tokio::test]
async fn an_error_stands_at_its_field_and_what_was_typed_is_still_there() {
    let town = town().await;
    let fields = [
        ("family_name", ""),
        ("given_name", "Вера"),
        ("born_on", "31.02.2010"),
    ];
    let answer = town
        .post_as(&format!("{PEOPLE}/add"), Role::Curator, &fields)
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = &answer.body;
    assert_eq!(one(page, "#f-given_name").as_deref(), Some("Вера"));
    assert_eq!(one(page, "#f-born_on").as_deref(), Some("31.02.2010"));
    assert_eq!(count(page, "#f-family_name[aria-invalid=true]"), 1);
    assert_eq!(count(page, "#f-born_on[aria-invalid=true]"), 1);
    assert!(one(page, "#f-born_on-error").is_some());
    assert_eq!(count(page, ".alert-bad a[href='#f-born_on']"), 1);
}

#[tokio::test]
async fn a_reference_typed_by_hints_is_taken_and_a_wrong_one_is_kept_in_its_field() {
    let town = town().await;
    let page = add_person(&town).await;
    let code = page.rsplit('/').next().unwrap();
    let code = percent(code);
    let typed = format!("Новосельцева Вера · {code}");
    let add = "/organisation/records/enrolment/add";
    let mut fields = vec![
        ("person", "Никого Такого"),
        ("class_name", "8Б"),
        ("valid_from", "01.09.2023"),
    ];
    let refused = town.post_as(add, Role::Curator, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        one(&refused.body, "#f-person").as_deref(),
        Some("Никого Такого")
    );
    fields[0].1 = &typed;
    let taken = town.post_as(add, Role::Curator, &fields).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.body);
}

fn percent(text: &str) -> String {
    let pair = format!("x={text}");
    let mut pairs = url::form_urlencoded::parse(pair.as_bytes());
    pairs.next().unwrap().1.into_owned()
}

#[tokio::test]
async fn a_conflict_shows_both_sides_and_the_choice_is_saved() {
    let town = town().await;
    let page = add_person(&town).await;
    let theirs = [
        ("version", "1"),
        ("family_name", "Новосельцева"),
        ("given_name", "Варвара"),
        ("patronymic", ""),
        ("born_on", "2010-05-04"),
    ];
    let saved = town.post_as(&page, Role::Head, &theirs).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let mut mine = theirs;
    mine[2].1 = "Вероника";
    let conflict = town.post_as(&page, Role::Curator, &mine).await;
    assert_eq!(conflict.status, StatusCode::CONFLICT);
    let body = &conflict.body;
    assert_eq!(
        one(body, "input[name='theirs.given_name']").as_deref(),
        Some("Варвара")
    );
    assert_eq!(
        one(body, "input[name='mine.given_name']").as_deref(),
        Some("Вероника")
    );
    assert_eq!(one(body, "input[name=version]").as_deref(), Some("2"));
    assert_eq!(
        count(body, "input[type=radio]"),
        2,
        "only what differs is asked"
    );
    let chosen = [
        ("version", "2"),
        ("pick.given_name", "mine"),
        ("theirs.given_name", "Варвара"),
        ("mine.given_name", "Вероника"),
        ("family_name", "Новосельцева"),
    ];
    let saved = town.post_as(&page, Role::Curator, &chosen).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let shown = town.get_as(&page, Role::Curator).await;
    assert_eq!(
        one(&shown.body, "#f-given_name").as_deref(),
        Some("Вероника")
    );
    assert_eq!(
        one(&shown.body, "#f-born_on").as_deref(),
        Some("2010-05-04"),
        "a field that was not sent keeps its value"
    );
}

#[tokio::test]
async fn special_categories_are_absent_from_every_page_of_a_curator() {
    let town = town().await;
    let list = town
        .get_as("/organisation/records/category", Role::Curator)
        .await;
    assert_eq!(list.status, StatusCode::OK);
    assert_eq!(count(&list.body, "tbody tr"), 0);
    assert_eq!(count(&list.body, "a[href$='/category/add']"), 2);
    let open = town
        .get_as("/organisation/records/category", Role::Psychologist)
        .await;
    assert!(count(&open.body, "tbody tr") > 0);
    let code = one(&open.body, "tbody th .number").unwrap();
    let record = format!("/organisation/records/category/record/{code}");
    let hidden = town.get_as(&record, Role::Curator).await;
    let unknown = town.get_as(&format!("{record}9"), Role::Curator).await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
    assert_eq!(
        hidden.body.replace(&format!("{record}\""), "…"),
        unknown.body.replace(&format!("{record}9\""), "…")
    );
}

fn schema_of_consents(kind: opora_domain::RecordKind) -> bool {
    kind.schema().table.starts_with("consent")
}

#[tokio::test]
async fn every_kind_has_a_list_and_every_kind_one_may_add_has_a_form() {
    let town = town().await;
    for kind in opora_domain::RecordKind::ALL {
        let list = format!("/organisation/records/{}", kind.schema().table);
        for role in [Role::Curator, Role::Psychologist, Role::Auditor] {
            let answer = town.get_as(&list, role).await;
            let ok = [StatusCode::OK, StatusCode::FORBIDDEN].contains(&answer.status);
            assert!(ok, "{list} {role:?}: {}", answer.status);
            assert!(!answer.body.contains('⟦'), "{list}: a sentence is missing");
        }
        let form = town.get_as(&format!("{list}/add"), Role::Curator).await;
        // Consents have a life of their own and no form here.
        let closed = schema_of_consents(*kind);
        let expected = if closed {
            StatusCode::FORBIDDEN
        } else {
            StatusCode::OK
        };
        assert_eq!(form.status, expected, "{list}");
        assert!(!form.body.contains('⟦'), "{list}: a sentence is missing");
        let listed = town.get_as(&list, Role::Curator).await;
        if let Some(code) = one(&listed.body, "tbody th .number") {
            let steps: &[&str] = if closed {
                &["", "/history"]
            } else {
                &["", "/history", "/delete"]
            };
            for step in steps {
                let page = town
                    .get_as(&format!("{list}/record/{code}{step}"), Role::Curator)
                    .await;
                assert_eq!(page.status, StatusCode::OK, "{list}/record/{code}{step}");
                assert!(!page.body.contains('⟦'), "{list}: a sentence is missing");
            }
        }
    }
    let nothing = town
        .get_as("/organisation/records/hats", Role::Curator)
        .await;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_deleted_record_is_brought_back_with_one_button() {
    let town = town().await;
    let page = add_person(&town).await;
    let delete = format!("{page}/delete");
    let bare = town
        .post_as(&delete, Role::Curator, &[("version", "1")])
        .await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(one(&bare.body, "#reason-error").is_some());
    let fields = [("version", "1"), ("reason", "внесена дважды")];
    let gone = town.post_as(&delete, Role::Curator, &fields).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER);
    let to = gone.location().to_owned();
    assert_eq!(
        town.get_as(&page, Role::Curator).await.status,
        StatusCode::NOT_FOUND
    );
    let list = town.get_as(&to, Role::Curator).await;
    let id = one(&list.body, "form.alert input[name=id]").unwrap();
    let back = town
        .post_as(
            &format!("{PEOPLE}/bring-back"),
            Role::Curator,
            &[("id", &id)],
        )
        .await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.body);
    assert_eq!(
        town.get_as(&page, Role::Curator).await.status,
        StatusCode::OK
    );
}
