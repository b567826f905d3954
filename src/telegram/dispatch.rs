//! What polling and the webhook share: one update, tried once, told apart by what became of it.
//!
//! Not here: where updates come from, and patience (`polling`, `webhook`), what taking means (`turn`).

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::Value;
use teloxide::payloads::LeaveChat;
use teloxide::types::{ChatId, Recipient};
use tokio::time::Instant;

use super::call::Call;
use super::client::Client;
use super::inbound::{self, Inbound, Me};
use super::intake::Intake;
use crate::dialogue::{Event, OtherKind};
use crate::metrics::{Metrics, Update};
use crate::turn::{Incoming, Taken};

/// How often an update may fail, while the store is not away, before it is set aside.
pub(super) const TRIES: u32 = 3;

/// An update with what it means.
pub(super) struct Work {
    raw: Value,
    inbound: Inbound,
}

/// What one try came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tried {
    /// It is kept, or remembered as set aside, or there was nothing to keep.
    Kept,
    /// The store is away, which is no fault of the update's.
    Away,
    /// It failed, and the store is not to blame.
    Fault,
}

/// Deals with updates, one at a time.
#[derive(Clone)]
pub(super) struct Dispatch<I> {
    pub intake: I,
    pub client: Client,
    /// The groups that the config names.
    pub groups: Arc<BTreeSet<i64>>,
    pub me: Me,
    pub metrics: Metrics,
}

impl Work {
    /// An update that is remembered unread.
    pub fn odd(update: i64, kind: &str, raw: &str) -> Self {
        Self { raw: Value::Null, inbound: inbound::odd(update, kind, raw) }
    }

    /// Telegram's number of the update.
    pub fn update(&self) -> Option<i64> {
        self.inbound.update()
    }

    /// The chat whose updates are to be kept in order.
    pub fn chat(&self) -> Option<i64> {
        match &self.inbound {
            Inbound::Take(incoming) => Some(incoming.chat),
            Inbound::Group { chat, .. } => Some(*chat),
            Inbound::Odd { .. } | Inbound::Ignore { .. } => None,
        }
    }
}

impl<I: Intake> Dispatch<I> {
    /// What an update means. Nothing: it has no number, and so is no update.
    pub fn read(&self, raw: Value) -> Option<Work> {
        let inbound = inbound::read(&raw, &self.me);
        if inbound.is_none() {
            tracing::warn!("Telegram gave something without a number in place of an update; it was passed over");
        }
        inbound.map(|inbound| Work { raw, inbound })
    }

    /// Tries an update that has failed so many times, the store not being away. One that fails too often is set aside.
    pub async fn once(&self, work: &Work, faults: u32) -> Tried {
        let tried = match &work.inbound {
            Inbound::Take(incoming) => self.take(incoming, work, faults).await,
            Inbound::Odd { update, kind, length, hash } => Box::pin(self.set_aside(*update, kind, *length, hash)).await,
            Inbound::Group { chat, joined, .. } => self.group(*chat, *joined),
            Inbound::Ignore { .. } => self.passed_over(),
        };
        if tried != Tried::Kept {
            self.metrics.update(Update::Failed);
        }
        tried
    }

    async fn take(&self, incoming: &Incoming, work: &Work, faults: u32) -> Tried {
        let tried = self.hand_in(incoming).await;
        let is_last = tried == Tried::Fault && faults + 1 >= TRIES;
        if is_last && Box::pin(self.give_up(incoming, &work.raw)).await { Tried::Kept } else { tried }
    }

    /// In a task of its own: if taking panics, only this try is lost. (Boxed, as all that is big and rare here: it is copied into the task.)
    async fn hand_in(&self, incoming: &Incoming) -> Tried {
        let (intake, incoming, begun) = (self.intake.clone(), incoming.clone(), Instant::now());
        match tokio::spawn(Box::pin(async move { intake.take(incoming).await })).await {
            Ok(Ok(taken)) => {
                self.metrics.turn(begun.elapsed());
                self.metrics.update(if taken == Taken::Done { Update::Taken } else { Update::Again });
                Tried::Kept
            }
            Ok(Err(error)) => {
                tracing::error!(%error, "an update was not taken; it is kept at Telegram and tried again");
                if error.is_passing() { Tried::Away } else { Tried::Fault }
            }
            Err(_) => {
                tracing::error!(
                    "taking an update stopped with a fault in Ajar; it is kept at Telegram and tried again"
                );
                Tried::Fault
            }
        }
    }

    /// Remembers an update of which nothing is kept.
    async fn set_aside(&self, update: i64, kind: &str, length: usize, hash: &str) -> Tried {
        match self.intake.set_aside(update, kind, length, hash).await {
            Ok(()) => {
                let why = "an update was set aside: it is of no kind that is known, or not what it should be";
                tracing::warn!(kind, length, hash, "{why}");
                self.metrics.update(Update::SetAside);
                Tried::Kept
            }
            Err(error) => {
                tracing::error!(%error, "an update could not be set aside; it is kept at Telegram and tried again");
                Tried::Away
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
        let what = "an update failed each time and was set aside; its person was told in one line; please report this";
        tracing::error!(kind, length, hash, "{what}");
        self.metrics.update(Update::SetAside);
        if let Some(event) = gently(incoming) {
            self.hand_in(&Incoming { update: None, event, ..incoming.clone() }).await;
        }
        true
    }

    /// The bot is silent in groups, and leaves one that the config does not name. Whether that works is of no weight: the
    /// next update from there tries again.
    fn group(&self, chat: i64, joined: bool) -> Tried {
        if joined && !self.groups.contains(&chat) {
            let client = self.client.clone();
            tokio::spawn(async move {
                match client.call(&Call::of(&LeaveChat::new(Recipient::Id(ChatId(chat))))).await {
                    Ok(_) => tracing::info!("left a group that the config does not name"),
                    Err(error) => tracing::warn!(%error, "a group that the config does not name could not be left yet"),
                }
            });
        }
        self.passed_over()
    }

    fn passed_over(&self) -> Tried {
        self.metrics.update(Update::PassedOver);
        Tried::Kept
    }
}

/// What stands in for an event that fails, so that its person is not left without an answer.
fn gently(incoming: &Incoming) -> Option<Event> {
    incoming.message.map(|message| Event::OtherKind { message, kind: OtherKind::Else })
}
