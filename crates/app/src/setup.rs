//! The first minutes of an installation: the organisation, the demonstration.
//!
//! Not here: opening and migrating the store (`cli`). The one decision to know: an installation
//! without an organisation gets one with nothing in it, so that the first import has a place to go;
//! only the demonstration makes users with a known password.

use opora_demo::DemoOptions;
use opora_domain::OrganisationId;
use opora_domain::permissions::{OrgScope, Role};
use opora_store::StoreError;

use crate::{App, Failure, audit};

/// Name of an organisation before its particulars are known.
const UNNAMED: &str = "Школа";

/// Password of the users of a demonstration.
pub const DEMO_PASSWORD: &str = "opora-demo";

/// A user of the demonstration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DemoUser {
    /// Login.
    pub login: &'static str,
    /// Role.
    pub role: Role,
}

/// Users of the demonstration: login, role, name. Names are made up.
const DEMO_USERS: &[(&str, Role, &str)] = &[
    ("kurator", Role::Curator, "Белозёрова А. С."),
    ("direktor", Role::Head, "Кузнечихин П. Р."),
    ("psiholog", Role::Psychologist, "Ожегова М. И."),
    ("dpo", Role::Dpo, "Стрельников В. Г."),
    ("proverka", Role::Auditor, "Лугинина Е. Д."),
];

/// What was made.
#[derive(Clone, Debug)]
pub struct DemoMade {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its users; their password is [`DEMO_PASSWORD`].
    pub users: Vec<DemoUser>,
    /// People recorded.
    pub people: usize,
}

/// Why no demonstration is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DemoError {
    /// The store holds an organisation already.
    NotEmpty,
}

/// Users of every demonstration.
pub fn demo_users() -> Vec<DemoUser> {
    DEMO_USERS
        .iter()
        .map(|(login, role, _)| DemoUser { login, role: *role })
        .collect()
}

impl App {
    /// The organisation of a single-school installation; made when there is none.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn first_organisation(&self) -> Result<OrganisationId, StoreError> {
        let known = self.inner.store.list_organisations().await?;
        if let Some((organisation, _)) = known.first() {
            return Ok(*organisation);
        }
        let organisation = OrganisationId::new(self.draw_id());
        self.inner
            .store
            .create_organisation(organisation, UNNAMED, self.now())
            .await?;
        Ok(organisation)
    }

    /// Makes the demonstration: a synthetic school and a user for each role.
    ///
    /// # Errors
    /// [`DemoError::NotEmpty`].
    pub async fn make_demo(&self, options: &DemoOptions) -> Result<DemoMade, Failure<DemoError>> {
        if !self.inner.store.list_organisations().await?.is_empty() {
            return Err(Failure::Rule(DemoError::NotEmpty));
        }
        let facts = opora_demo::school(options);
        let people = facts.people.len();
        let organisation = OrganisationId::new(self.draw_id());
        let scope = OrgScope::system_without_actor(organisation, "demonstration");
        let name = facts
            .organisation_names
            .last()
            .map_or(UNNAMED, |name| &name.short_name);
        let mut users = Vec::with_capacity(DEMO_USERS.len());
        for (login, role, name) in DEMO_USERS {
            let password = DEMO_PASSWORD.to_owned();
            users.push((*role, self.new_user(login, name, password).await?));
        }
        // One transaction with the organisation: killed half way, a demonstration leaves nothing behind.
        let mut write = self
            .inner
            .store
            .write_first(&scope, name, self.now())
            .await?;
        write
            .import(&facts, &opora_domain::Facts::default())
            .await?;
        for (role, user) in &users {
            write.insert_user(user).await?;
            write.grant(user.id, *role).await?;
        }
        let entry = audit::entry("demo.make", "organisation", None, "");
        write.audit(entry).await?;
        write.commit().await?;
        Ok(DemoMade {
            organisation,
            users: demo_users(),
            people,
        })
    }
}
