//! One order: its calls one after the other, each at its pace, mended where that helps, and what became of it.
//!
//! Not here: where orders come from and what is written down (`hand`, `record`).

use std::time::Duration;

use tokio::sync::SemaphorePermit;
use tokio::time::{Instant, sleep_until};
use uuid::Uuid;

use super::Shared;
use super::alive::Standing;
use super::pace::{Slot, Step};
use crate::store::outgoing::Outgoing;
use crate::telegram::answer::CallError;
use crate::telegram::call::Call;
use crate::telegram::outbound::{self, Dress};
use crate::telegram::pause::{draw, stopped};
use crate::telegram::refusal::{Mend, Order, Verdict, Wait, backoff, verdict};

/// How long the rest of a message that was cut into pieces is waited for. After that the whole is looked at anew.
const PATIENCE: Duration = Duration::from_secs(90);
/// How long all calls are held when Telegram does not know our token.
const WRONG_TOKEN: Duration = Duration::from_secs(60);
/// When something is looked at again that was not begun with because the others may take this process for dead.
const DOUBT: Duration = Duration::from_secs(1);

/// Something to be sent.
pub(super) struct Parcel<'a> {
    pub chat: i64,
    pub outgoing: &'a Outgoing,
    pub order: Order,
    pub urgent: bool,
    /// How often it was tried in vain.
    pub tries: u32,
    /// When it is too late for its first call, if there is such a time.
    pub until: Option<Instant>,
    /// To whom it is lent, if it is lent to one instance of several.
    pub owner: Option<Uuid>,
}

/// What became of it.
#[derive(Debug)]
pub(super) enum Outcome {
    /// Telegram has it; these are its messages.
    Sent(Vec<i64>),
    /// Not now, but after so long.
    Later {
        after: Duration,
        /// Whether this was a failure, and not only a wait that Telegram asked for.
        counts: bool,
    },
    /// Never.
    GivenUp(&'static str),
    /// A coordinator's words: they may have arrived.
    Unsure,
    /// Nothing reaches this person.
    Unreachable,
    /// It was not begun with: others have taken this process for dead, and have it.
    NotOurs,
}

/// A call's turn does not come in time, because the program is to stop or because others are before it: this is how long it would take.
#[derive(Debug)]
pub(super) struct NotNow(Duration);

/// Where an order stands between two of its calls.
struct Progress {
    dress: Dress,
    /// How many of its calls are done.
    done: usize,
    messages: Vec<i64>,
    tries: u32,
    begun: Instant,
}

/// What follows one call that failed.
enum Next {
    /// The call counts as made.
    Done,
    /// The calls are made anew from the progress as it stands.
    Again,
    /// That is all.
    End(Outcome),
}

impl Shared {
    /// Sends one order.
    pub(super) async fn attempt(&self, parcel: &Parcel<'_>) -> Outcome {
        let begun = Instant::now();
        let mut so_far =
            Progress { dress: Dress::default(), done: 0, messages: Vec::new(), tries: parcel.tries, begun };
        loop {
            let calls = outbound::calls(parcel.chat, parcel.outgoing, so_far.dress);
            if calls.is_empty() {
                return Outcome::GivenUp("there is nothing in it that Telegram would take");
            }
            let Some(call) = calls.get(so_far.done) else { return Outcome::Sent(so_far.messages) };
            let _permit = match self.turn_of(parcel, &so_far).await {
                Ok(permit) => permit,
                Err(outcome) => return outcome,
            };
            match self.client.send(call).await {
                Ok(message) => {
                    self.pace().worked();
                    so_far.messages.extend(message.filter(|_| is_talk(parcel.order)));
                    so_far.done += 1;
                    so_far.tries = parcel.tries;
                }
                Err(error) => match self.failed(parcel, call, &error, &mut so_far).await {
                    Next::Done => so_far.done += 1,
                    Next::Again => {}
                    Next::End(outcome) => return outcome,
                },
            }
        }
    }

    /// Waits for the turn of an order's next call. The first is made only if the order is still ours.
    async fn turn_of(&self, parcel: &Parcel<'_>, so_far: &Progress) -> Result<Option<SemaphorePermit<'_>>, Outcome> {
        let (chat, step) = (parcel.chat, step(parcel));
        let not_now = |NotNow(wait)| left(parcel.order, so_far, wait);
        if so_far.done > 0 {
            return self.turn_to_call(chat, step, None).await.map_err(not_now);
        }
        let permit = tokio::select! {
            turn = self.turn_to_call(chat, step, parcel.until) => turn.map_err(not_now)?,
            () = self.alive.lost(parcel.owner) => return Err(Outcome::NotOurs),
        };
        match self.alive.standing(parcel.owner) {
            Standing::Ours => Ok(permit),
            Standing::InDoubt => Err(left(parcel.order, so_far, DOUBT)),
            Standing::Lost => Err(Outcome::NotOurs),
        }
    }

    /// Waits for a call's turn, unless it comes after `until`.
    pub(super) async fn turn_to_call(
        &self,
        chat: i64,
        step: Step,
        until: Option<Instant>,
    ) -> Result<Option<SemaphorePermit<'_>>, NotNow> {
        loop {
            let now = Instant::now();
            let slot = self.pace().book_until(chat, step, now, until);
            let (Slot::At(at) | Slot::NotBefore(at)) = slot;
            if until.is_some_and(|until| at > until) {
                return Err(NotNow(at.saturating_duration_since(now)));
            }
            self.wait_until(at).await.ok_or(NotNow(Duration::ZERO))?;
            if matches!(slot, Slot::At(_)) && self.pace().may_go(chat, step, Instant::now()) {
                break;
            }
        }
        // The answer to a press does not wait behind slow calls.
        if step == Step::Ack {
            return Ok(None);
        }
        self.calls.acquire().await.map(Some).map_err(|_| NotNow(Duration::ZERO))
    }

