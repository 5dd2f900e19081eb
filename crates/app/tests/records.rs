//! Records kept by hand: what is added counts, what is refused is not, nothing is lost.
//!
//! Not here: the checks of single fields (`intake`), pages. The one decision to know: each test goes
//! through the use cases as a member with a role and looks at numbers or records afterwards.

#![expect(clippy::panic, reason = "an answer of another kind fails the test")]

use std::collections::BTreeMap;

use opora_app::records::{
    DeleteRecord, EndRecord, RecordError, RecordForm, RecordQuery, SaveRecord, Saved, Shown,
};
use opora_app::{Ctx, Failure};
use opora_domain::RecordKind;
use opora_domain::permissions::Role;

use crate::harness::{World, day, demo_worlds};

const MENTEES: &str = "cov.mentees_10_19";

fn texts(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs
        .iter()
        .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
        .collect()
}

fn new(kind: RecordKind, pairs: &[(&str, &str)]) -> SaveRecord {
    SaveRecord {
        kind,
        code: None,
        version: 0,
        texts: texts(pairs),
        once: String::new(),
    }
}

fn change(form: &RecordForm, pairs: &[(&str, &str)]) -> SaveRecord {
    let mut sent: BTreeMap<String, String> = form
        .fields
        .iter()
        .map(|one| (one.field.name.to_owned(), one.text.clone()))
        .collect();
    sent.extend(texts(pairs));
    SaveRecord {
        kind: form.kind,
        code: form.code.clone(),
        version: form.version,
        texts: sent,
        once: String::new(),
    }
}

async fn open(world: &World, ctx: &Ctx, kind: RecordKind, code: &str) -> RecordForm {
    let found = world.app.record(ctx, kind, code, day("2023-10-13")).await;
    found.unwrap()
}

fn query(search: &str) -> RecordQuery {
    RecordQuery {
        search: search.to_owned(),
        page: 1,
        page_size: 2000,
        ..RecordQuery::default()
    }
}

async fn add_person(world: &World, ctx: &Ctx, name: &str) -> Saved {
    let person = [
        ("family_name", name),
        ("given_name", "Вера"),
        ("born_on", "04.05.2010"),
    ];
    let command = new(RecordKind::Person, &person);
    world.app.save_record(ctx, &command).await.unwrap()
}

/// Codes counted by the indicator of mentees on the day of the справка.
async fn mentees(world: &World, ctx: &Ctx) -> Vec<String> {
    let found = world
        .app
        .drill_down(ctx, day("2023-10-13"), MENTEES, None)
        .await
        .unwrap();
    let lines = found.lines.unwrap();
    lines.into_iter().map(|line| line.counted.code).collect()
}

/// Order and form of a pair that counts, as its form sends them.
async fn of_a_pair(world: &World, ctx: &Ctx) -> (String, String, String) {
    let pairs = world
        .app
        .list_records(ctx, RecordKind::Mentorship, &query(""))
        .await
        .unwrap();
    for line in &pairs.lines {
        let form = open(world, ctx, RecordKind::Mentorship, &line.code).await;
        let text = |name: &str| {
            let mut fields = form.fields.iter();
            fields
                .find(|one| one.field.name == name)
                .unwrap()
                .text
                .clone()
        };
        if text("form") == "pupil_pupil" && text("status") == "running" && !text("act").is_empty() {
            return (text("form"), text("act"), text("starts_on"));
        }
    }
    panic!("the demonstration has such a pair");
}

/// Adds a pair of a pupil who is a mentor already and this mentee.
async fn add_pair(world: &World, ctx: &Ctx, mentee: &str) -> Saved {
    let (form, act, start) = of_a_pair(world, ctx).await;
    let mentors = opora_app::people::PeopleQuery {
        tab: opora_app::people::Tab::Mentors,
        page: 1,
        page_size: 500,
        ..Default::default()
    };
    let found = world
        .app
        .list_people(ctx, day("2023-10-13"), &mentors)
        .await
        .unwrap();
    let mentor = found.rows.iter().find(|row| row.pupil).unwrap();
    let pair = [
        ("form", form.as_str()),
        ("kind", "pair"),
        ("status", "running"),
        ("starts_on", start.as_str()),
        ("act", act.as_str()),
        ("act_item", "999"),
        ("mentor", mentor.code.as_str()),
        ("mentee", mentee),
    ];
    let command = new(RecordKind::Mentorship, &pair);
    world.app.save_record(ctx, &command).await.unwrap()
}

