//! The frame of a page: language, sections, bread crumbs, user, switches.
//!
//! Not here: the content (one struct a page, beside its handler). The one decision to know: every
//! page struct has a field `shell`, and `base.html` needs nothing else.

use axum::extract::FromRequestParts;
use axum::http::Method;
use axum::http::request::Parts;
use chrono::NaiveDate;
use opora_domain::permissions::Action;

use crate::error::PageError;
use crate::format;
use crate::i18n::Lang;
use crate::look::{Look, Theme};
use crate::site::Site;
use crate::visitor::Visitor;

/// A section of the head.
#[derive(Clone, Debug)]
pub struct Section {
    /// Address, with the day of the page where the section has one.
    pub address: String,
    /// Key of its name.
    pub key: &'static str,
    /// Whether the page belongs to it.
    pub current: bool,
}

/// Sections in the order of the head, with the action that opens them.
const SECTIONS: &[(&str, &str, Action)] = &[
    ("/", "today-section", Action::SeeToday),
    ("/roadmap", "roadmap-section", Action::SeeRoadmap),
    ("/people", "people-section", Action::SeePeople),
    ("/consents", "consents-section", Action::SeeConsentCoverage),
    ("/monitoring", "monitoring-section", Action::SeeMonitoring),
    ("/reports", "reports-section", Action::SeeReports),
];

/// Sections that show no single day.
const UNDATED: &[&str] = &["reports-section", "organisations-section"];

/// The last section opens for whoever may do any of its things.
const ORGANISATION: (&str, &str) = ("/organisation", "organisations-section");

/// A step of the bread crumbs.
#[derive(Clone, Debug)]
pub struct Crumb {
    /// Address.
    pub address: String,
    /// Text.
    pub text: String,
}

/// The signed-in user, for the head.
#[derive(Clone, Debug)]
pub struct HeadUser {
    /// Name as shown.
    pub name: String,
    /// Name of the role.
    pub role: String,
}

/// The frame of a page.
#[derive(Clone, Debug)]
pub struct Shell {
    /// Language.
    pub lang: Lang,
    /// Colours.
    pub theme: Theme,
    /// Title of the page, without the name of the program.
    pub title: String,
    /// Path and query of the page, where the switches lead back to.
    pub back: String,
    /// Sections; empty for nobody.
    pub sections: Vec<Section>,
    /// Steps above this page.
    pub crumbs: Vec<Crumb>,
    /// The user; `None` for nobody.
    pub user: Option<HeadUser>,
    /// Name of the school.
    pub school: String,
    /// Today in the time of the school; the beginning of our era for nobody.
    pub today: NaiveDate,
    /// Token of forms; empty for nobody.
    pub token: String,
    /// Whether this is a demonstration.
    pub demo: bool,
    /// A sentence about what was just done.
    pub done: Option<String>,
}

impl Shell {
    /// The frame for nobody.
    pub fn bare(site: &Site, look: Look) -> Self {
        Self {
            lang: look.lang,
            theme: look.theme,
            title: String::new(),
            back: "/".to_owned(),
            sections: Vec::new(),
            crumbs: Vec::new(),
            user: None,
            school: String::new(),
            today: NaiveDate::default(),
            token: String::new(),
            demo: site.settings.demo,
            done: None,
        }
    }

    /// The frame for a visitor on a page of this path.
    pub fn of(site: &Site, look: Look, visitor: &Visitor, path: &str) -> Self {
        let current = |address: &str| {
            if address == "/" {
                path == "/"
            } else {
                path.strip_prefix(address)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            }
        };
        let mut sections: Vec<Section> = SECTIONS
            .iter()
            .filter(|(_, _, action)| visitor.ctx.allows(*action))
            .map(|(address, key, _)| Section {
                address: (*address).to_owned(),
                key,
                current: current(address),
            })
            .collect();
        let opens = [Action::ManageUsers, Action::SeeAudit, Action::ExportFacts];
        if opens.iter().any(|action| visitor.ctx.allows(*action)) {
            // Whoever does not see the school itself starts from its members.
            let address = if visitor.ctx.allows(Action::SeeToday) {
                ORGANISATION.0
            } else {
                "/organisation/members"
            };
            sections.push(Section {
                address: address.to_owned(),
                key: ORGANISATION.1,
                current: current(ORGANISATION.0),
            });
        }
        let role = visitor.ctx.role().map_or_else(String::new, |role| {
            look.lang
                .text(&format!("role-{}", role.code().replace('_', "-")))
        });
        Self {
            sections,
            user: Some(HeadUser {
                name: visitor.name.clone(),
                role,
            }),
            token: visitor.form_token.clone(),
            ..Self::bare(site, look)
        }
    }

