//! Consents: a class from issue to coverage, one-use codes, withdrawal and what follows from it.
//!
//! Not here: the machine of states (`domain`). The one decision to know: each case runs on both databases, with the
//! roles that do it in a school.

use opora_app::consents::{ConsentError, Issue, Papers, SignPaper, Step, TakeStep};
use opora_app::people::{PeopleQuery, Tab};
use opora_app::ports::Format;
use opora_app::today::TaskKind;
use opora_app::{Ctx, Failure};
use opora_domain::consents::{Basis, Channel, Phase, Purpose, Signers};
use opora_domain::permissions::Role;

use crate::harness::{World, day, demo_worlds};

const DAY: &str = "2023-10-13";
const CLASS: &str = "1А";

fn issue(purposes: &[Purpose]) -> Issue {
    Issue {
        class_name: CLASS.to_owned(),
        purposes: purposes.to_vec(),
        on: day(DAY),
    }
}

/// Short codes of papers that are out, with codes of their consents.
async fn open_papers(world: &World, purpose: Purpose) -> Vec<(String, String)> {
    let facts = facts(world).await;
    let issued = facts.consents.iter().filter(|one| {
        one.purpose == purpose && one.issued_on == day(DAY) && one.signed_on.is_none()
    });
    issued
        .map(|one| (one.paper_code.clone().unwrap(), one.code.clone()))
        .collect()
}

async fn facts(world: &World) -> opora_domain::Facts {
    let scope =
        opora_domain::permissions::OrgScope::system_without_actor(world.organisation, "test");
    world.app.store().facts(&scope).await.unwrap()
}

async fn sign(world: &World, ctx: &Ctx, code: &str) -> Result<Phase, Failure<ConsentError>> {
    let command = SignPaper {
        code: code.to_owned(),
        on: day(DAY),
        verified_on: Some(day(DAY)),
    };
    world
        .app
        .sign_paper(ctx, &command)
        .await
        .map(|one| one.phase)
}

async fn images(world: &World, ctx: &Ctx) -> opora_app::consents::Tally {
    let coverage = world.app.consent_coverage(ctx, day(DAY)).await.unwrap();
    let at = coverage
        .purposes
        .iter()
        .position(|one| *one == Purpose::Images)
        .unwrap();
    let class = coverage
        .classes
        .iter()
        .find(|one| one.class_name == CLASS)
        .unwrap();
    assert_eq!(class.tallies[at].total(), class.pupils);
    class.tallies[at]
}

#[tokio::test]
async fn a_class_goes_from_issue_through_typed_codes_to_coverage_and_nothing_is_issued_twice() {
    for world in demo_worlds().await {
        let curator = world.member(Role::Curator).await;
        let before = images(&world, &curator).await;
        let command = issue(&[Purpose::Images]);
        let issued = world.app.issue_consents(&curator, &command).await.unwrap();
        assert!(issued.made > 15, "{issued:?}");
        let papers = open_papers(&world, Purpose::Images).await;
        assert_eq!(papers.len(), issued.made);
        let again = world.app.issue_consents(&curator, &command).await.unwrap();
        assert_eq!(
            (again.made, again.already),
            (0, issued.made + issued.already)
        );
        assert_eq!(
            images(&world, &curator).await.issued,
            before.issued + issued.made
        );

        for (paper, _) in &papers {
            assert_eq!(sign(&world, &curator, paper).await.unwrap(), Phase::Active);
        }
        let after = images(&world, &curator).await;
        assert_eq!(after.have, before.have + issued.made);
        let twice = sign(&world, &curator, &papers[0].0).await;
        assert!(matches!(
            twice,
            Err(Failure::Rule(ConsentError::SignedAlready))
        ));
        let log = world.app.audit_log(&curator, None).await.unwrap();
        let signed = log
            .iter()
            .filter(|row| row.action == "consent.sign")
            .count();
        assert!(signed >= 15, "each signature is in the log");
    }
}

#[tokio::test]
async fn a_slip_of_the_finger_and_an_unknown_code_are_told_apart() {
    for world in demo_worlds().await {
        let curator = world.member(Role::Curator).await;
        let slip = sign(&world, &curator, "1234 5678").await;
        assert!(matches!(
            slip,
            Err(Failure::Rule(ConsentError::CodeMalformed))
        ));
        let unknown = opora_domain::consents::paper_code(9_999_999);
        let unknown = sign(&world, &curator, &unknown).await;
        assert!(matches!(
            unknown,
            Err(Failure::Rule(ConsentError::CodeUnknown))
        ));
    }
}

