//! How one browser wants the pages: language and colours.
//!
//! Not here: the switch itself (`pages::look`). The one decision to know: both live in cookies and
//! are applied on the server, so pages do not flicker and need no script.

use axum::http::{HeaderMap, header};
use axum_extra::extract::CookieJar;

use crate::i18n::Lang;

/// Cookie of the language.
pub const LANG_COOKIE: &str = "lang";
/// Cookie of the colours.
pub const THEME_COOKIE: &str = "theme";

/// Colours of the pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// Every choice.
    pub const ALL: &'static [Self] = &[Self::System, Self::Light, Self::Dark];

    /// Stable code, also the value of `data-theme`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Key of its name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::System => "look-system",
            Self::Light => "look-light",
            Self::Dark => "look-dark",
        }
    }

    /// The choice of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|theme| theme.code() == code)
    }
}

/// Language and colours of one request.
#[derive(Clone, Copy, Debug, Default)]
pub struct Look {
    /// Language.
    pub lang: Lang,
    /// Whether the language was chosen in this browser.
    pub lang_chosen: bool,
    /// Colours.
    pub theme: Theme,
}

impl Look {
    /// From the cookies, then from what the browser accepts, then Russian.
    pub fn of(headers: &HeaderMap) -> Self {
        let jar = CookieJar::from_headers(headers);
        let chosen = jar
            .get(LANG_COOKIE)
            .and_then(|cookie| Lang::from_tag(cookie.value()));
        let accepted = || {
            headers
                .get(header::ACCEPT_LANGUAGE)
                .and_then(|value| value.to_str().ok())
                .and_then(Lang::accepted)
        };
        Self {
            lang: chosen.or_else(accepted).unwrap_or_default(),
            lang_chosen: chosen.is_some(),
            theme: jar
                .get(THEME_COOKIE)
                .and_then(|cookie| Theme::from_code(cookie.value()))
                .unwrap_or_default(),
        }
    }

    /// The language a user has set applies where none was chosen in the browser.
    #[must_use]
    pub fn for_user(mut self, language: &str) -> Self {
        if !self.lang_chosen
            && let Some(lang) = Lang::from_tag(language)
        {
            self.lang = lang;
        }
        self
    }
}
