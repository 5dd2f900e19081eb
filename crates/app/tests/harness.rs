//! The program put together for a test.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use opora_app::ports::{Clock, Format, Random, RenderFailure, Renderer};
use opora_app::setup::DEMO_PASSWORD;
use opora_app::{App, CatalogueSet, Ctx, Parts};
use opora_demo::DemoOptions;
use opora_domain::OrganisationId;
use opora_domain::document::{Block, Document};
use opora_domain::permissions::{Membership, Role};
use opora_testkit::{FrozenClock, SeededRandom, TestDb, databases};

pub struct TestClock(FrozenClock);
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

/// Gives the titles of the document, so that a test sees which one was rendered.
struct TextRenderer;
impl Renderer for TextRenderer {
    fn render(&self, document: &Document, _format: Format) -> Result<Vec<u8>, RenderFailure> {
        let titles = document.blocks.iter().filter_map(|block| match block {
            Block::Title(lines) => Some(lines.join(" ")),
            _ => None,
        });
        Ok(titles.collect::<Vec<_>>().join("\n").into_bytes())
    }
}

pub struct World {
    pub app: App,
    pub clock: FrozenClock,
    pub organisation: OrganisationId,
    _db: TestDb,
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn catalogues() -> CatalogueSet {
    let mut files = opora_monitoring::catalogue::shipped().to_vec();
    files.push((
        "udmurtia-570/checks.toml",
        include_str!("../../../catalogues/udmurtia-570/checks.toml"),
    ));
    files.push((
        "udmurtia-570/consents.toml",
        include_str!("../../../catalogues/udmurtia-570/consents.toml"),
    ));
    files.push((
        "roadmaps/target-model.toml",
        include_str!("../../../catalogues/roadmaps/target-model.toml"),
    ));
    CatalogueSet::load(&files, "udmurtia-570").unwrap()
}

fn app(db: &TestDb, clock: &FrozenClock) -> App {
    App::new(Parts {
        store: db.store.clone(),
        catalogues: catalogues(),
        clock: Arc::new(TestClock(clock.clone())),
        random: Arc::new(TestRandom(SeededRandom::new(7))),
        renderer: Arc::new(TextRenderer),
    })
}

/// Both databases, each with an empty organisation.
pub async fn empty_worlds() -> Vec<World> {
    let mut worlds = Vec::new();
    for db in databases().await {
        let clock = FrozenClock::at_text("2023-10-13T09:00:00Z");
        let app = app(&db, &clock);
        let organisation = app.first_organisation().await.unwrap();
        worlds.push(World {
            app,
            clock,
            organisation,
            _db: db,
        });
    }
    worlds
}

/// Both databases, each with the demonstration school.
pub async fn demo_worlds() -> Vec<World> {
    let mut worlds = Vec::new();
    for db in databases().await {
        let clock = FrozenClock::at_text("2023-10-13T09:00:00Z");
        let app = app(&db, &clock);
        let made = app.make_demo(&DemoOptions::default()).await.unwrap();
        worlds.push(World {
            app,
            clock,
            organisation: made.organisation,
            _db: db,
        });
    }
    worlds
}

impl World {
    pub fn system(&self) -> Ctx {
        Ctx::system(self.organisation, "test")
    }

    /// A member of the demonstration school with this role, signed in.
    pub async fn member(&self, role: Role) -> Ctx {
        let login = match role {
            Role::Curator => "kurator",
            Role::Head => "direktor",
            Role::Psychologist => "psiholog",
            Role::Dpo => "dpo",
            _ => "proverka",
        };
        let opened = self
            .app
            .sign_in(opora_app::accounts::SignIn {
                login: login.to_owned(),
                password: DEMO_PASSWORD.to_owned(),
                address: "127.0.0.1".to_owned(),
                agent: "test".to_owned(),
            })
            .await
            .unwrap();
        let session = self.app.session(&opened.token).await.unwrap().unwrap();
        Ctx::member(session.memberships[0])
    }

    /// Somebody of another organisation.
    pub fn stranger(role: Role) -> Ctx {
        Ctx::member(Membership {
            organisation: OrganisationId::new(uuid::Uuid::from_u128(99)),
            user: opora_domain::UserId::new(uuid::Uuid::from_u128(98)),
            role,
        })
    }
}
