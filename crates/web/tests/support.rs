//! A town with two schools and a user of every role in the first, behind the whole router.
//!
//! Not here: tests. The one decision to know: sessions are put into the store directly, so that a
//! test of pages does not pay for passwords.

use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, Response, StatusCode, header};
use chrono::{DateTime, TimeDelta, Utc};
use opora_app::ports::{Clock, Format, Random, RenderFailure, Renderer};
use opora_app::{App, CatalogueSet, Parts};
use opora_domain::document::Document;
use opora_domain::permissions::{OrgScope, Role};
use opora_domain::{Facts, OrganisationId, UserId};
use opora_store::{Location, NewSession, Store, User};
use opora_testkit::{FrozenClock, School, SeededRandom};
use opora_web::Settings;
use sha2::{Digest, Sha256};
use tempfile::TempDir;
use tower::ServiceExt;
use uuid::Uuid;

/// This instant of every test: the day of the справка of the demo school.
pub const NOW: &str = "2023-10-13T09:00:00Z";

struct TestClock(FrozenClock);

impl Clock for TestClock {
    fn now(&self) -> DateTime<Utc> {
        self.0.now()
    }
}

struct TestRandom(SeededRandom);

impl Random for TestRandom {
    fn fill(&self, buffer: &mut [u8]) {
        self.0.fill(buffer);
    }
}

struct TitleOnly;

impl Renderer for TitleOnly {
    fn render(&self, document: &Document, format: Format) -> Result<Vec<u8>, RenderFailure> {
        Ok(format!("{} {}", format.extension(), document.title).into_bytes())
    }
}

/// The town.
pub struct Town {
    pub router: Router,
    pub app: App,
    _folder: TempDir,
}

/// The first school: the demo one in small; what tests ask for by address belongs to it.
pub const OWN: u128 = 1;
/// The second school: a handful of people with other codes.
pub const FOREIGN: u128 = 2;

/// Secret of the session of a role in a school.
pub fn session(role: Role, school: u128) -> String {
    format!("session-{}-{school}", role.code())
}

pub fn user_id(role: Role, school: u128) -> UserId {
    let position = Role::ALL.iter().position(|one| *one == role).unwrap();
    UserId::new(Uuid::from_u128(
        school * 1000 + u128::try_from(position).unwrap(),
    ))
}

fn digest(text: &str) -> String {
    hex::encode(Sha256::digest(text.as_bytes()))
}

/// Token of forms of a session, as `app` makes it.
pub fn form_token(session: &str) -> String {
    digest(&format!("form:{session}"))
}

fn catalogues() -> CatalogueSet {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogues");
    let mut files = Vec::new();
    for folder in std::fs::read_dir(&root).unwrap() {
        let folder = folder.unwrap().path();
        for file in std::fs::read_dir(&folder).unwrap() {
            let file = file.unwrap().path();
            let name = file
                .strip_prefix(&root)
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned();
            files.push((name, std::fs::read_to_string(&file).unwrap()));
        }
    }
    files.sort();
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    CatalogueSet::load(&files, "udmurtia-570").unwrap()
}

async fn settle(store: &Store, school: u128, name: &str, facts: &Facts) {
    let now: DateTime<Utc> = NOW.parse().unwrap();
    let id = OrganisationId::new(Uuid::from_u128(school));
    store.create_organisation(id, name, now).await.unwrap();
    let scope = OrgScope::system_without_actor(id, "test");
    let mut write = store.write(&scope, now).await.unwrap();
    write.import(facts, &Facts::default()).await.unwrap();
    for role in Role::ALL {
        let user = User {
            id: user_id(*role, school),
            login: format!("{}-{school}", role.code()),
            display_name: format!("Вымыслова {}", role.code()),
            password_hash: String::new(),
            language: "ru".to_owned(),
            disabled: false,
            created_at: now,
        };
        write.insert_user(&user).await.unwrap();
        write.grant(user.id, *role).await.unwrap();
    }
    let entry = opora_store::AuditEntry {
        action: "test.settle",
        subject_kind: "organisation",
        subject_code: None,
        detail: String::new(),
    };
    write.audit(entry).await.unwrap();
    write.commit().await.unwrap();
    for role in Role::ALL {
        let session = NewSession {
            token_sha256: digest(&session(*role, school)),
            user: user_id(*role, school),
            created_at: now,
            expires_at: now + TimeDelta::days(1),
            agent: String::new(),
        };
        store.insert_session(&session).await.unwrap();
    }
}

fn small_school() -> Facts {
    School::new(2).pupils(3).teachers(2).pair().facts()
}

pub async fn town_of(first: &Facts, settings: Settings) -> Town {
    let folder = tempfile::tempdir().unwrap();
    let location = Location::Folder(folder.path().to_owned());
    let store = Store::open(&location, opora_testkit::keyring())
        .await
        .unwrap();
    store.migrate().await.unwrap();
    settle(&store, OWN, "Школа № 1", first).await;
    settle(&store, FOREIGN, "Школа № 2", &small_school()).await;
    let app = App::new(Parts {
        store,
        catalogues: catalogues(),
        clock: Arc::new(TestClock(FrozenClock::at_text(NOW))),
        random: Arc::new(TestRandom(SeededRandom::new(1))),
        renderer: Arc::new(TitleOnly),
    });
    Town {
        router: opora_web::router(settings, app.clone()),
        app,
        _folder: folder,
    }
}

pub fn settings() -> Settings {
    let mut settings = Settings::new(Arc::new(|chart: &opora_domain::document::Chart| {
        format!("<svg role=\"img\" aria-label=\"{}\"></svg>", chart.name)
    }));
    settings.demo = true;
    settings
}

pub fn demo_facts(pupils: usize) -> Facts {
    opora_demo::school(&opora_demo::DemoOptions {
        pupils,
        ..opora_demo::DemoOptions::default()
    })
}

/// A town whose first school is the demo one with a hundred pupils.
pub async fn town() -> Town {
    town_of(&demo_facts(100), settings()).await
}

/// A response, read.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn location(&self) -> &str {
        self.headers
            .get(header::LOCATION)
            .map_or("", |value| value.to_str().unwrap())
    }
}

pub async fn read(response: Response<Body>) -> Answer {
    let status = response.status();
    let headers = response.headers().clone();
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    Answer {
        status,
        headers,
        body: String::from_utf8_lossy(&bytes).into_owned(),
    }
}

impl Town {
    pub async fn send(&self, request: Request<Body>) -> Answer {
        read(self.router.clone().oneshot(request).await.unwrap()).await
    }

    pub async fn get(&self, path: &str, session: Option<&str>) -> Answer {
        let mut request = Request::get(path);
        if let Some(session) = session {
            request = request.header(header::COOKIE, format!("opora_session={session}"));
        }
        self.send(request.body(Body::empty()).unwrap()).await
    }

    pub async fn get_as(&self, path: &str, role: Role) -> Answer {
        self.get(path, Some(&session(role, OWN))).await
    }

    /// Sends a form as a browser on our own page does.
    pub async fn post_as(&self, path: &str, role: Role, fields: &[(&str, &str)]) -> Answer {
        let session = session(role, OWN);
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.append_pair("csrf", &form_token(&session));
        for (name, value) in fields {
            form.append_pair(name, value);
        }
        let request = Request::post(path)
            .header(header::COOKIE, format!("opora_session={session}"))
            .header(header::HOST, "opora.test")
            .header(header::ORIGIN, "http://opora.test")
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(form.finish())).unwrap())
            .await
    }
}
