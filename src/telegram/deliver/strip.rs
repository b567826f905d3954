//! Taking the buttons off earlier bubbles, once a newer one that has some is written down. Until it is written down that they are gone they
//! count as live, so that the next bubble takes them off should this process die.
//!
//! Not here: which ones they are (`store::outbox::sent`).

use tokio::time::Instant;
use uuid::Uuid;

use super::Shared;
use super::attempt::{Outcome, Parcel};
use super::lent::Thing;
use crate::store::outgoing::Outgoing;
use crate::telegram::refusal::Order;

/// Earlier bubbles in one chat.
pub(super) struct Strip {
    pub person: Uuid,
    pub chat: i64,
    pub messages: Vec<i64>,
}

impl Shared {
    /// Takes their buttons off, and writes down which are gone or can never go.
    pub(super) async fn strip(&self, strip: Strip) {
        let things = strip.messages.iter().map(|message| (*message, Thing::Buttons(strip.person, *message)));
        // Those that are being taken off already are left to whoever does it.
        let held: Vec<(i64, Thing)> = things.filter(|(_, thing)| self.lent.hold(*thing)).collect();
        let mut gone = Vec::with_capacity(held.len());
        for (message, _) in &held {
            if self.strip_one(strip.chat, *message).await {
                gone.push(*message);
            }
        }
        if !gone.is_empty() {
            self.record.stripped(strip.person, gone).await;
        }
        held.into_iter().for_each(|(_, thing)| self.lent.release(thing));
    }

    /// False: it stays as it is for now.
    async fn strip_one(&self, chat: i64, message: i64) -> bool {
        let outgoing = Outgoing::Strip { message };
        let mut tries = 0;
        loop {
            let parcel = Parcel {
                chat,
                outgoing: &outgoing,
                order: Order::Strip,
                urgent: false,
                tries,
                until: None,
                owner: None,
            };
            match self.attempt(&parcel).await {
                Outcome::Sent(_) | Outcome::GivenUp(_) => return true,
                Outcome::Unsure | Outcome::Unreachable | Outcome::NotOurs => return false,
                Outcome::Later { after, counts } => {
                    tries += u32::from(counts);
                    if self.wait_until(Instant::now() + after).await.is_none() || *self.leave.borrow() {
                        return false;
                    }
                }
            }
        }
    }
}