/// A mentee of a running pair with the consent to take part.
async fn mentee(world: &World) -> (String, String, i64, String) {
    use opora_domain::pairs::{MentorshipKind, MentorshipStatus};
    use opora_domain::people::{ParticipantCategory, ParticipantRole};
    let facts = facts(world).await;
    facts
        .mentorship_members
        .iter()
        .filter(|one| one.role == ParticipantRole::Mentee)
        .filter(|one| one.category == ParticipantCategory::Pupil)
        .find_map(|member| {
            let pair = facts.mentorships.iter().find(|one| {
                one.id == member.mentorship
                    && one.status == MentorshipStatus::Running
                    && one.kind == MentorshipKind::Pair
            })?;
            let consent = facts
                .consents
                .iter()
                .find(|one| one.person == member.person && one.purpose == Purpose::Participation)?;
            let person = facts.people.iter().find(|one| one.id == member.person)?;
            Some((
                person.code.clone(),
                consent.code.clone(),
                consent.version,
                pair.code.clone(),
            ))
        })
        .unwrap()
}

fn withdraw(code: &str, version: i64, by: &str) -> TakeStep {
    TakeStep {
        code: code.to_owned(),
        version,
        on: day(DAY),
        step: Step::Withdraw {
            via: Channel::Phone,
            by: by.to_owned(),
        },
    }
}

#[tokio::test]
async fn a_withdrawal_takes_the_child_off_the_lists_pauses_the_pair_and_stands_on_the_first_page() {
    for world in demo_worlds().await {
        let curator = world.member(Role::Curator).await;
        let dpo = world.member(Role::Dpo).await;
        let (person, consent, version, pair) = mentee(&world).await;
        let listed = async || {
            let query = PeopleQuery {
                tab: Tab::Mentees,
                page: 1,
                page_size: 1_000,
                ..PeopleQuery::default()
            };
            let page = world
                .app
                .list_people(&curator, day(DAY), &query)
                .await
                .unwrap();
            page.rows.iter().any(|row| row.code == person)
        };
        assert!(listed().await);
        let nobody = withdraw(&consent, version, " ");
        let refused = world.app.take_consent_step(&dpo, &nobody).await;
        assert!(matches!(
            refused,
            Err(Failure::Rule(ConsentError::TellerMissing))
        ));
        let told = withdraw(&consent, version, "мама");
        world.app.take_consent_step(&dpo, &told).await.unwrap();

        assert!(!listed().await);
        let paused = facts(&world).await;
        let paused = paused
            .mentorships
            .iter()
            .find(|one| one.code == pair)
            .unwrap();
        assert_eq!(paused.status, opora_domain::pairs::MentorshipStatus::Paused);
        let today = world.app.today_page(&curator, day(DAY)).await.unwrap();
        assert_eq!(today.tasks[0].kind, TaskKind::PausedPair);
        assert_eq!(today.tasks[0].code, pair);
        let card = world
            .app
            .consent(&curator, day(DAY), &consent)
            .await
            .unwrap();
        assert_eq!(card.state.unwrap().phase, Phase::Withdrawn);
        assert!(matches!(card.basis, Basis::Stopped(_)));
        let stale = withdraw(&consent, version, "мама");
        let stale = world.app.take_consent_step(&dpo, &stale).await;
        assert!(matches!(stale, Err(Failure::Conflict)));
        // Who said no is not asked again with the class.
        let class = card.class_name.unwrap();
        let command = Issue {
            class_name: class,
            purposes: vec![Purpose::Participation],
            on: day(DAY),
        };
        let issued = world.app.issue_consents(&curator, &command).await.unwrap();
        assert!(issued.refused >= 1);
    }
}

