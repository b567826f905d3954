//! What is handed over beside bubbles: answers to presses, tried again until they are of no use any more, and marks, of which only the newest
//! in a chat counts.
//!
//! Not here: bubbles (`hand`), what a refusal means (`refusal`), looking for marks that are owed (`owed`).

use std::time::Duration;

use tokio::time::Instant;
use uuid::Uuid;

use super::Shared;
use super::attempt::{Outcome, Parcel};
use super::lent::Thing;
use super::pace::Step;
use crate::store::handed::Passing;
use crate::store::outgoing::Outgoing;
use crate::telegram::CallError;
use crate::telegram::outbound::{self, Dress};
use crate::telegram::pause::draw;
use crate::telegram::refusal::{Order, Verdict, Wait, backoff, verdict};

/// A mark that is to be put in some chat.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    message: i64,
    owed: Option<Uuid>,
}

/// What one try to put a mark came to.
enum Tried {
    /// It stands there, or never will.
    Over,
    /// Not now; if it is owed, it is looked for again.
    Left,
    /// It is worth another try after so long.
    Again { after: Duration, counts: bool },
}

/// The owed mark that this is.
pub(super) fn thing(passing: &Passing) -> Option<Thing> {
    match (&passing.outgoing, passing.owed) {
        (Outgoing::Mark { message }, Some(person)) => Some(Thing::Mark(person, *message)),
        (_, _) => None,
    }
}

impl Shared {
    /// Whether a mark waits in this chat already. Then the newer of the two waits in its place, and nothing else is to be done.
    pub(super) fn takes_place(&self, passing: &Passing) -> bool {
        match passing.outgoing {
            Outgoing::Mark { message } => self.waits(passing.chat, Mark { message, owed: passing.owed }),
            Outgoing::Ack { .. }
            | Outgoing::Bubble { .. }
            | Outgoing::Strip { .. }
            | Outgoing::Edit { .. }
            | Outgoing::Delete { .. }
            | Outgoing::Leave => false,
        }
    }

    /// Puts a mark among those that wait. True if somebody is about to put the newest of that chat.
    fn waits(&self, chat: i64, mark: Mark) -> bool {
        let mut marks = self.marks();
        let Some(before) = marks.get(&chat).copied() else {
            marks.insert(chat, mark);
            return false;
        };
        let (newer, older) = if mark.message >= before.message { (mark, before) } else { (before, mark) };
        marks.insert(chat, newer);
        drop(marks);
        self.is_over(older);
        true
    }

    /// A mark stands there, or need not.
    fn is_over(&self, mark: Mark) {
        if let Some(person) = mark.owed {
            self.marked.put((person, mark.message));
        }
    }

    /// A mark is let go of, and looked for again if it is owed.
    fn let_go(&self, mark: Mark) {
        if let Some(person) = mark.owed {
            self.lent.release(Thing::Mark(person, mark.message));
        }
    }

    /// Sends it, or lets it be.
    pub(super) async fn passing(&self, passing: Passing) {
        match &passing.outgoing {
            Outgoing::Mark { .. } => self.mark(passing.chat, passing.until).await,
            Outgoing::Ack { .. } => self.answer(&passing).await,
            // Nothing else is handed over like this.
            Outgoing::Bubble { .. }
            | Outgoing::Strip { .. }
            | Outgoing::Edit { .. }
            | Outgoing::Delete { .. }
            | Outgoing::Leave => {}
        }
    }

    async fn answer(&self, passing: &Passing) {
        let (chat, outgoing, until) = (passing.chat, &passing.outgoing, Some(passing.until));
        let mut tries = 0;
        loop {
            let parcel = Parcel { chat, outgoing, order: Order::Ack, urgent: false, tries, until, owner: None };
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
        let mut tries = 0;
        loop {
            let turn = self.turn_to_call(chat, Step::Tidy, Some(until)).await;
            let Some(mark) = self.marks().remove(&chat) else { return };
            let Ok(permit) = turn else { return self.let_go(mark) };
            let tried = self.put_mark(chat, mark.message, tries).await;
            drop(permit);
            let wait = match tried {
                Tried::Over => return self.is_over(mark),
                Tried::Left => return self.let_go(mark),
                Tried::Again { after, counts } => {
                    tries += u32::from(counts);
                    after
                }
            };
            // A newer one that came meanwhile is somebody else's by now.
            if self.waits(chat, mark) {
                return;
            }
            // It is stopping: what is owed is found at the next start.
            if self.wait_until(Instant::now() + wait).await.is_none() {
                return;
            }
        }
    }

    async fn put_mark(&self, chat: i64, message: i64, tries: u32) -> Tried {
        for call in &outbound::calls(chat, &Outgoing::Mark { message }, Dress::default()) {
            let Err(error) = self.client.call(call).await else {
                self.pace().worked();
                continue;
            };
            let verdict = verdict(Order::Mark, &error, tries);
            self.note(chat, call, &error, verdict);
            return self.tried(verdict, &error, tries);
        }
        Tried::Over
    }

    fn tried(&self, verdict: Verdict, error: &CallError, tries: u32) -> Tried {
        match verdict {
            Verdict::Later(Wait::Longer) => Tried::Again { after: backoff(tries, draw(&self.chance)), counts: true },
            Verdict::Later(Wait::Told(after)) => Tried::Again { after, counts: false },
            // It failed too often, and was never refused.
            Verdict::Drop(_) if !matches!(error, CallError::Refused { .. }) => Tried::Left,
            Verdict::WrongToken => Tried::Left,
            Verdict::Done | Verdict::Drop(_) | Verdict::Mend(_) | Verdict::Unreachable | Verdict::Unsure => Tried::Over,
        }
    }
}
