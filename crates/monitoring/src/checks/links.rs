//! Links as people paste them: parse, look for two pastes that overlapped, propose the right one.
//!
//! Not here: opening links. The one decision to know: a link with two pastes in it is a valid URL,
//! so parsing alone proves nothing (indicators.md §4.4).

use url::Url;

/// What is wrong with a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkFault {
    /// Not an address.
    Unreadable,
    /// Neither http nor https.
    Scheme,
    /// Host without a dot.
    Host,
    /// A document's extension with more of a path after it.
    AfterDocument,
    /// A second address inside the first.
    SecondAddress,
    /// The end repeats what stands before it.
    RepeatedTail,
}

impl LinkFault {
    /// What is wrong, in Russian.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Unreadable => "это не адрес страницы",
            Self::Scheme => "адрес должен начинаться с http:// или https://",
            Self::Host => "в адресе нет имени сайта",
            Self::AfterDocument => {
                "после имени страницы адрес продолжается: похоже, он вставлен дважды"
            }
            Self::SecondAddress => "внутри адреса начинается ещё один: похоже, он вставлен дважды",
            Self::RepeatedTail => "конец адреса повторяется: похоже, он вставлен дважды",
        }
    }
}

/// Extensions that end an address. `.php` is absent: sites put paths after `index.php`.
const DOCUMENTS: [&str; 12] = [
    ".html", ".htm", ".aspx", ".pdf", ".docx", ".doc", ".xlsx", ".xls", ".odt", ".rtf", ".jpg",
    ".png",
];

/// What is wrong with the link and the link that was probably meant; `None` when it is well formed.
pub fn corrected_link(link: &str) -> Option<(LinkFault, Option<String>)> {
    let link = link.trim();
    let Ok(url) = Url::parse(link) else {
        let guess = format!("https://{link}");
        let guessed = link.contains('.') && !link.contains(' ') && Url::parse(&guess).is_ok();
        return Some((LinkFault::Unreadable, guessed.then_some(guess)));
    };
    if !matches!(url.scheme(), "http" | "https") {
        return Some((LinkFault::Scheme, None));
    }
    if !url.host_str().is_some_and(|host| host.contains('.')) {
        return Some((LinkFault::Host, None));
    }
    let start = link.split(['?', '#']).next().unwrap_or(link);
    if let Some(second) = second_address(start) {
        return Some((LinkFault::SecondAddress, Some(second)));
    }
    if let Some(cut) = after_document(start) {
        return Some((LinkFault::AfterDocument, Some(cut)));
    }
    repeated_tail(start).map(|cut| (LinkFault::RepeatedTail, Some(cut)))
}

fn second_address(link: &str) -> Option<String> {
    let lower = link.to_ascii_lowercase();
    let at = ["http://", "https://"]
        .iter()
        .filter_map(|scheme| lower.rfind(scheme))
        .max()?;
    (at > 0).then(|| link.split_at(at).1.to_owned())
}

/// The address up to the first document extension, when more of a path follows it.
fn after_document(link: &str) -> Option<String> {
    let lower = link.to_ascii_lowercase();
    let path_at = lower.find("//").map_or(0, |at| at + 2);
    let path_at = lower.get(path_at..)?.find('/')? + path_at;
    DOCUMENTS
        .iter()
        .filter_map(|extension| {
            let at = lower.get(path_at..)?.find(extension)? + path_at;
            let end = at + extension.len();
            let rest = lower.get(end..)?;
            let more = rest.starts_with(['/', '.']) && rest.contains('/') && rest.len() > 1;
            more.then_some(end)
        })
        .min()
        .and_then(|end| link.get(..end).map(str::to_owned))
}

/// The address without its repeated tail of two or more segments.
fn repeated_tail(link: &str) -> Option<String> {
    let segments: Vec<&str> = link.trim_end_matches('/').split('/').collect();
    let path = segments.get(3..)?;
    (2..=path.len() / 2).rev().find_map(|length| {
        let (head, tail) = path.split_at(path.len() - length);
        let (_, before) = head.split_at(head.len() - length);
        (before == tail).then(|| {
            let kept = segments.len() - length;
            segments
                .iter()
                .take(kept)
                .copied()
                .collect::<Vec<_>>()
                .join("/")
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "https://school.example/docs/all-52_308.html";

    #[test]
    fn two_overlapping_pastes_are_one_page() {
        let twice = format!("{PAGE}.ru/docs/all-52_308.html");
        let expected = Some((LinkFault::AfterDocument, Some(PAGE.to_owned())));
        assert_eq!(corrected_link(&twice), expected);
    }

    #[test]
    fn a_second_address_and_a_repeated_tail_are_seen() {
        let twice = format!("{PAGE}{PAGE}");
        let expected = Some((LinkFault::SecondAddress, Some(PAGE.to_owned())));
        assert_eq!(corrected_link(&twice), expected);
        let tail = "https://school.example/a/b/a/b";
        let expected = Some((
            LinkFault::RepeatedTail,
            Some("https://school.example/a/b".into()),
        ));
        assert_eq!(corrected_link(tail), expected);
    }

    #[test]
    fn good_links_are_left_alone() {
        for link in [
            PAGE,
            "https://school.example/docs_450.html",
            "http://school.example/index.php/news/7",
            "https://school.example/a.pdf?next=https://other.example/b.html/c",
            "https://школа.рф/документы/приказ.pdf",
        ] {
            assert_eq!(corrected_link(link), None, "{link}");
        }
    }

    #[test]
    fn what_is_no_web_address_is_said_so() {
        assert_eq!(
            corrected_link("на сайте").map(|f| f.0),
            Some(LinkFault::Unreadable)
        );
        assert_eq!(
            corrected_link("ftp://school.example/a").map(|f| f.0),
            Some(LinkFault::Scheme)
        );
        assert_eq!(
            corrected_link("http://localhost/a").map(|f| f.0),
            Some(LinkFault::Host)
        );
        let bare = corrected_link("school.example/a").unwrap();
        assert_eq!(bare.1.as_deref(), Some("https://school.example/a"));
    }
}
