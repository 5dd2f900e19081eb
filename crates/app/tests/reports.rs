//! From a draft to a signed edition.

use chrono::TimeDelta;
use opora_app::Failure;
use opora_app::ports::Format;
use opora_app::reports::{EditionName, Readers, ReportError, Waive};
use opora_app::roadmap::ChangeActivity;
use opora_domain::permissions::{Action, Role};
use opora_domain::roadmap::ActivityMark;
use opora_store::{AuditEntry, EditionState};

use crate::harness::{World, day, demo_worlds};

async fn checked(world: &World) -> EditionName {
    let curator = world.member(Role::Curator).await;
    let name = world
        .app
        .draft_report(&curator, day("2023-10-13"))
        .await
        .unwrap();
    world.app.check_report(&curator, name).await.unwrap();
    name
}

/// Puts a mark, so that facts differ from those of the check.
async fn change_facts(world: &World) {
    let curator = world.member(Role::Curator).await;
    let page = world
        .app
        .roadmap(&curator, day("2023-10-13"))
        .await
        .unwrap();
    let open = page
        .roadmap()
        .unwrap()
        .activities()
        .find(|activity| !activity.state.is_done())
        .unwrap();
    let stored = page.activity(&open.code).unwrap();
    let command = ChangeActivity {
        code: stored.code.clone(),
        version: stored.version,
        due_on: stored.due_on,
        responsible: page.responsible_code(stored).map(str::to_owned),
        mark: Some(ActivityMark::Done),
        done_on: None,
        reason: "проведено досрочно, протокол № 4".to_owned(),
    };
    world.app.change_activity(&curator, command).await.unwrap();
}

#[tokio::test]
async fn a_draft_is_checked_by_the_curator_and_signed_by_the_head_only() {
    for world in demo_worlds().await {
        let name = checked(&world).await;
        let curator = world.member(Role::Curator).await;
        let refused = world.app.sign_report(&curator, name).await;
        assert!(matches!(refused, Err(Failure::Denied)));
        let head = world.member(Role::Head).await;
        world.app.sign_report(&head, name).await.unwrap();
        let page = world.app.edition(&curator, name).await.unwrap();
        assert_eq!(page.line.state, EditionState::Signed);
        assert!(page.line.signed_by.is_some());
        let again = world.app.check_report(&curator, name).await;
        assert!(matches!(again, Err(Failure::Rule(ReportError::Signed))));
    }
}

#[tokio::test]
async fn facts_that_moved_after_the_check_stop_the_signature() {
    for world in demo_worlds().await {
        let name = checked(&world).await;
        change_facts(&world).await;
        let head = world.member(Role::Head).await;
        let refused = world.app.sign_report(&head, name).await;
        assert!(
            matches!(refused, Err(Failure::Rule(ReportError::FactsChanged))),
            "{refused:?}"
        );
        assert!(world.app.edition(&head, name).await.unwrap().stale);
    }
}

#[tokio::test]
async fn a_signed_edition_never_changes_and_a_correction_is_a_new_one_with_a_difference() {
    for world in demo_worlds().await {
        let head = world.member(Role::Head).await;
        let first = checked(&world).await;
        world.app.sign_report(&head, first).await.unwrap();
        let before = world.app.edition(&head, first).await.unwrap();
        change_facts(&world).await;
        let second = checked(&world).await;
        assert_eq!(second.number, 2);
        let after = world.app.edition(&head, first).await.unwrap();
        assert_eq!(before.line, after.line);
        let page = world.app.edition(&head, second).await.unwrap();
        assert_eq!(page.earlier, Some((first.as_of, 1)));
        let diff = world
            .app
            .compare_editions(&head, first, second)
            .await
            .unwrap();
        assert_eq!(diff.activities.len(), 1, "{diff:#?}");
    }
}

#[tokio::test]
async fn recommendations_of_a_signed_edition_become_measures_once() {
    for world in demo_worlds().await {
        let head = world.member(Role::Head).await;
        let first = checked(&world).await;
        let drafted = world.app.edition(&head, first).await.unwrap();
        let wanted = drafted.snapshot.measures.len();
        assert!(wanted > 0, "the demonstration has something to recommend");
        let records = |card: &opora_app::organisations::OrganisationCard| {
            card.records
                .iter()
                .find(|(sheet, _)| *sheet == "Меры")
                .unwrap()
                .1
        };
        let before = records(&world.app.organisation(&head).await.unwrap());
        world.app.sign_report(&head, first).await.unwrap();
        let after = records(&world.app.organisation(&head).await.unwrap());
        assert_eq!(after, before + wanted);
    }
}

