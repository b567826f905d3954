//! Health, readiness and metrics. What is answered are counts and fixed sentences: no ids, no words.
//!
//! Not here: what an alarm means (`docs/operating.md`).

use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use chrono::TimeDelta;

use crate::clock::Clock;
use crate::metrics::{self, Metrics, Sample};
use crate::store::{Keystore, Store, StoreError, dues, outbox, talk};
use crate::telegram::run::Reached;

/// How long the databases may take to answer.
const PATIENCE: Duration = Duration::from_secs(2);
/// From when on a stored time counts as late. They are looked for once a second.
const LATE: TimeDelta = TimeDelta::seconds(5);

/// What is looked at.
#[derive(Clone, Debug)]
pub struct Health {
    /// The data.
    pub store: Store,
    /// The keys.
    pub keystore: Keystore,
    /// What time it is.
    pub clock: Clock,
    /// What is counted.
    pub metrics: Metrics,
    /// Whether Telegram was reached.
    pub reached: Reached,
}

impl Health {
    /// `/healthz`, `/readyz` and `/metrics`.
    pub fn routes(self) -> Router {
        Router::new()
            .route("/healthz", get(|| async { "alive\n" }))
            .route("/readyz", get(ready))
            .route("/metrics", get(metrics))
            .with_state(self)
    }

    /// What is missing, as sentences.
    async fn missing(&self) -> Vec<&'static str> {
        let databases = [
            (&self.store, "the database does not answer", "the database cannot be written: has its disk room?"),
            (
                self.keystore.store(),
                "the keystore does not answer",
                "the keystore cannot be written: has its disk room?",
            ),
        ];
        let mut missing = Vec::new();
        for (store, away, full) in databases {
            if !matches!(tokio::time::timeout(PATIENCE, store.answers()).await, Ok(Ok(()))) {
                missing.push(away);
            } else if !store.takes_writes() {
                missing.push(full);
            }
        }
        if !self.reached.is_reached() {
            missing.push("Telegram was not reached yet");
        }
        missing
    }

    async fn sample(&self) -> Result<Sample, StoreError> {
        let now = self.clock.now();
        let mut work = self.store.reading().await?;
        let oldest = outbox::oldest(&mut work).await?;
        Ok(Sample {
            outbox: outbox::count(&mut work).await?,
            oldest: oldest.map_or(0, |since| (now - since).num_seconds().max(0)),
            late: dues::late(&mut work, now - LATE).await?,
            unsure: talk::count_unsure(&mut work).await?,
        })
    }
}

async fn ready(State(health): State<Health>) -> (StatusCode, String) {
    let missing = health.missing().await;
    if missing.is_empty() {
        return (StatusCode::OK, "ready\n".to_owned());
    }
    (StatusCode::SERVICE_UNAVAILABLE, missing.join("\n") + "\n")
}

async fn metrics(State(health): State<Health>) -> Response {
    let sample = tokio::time::timeout(PATIENCE, health.sample()).await;
    health.metrics.sample(sample.ok().and_then(Result::ok));
    ([(CONTENT_TYPE, metrics::CONTENT_TYPE)], health.metrics.text()).into_response()
}
