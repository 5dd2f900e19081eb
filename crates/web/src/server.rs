//! The accept loop: sockets, limits of time and number, graceful end.
//!
//! Not here: what is answered (`routes`), encryption (a proxy in front of the program). The one
//! decision to know: `axum::serve` has no time limit for headers, so connections are driven here.

use std::convert::Infallible;
use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use opora_app::App;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tower::{Service, ServiceExt};

use crate::site::Settings;

/// Pause after an accept that failed for want of resources.
const BREATH: Duration = Duration::from_millis(50);

/// Limits of the server.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Connections open at once; more are closed at once.
    pub connections: usize,
    /// Requests worked on at once.
    pub requests: usize,
    /// Requests that wait for their turn at once.
    pub waiting: usize,
    /// Time for the headers of a request, also between two requests of a connection.
    pub header_time: Duration,
    /// Time for a whole request.
    pub request_time: Duration,
    /// Time for requests in flight when the server ends.
    pub drain_time: Duration,
    /// Longest body of a form, in bytes.
    pub form_bytes: usize,
    /// Longest body of an import, in bytes.
    pub upload_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 8192,
            requests: 64,
            waiting: 512,
            header_time: Duration::from_secs(10),
            request_time: Duration::from_mins(1),
            drain_time: Duration::from_secs(10),
            form_bytes: 256 << 10,
            upload_bytes: 20 << 20,
        }
    }
}

/// Why the server did not start or stopped.
#[derive(Debug)]
pub enum ServeError {
    /// Another program listens there already.
    AddressInUse(SocketAddr),
    /// The address may not be used (a port below 1024 without the right to it).
    AddressDenied(SocketAddr),
    /// The address is not of this machine, or anything else.
    Bind(SocketAddr, io::Error),
    /// Signals of the system cannot be received.
    Signals(io::Error),
}

impl ServeError {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::AddressInUse(_) => "address_in_use",
            Self::AddressDenied(_) => "address_denied",
            Self::Bind(..) => "address_unusable",
            Self::Signals(_) => "signals",
        }
    }
}

impl fmt::Display for ServeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AddressInUse(address) => write!(
                formatter,
                "адрес {address} уже занят другой программой: остановите её или выберите другой порт (--listen)"
            ),
            Self::AddressDenied(address) => write!(
                formatter,
                "нет права слушать {address}: выберите порт от 1024 и выше (--listen)"
            ),
            Self::Bind(address, error) => write!(
                formatter,
                "нельзя слушать {address} ({error}): проверьте адрес (--listen)"
            ),
            Self::Signals(error) => {
                write!(formatter, "нельзя получать сигналы системы: {error}")
            }
        }
    }
}

impl std::error::Error for ServeError {}

/// A server that holds its address and does not answer yet.
#[derive(Debug)]
pub struct Listening {
    listener: TcpListener,
    address: SocketAddr,
}

/// Lets the process open as many files as the system allows it: the usual 1,024 are fewer than
/// connections of a school in one break.
fn raise_open_files() {
    if let Err(error) = rlimit::increase_nofile_limit(u64::MAX) {
        tracing::warn!(%error, "the limit of open files stays as it is");
    }
}

/// Takes the address, so that it can be printed before the first answer.
///
/// # Errors
/// [`ServeError`], naming the address.
pub async fn bind(address: SocketAddr) -> Result<Listening, ServeError> {
    raise_open_files();
    let listener = TcpListener::bind(address)
        .await
        .map_err(|error| match error.kind() {
            io::ErrorKind::AddrInUse => ServeError::AddressInUse(address),
            io::ErrorKind::PermissionDenied => ServeError::AddressDenied(address),
            _ => ServeError::Bind(address, error),
        })?;
    let address = listener.local_addr().unwrap_or(address);
    Ok(Listening { listener, address })
}

impl Listening {
    /// The address, with the port the system chose when 0 was asked for.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers until the process is told to end, then finishes what is in flight.
    ///
    /// # Errors
    /// When signals cannot be received.
    pub async fn serve(self, settings: Settings, app: App) -> Result<(), ServeError> {
        let limits = settings.limits;
        let router = crate::router(settings, app);
        let ending = ending()?;
        accept(&self.listener, router, limits, ending).await;
        Ok(())
    }
}

/// Binds and serves.
///
/// # Errors
/// [`ServeError`].
pub async fn serve(address: SocketAddr, settings: Settings, app: App) -> Result<(), ServeError> {
    bind(address).await?.serve(settings, app).await
}

/// Completes when the process is told to end.
fn ending() -> Result<impl Future<Output = ()> + Send, ServeError> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate()).map_err(ServeError::Signals)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(ServeError::Signals)?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

async fn accept(
    listener: &TcpListener,
    router: Router,
    limits: Limits,
    ending: impl Future<Output = ()>,
) {
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(limits.connections));
    let mut ending = std::pin::pin!(ending);
    loop {
        let accepted = tokio::select! {
            () = &mut ending => break,
            accepted = listener.accept() => accepted,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(BREATH).await;
                continue;
            }
        };
        let Ok(place) = Arc::clone(&places).try_acquire_owned() else {
            drop(stream);
            continue;
        };
        let watcher = graceful.watcher();
        let router = router.clone();
        tokio::spawn(async move {
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(limits.header_time)
                .serve_connection(TokioIo::new(stream), service(router, peer));
            // Errors of a connection (reset, time limit of headers) concern the client alone.
            let _ = watcher.watch(connection).await;
            drop(place);
        });
    }
    let drained = tokio::time::timeout(limits.drain_time, graceful.shutdown()).await;
    if drained.is_err() {
        tracing::warn!("requests were cut off at the end");
    }
}

/// The service of one connection: requests know their peer.
fn service(
    router: Router,
    peer: SocketAddr,
) -> TowerToHyperService<
    impl Service<axum::http::Request<Incoming>, Response = Response, Error = Infallible, Future: Send>
    + Clone,
> {
    let with_peer = move |request: axum::http::Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        request
    };
    TowerToHyperService::new(ServiceExt::<Request>::map_request(router, with_peer))
}