#[tokio::test]
async fn a_draft_is_not_signed_unchecked_nor_made_for_tomorrow() {
    for world in demo_worlds().await {
        let head = world.member(Role::Head).await;
        let name = world
            .app
            .draft_report(&head, day("2023-10-13"))
            .await
            .unwrap();
        let refused = world.app.sign_report(&head, name).await;
        assert!(matches!(
            refused,
            Err(Failure::Rule(ReportError::NotChecked))
        ));
        let ahead = world.app.draft_report(&head, day("2023-10-14")).await;
        assert!(matches!(
            ahead,
            Err(Failure::Rule(ReportError::AheadOfToday))
        ));
        let unknown = EditionName { number: 9, ..name };
        assert!(matches!(
            world.app.edition(&head, unknown).await,
            Err(Failure::NotFound)
        ));
    }
}

#[tokio::test]
async fn errors_block_until_each_is_accepted_with_a_reason() {
    for world in demo_worlds().await {
        // In June the closing activities are late, so the checks have something to say.
        world.clock.advance(TimeDelta::days(260));
        let as_of = day("2024-06-28");
        let head = world.member(Role::Head).await;
        let name = world.app.draft_report(&head, as_of).await.unwrap();
        let blocked = world.app.check_report(&head, name).await;
        let Err(Failure::Rule(ReportError::Blocked { errors, warnings })) = blocked else {
            panic!("{blocked:?}");
        };
        assert!(errors + warnings > 0);
        let findings = world.app.monitoring(&head, as_of).await.unwrap();
        for finding in &findings.checks().findings {
            let waive = |reason: &str| Waive {
                as_of,
                check: finding.code.clone(),
                subject: finding.subject.clone(),
                reason: reason.to_owned(),
            };
            let empty = world.app.waive(&head, waive("  ")).await;
            assert!(empty.is_err() || finding.waived.is_some());
            world
                .app
                .waive(&head, waive("учтено, будет в годовой справке"))
                .await
                .unwrap();
        }
        world.app.check_report(&head, name).await.unwrap();
    }
}

#[tokio::test]
async fn files_of_an_edition_come_from_what_was_frozen() {
    for world in demo_worlds().await {
        let head = world.member(Role::Head).await;
        let name = checked(&world).await;
        world.app.sign_report(&head, name).await.unwrap();
        let file = world
            .app
            .render_edition(&head, name, Readers::Official, Format::Docx)
            .await
            .unwrap();
        assert_eq!(file.file_name, "spravka-2023-10-13-1.docx");
        let text = String::from_utf8(file.bytes).unwrap();
        assert!(text.contains("справка"), "{text}");
        let public = world
            .app
            .render_edition(&head, name, Readers::Public, Format::Pdf)
            .await
            .unwrap();
        assert_eq!(public.file_name, "spravka-2023-10-13-1-public.pdf");
    }
}

#[tokio::test]
async fn a_comparison_names_no_child_of_a_special_group() {
    let code = "cov.mentees_at_risk";
    for world in demo_worlds().await {
        let head = world.member(Role::Head).await;
        let first = checked(&world).await;
        world.app.sign_report(&head, first).await.unwrap();
        let listed = world
            .app
            .drill_down(&world.system(), first.as_of, code, None)
            .await
            .unwrap();
        let pupil = listed.lines.unwrap().remove(0).counted.code;
        end_categories_of(&world, &pupil).await;
        let curator = world.member(Role::Curator).await;
        let second = world.app.draft_report(&curator, first.as_of).await.unwrap();
        let removed = |diff: &opora_monitoring::diff::EditionDiff| {
            diff.rows
                .iter()
                .find(|row| row.code == code)
                .unwrap()
                .removed
                .clone()
        };
        let seen = world
            .app
            .compare_editions(&curator, first, second)
            .await
            .unwrap();
        assert!(
            removed(&seen).is_empty(),
            "the number changed, the child is not named"
        );
        let all = world
            .app
            .compare_editions(&world.system(), first, second)
            .await
            .unwrap();
        assert_eq!(removed(&all), [pupil]);
    }
}

/// Ends every special category of a pupil before the cut-off date.
async fn end_categories_of(world: &World, pupil: &str) {
    let ctx = world.system();
    let store = world.app.store();
    let scope = ctx.permit(Action::ChangeFacts).unwrap();
    let facts = store.facts(&scope).await.unwrap();
    let person = facts
        .people
        .iter()
        .find(|person| person.code == pupil)
        .unwrap();
    let mut write = store.write(&scope, world.clock.now()).await.unwrap();
    for category in facts
        .categories
        .iter()
        .filter(|one| one.person == person.id)
    {
        let mut ended = category.clone();
        ended.valid_to = Some(day("2023-10-01"));
        write.update(&ended).await.unwrap();
    }
    let entry = AuditEntry {
        action: "test.end",
        subject_kind: "category",
        subject_code: None,
        detail: String::new(),
    };
    write.audit(entry).await.unwrap();
    write.commit().await.unwrap();
}
