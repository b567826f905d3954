//! The small HTTP server: the webhook's route, health, readiness and metrics.
//!
//! In reading order: `webhook`, `health`, `connections`. Not here: what becomes of an update (`telegram::webhook`), where to listen (`config`), and
//! TLS, which is the reverse proxy's.

mod connections;
mod health;
mod webhook;

use std::net::SocketAddr;

use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::metrics::Metrics;
use crate::telegram::intake::Intake;
use crate::telegram::webhook::Hook;

pub use health::Health;
pub use webhook::{LIMIT, SECRET};

/// Why nothing can be listened to.
#[derive(Debug, thiserror::Error)]
pub enum HttpError {
    /// The address is taken, not this machine's, or not for this user.
    #[error(
        "{address} cannot be listened at ({why}); nothing was started. Is another Ajar running, or the address in the config wrong?"
    )]
    Taken {
        /// Which address.
        address: SocketAddr,
        /// What the system says.
        why: std::io::Error,
    },
}

/// Takes the address, before anything is begun that would have to be undone.
pub async fn listen(address: SocketAddr) -> Result<TcpListener, HttpError> {
    TcpListener::bind(address).await.map_err(|why| HttpError::Taken { address, why })
}

/// The webhook's route: POST to `path`, which begins with "/" and holds plain letters only.
pub fn webhook<I: Intake>(path: &str, hook: Hook<I>, metrics: Metrics) -> Router {
    webhook::route(path, hook, metrics)
}

/// Serves `routes` until `stop` becomes true, and has then answered what was under way.
pub async fn serve(listener: TcpListener, routes: Router, stop: watch::Receiver<bool>) -> Result<(), HttpError> {
    connections::serve(listener, routes, stop, connections::Limits::USUAL).await;
    Ok(())
}
