//! What takes events, as receiving sees it.
//!
//! Not here: where updates come from (`polling`, `webhook`), one try (`dispatch`), what taking means (`turn`).

use std::fmt;
use std::future::Future;

use crate::turn::{Incoming, Taken, TurnError, Turns};

/// What takes events: [`Turns`], or a stand-in for it in a test of receiving.
pub trait Intake: Clone + Send + Sync + 'static {
    /// Takes an event; returns once its effects are kept.
    fn take(&self, incoming: Incoming) -> impl Future<Output = Result<Taken, IntakeError>> + Send;

    /// Remembers an update that nothing else can be done with.
    fn set_aside(
        &self,
        update: i64,
        kind: &str,
        length: usize,
        hash: &str,
    ) -> impl Future<Output = Result<(), IntakeError>> + Send;
}

/// Why an event was not taken: a sentence for the operator, without personal words.
#[derive(Debug, thiserror::Error)]
#[error("{text}")]
pub struct IntakeError {
    text: String,
    passing: bool,
}

impl IntakeError {
    /// An error that says what `error` says. `passing`: the store is away, which is no fault of the event's.
    pub fn new(error: impl fmt::Display, passing: bool) -> Self {
        Self { text: error.to_string(), passing }
    }

    /// Whether the store is away, so that the same may well go through a little later.
    pub fn is_passing(&self) -> bool {
        self.passing
    }
}

impl From<TurnError> for IntakeError {
    fn from(error: TurnError) -> Self {
        let passing = matches!(&error, TurnError::Store(store) if store.is_passing());
        Self::new(error, passing)
    }
}

impl Intake for Turns {
    async fn take(&self, incoming: Incoming) -> Result<Taken, IntakeError> {
        Ok(Turns::take(self, incoming).await?)
    }

    async fn set_aside(&self, update: i64, kind: &str, length: usize, hash: &str) -> Result<(), IntakeError> {
        Ok(Turns::set_aside(self, update, kind, length, hash).await?)
    }
}
