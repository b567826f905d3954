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
use crate::turn::{Incoming, TurnError, Turns};

/// How often an update may fail, while the store is not away, before it is set aside.
const TRIES: u32 = 3;
/// The longest wait between these tries: others' updates wait as well.
const BETWEEN: Duration = Duration::from_millis(300);
/// The longest wait for a store that is away.
const AWAY: Duration = Duration::from_secs(15);

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
}

impl From<TurnError> for IntakeError {
    fn from(error: TurnError) -> Self {
        let passing = matches!(&error, TurnError::Store(store) if store.is_passing());
        Self::new(error, passing)
    }
}

impl Intake for Turns {
    async fn take(&self, incoming: Incoming) -> Result<(), IntakeError> {
        Ok(Turns::take(self, incoming).await.map(drop)?)
    }

    async fn set_aside(&self, update: i64, kind: &str, length: usize, hash: &str) -> Result<(), IntakeError> {
        Ok(Turns::set_aside(self, update, kind, length, hash).await?)
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
        let mut faults = 0;
        for failures in 0.. {
            match self.once(&incoming).await {
                Once::Taken => return Ok(()),
                Once::Away => {}
                Once::Fault => faults += 1,
            }
            if faults >= TRIES && self.give_up(&incoming, raw).await {
                return Ok(());
            }
            let most = if (1..TRIES).contains(&faults) { BETWEEN } else { AWAY };
            self.pause().longer(failures, most).await?;
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
            self.pause().longer(round, AWAY).await?;
        }
        Ok(())
    }

    /// In a task of its own: if taking panics, only this try is lost.
    async fn once(&self, incoming: &Incoming) -> Once {
        let (intake, incoming) = (self.intake.clone(), again(incoming));
        match tokio::spawn(async move { intake.take(incoming).await }).await {
            Ok(Ok(())) => Once::Taken,
            Ok(Err(error)) => {
                tracing::error!(%error, "an update was not taken; it is kept at Telegram and tried again");
                if error.passing { Once::Away } else { Once::Fault }
            }
            Err(_) => {
                tracing::error!(
                    "taking an update stopped with a fault in Ajar; it is kept at Telegram and tried again"
                );
                Once::Fault
            }
        }
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
        if let Some(event) = gently(incoming) {
            self.once(&Incoming { update: None, event, ..again(incoming) }).await;
        }
        true
    }

    fn pause(&self) -> Pause {
        Pause { chance: self.chance.clone(), stop: self.stop.clone() }
    }
}

/// What one try came to.
enum Once {
    Taken,
    /// The store is away.
    Away,
    /// It failed, and the store is not to blame.
    Fault,
}

/// The same event once more.
fn again(incoming: &Incoming) -> Incoming {
    let (language, event) = (incoming.language.clone(), incoming.event.clone());
    Incoming { update: incoming.update, chat: incoming.chat, message: incoming.message, language, event }
}

/// What stands in for an event that fails, so that its person is not left without an answer.
fn gently(incoming: &Incoming) -> Option<Event> {
    incoming.message.map(|message| Event::OtherKind { message, kind: OtherKind::Else })
}
