//! Hands events to whatever takes them, until they are kept: tries again while the store is away, and sets aside the one
//! update that fails while everything else works.
//!
//! Not here: where updates come from (`polling`), what taking means (`turn`).

use std::fmt;
use std::future::Future;
use std::time::Duration;

use serde_json::Value;
use tokio::sync::watch;

use super::inbound::{self, Inbound};
use super::pause::{Pause, Stopped};
use crate::chance::Chance;
use crate::dialogue::{Event, OtherKind};
use crate::turn::{Incoming, Turns};

/// How often an update is tried before anything is thought of it.
const TRIES: u32 = 3;
/// The longest wait between these tries: others' updates wait as well.
const BETWEEN: Duration = Duration::from_millis(300);
/// After so many rounds of tries it is set aside even if nothing else works either.
const ROUNDS: u32 = 10;

/// What takes events: [`Turns`], or a stand-in for it in a test of the polling.
pub trait Intake: Clone + Send + Sync + 'static {
    /// Takes an event; returns once its effects are kept.
    fn take(&self, incoming: Incoming) -> impl Future<Output = Result<(), IntakeError>> + Send;

    /// Remembers an update that nothing else can be done with.
    fn set_aside(
        &self,
        update: i64,
        kind: &str,
        length: usize,
        hash: &str,
    ) -> impl Future<Output = Result<(), IntakeError>> + Send;

    /// Whether events can be taken at all: an error means that the store is away, whatever the event.
    fn check(&self) -> impl Future<Output = Result<(), IntakeError>> + Send;
}

/// Why an event was not taken: a sentence for the operator, without personal words.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct IntakeError(String);

impl IntakeError {
    /// An error that says what `error` says.
    pub fn new(error: impl fmt::Display) -> Self {
        Self(error.to_string())
    }
}

impl Intake for Turns {
    async fn take(&self, incoming: Incoming) -> Result<(), IntakeError> {
        Turns::take(self, incoming).await.map(drop).map_err(IntakeError::new)
    }

    async fn set_aside(&self, update: i64, kind: &str, length: usize, hash: &str) -> Result<(), IntakeError> {
        Turns::set_aside(self, update, kind, length, hash).await.map_err(IntakeError::new)
    }

    async fn check(&self) -> Result<(), IntakeError> {
        self.due().await.map(drop).map_err(IntakeError::new)
    }
}

/// Takes events one by one, with patience.
#[derive(Clone)]
pub(super) struct Patient<I> {
    pub intake: I,
    pub chance: Chance,
    pub stop: watch::Receiver<bool>,
}

impl<I: Intake> Patient<I> {
    /// Sees to it that this event is kept or set aside. `raw` is the update that it came in.
    pub async fn take(&self, incoming: Incoming, raw: &Value) -> Result<(), Stopped> {
        for round in 0.. {
            if self.tries(&incoming).await? {
                return Ok(());
            }
            let works = self.intake.check().await.is_ok();
            if works && self.once(&incoming).await {
                return Ok(());
            }
            if (works || round >= ROUNDS) && self.give_up(&incoming, raw).await {
                return Ok(());
            }
            self.pause().longer(round + 2, Duration::from_secs(15)).await?;
        }
        Ok(())
    }

    /// Sees to it that an update is remembered as set aside.
    pub async fn set_aside(&self, update: i64, kind: &str, length: usize, hash: &str) -> Result<(), Stopped> {
        tracing::warn!(
            kind,
            length,
            hash,
            "an update was set aside: it is of no kind that is known, or not what it should be"
        );
        for round in 0.. {
            match self.intake.set_aside(update, kind, length, hash).await {
                Ok(()) => return Ok(()),
                Err(error) => {
                    tracing::error!(%error, "an update could not be set aside; it is kept at Telegram and tried again")
                }
            }
            self.pause().longer(round, Duration::from_secs(15)).await?;
        }
        Ok(())
    }

    async fn tries(&self, incoming: &Incoming) -> Result<bool, Stopped> {
        for one in 0..TRIES {
            if self.once(incoming).await {
                return Ok(true);
            }
            self.pause().longer(one, BETWEEN).await?;
        }
        Ok(false)
    }

    /// In a task of its own: if taking panics, only this try is lost.
    async fn once(&self, incoming: &Incoming) -> bool {
        let (intake, incoming) = (self.intake.clone(), again(incoming));
        match tokio::spawn(async move { intake.take(incoming).await }).await {
            Ok(Ok(())) => return true,
            Ok(Err(error)) => {
                tracing::error!(%error, "an update was not taken; it is kept at Telegram and tried again")
            }
            Err(_) => {
                tracing::error!("taking an update stopped with a fault in Ajar; it is kept at Telegram and tried again")
            }
        }
        false
    }

    /// Everything works but this one update: it must not stand in the way of others.
    async fn give_up(&self, incoming: &Incoming, raw: &Value) -> bool {
        let Some(Inbound::Odd { update, kind, length, hash }) =
            incoming.update.map(|update| inbound::unread(update, raw))
        else {
            return true;
        };
        if self.intake.set_aside(update, &kind, length, &hash).await.is_err() {
            return false;
        }
        tracing::error!(
            kind,
            length,
            hash,
            "an update failed each time and was set aside; its person was told in one line; please report this"
        );
        if let Some(event) = gently(&incoming.event) {
            let answer = Incoming { update: None, chat: incoming.chat, language: incoming.language.clone(), event };
            self.once(&answer).await;
        }
        true
    }

    fn pause(&self) -> Pause {
        Pause { chance: self.chance.clone(), stop: self.stop.clone() }
    }
}

/// The same event once more.
fn again(incoming: &Incoming) -> Incoming {
    let (language, event) = (incoming.language.clone(), incoming.event.clone());
    Incoming { update: incoming.update, chat: incoming.chat, language, event }
}

/// What stands in for an event that fails, so that its person is not left without an answer.
fn gently(event: &Event) -> Option<Event> {
    match event {
        Event::Said { message, .. } | Event::Edited { message, .. } | Event::OtherKind { message, .. } => {
            Some(Event::OtherKind { message: *message, kind: OtherKind::Else })
        }
        Event::Start { .. } => Some(Event::OtherKind { message: 0, kind: OtherKind::Else }),
        Event::Pressed { .. } | Event::Blocked | Event::Unblocked | Event::Due { .. } | Event::Stale { .. } => None,
    }
}
