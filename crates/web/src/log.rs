//! One line in the log for every request.
//!
//! Not here: where lines go (`cli`). The one decision to know: the line holds the pattern of the
//! route, never the address, so no name, token or query can get into it.

use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;

/// Middleware: logs method, route, status and time.
pub async fn line(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "(unknown)".to_owned(), |path| path.as_str().to_owned());
    let response = next.run(request).await;
    let micros = started.elapsed().as_micros();
    let status = response.status().as_u16();
    tracing::info!(target: "opora::request", %method, route, status, micros);
    response
}
