//! The switch of language and colours, at the foot of every page.
//!
//! Not here: what they mean (`look`). The one decision to know: it leads back only to a path of
//! this site.

use axum::extract::{Form, State};
use axum::response::Redirect;
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use serde::Deserialize;

use crate::i18n::Lang;
use crate::look::{LANG_COOKIE, THEME_COOKIE, Theme};
use crate::site::{Settings, Site};

/// The form.
#[derive(Debug, Deserialize)]
pub struct LookForm {
    #[serde(default)]
    lang: String,
    #[serde(default)]
    theme: String,
    #[serde(default)]
    back: String,
}

fn keep(settings: &Settings, name: &'static str, value: &'static str) -> Cookie<'static> {
    Cookie::build((name, value))
        .path("/")
        .http_only(true)
        .secure(settings.https)
        .same_site(SameSite::Lax)
        .permanent()
        .build()
}

/// A path of this site, else the front page.
pub fn own_path(path: &str) -> &str {
    let own = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains(['\\', '\r', '\n', '\t']);
    if own { path } else { "/" }
}

/// Remembers the choice.
pub async fn choose(
    State(site): State<Site>,
    mut jar: CookieJar,
    Form(form): Form<LookForm>,
) -> (CookieJar, Redirect) {
    if let Some(lang) = Lang::from_tag(&form.lang) {
        jar = jar.add(keep(&site.settings, LANG_COOKIE, lang.tag()));
    }
    if let Some(theme) = Theme::from_code(&form.theme) {
        jar = jar.add(keep(&site.settings, THEME_COOKIE, theme.code()));
    }
    (jar, Redirect::to(own_path(&form.back)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_stays_on_this_site() {
        assert_eq!(own_path("/people?tab=mentors"), "/people?tab=mentors");
        for foreign in [
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "",
        ] {
            assert_eq!(own_path(foreign), "/");
        }
    }
}
