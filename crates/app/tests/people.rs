//! Lists and cards of people.

use opora_app::Failure;
use opora_app::people::{PeopleQuery, Tab};
use opora_domain::permissions::Role;

use crate::harness::{day, demo_worlds};

fn mentors() -> PeopleQuery {
    PeopleQuery {
        tab: Tab::Mentors,
        page: 1,
        page_size: 500,
        ..PeopleQuery::default()
    }
}

#[tokio::test]
async fn the_list_of_mentors_by_order_agrees_with_the_indicator() {
    for world in demo_worlds().await {
        let curator = world.member(Role::Curator).await;
        let page = world
            .app
            .list_people(&curator, day("2023-10-13"), &mentors())
            .await
            .unwrap();
        let by_order = page.rows.iter().filter(|row| row.mentor.pairs > 0).count();
        assert_eq!(by_order, 67);
    }
}

#[tokio::test]
async fn a_card_shows_categories_to_the_psychologist_only_and_its_reading_is_logged() {
    for world in demo_worlds().await {
        let as_of = day("2023-10-13");
        let curator = world.member(Role::Curator).await;
        let psychologist = world.member(Role::Psychologist).await;
        let page = world
            .app
            .list_people(&curator, as_of, &mentors())
            .await
            .unwrap();
        let code = &page.rows[0].code;
        let card = world.app.person(&curator, as_of, code).await.unwrap();
        assert!(card.categories.is_none());
        assert!(!card.pairs.is_empty() || !card.history.is_empty());
        let card = world.app.person(&psychologist, as_of, code).await.unwrap();
        assert!(card.categories.is_some());
        let log = world.app.audit_log(&curator, None).await.unwrap();
        assert_eq!(log[0].action, "person.read");
        assert_eq!(log[0].subject_code.as_ref(), Some(code));
        let unknown = world.app.person(&curator, as_of, "Л-нет").await;
        assert!(matches!(unknown, Err(Failure::NotFound)));
        let auditor = world.member(Role::Auditor).await;
        let denied = world.app.person(&auditor, as_of, code).await;
        assert!(matches!(denied, Err(Failure::Denied)));
    }
}
