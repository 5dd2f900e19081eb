//! Frozen editions: round trip, hash, difference.
//!
//! Not here: where they are stored.

use opora_monitoring::diff::diff;
use opora_monitoring::report::{Edition, document};
use opora_monitoring::snapshot::{Snapshot, SnapshotError};

use crate::report::{evaluation, facts, report};

fn snapshot(changes: &[(&str, &str)], edition: Edition) -> Snapshot {
    let evaluation = evaluation(changes);
    let report = report(&facts(), &evaluation, None, edition);
    Snapshot::of(&report, &evaluation, &document(&report))
}

#[test]
fn bytes_read_back_give_the_same_snapshot_bytes_and_document() {
    let evaluation = evaluation(&[]);
    let report = report(&facts(), &evaluation, None, Edition::Official);
    let printed = document(&report);
    let frozen = Snapshot::of(&report, &evaluation, &printed);
    let bytes = frozen.to_bytes().unwrap();
    let read = Snapshot::from_bytes(&bytes).unwrap();
    assert_eq!(read, frozen);
    assert_eq!(read.to_bytes().unwrap(), bytes);
    assert_eq!(read.document(), printed);
    assert_eq!(Snapshot::sha256(&bytes).len(), 64);
}

#[test]
fn the_same_facts_have_the_same_hash_and_others_another() {
    let hash = |changes: &[(&str, &str)]| {
        Snapshot::sha256(&snapshot(changes, Edition::Official).to_bytes().unwrap())
    };
    assert_eq!(hash(&[]), hash(&[]));
    assert_ne!(hash(&[]), hash(&[("ped.mentees", "9")]));
}

#[test]
fn a_newer_or_damaged_snapshot_is_refused() {
    let bytes = snapshot(&[], Edition::Official).to_bytes().unwrap();
    let newer = String::from_utf8(bytes.clone()).unwrap().replacen(
        "\"schema_version\":1",
        "\"schema_version\":2",
        1,
    );
    assert!(matches!(
        Snapshot::from_bytes(newer.as_bytes()),
        Err(SnapshotError::Newer(2))
    ));
    let cut = &bytes[..bytes.len() / 2];
    assert!(matches!(
        Snapshot::from_bytes(cut),
        Err(SnapshotError::Unreadable(_))
    ));
}

#[test]
fn a_difference_names_rows_values_and_records() {
    let old = snapshot(&[], Edition::Official);
    assert!(diff(&old, &old).is_empty());
    let new = snapshot(
        &[("ped.mentees", "9"), ("dev.mentor_shmo", "Нет")],
        Edition::Official,
    );
    let changed = diff(&old, &new);
    let rows: Vec<_> = changed
        .rows
        .iter()
        .map(|row| {
            (
                row.number,
                row.before.as_deref().unwrap(),
                row.after.as_deref().unwrap(),
            )
        })
        .collect();
    assert_eq!(rows, [(27, "Да", "Нет"), (31, "8", "9")]);
    assert_eq!(changed.rows[1].added.len(), 1);
    assert_eq!(changed.rows[1].removed.len(), 0);
    assert_eq!(diff(&new, &old).rows[1].removed, changed.rows[1].added);
}

#[test]
fn figures_of_a_snapshot_serve_the_next_year() {
    let snapshot = snapshot(&[], Edition::Official);
    let figures = snapshot.figures();
    assert_eq!(figures.values["cov.mentees_10_19"].number(), Some(111.0));
    assert_eq!(figures.values["org.programme_approved"].flag(), Some(true));
}

#[test]
fn a_public_snapshot_keeps_neither_records_nor_hidden_figures() {
    let snapshot = snapshot(&[], Edition::Public);
    assert!(
        snapshot
            .indicators
            .iter()
            .all(|row| row.counted.is_empty() && row.evidence.is_empty())
    );
    let bytes = String::from_utf8(snapshot.to_bytes().unwrap()).unwrap();
    assert!(bytes.contains("\"value\":\"hidden\""));
}
