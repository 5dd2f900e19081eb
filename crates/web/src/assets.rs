//! Files of the pages: style, script, icon; hashed names, served compressed and for ever.
//!
//! Not here: how they are made (`web/build.mjs`). The one decision to know: a name carries the hash
//! of its content, so a browser never asks twice; in debug builds the files are read from the disk.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

#[derive(rust_embed::RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../web/dist/pages"]
struct Dist;

static MANIFEST: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    Dist::get("manifest.json")
        .and_then(|file| serde_json::from_slice(&file.data).ok())
        .unwrap_or_default()
});

const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// Address of an asset by its name in templates.
pub fn address(name: &str) -> String {
    let hashed = MANIFEST.get(name).map_or(name, String::as_str);
    format!("/assets/{hashed}")
}

fn media_type(path: &str) -> Option<&'static str> {
    match path.rsplit('.').next() {
        Some("css") => Some("text/css; charset=utf-8"),
        Some("js") => Some("text/javascript; charset=utf-8"),
        Some("svg") => Some("image/svg+xml"),
        _ => None,
    }
}

/// Serves one asset, compressed when the browser takes it.
pub async fn serve(Path(path): Path<String>, headers: HeaderMap) -> Response {
    let Some(kind) = media_type(&path) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let accepted = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    for (encoding, ending) in [("br", ".br"), ("gzip", ".gz")] {
        if accepted.contains(encoding)
            && let Some(file) = Dist::get(&format!("{path}{ending}"))
        {
            let encoded = [(header::CONTENT_ENCODING, HeaderValue::from_static(encoding))];
            return (head(kind), encoded, file.data).into_response();
        }
    }
    match Dist::get(&path) {
        Some(file) => (head(kind), file.data).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn head(kind: &'static str) -> [(HeaderName, HeaderValue); 3] {
    [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CACHE_CONTROL, FOREVER),
        (header::VARY, HeaderValue::from_static("accept-encoding")),
    ]
}
