//! Who must sign a consent: from the age on the day.
//!
//! Not here: who the representatives are (`Guardianship`). The one decision to know: the caller gives the day in
//! the time zone of the organisation, and a birthday on 29 February falls on 1 March in common years (`dates`).

use chrono::NaiveDate;

use super::{Purpose, Rules, Signers};
use crate::dates::full_years;

/// Age from which a child's own signature counts (ГК, ст. 26 and 28).
pub const SIGNS_TOO: i64 = 14;
/// Age from which nobody signs for a person (ГК, ст. 21).
pub const COMING_OF_AGE: i64 = 18;

/// What is known of somebody's age.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    /// Born on this day.
    Born(NaiveDate),
    /// An adult for another reason: works at the school.
    Adult,
    /// Not known; then nobody can say who signs.
    Unknown,
}

/// Who must sign on the day; `None` when the age is not known.
pub fn must_sign(purpose: Purpose, age: Age, rules: &Rules, day: NaiveDate) -> Option<Signers> {
    if purpose.is_of_adults() {
        return Some(Signers::Subject);
    }
    match age {
        Age::Adult => Some(Signers::Subject),
        Age::Unknown => None,
        Age::Born(born_on) => Some(match full_years(born_on, day) {
            ..SIGNS_TOO => Signers::Representative,
            SIGNS_TOO..COMING_OF_AGE => rules.from_fourteen,
            _ => Signers::Subject,
        }),
    }
}

/// Whether the signatures given are all those needed.
pub const fn covers(given: Signers, needed: Signers) -> bool {
    use Signers as S;
    match needed {
        S::Representative => matches!(given, S::Representative | S::Both),
        S::Both => matches!(given, S::Both),
        S::Subject => matches!(given, S::Subject | S::Both),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn signs(born: &str, on: &str) -> Option<Signers> {
        let age = Age::Born(day(born));
        must_sign(Purpose::Participation, age, &Rules::default(), day(on))
    }

    #[test]
    fn a_representative_signs_until_14_both_until_18_then_the_person_alone() {
        for (on, who) in [
            ("2026-11-24", Signers::Representative),
            ("2026-11-25", Signers::Both),
            ("2030-11-24", Signers::Both),
            ("2030-11-25", Signers::Subject),
        ] {
            assert_eq!(signs("2012-11-25", on), Some(who), "{on}");
        }
    }

    #[test]
    fn born_on_29_february_signs_from_1_march() {
        assert_eq!(
            signs("2012-02-29", "2026-02-28"),
            Some(Signers::Representative)
        );
        assert_eq!(signs("2012-02-29", "2026-03-01"), Some(Signers::Both));
        assert_eq!(signs("2012-02-29", "2030-02-28"), Some(Signers::Both));
        assert_eq!(signs("2012-02-29", "2030-03-01"), Some(Signers::Subject));
    }

    #[test]
    fn a_region_may_ask_the_representative_alone_or_the_child_alone_from_14() {
        for who in [Signers::Representative, Signers::Subject] {
            let rules = Rules {
                from_fourteen: who,
                ..Rules::default()
            };
            let age = Age::Born(day("2010-01-01"));
            let found = must_sign(Purpose::Images, age, &rules, day("2026-01-01"));
            assert_eq!(found, Some(who));
        }
    }

    #[test]
    fn an_unknown_age_says_nothing_except_for_purposes_of_adults() {
        let on = day("2026-01-01");
        let rules = Rules::default();
        assert_eq!(
            must_sign(Purpose::Participation, Age::Unknown, &rules, on),
            None
        );
        assert_eq!(
            must_sign(Purpose::MentorDuty, Age::Unknown, &rules, on),
            Some(Signers::Subject)
        );
    }

    #[test]
    fn both_signatures_cover_each_of_them_and_one_never_covers_both() {
        for needed in Signers::ALL {
            assert!(covers(Signers::Both, *needed));
            assert!(covers(*needed, *needed));
        }
        assert!(!covers(Signers::Subject, Signers::Representative));
        assert!(!covers(Signers::Representative, Signers::Subject));
        assert!(!covers(Signers::Representative, Signers::Both));
        assert!(!covers(Signers::Subject, Signers::Both));
    }
}
