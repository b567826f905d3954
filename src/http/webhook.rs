//! The webhook's route. Who does not know the secret is sent away before a byte of the body is read.
//!
//! Not here: what becomes of the update (`telegram::webhook`).

use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, FromRequest as _, Request, State};
use axum::http::StatusCode;
use axum::routing::post;

use crate::metrics::{self, Metrics};
use crate::telegram::intake::Intake;
use crate::telegram::webhook::{Answer, Hook};

/// The header in which Telegram says the secret.
pub const SECRET: &str = "x-telegram-bot-api-secret-token";
/// The most that a body may hold, in bytes. An update of Telegram's is some kilobytes long.
pub const LIMIT: usize = 1024 * 1024;
/// How long a body may take to arrive.
const PATIENCE: Duration = Duration::from_secs(10);

struct Door<I> {
    hook: Hook<I>,
    metrics: Metrics,
}

impl<I> Clone for Door<I> {
    fn clone(&self) -> Self {
        Self { hook: self.hook.clone(), metrics: self.metrics.clone() }
    }
}

pub(super) fn route<I: Intake>(path: &str, hook: Hook<I>, metrics: Metrics) -> Router {
    Router::new().route(path, post(take::<I>)).layer(DefaultBodyLimit::max(LIMIT)).with_state(Door { hook, metrics })
}

async fn take<I: Intake>(State(door): State<Door<I>>, request: Request) -> StatusCode {
    let said = request.headers().get(SECRET).map(|secret| secret.as_bytes().to_owned());
    let (counted, status) = if said.is_some_and(|said| door.hook.knows(&said)) {
        answer(&door.hook, request).await
    } else {
        (metrics::Request::Stranger, StatusCode::UNAUTHORIZED)
    };
    door.metrics.request(counted);
    status
}

async fn answer<I: Intake>(hook: &Hook<I>, request: Request) -> (metrics::Request, StatusCode) {
    let body = match tokio::time::timeout(PATIENCE, Bytes::from_request(request, &())).await {
        Ok(Ok(body)) => body,
        Ok(Err(refused)) => return (metrics::Request::Unread, refused.status()),
        Err(_) => return (metrics::Request::Unread, StatusCode::REQUEST_TIMEOUT),
    };
    match hook.take(&body).await {
        Answer::Kept => (metrics::Request::Kept, StatusCode::OK),
        Answer::NotNow => (metrics::Request::NotKept, StatusCode::SERVICE_UNAVAILABLE),
        Answer::Failed => (metrics::Request::NotKept, StatusCode::INTERNAL_SERVER_ERROR),
    }
}