#[tokio::test]
async fn a_pair_added_by_hand_counts_one_mentee_more_and_lists_that_person() {
    for world in demo_worlds().await {
        let curator = world.member(Role::Curator).await;
        let before = mentees(&world, &curator).await;
        let person = add_person(&world, &curator, "Новосельцева").await;
        let enrolment = [
            ("person", person.code.as_str()),
            ("class_name", "8Б"),
            ("valid_from", "2023-09-01"),
        ];
        let command = new(RecordKind::Enrolment, &enrolment);
        world.app.save_record(&curator, &command).await.unwrap();
        let saved = add_pair(&world, &curator, &person.code).await;
        let after = mentees(&world, &curator).await;
        assert_eq!(after.len(), before.len() + 1);
        assert!(after.contains(&person.code) && !before.contains(&person.code));
        let log = world.app.audit_log(&curator, None).await.unwrap();
        assert!(log.iter().any(|row| row.action == "record.add"
            && row.subject_kind == "mentorship"
            && row.subject_code.as_ref() == Some(&saved.code)));

        // Ended before the day, the pair does not count any more and stays in the history.
        let ended = EndRecord {
            kind: RecordKind::Mentorship,
            code: saved.code.clone(),
            version: 1,
            texts: texts(&[("ends_on", "2023-10-12"), ("status", "terminated")]),
        };
        world.app.end_record(&curator, &ended).await.unwrap();
        assert_eq!(mentees(&world, &curator).await, before);

        // Deleted and brought back, it has its members again.
        let deleted = DeleteRecord {
            kind: RecordKind::Mentorship,
            code: saved.code.clone(),
            version: 2,
            reason: "внесена дважды".to_owned(),
        };
        let id = world.app.delete_record(&curator, &deleted).await.unwrap();
        world
            .app
            .bring_back(&curator, RecordKind::Mentorship, id)
            .await
            .unwrap();
        let back = open(&world, &curator, RecordKind::Mentorship, &saved.code).await;
        let members = back
            .related
            .iter()
            .find(|one| one.kind == RecordKind::MentorshipMember)
            .unwrap();
        assert_eq!(members.total, 2);
        assert_eq!(
            world.app.audit_verify(&curator).await.unwrap().first_bad,
            None
        );
    }
}

#[tokio::test]
async fn two_people_who_change_one_record_see_both_sides_and_lose_nothing() {
    for world in demo_worlds().await {
        let curator = world.member(Role::Curator).await;
        let head = world.member(Role::Head).await;
        let person = add_person(&world, &curator, "Новосельцева").await;
        let seen = open(&world, &curator, RecordKind::Person, &person.code).await;
        let theirs = change(
            &seen,
            &[("given_name", "Варвара"), ("patronymic", "Ильинична")],
        );
        world.app.save_record(&head, &theirs).await.unwrap();
        let mine = change(
            &seen,
            &[("given_name", "Вероника"), ("born_on", "05.05.2010")],
        );
        let refused = world.app.save_record(&curator, &mine).await;
        let Err(Failure::Rule(RecordError::Changed(conflict))) = refused else {
            panic!("{refused:?}");
        };
        assert_eq!(conflict.version, 2);
        assert!(conflict.who.is_some());
        let of = |name: &str| {
            let mut fields = conflict.fields.iter();
            fields.find(|one| one.field.name == name).unwrap()
        };
        let name = of("given_name");
        assert!(name.open && name.differs);
        assert_eq!(name.base, Some(Shown::Text("Вера".into())));
        assert_eq!(name.theirs, Shown::Text("Варвара".into()));
        assert_eq!(name.mine, Shown::Text("Вероника".into()));
        let born = of("born_on");
        assert!(born.mine_first && !born.open, "only mine changed it");
        let patronymic = of("patronymic");
        assert!(patronymic.differs && !patronymic.mine_first && !patronymic.open);
        assert!(!of("family_name").differs);

        let history = world
            .app
            .record_history(&curator, RecordKind::Person, &person.code)
            .await
            .unwrap();
        let acts: Vec<_> = history
            .entries
            .iter()
            .map(|one| (one.version, one.act))
            .collect();
        assert_eq!(acts, [(2, "change"), (1, "add")]);
        assert_eq!(history.entries[0].changes.len(), 2);

        // An older version comes back as a new one.
        world
            .app
            .restore_version(&curator, RecordKind::Person, &person.code, 2, 1)
            .await
            .unwrap();
        let back = open(&world, &curator, RecordKind::Person, &person.code).await;
        assert_eq!(back.version, 3);
        assert_eq!(back.fields[1].text, "Вера");
    }
}