    /// The same frame, whose sections keep the day the query names.
    fn on_the_day(mut self, query: &str) -> Self {
        let day = url::form_urlencoded::parse(query.as_bytes())
            .find(|(name, _)| name == "as_of")
            .and_then(|(_, text)| crate::pages::day(&text));
        if let Some(day) = day {
            for section in &mut self.sections {
                if !UNDATED.contains(&section.key) {
                    section.address = format!("{}?as_of={day}", section.address);
                }
            }
        }
        self
    }

    /// The same frame with a title.
    #[must_use]
    pub fn titled(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// The same frame one step deeper.
    #[must_use]
    pub fn under(mut self, address: impl Into<String>, text: impl Into<String>) -> Self {
        self.crumbs.push(Crumb {
            address: address.into(),
            text: text.into(),
        });
        self
    }
}

/// What templates call.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    clippy::unused_self,
    reason = "templates call methods and pass every argument by reference"
)]
impl Shell {
    /// The sentence of a key.
    pub fn t(&self, key: &str) -> String {
        self.lang.text(key)
    }

    /// The sentence of a key with a count.
    pub fn n(&self, key: &str, n: &i64) -> String {
        self.lang.count(key, *n)
    }

    /// The sentence of a key with one word put in.
    pub fn with(&self, key: &str, name: &'static str, word: &str) -> String {
        self.lang.with(key, &[(name, word.to_owned())])
    }

    /// «Страница 2 из 7».
    pub fn page_of(&self, page: &usize, pages: &usize) -> String {
        let words = [("page", page.to_string()), ("pages", pages.to_string())];
        self.lang.with("common-page-of", &words)
    }

    /// A date in words.
    pub fn date(&self, day: &NaiveDate) -> String {
        format::date(self.lang, *day)
    }

    /// A date in figures.
    pub fn day(&self, day: &NaiveDate) -> String {
        format::date_short(*day)
    }

    /// A whole number.
    pub fn whole(&self, number: &i64) -> String {
        format::whole(self.lang, *number)
    }

    /// Address of an asset.
    pub fn asset(&self, name: &str) -> String {
        crate::assets::address(name)
    }

    /// Languages with their own names, for the switch.
    pub fn langs(&self) -> Vec<(&'static str, String, bool)> {
        Lang::ALL
            .iter()
            .map(|lang| {
                (
                    lang.tag(),
                    lang.text("look-this-language"),
                    *lang == self.lang,
                )
            })
            .collect()
    }

    /// Colours with their names, for the switch.
    pub fn themes(&self) -> Vec<(&'static str, String, bool)> {
        Theme::ALL
            .iter()
            .map(|theme| (theme.code(), self.t(theme.key()), *theme == self.theme))
            .collect()
    }
}

/// The frame of the page being asked for, ready for a title.
impl FromRequestParts<Site> for Shell {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, PageError> {
        let look = parts.extensions.get::<Look>().copied().unwrap_or_default();
        let path = parts.uri.path();
        let mut shell = match parts.extensions.get::<Visitor>() {
            Some(visitor) => {
                let about = site.app.about(&visitor.ctx).await?;
                let frame = Self {
                    school: about.short_name,
                    today: site.settings.day.unwrap_or(about.today),
                    ..Self::of(site, look, visitor, path)
                };
                frame.on_the_day(parts.uri.query().unwrap_or_default())
            }
            None => Self::bare(site, look),
        };
        shell.back = match parts.uri.path_and_query() {
            Some(address) if parts.method == Method::GET => address.to_string(),
            _ => path.to_owned(),
        };
        Ok(shell)
    }
}
