//! A small fixed part of the corpus of `bench/corpus`: no value wrong, hardly any missed.
//!
//! Not here: the thousand documents of docs/benchmarks/reading.md. The one decision to know: files of
//! `tests/corpus` come from `generate.py tests/corpus --count 58 --seed 11` and are kept, so that the
//! test needs no Python.

use std::path::Path;

use opora_intake::Lexicon;

use crate::reports::lexicon;
use crate::scoring::{Score, files, score};

fn whole(lexicon: &Lexicon, only: &str) -> (Score, Vec<String>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut whole = Score::default();
    let mut told = Vec::new();
    for (path, truth) in files(&folder) {
        if path.display().to_string().contains(only) {
            let (_, one) = score(&path, &truth, lexicon, &mut told);
            whole.add(&one);
        }
    }
    (whole, told)
}

#[test]
fn no_value_of_the_small_corpus_is_wrong_and_hardly_any_is_missed() {
    let (score, told) = whole(&lexicon(), "");
    assert!(score.files >= 55 && score.values > 1_500, "{score:?}");
    assert_eq!((score.wrong, score.refused), (0, 0), "{told:#?}");
    assert!(score.precision() >= 99.9, "{:.2}", score.precision());
    assert_eq!(score.uncertain, score.uncertain_doubted, "{told:#?}");
    assert!(score.recall() >= 98.0, "{:.2} {told:#?}", score.recall());
    assert!(score.doubtful() <= 2.0, "{:.2} {told:#?}", score.doubtful());
}

#[test]
fn rows_that_differ_from_ours_by_a_word_are_never_taken_for_ours() {
    let (score, told) = whole(&lexicon(), "lookalikes-alone");
    assert_eq!((score.files, score.wrong), (1, 0), "{told:#?}");
    let (score, told) = whole(&lexicon(), "foreign-catalogue");
    assert_eq!((score.files, score.wrong), (1, 0), "{told:#?}");
}
