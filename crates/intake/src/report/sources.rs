//! Sources of indicators as printed: links, documents, surveys.
//!
//! Not here: values. The one decision to know: a link is kept as printed, also a malformed one,
//! because judging it is the business of a check.

use opora_domain::reports::{ReportedProof, ReportedSurvey};

use super::terms::dates;

/// Links of a cell as printed, and the text around them.
pub(super) fn links(text: &str) -> (Vec<String>, String) {
    let mut links = Vec::new();
    let mut around = Vec::new();
    for word in text.split_whitespace() {
        if !is_link(word) {
            around.push(word);
            continue;
        }
        let mut rest = word;
        while let Some(start) = link_start(rest) {
            let (before, link) = rest.split_at_checked(start).unwrap_or(("", rest));
            if !before.is_empty() {
                around.push(before);
            }
            let after = link
                .get(4..)
                .and_then(link_start)
                .map(|next| next.saturating_add(4));
            let (link, next) = match after {
                // A second address inside a query belongs to the first one.
                Some(next) if !link.get(..next).is_some_and(|l| l.ends_with(['=', '/'])) => {
                    link.split_at_checked(next).unwrap_or((link, ""))
                }
                _ => (link, ""),
            };
            links.push(link.trim_end_matches([',', ';', ')', '»', '"']).to_owned());
            rest = next;
        }
    }
    let around = around.join(" ");
    (links, around.trim_matches([' ', ',', ';']).to_owned())
}

fn is_link(word: &str) -> bool {
    link_start(word).is_some()
}

fn link_start(text: &str) -> Option<usize> {
    let lower = text.to_ascii_lowercase();
    ["https:", "http:", "www."]
        .iter()
        .filter_map(|start| lower.find(start))
        .min()
}

/// Text around the links as a proof; its kind is for a person to say.
pub(super) fn proof(around: &str) -> Option<ReportedProof> {
    let named = around.chars().filter(|c| c.is_alphabetic()).count() > 2;
    named.then(|| ReportedProof {
        kind: String::new(),
        title: around.to_owned(),
        url: None,
        clause: None,
        public: false,
    })
}

/// A survey named in the source of a satisfaction figure.
pub(super) fn survey(around: &str, denominator: Option<i64>) -> Option<ReportedSurvey> {
    let words = crate::normal::text(around);
    if !["анкет", "опрос"].iter().any(|start| words.contains(start)) {
        return None;
    }
    let dates = dates(around);
    let (answered, invited) = answered(&words);
    Some(ReportedSurvey {
        instrument: quoted(around).unwrap_or(around).to_owned(),
        opened_on: dates.first().copied(),
        closed_on: dates.last().copied(),
        answered: answered.or(denominator),
        invited,
    })
}

/// «ответили 58 из 67» as 58 and 67.
fn answered(words: &str) -> (Option<i64>, Option<i64>) {
    let Some((before, after)) = words.split_once(" из ") else {
        return (None, None);
    };
    let number = |word: Option<&str>| {
        let digits = word?.trim_matches(|c: char| !c.is_ascii_digit());
        digits.parse().ok()
    };
    (
        number(before.split(' ').next_back()),
        number(after.split(' ').next()),
    )
}

/// Text within the first pair of quotation marks.
fn quoted(text: &str) -> Option<&str> {
    let (_, after) = text.split_once('«')?;
    after.split_once('»').map(|(inside, _)| inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_kept_as_printed_and_glued_ones_are_parted() {
        let doubled = "https://school.example/docs/a_308.html.ru/docs/a_308.html";
        assert_eq!(links(doubled).0, [doubled]);
        let (found, around) = links("Приказ № 5: https://school.example/a,\nhttp://b.example");
        assert_eq!(found, ["https://school.example/a", "http://b.example"]);
        assert_eq!(around, "Приказ № 5:");
        let glued = "https://school.example/a.htmlhttps://school.example/b.html";
        assert_eq!(links(glued).0.len(), 2);
    }

    #[test]
    fn a_survey_is_read_from_its_source() {
        let text =
            "Анкета «Удовлетворённость наставника», 04.09.2023–10.10.2023, ответили 58 из 67";
        let read = survey(text, None).unwrap();
        assert_eq!(read.instrument, "Удовлетворённость наставника");
        assert_eq!((read.answered, read.invited), (Some(58), Some(67)));
        assert_eq!(read.closed_on, Some("2023-10-10".parse().unwrap()));
    }
}