#[tokio::test]
async fn a_curator_enters_special_categories_but_neither_reads_nor_changes_them() {
    for world in demo_worlds().await {
        let curator = world.member(Role::Curator).await;
        let psychologist = world.member(Role::Psychologist).await;
        let kind = RecordKind::Category;
        let person = add_person(&world, &curator, "Новосельцева").await;
        let entered = [
            ("person", person.code.as_str()),
            ("kind", "ovz"),
            ("valid_from", "01.09.2023"),
        ];
        let saved = world
            .app
            .save_record(&curator, &new(kind, &entered))
            .await
            .unwrap();
        let closed = world
            .app
            .list_records(&curator, kind, &query(""))
            .await
            .unwrap();
        assert!(closed.lines.is_empty() && closed.fields.is_empty() && closed.total > 0);
        let today = day("2023-10-13");
        let hidden = world.app.record(&curator, kind, &saved.code, today).await;
        assert!(matches!(hidden, Err(Failure::NotFound)));
        let blind = SaveRecord {
            code: Some(saved.code.clone()),
            version: 1,
            ..new(kind, &[("kind", "gifted")])
        };
        let refused = world.app.save_record(&curator, &blind).await;
        assert!(matches!(refused, Err(Failure::NotFound)));
        let refused = world.app.export_records(&curator, kind, &query("")).await;
        assert!(matches!(refused, Err(Failure::Denied)));

        let read = open(&world, &psychologist, kind, &saved.code).await;
        let corrected = change(&read, &[("detail", "вариант 7.1")]);
        world
            .app
            .save_record(&psychologist, &corrected)
            .await
            .unwrap();
        let person_of_theirs = new(
            RecordKind::Person,
            &[("family_name", "А"), ("given_name", "Б")],
        );
        let denied = world
            .app
            .save_record(&psychologist, &person_of_theirs)
            .await;
        assert!(matches!(denied, Err(Failure::Denied)));
    }
}

#[tokio::test]
async fn a_form_sent_twice_adds_one_record_and_a_double_is_refused() {
    for world in demo_worlds().await {
        let curator = world.member(Role::Curator).await;
        let given = [("name", "Завод примеров"), ("kind", "company")];
        let command = SaveRecord {
            once: "ключ-1".to_owned(),
            ..new(RecordKind::Partner, &given)
        };
        let first = world.app.save_record(&curator, &command).await.unwrap();
        let again = world.app.save_record(&curator, &command).await.unwrap();
        assert!(!first.code.is_empty() && again.code.is_empty());
        let double = world
            .app
            .save_record(&curator, &new(RecordKind::Partner, &given))
            .await;
        let Err(Failure::Rule(RecordError::Problems(problems))) = double else {
            panic!("{double:?}");
        };
        assert_eq!(problems[0].code, "duplicate-key");
        assert_eq!(problems[0].other, Some(first.code));
        let found = world
            .app
            .list_records(&curator, RecordKind::Partner, &query("завод примеров"))
            .await
            .unwrap();
        assert_eq!(found.found, 1);
    }
}

