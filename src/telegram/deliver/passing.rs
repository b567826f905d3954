//! What is handed over and never stored: answers to presses, tried again until they are of no use any more, and marks, of which only the
//! newest in a chat counts.
//!
//! Not here: bubbles (`hand`), what a refusal means (`refusal`).

use std::collections::hash_map::Entry;
use std::time::Duration;

use tokio::time::Instant;

use super::Shared;
use super::attempt::{Outcome, Parcel};
use super::pace::Step;
use crate::store::handed::Passing;
use crate::store::outgoing::Outgoing;
use crate::telegram::CallError;
use crate::telegram::call::Call;
use crate::telegram::outbound::{self, Dress};
use crate::telegram::pause::draw;
use crate::telegram::refusal::{Order, Verdict, Wait, backoff, verdict};

impl Shared {
    /// Whether a mark waits in this chat already. Then the new one has taken its place, and nothing else is to be done.
    pub(super) fn takes_place(&self, passing: &Passing) -> bool {
        match passing.outgoing {
            Outgoing::Mark { message } => self.marks().insert(passing.chat, message).is_some(),
            Outgoing::Ack { .. }
            | Outgoing::Bubble { .. }
            | Outgoing::Strip { .. }
            | Outgoing::Delete { .. }
            | Outgoing::Leave => false,
        }
    }

    /// Sends it, or lets it be.
    pub(super) async fn passing(&self, passing: Passing) {
        match &passing.outgoing {
            Outgoing::Mark { .. } => self.mark(passing.chat, passing.until).await,
            Outgoing::Ack { .. } => self.answer(&passing).await,
            // Nothing else is handed over like this.
            Outgoing::Bubble { .. } | Outgoing::Strip { .. } | Outgoing::Delete { .. } | Outgoing::Leave => {}
        }
    }

    async fn answer(&self, passing: &Passing) {
        let (chat, outgoing, until) = (passing.chat, &passing.outgoing, Some(passing.until));
        let mut tries = 0;
        loop {
            let parcel = Parcel { chat, outgoing, order: Order::Ack, urgent: false, tries, until };
            let Outcome::Later { after, counts } = self.attempt(&parcel).await else { return };
            tries += u32::from(counts);
            let next = Instant::now() + after;
            if next > passing.until || self.wait_until(next).await.is_none() || *self.leave.borrow() {
                return;
            }
        }
    }

    /// Puts the newest mark that waits in this chat.
    async fn mark(&self, chat: i64, until: Instant) {
        for tries in 0.. {
            let turn = self.turn_to_call(chat, Step::Tidy, Some(until)).await;
            let Some(message) = self.marks().remove(&chat) else { return };
            let Ok(_permit) = turn else { return };
            let Some(wait) = self.put_mark(chat, message, tries).await else { return };
            // A newer one that came meanwhile is somebody else's by now.
            if !self.waits_again(chat, message) {
                return;
            }
            if self.wait_until(Instant::now() + wait).await.is_none() {
                return;
            }
        }
    }

    fn waits_again(&self, chat: i64, message: i64) -> bool {
        match self.marks().entry(chat) {
            Entry::Vacant(place) => {
                place.insert(message);
                true
            }
            Entry::Occupied(_) => false,
        }
    }

    /// One try. Nothing: it stands there, or is let be. Otherwise it is worth another try, after so long.
    async fn put_mark(&self, chat: i64, message: i64, tries: u32) -> Option<Duration> {
        for call in &outbound::calls(chat, &Outgoing::Mark { message }, Dress::default()) {
            let Err(error) = self.client.call(call).await else {
                self.pace().worked();
                continue;
            };
            return self.again(chat, call, &error, tries);
        }
        None
    }

    fn again(&self, chat: i64, call: &Call, error: &CallError, tries: u32) -> Option<Duration> {
        let verdict = verdict(Order::Mark, error, tries);
        self.note(chat, call, error, verdict);
        match verdict {
            Verdict::Later(Wait::Longer) => Some(backoff(tries, draw(&self.chance))),
            Verdict::Later(Wait::Told(_))
            | Verdict::Done
            | Verdict::Drop(_)
            | Verdict::Mend(_)
            | Verdict::Unreachable
            | Verdict::Unsure
            | Verdict::WrongToken => None,
        }
    }
}
