//! What every route gives to every role, to nobody and to a stranger.
//!
//! Not here: what pages say. The one decision to know: the table is made from the routes themselves
//! and compared with `access.snap`, so a new route fails until somebody has looked at its row.

use std::fmt::Write as _;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use opora_domain::permissions::Role;
use opora_web::routes::{DEMO_ROUTES, ROUTES, Route, Verb};

use crate::support::{FOREIGN, OWN, Town, form_token, session, town, user_id};

/// Things of the first school, by the parameters of paths.
struct Things {
    person: String,
    record: String,
    activity: String,
    edition: String,
}

async fn things(town: &Town) -> Things {
    let drafted = town
        .post_as("/reports", Role::Curator, &[("as_of", "2023-10-13")])
        .await;
    assert_eq!(drafted.status, StatusCode::SEE_OTHER, "{}", drafted.body);
    let facts = crate::support::demo_facts(100);
    Things {
        record: facts.base_entries.first().unwrap().code.clone(),
        person: facts.people.first().unwrap().code.clone(),
        activity: facts.activities.last().unwrap().code.clone(),
        edition: "2023-10-13/1".to_owned(),
    }
}

fn path(route: &Route, things: &Things) -> String {
    route
        .path
        .replace("{as_of}/{number}", &things.edition)
        .replace("{old_as_of}/{old_number}", &things.edition)
        .replace(
            "{kind}/record/{code}",
            &format!("base_entry/record/{}", things.record),
        )
        .replace("{kind}", "base_entry")
        .replace("/people/{code}", &format!("/people/{}", things.person))
        .replace("/roadmap/{code}", &format!("/roadmap/{}", things.activity))
        .replace(
            "/monitoring/{code}",
            "/monitoring/org.mentors_in_base_by_order",
        )
        .replace("{readers}/{format}", "public/docx")
        .replace("{user}", &user_id(Role::Mentor, OWN).to_string())
        .replace("{key}", "1")
        .replace("{token}", "unknown")
        .replace("{*path}", "unknown.css")
}

fn request(route: &Route, path: &str, session: Option<&str>) -> Request<Body> {
    let mut request = match route.verb {
        Verb::Get => Request::get(path),
        Verb::Post => {
            Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        }
        Verb::Upload => Request::post(format!(
            "{path}?csrf={}",
            session.map(form_token).unwrap_or_default()
        ))
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x"),
    };
    if let Some(session) = session {
        request = request.header(header::COOKIE, format!("opora_session={session}"));
    }
    let body = match route.verb {
        Verb::Get => String::new(),
        Verb::Post => format!(
            "csrf={}&role=curator",
            session.map(form_token).unwrap_or_default()
        ),
        Verb::Upload => "--x--\r\n".to_owned(),
    };
    request.body(Body::from(body)).unwrap()
}

/// A row may only say what a role gets, never a failure.
fn told(status: StatusCode, location: &str) -> String {
    assert!(!status.is_server_error(), "{status}");
    match location {
        "" => status.as_u16().to_string(),
        place if place.starts_with("/sign-in") => format!("{}→in", status.as_u16()),
        _ => format!("{}→", status.as_u16()),
    }
}

async fn row(town: &Town, route: &Route, path: &str) -> String {
    let mut line = format!("{:?} {}", route.verb, route.path);
    let nobody = town.send(request(route, path, None)).await;
    let _ = write!(
        line,
        "\n  nobody {}",
        told(nobody.status, nobody.location())
    );
    for school in [OWN, FOREIGN] {
        let _ = write!(
            line,
            "\n  {}",
            if school == OWN { "own   " } else { "foreign" }
        );
        for role in Role::ALL {
            // A fresh town for routes that end the session they are asked with.
            let session = session(*role, school);
            let answer = town.send(request(route, path, Some(&session))).await;
            let _ = write!(
                line,
                " {}={}",
                role.code(),
                told(answer.status, answer.location())
            );
        }
    }
    line
}

#[tokio::test]
async fn every_route_gives_every_role_what_the_table_says() {
    let prepared = town().await;
    let things = things(&prepared).await;
    let mut table = String::new();
    for route in ROUTES.iter().chain(DEMO_ROUTES) {
        let path = path(route, &things);
        assert!(
            !path.contains('{'),
            "the path {path} has a parameter this test does not know"
        );
        // What changes something gets a town of its own, so that rows do not depend on each other.
        let line = if route.verb == Verb::Get {
            row(&prepared, route, &path).await
        } else {
            let own = town().await;
            self::things(&own).await;
            row(&own, route, &path).await
        };
        table.push_str(&line);
        table.push('\n');
    }
    insta::with_settings!({prepend_module_to_snapshot => false, snapshot_path => ".", omit_expression => true}, {
        insta::assert_snapshot!("access", table);
    });
}

#[tokio::test]
async fn a_thing_of_another_school_and_an_unknown_one_give_the_same_bytes() {
    let town = town().await;
    let things = things(&town).await;
    for known in [
        format!("/people/{}", things.person),
        format!("/organisation/records/base_entry/record/{}", things.record),
        format!("/organisation/records/person/record/{}", things.person),
        format!("/roadmap/{}", things.activity),
        format!("/reports/{}", things.edition),
        format!("/reports/{}/files/official/docx", things.edition),
    ] {
        let unknown = match known.rsplit_once('/') {
            Some((_, "docx")) => "/reports/2020-01-01/7/files/official/docx".to_owned(),
            Some((_, "1")) => "/reports/2020-01-01/7".to_owned(),
            _ => format!("{known}9999"),
        };
        let stranger = session(Role::Head, FOREIGN);
        let own = town.get_as(&known, Role::Head).await;
        assert_eq!(own.status, StatusCode::OK, "{known}");
        let (foreign, nothing) = (
            town.get(&known, Some(&stranger)).await,
            town.get(&unknown, Some(&stranger)).await,
        );
        assert_eq!(foreign.status, StatusCode::NOT_FOUND, "{known}");
        assert_eq!(nothing.status, StatusCode::NOT_FOUND, "{unknown}");
        let (foreign, nothing) = (
            foreign.body.replace(&known, "…"),
            nothing.body.replace(&unknown, "…"),
        );
        assert_eq!(foreign, nothing, "{known}");
    }
}
