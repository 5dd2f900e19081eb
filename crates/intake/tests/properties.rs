//! What holds for any bytes and any facts.
//!
//! Not here: examples. The one decision to know: damaged bytes are made from good files, because
//! random bytes rarely get past the first check.

use opora_domain::Facts;
use opora_intake::{Lexicon, Source, import, read_report};
use proptest::prelude::*;

use crate::arbitrary::facts;
use crate::support::{exported, ids, load, vocabulary};

/// Tries every entry point; the result does not matter, only that there is one.
fn try_all(bytes: &[u8]) {
    for name in ["a.xlsx", "Люди.csv", "a.txt", "a.html"] {
        let source = Source::new(bytes, name);
        let _ = import(&source, &Facts::default(), &vocabulary(), &mut ids(0));
    }
    let _ = read_report(&Source::new(bytes, "a.docx"), &Lexicon::default());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_any_entry_point_panic(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        try_all(&bytes);
    }

    #[test]
    fn no_text_makes_any_entry_point_panic(text in "(\\PC|\t|\n|;|<t[dr]>|</?table>|№|Срок|Показатель|Критерий|1\\.){0,60}") {
        try_all(text.as_bytes());
    }

    #[test]
    fn no_damage_to_the_fixture_makes_the_reader_panic(at in 0_usize..20_000, len in 0_usize..400, with in "\\PC{0,8}") {
        let text = include_str!("fixtures/spravka.txt");
        let chars: Vec<char> = text.chars().collect();
        let at = at.min(chars.len());
        let end = (at + len).min(chars.len());
        let damaged: String = chars[..at].iter().copied().chain(with.chars()).chain(chars[end..].iter().copied()).collect();
        try_all(damaged.as_bytes());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_facts_come_back_from_their_workbook(seed in any::<u64>()) {
        let original = facts(seed, 3);
        let bytes = exported(&original);
        let import = load(&bytes, "данные.xlsx", &original);
        prop_assert_eq!(&import.rejected, &[]);
        prop_assert_eq!(&import.changed, &Facts::default());
        prop_assert_eq!(&import.new, &Facts::default());
        let fresh = load(&bytes, "данные.xlsx", &Facts::default());
        prop_assert_eq!(exported(&fresh.new), bytes);
    }

    #[test]
    fn no_damage_to_a_workbook_makes_the_import_panic(seed in any::<u64>(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = exported(&facts(seed % 4, 1));
        let at = at.index(bytes.len());
        bytes[at] = byte;
        try_all(&bytes);
    }
}