    /// Waits. Nothing: the program is to stop.
    pub(super) async fn wait_until(&self, at: Instant) -> Option<()> {
        if at <= Instant::now() {
            return Some(());
        }
        tokio::select! {
            () = sleep_until(at) => Some(()),
            () = stopped(self.leave.clone()) => None,
        }
    }

    async fn failed(&self, parcel: &Parcel<'_>, call: &Call, error: &CallError, so_far: &mut Progress) -> Next {
        let verdict = verdict(parcel.order, error, so_far.tries);
        self.note(parcel.chat, call, error, verdict);
        match verdict {
            Verdict::Done => Next::Done,
            Verdict::Mend(mend) => mended(mend, so_far),
            Verdict::Later(wait) => self.later(parcel, wait, so_far).await,
            Verdict::WrongToken => Next::End(Outcome::Later { after: WRONG_TOKEN, counts: false }),
            Verdict::Drop(why) => Next::End(Outcome::GivenUp(why)),
            Verdict::Unreachable => Next::End(Outcome::Unreachable),
            Verdict::Unsure => Next::End(Outcome::Unsure),
        }
    }

    /// Tells the pace, and the operator where it matters to them.
    pub(super) fn note(&self, chat: i64, call: &Call, error: &CallError, verdict: Verdict) {
        let now = Instant::now();
        if let CallError::Refused { code: 429, retry_after, .. } = error {
            self.pace().refused(chat, retry_after.unwrap_or(Duration::from_secs(1)), now);
        }
        if verdict == Verdict::WrongToken {
            self.pace().hold(WRONG_TOKEN, now);
            tracing::error!(
                "Telegram does not know the bot's token; everything to be sent is kept. Put the right one into the config and start again"
            );
        }
        tracing::debug!(method = call.method(), %error, ?verdict, "a call did not work");
    }

    /// Of a message in pieces, the rest is waited for here, so that no piece comes twice; anything else goes back.
    async fn later(&self, parcel: &Parcel<'_>, wait: Wait, so_far: &mut Progress) -> Next {
        let (after, counts) = match wait {
            Wait::Told(after) => (after, false),
            Wait::Longer => (backoff(so_far.tries, draw(&self.chance)), true),
        };
        let until = Instant::now() + after;
        if so_far.messages.is_empty() {
            return Next::End(Outcome::Later { after, counts });
        }
        if until > so_far.begun + PATIENCE || self.wait_until(until).await.is_none() {
            return Next::End(left(parcel.order, so_far, Duration::ZERO));
        }
        so_far.tries += u32::from(counts);
        Next::Again
    }
}

/// What becomes of an order that is left where it stands.
fn left(order: Order, so_far: &Progress, after: Duration) -> Outcome {
    if order == Order::Words && !so_far.messages.is_empty() {
        return Outcome::Unsure;
    }
    Outcome::Later { after, counts: false }
}

fn mended(mend: Mend, so_far: &mut Progress) -> Next {
    let fresh = so_far.messages.is_empty();
    let before = so_far.dress;
    match mend {
        Mend::WithoutButtons => so_far.dress.buttons = false,
        // Pieces of another size do not fit behind those that were sent.
        Mend::Shorter if fresh => so_far.dress.limit = (before.limit / 2).max(256),
        Mend::Shorter => {}
        // The one message that cannot be deleted stays; the others go.
        Mend::Singly if before.at_once == 1 => return Next::Done,
        Mend::Singly => (so_far.dress.at_once, so_far.done) = (1, 0),
    }
    if so_far.dress == before { Next::End(Outcome::GivenUp("Telegram refused it")) } else { Next::Again }
}

fn is_talk(order: Order) -> bool {
    matches!(order, Order::Words | Order::Bubble)
}

fn step(parcel: &Parcel<'_>) -> Step {
    match parcel.order {
        Order::Words | Order::Bubble if parcel.urgent => Step::Urgent,
        Order::Words | Order::Bubble => Step::Message,
        Order::Ack => Step::Ack,
        Order::Mark | Order::Strip | Order::Edit | Order::Delete | Order::Leave => Step::Tidy,
    }
}