#[tokio::test]
async fn each_role_does_its_part_and_no_other() {
    for world in demo_worlds().await {
        let (head, dpo) = (
            world.member(Role::Head).await,
            world.member(Role::Dpo).await,
        );
        let auditor = world.member(Role::Auditor).await;
        let psychologist = world.member(Role::Psychologist).await;
        let curator = world.member(Role::Curator).await;
        for ctx in [&head, &dpo, &auditor] {
            let refused = world
                .app
                .issue_consents(ctx, &issue(&[Purpose::Images]))
                .await;
            assert!(matches!(refused, Err(Failure::Denied)));
            world.app.consent_coverage(ctx, day(DAY)).await.unwrap();
        }
        let names = world.app.class_consents(&auditor, day(DAY), CLASS).await;
        assert!(matches!(names, Err(Failure::Denied)));
        let refused = world
            .app
            .issue_consents(&psychologist, &issue(&[Purpose::Images]))
            .await;
        assert!(matches!(refused, Err(Failure::Denied)));
        let own = issue(&[Purpose::Psychology]);
        assert!(
            world
                .app
                .issue_consents(&psychologist, &own)
                .await
                .unwrap()
                .made
                > 0
        );
        let seen = world
            .app
            .class_consents(&psychologist, day(DAY), CLASS)
            .await
            .unwrap();
        assert_eq!(seen.purposes, [Purpose::Psychology]);
        let other = facts(&world).await.consents[0].code.clone();
        world.app.consent(&curator, day(DAY), &other).await.unwrap();
        let unknown = world.app.consent(&psychologist, day(DAY), &other).await;
        assert!(
            matches!(unknown, Err(Failure::NotFound)),
            "participation is not theirs"
        );
        let unknown = world.app.class_consents(&curator, day(DAY), "99Я").await;
        assert!(matches!(unknown, Err(Failure::NotFound)));
    }
}

#[tokio::test]
async fn an_objection_stops_and_its_settlement_lets_go_on() {
    for world in demo_worlds().await {
        let curator = world.member(Role::Curator).await;
        let (_, code, version, _) = mentee(&world).await;
        let step = |version, step| TakeStep {
            code: code.clone(),
            version,
            on: day(DAY),
            step,
        };
        let basis = async || {
            let card = world.app.consent(&curator, day(DAY), &code).await.unwrap();
            card.basis.code()
        };
        let dispute = step(version, Step::Dispute);
        world
            .app
            .take_consent_step(&curator, &dispute)
            .await
            .unwrap();
        assert_eq!(basis().await, "disputed");
        let settle = step(version + 1, Step::Settle);
        world
            .app
            .take_consent_step(&curator, &settle)
            .await
            .unwrap();
        assert_eq!(basis().await, "active");
        let again = step(version + 2, Step::Verify);
        let again = world.app.take_consent_step(&curator, &again).await;
        assert!(matches!(
            again,
            Err(Failure::Rule(ConsentError::Refused(_)))
        ));
    }
}

#[tokio::test]
async fn papers_are_printed_one_a_page_and_a_paper_without_the_right_signature_is_refused() {
    for world in demo_worlds().await {
        let curator = world.member(Role::Curator).await;
        let command = Issue {
            class_name: "9А".to_owned(),
            purposes: vec![Purpose::Images],
            on: day(DAY),
        };
        world.app.issue_consents(&curator, &command).await.unwrap();
        let which = Papers::OfClass("9А".to_owned());
        let file = world
            .app
            .print_consents(
                &curator,
                day(DAY),
                &which,
                (Format::Docx, Some("https://opora.example")),
            )
            .await
            .unwrap();
        let titles = String::from_utf8(file.bytes).unwrap();
        assert!(titles.contains("фото- и видеосъёмку"), "{titles}");
        let sheet = world
            .app
            .print_reminder(&curator, day(DAY), "9А", Format::Docx)
            .await
            .unwrap();
        assert!(!sheet.bytes.is_empty());

        let facts = facts(&world).await;
        let paper = facts
            .consents
            .iter()
            .find(|one| one.issued_on == day(DAY) && one.signers == Signers::Both)
            .unwrap();
        let step = |by| TakeStep {
            code: paper.code.clone(),
            version: paper.version,
            on: day(DAY),
            step: Step::Sign { by },
        };
        let alone = step(Signers::Representative);
        let refused = world.app.take_consent_step(&curator, &alone).await;
        assert!(matches!(
            refused,
            Err(Failure::Rule(ConsentError::Refused(_)))
        ));
        let both = step(Signers::Both);
        world.app.take_consent_step(&curator, &both).await.unwrap();
    }
}
