//! What the tests of the store share.
//!
//! Not here: databases and schools (`testkit`). The one decision to know: an organisation is always
//! made together with an audited import of its school, as in the program.

use chrono::{DateTime, Utc};
use opora_domain::Facts;
use opora_domain::permissions::OrgScope;
use opora_store::{AuditEntry, Store};
use opora_testkit::School;

pub fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

pub fn noon() -> DateTime<Utc> {
    at("2023-10-13T12:00:00Z")
}

pub fn entry(action: &str) -> AuditEntry<'_> {
    AuditEntry {
        action,
        subject_kind: "test",
        subject_code: Some("Л-1".into()),
        detail: "подробность".into(),
    }
}

/// Makes an organisation with a school of three pupils, a teacher and a pair.
pub async fn school(store: &Store, seed: u64) -> (OrgScope, Facts) {
    let school = School::new(seed).pupils(3).teachers(1).pair();
    let organisation = school.organisation();
    let facts = school.facts();
    store
        .create_organisation(organisation, &format!("Школа № {seed}"), noon())
        .await
        .unwrap();
    let scope = OrgScope::system_without_actor(organisation, "test");
    let mut write = store.write(&scope, noon()).await.unwrap();
    write.import(&facts, &Facts::default()).await.unwrap();
    write.audit(entry("facts.import")).await.unwrap();
    write.commit().await.unwrap();
    (scope, facts)
}