#[tokio::test]
async fn lists_find_names_typed_in_latin_or_with_a_slip_and_only_what_holds_on_the_day() {
    for world in demo_worlds().await {
        let curator = world.member(Role::Curator).await;
        let person = add_person(&world, &curator, "Новосельцева").await;
        for typed in ["новоселцева", "Novoseltseva", "НОВОСЕЛЬЦЕВА вера"]
        {
            let found = world
                .app
                .list_records(&curator, RecordKind::Person, &query(typed))
                .await
                .unwrap();
            let codes: Vec<_> = found.lines.iter().map(|line| line.code.clone()).collect();
            assert_eq!(codes, std::slice::from_ref(&person.code), "{typed}");
        }
        let base = [
            ("person", person.code.as_str()),
            ("role", "mentee"),
            ("category", "pupil"),
            ("included_on", "01.09.2023"),
        ];
        let saved = world
            .app
            .save_record(&curator, &new(RecordKind::BaseEntry, &base))
            .await
            .unwrap();
        let end = EndRecord {
            kind: RecordKind::BaseEntry,
            code: saved.code.clone(),
            version: 1,
            texts: texts(&[("excluded_on", "30.09.2023"), ("grounds", "переезд")]),
        };
        world.app.end_record(&curator, &end).await.unwrap();
        for (on, shown) in [
            ("2023-09-30", true),
            ("2023-10-01", false),
            ("2023-08-31", false),
        ] {
            let asked = RecordQuery {
                on: Some(day(on)),
                ..query("новосельцева")
            };
            let found = world
                .app
                .list_records(&curator, RecordKind::BaseEntry, &asked)
                .await
                .unwrap();
            assert_eq!(!found.lines.is_empty(), shown, "{on}");
        }
        let before = EndRecord {
            version: 2,
            texts: texts(&[("excluded_on", "2023-08-01")]),
            ..end
        };
        let refused = world.app.end_record(&curator, &before).await;
        let Err(Failure::Rule(RecordError::Problems(problems))) = refused else {
            panic!("{refused:?}");
        };
        assert_eq!(problems[0].code, "wrong-order");
    }
}

#[tokio::test]
async fn what_others_refer_to_is_not_deleted_and_a_deletion_has_a_reason() {
    for world in demo_worlds().await {
        let curator = world.member(Role::Curator).await;
        let pairs = world
            .app
            .list_records(&curator, RecordKind::Mentorship, &query(""))
            .await
            .unwrap();
        let member = open(
            &world,
            &curator,
            RecordKind::Mentorship,
            &pairs.lines[0].code,
        )
        .await;
        let act = member
            .fields
            .iter()
            .find(|one| one.field.name == "act")
            .unwrap();
        let mut command = DeleteRecord {
            kind: RecordKind::Act,
            code: act.text.clone(),
            version: 1,
            reason: " ".to_owned(),
        };
        let refused = world.app.delete_record(&curator, &command).await;
        assert!(matches!(
            refused,
            Err(Failure::Rule(RecordError::ReasonMissing))
        ));
        command.reason = "ошибка".to_owned();
        let refused = world.app.delete_record(&curator, &command).await;
        assert!(matches!(
            refused,
            Err(Failure::Rule(RecordError::Referred(_)))
        ));
    }
}

#[tokio::test]
async fn what_a_list_shows_comes_out_as_a_workbook_that_changes_nothing_when_loaded() {
    for world in demo_worlds().await {
        let curator = world.member(Role::Curator).await;
        let bytes = world
            .app
            .export_records(&curator, RecordKind::Employment, &query("учитель"))
            .await
            .unwrap();
        let source = opora_intake::Source::new(&bytes, "работа.xlsx");
        let read = world.app.preview_import(&curator, &source).await.unwrap();
        assert!(read.rejected.is_empty());
        let counts = read.counts[&RecordKind::Employment];
        assert!(
            counts.unchanged > 0 && counts.new + counts.changed == 0,
            "{counts:?}"
        );
    }
}

#[tokio::test]
async fn a_record_of_another_school_is_as_unknown_as_none() {
    for world in demo_worlds().await {
        let stranger = World::stranger(Role::Curator);
        let today = day("2023-10-13");
        let kind = RecordKind::Person;
        for code in ["Л0001", "Л9999"] {
            let found = world.app.record(&stranger, kind, code, today).await;
            assert!(matches!(found, Err(Failure::NotFound)), "{code}");
        }
    }
}
