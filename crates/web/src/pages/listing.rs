//! Addresses of lists: the day, sorting, pages.
//!
//! Not here: what is listed. The one decision to know: the state of a list is its address, so it
//! can be kept, sent and gone back to.

use std::fmt::Write as _;

use chrono::NaiveDate;
use url::form_urlencoded::Serializer;

/// The day a page shows, from its query.
#[derive(Clone, Copy, Debug)]
pub struct AsOf {
    /// The day.
    pub day: NaiveDate,
    /// Whether the query named a day that does not exist, and today is shown instead.
    pub misread: bool,
}

impl AsOf {
    /// The day of the query, else today. Takes `2023-10-13` and `13.10.2023`.
    pub fn of(query: Option<&str>, today: NaiveDate) -> Self {
        let Some(text) = query.map(str::trim).filter(|text| !text.is_empty()) else {
            return Self {
                day: today,
                misread: false,
            };
        };
        let read = day(text);
        Self {
            day: read.unwrap_or(today),
            misread: read.is_none(),
        }
    }

    /// The day in an address.
    pub fn code(self) -> String {
        self.day.to_string()
    }
}

/// A day of four-digit years, as date fields send it or as people write it.
pub fn day(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .or_else(|_| NaiveDate::parse_from_str(text, "%d.%m.%Y"))
        .ok()
        .filter(|day| (1900..=2200).contains(&chrono::Datelike::year(day)))
}

/// An address with a query of the parameters that are not empty.
pub fn address(path: &str, parameters: &[(&str, &str)]) -> String {
    let mut query = Serializer::new(String::new());
    for (name, value) in parameters {
        if !value.is_empty() {
            query.append_pair(name, value);
        }
    }
    let query = query.finish();
    if query.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{query}")
    }
}

/// An address for a header: bytes outside ASCII are escaped, as browsers do in links.
pub fn escaped(address: &str) -> String {
    let mut text = String::new();
    for byte in address.bytes() {
        if byte.is_ascii() {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

/// A code as one step of an address: codes come from workbooks and may hold any letter.
pub fn segment(code: &str) -> String {
    let mut text = String::new();
    for letter in code.chars() {
        if letter.is_alphanumeric() || "-_.~".contains(letter) {
            text.push(letter);
        } else {
            let mut bytes = [0_u8; 4];
            for byte in letter.encode_utf8(&mut bytes).bytes() {
                let _ = write!(text, "%{byte:02X}");
            }
        }
    }
    text
}

/// A heading that sorts.
#[derive(Clone, Debug)]
pub struct Heading {
    /// Key of its text.
    pub key: &'static str,
    /// Where it leads.
    pub address: String,
    /// Value of `aria-sort`, when the list is sorted by it.
    pub sorted: Option<&'static str>,
    /// Class of the cell.
    pub class: &'static str,
}

/// The foot of a list.
#[derive(Clone, Debug)]
pub struct Pager {
    /// The page shown, from 1.
    pub page: usize,
    /// All pages.
    pub pages: usize,
    /// Address of the page before.
    pub previous: Option<String>,
    /// Address of the page after.
    pub next: Option<String>,
}

impl Pager {
    /// With addresses made by `address` of the number of a page.
    pub fn new(page: usize, pages: usize, address: impl Fn(usize) -> String) -> Self {
        Self {
            page,
            pages,
            previous: (page > 1).then(|| address(page - 1)),
            next: (page < pages).then(|| address(page + 1)),
        }
    }
}

/// A count for a sentence; more than fits is as much as fits.
pub fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_do_not_exist_are_said_to_be_misread() {
        let today = NaiveDate::from_ymd_opt(2023, 10, 13).unwrap();
        assert_eq!(AsOf::of(Some("01.09.2023"), today).code(), "2023-09-01");
        for wrong in ["31.02.2023", "0025-01-01", "вчера"] {
            let as_of = AsOf::of(Some(wrong), today);
            assert!(as_of.misread, "{wrong}");
            assert_eq!(as_of.day, today);
        }
        assert!(!AsOf::of(Some(""), today).misread);
    }

    #[test]
    fn addresses_leave_empty_parameters_out_and_escape_the_rest() {
        assert_eq!(
            address("/people", &[("search", ""), ("tab", "all")]),
            "/people?tab=all"
        );
        assert_eq!(
            address("/people", &[("search", "а&б")]),
            "/people?search=%D0%B0%26%D0%B1"
        );
        assert_eq!(address("/people", &[]), "/people");
        assert_eq!(escaped("/roadmap#a-П1"), "/roadmap#a-%D0%9F1");
        assert_eq!(segment("Л0001"), "Л0001");
        assert_eq!(segment("а/б ?"), "а%2Fб%20%3F");
    }
}
