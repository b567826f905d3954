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
use crate::store::{Keystore, Store, StoreError, dues, outbox, settings, talk};
use crate::telegram::run::Reached;

/// How long the databases may take to answer.
const PATIENCE: Duration = Duration::from_secs(2);
/// From when on a stored time counts as late. They are looked for once a second.
const LATE: TimeDelta = TimeDelta::seconds(5);

/// What is written to see whether anything can be: about as much as a turn needs, in letters.
const TRIAL: usize = 64 * 1024;

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

    /// What is missing, as sentences: nothing if everything is there.
    pub async fn missing(&self) -> Vec<&'static str> {
        let databases =
            [(&self.store, "the database does not answer"), (self.keystore.store(), "the keystore does not answer")];
        let mut missing = Vec::new();
        for (store, away) in databases {
            if !matches!(tokio::time::timeout(PATIENCE, store.answers()).await, Ok(Ok(()))) {
                missing.push(away);
            }
        }
        if missing.is_empty() && !self.writes().await {
            missing.push("nothing can be written: the disk is full or failing, or another program holds the database");
        }
        if !self.reached.is_reached() {
            missing.push("Telegram was not reached yet");
        }
        missing
    }

    /// Whether something can be written. It is tried only where a write has failed, until one goes through again.
    async fn writes(&self) -> bool {
        if self.metrics.is_stuck() && matches!(tokio::time::timeout(PATIENCE, self.trial()).await, Ok(Ok(()))) {
            self.metrics.stuck(false);
        }
        !self.metrics.is_stuck()
    }

    async fn trial(&self) -> Result<(), StoreError> {
        for size in [TRIAL, 0] {
            let mut work = self.store.begin().await?;
            settings::put(&mut work, "trial", &"-".repeat(size)).await?;
            work.commit().await?;
        }
        Ok(())
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
    let sample = sample.ok().and_then(Result::ok);
    if sample.is_some() {
        health.writes().await;
    }
    health.metrics.sample(sample);
    ([(CONTENT_TYPE, metrics::CONTENT_TYPE)], health.metrics.text()).into_response()
}
