//! How many requests are worked on at once, over all connections.
//!
//! Not here: the number of connections (`server`). The one decision to know: whoever cannot start
//! at once waits in a short line, and whoever finds the line full gets 503 with `Retry-After` at
//! once, so that the program stays quick for those inside.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::sync::Semaphore;

/// One limit for the whole server.
#[derive(Debug)]
pub struct Gate {
    places: Semaphore,
    waiting: AtomicUsize,
    line: usize,
    patience: Duration,
}

impl Gate {
    /// A gate with this many places, a line this long and this much patience in it.
    pub fn new(places: usize, line: usize, patience: Duration) -> Self {
        Self {
            places: Semaphore::new(places),
            waiting: AtomicUsize::new(0),
            line,
            patience,
        }
    }
}

/// Leaves the line however waiting ends, also when the client goes away.
struct InLine<'a>(&'a AtomicUsize);

impl Drop for InLine<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Middleware: passes the request on when there is a place.
pub async fn pass(State(gate): State<Arc<Gate>>, request: Request, next: Next) -> Response {
    if let Ok(_place) = gate.places.try_acquire() {
        return next.run(request).await;
    }
    let in_line = InLine(&gate.waiting);
    if gate.waiting.fetch_add(1, Ordering::Relaxed) >= gate.line {
        return busy();
    }
    let place = tokio::time::timeout(gate.patience, gate.places.acquire()).await;
    drop(in_line);
    let Ok(Ok(_place)) = place else {
        return busy();
    };
    next.run(request).await
}

fn busy() -> Response {
    let later = [(header::RETRY_AFTER, HeaderValue::from_static("5"))];
    (StatusCode::SERVICE_UNAVAILABLE, later).into_response()
}
