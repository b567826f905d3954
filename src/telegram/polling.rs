//! Our own long polling: updates are handed on, and the offset moves only past what is kept.
//!
//! Not here: what an update means (`inbound`), one try of it (`dispatch`), what happens at start (`run`).

use std::collections::HashMap;
use std::time::Duration;

use futures_util::future::join_all;
use serde_json::json;
use tokio::time::Instant;

use super::answer::{self, CallError};
use super::call::Call;
use super::client::Client;
use super::dispatch::{Dispatch, TRIES, Tried, Work};
use super::inbound::KINDS;
use super::intake::Intake;
use super::pause::{Pause, Stopped, stopped};
use super::run::RunError;

/// How many updates Telegram gives at once.
const BATCH: u8 = 100;
/// The longest wait after a poll that failed.
const LONGEST: Duration = Duration::from_secs(30);
/// An empty answer that comes sooner than this was no long poll: without a wait it would be a busy loop.
const TOO_SOON: Duration = Duration::from_millis(50);
/// The longest wait between tries of an update that fails: others' updates wait as well.
const BETWEEN: Duration = Duration::from_millis(300);
/// The longest wait for a store that is away.
const AWAY: Duration = Duration::from_secs(15);

/// The poller's parts and where it stands.
pub(super) struct Polling<I> {
    pub client: Client,
    pub dispatch: Dispatch<I>,
    pub pause: Pause,
    /// How long Telegram may hold a poll.
    pub wait: Duration,
}

/// Where polling stands between two polls.
struct Place {
    /// One past the last update that is kept; nothing at the start and after an empty answer, because after a quiet week
    /// Telegram numbers updates anew.
    offset: Option<i64>,
    limit: u8,
    failures: u32,
    /// The conflict (409) has been told of.
    told: bool,
}

/// Why polling ends.
enum Halt {
    /// The program is to stop.
    Stopped,
    /// Telegram does not know our token.
    Token,
}

impl From<Stopped> for Halt {
    fn from(Stopped: Stopped) -> Self {
        Self::Stopped
    }
}

impl<I: Intake> Polling<I> {
    /// Polls until the program is to stop. An error means that polling cannot ever work as things are.
    pub async fn run(&self) -> Result<(), RunError> {
        let mut place = Place { offset: None, limit: BATCH, failures: 0, told: false };
        loop {
            match self.once(&mut place).await {
                Ok(()) => {}
                Err(Halt::Stopped) => return Ok(()),
                Err(Halt::Token) => return Err(RunError::Token),
            }
        }
    }

    async fn once(&self, place: &mut Place) -> Result<(), Halt> {
        let asked = Instant::now();
        let call = place.call(self.wait);
        let answer = tokio::select! {
            answer = self.client.poll(&call, self.wait) => answer,
            // Nothing is lost: what this poll would have brought comes again.
            () = stopped(self.pause.stop.clone()) => return Err(Halt::Stopped),
        };
        match answer {
            Ok(text) => Ok(self.take(&text, place, asked).await?),
            Err(error) => self.failed(&error, place).await,
        }
    }

    /// Takes what a poll brought, and moves the offset behind it.
    async fn take(&self, text: &str, place: &mut Place, asked: Instant) -> Result<(), Stopped> {
        let Ok(updates) = answer::updates(text) else { return self.unreadable(text, place).await };
        place.went_well();
        let works: Vec<Work> = updates.into_iter().filter_map(|raw| self.dispatch.read(raw)).collect();
        let Some(last) = works.iter().filter_map(Work::update).next_back() else {
            place.offset = None;
            let soon = TOO_SOON.saturating_sub(asked.elapsed());
            return self.pause.exactly(soon).await;
        };
        let lines = join_all(lines(works).into_iter().map(|line| self.line(line))).await;
        lines.into_iter().collect::<Result<(), Stopped>>()?;
        place.offset = Some(last.saturating_add(1));
        Ok(())
    }

    /// An answer that is not JSON. Asked for one by one, the updates before the broken one still come; the broken one is
    /// set aside.
    async fn unreadable(&self, text: &str, place: &mut Place) -> Result<(), Stopped> {
        if place.limit > 1 {
            place.limit = 1;
            return Ok(());
        }
        if let Some(update) = answer::first_update_id(text) {
            self.keep(&Work::odd(update, "unreadable", text)).await?;
            place.went_well();
            place.offset = Some(update.saturating_add(1));
            return Ok(());
        }
        tracing::warn!("Telegram's answer to a poll could not be read; trying again");
        self.wait_longer(place).await
    }

    /// One chat's updates, in order.
    async fn line(&self, works: Vec<Work>) -> Result<(), Stopped> {
        for work in &works {
            self.keep(work).await?;
        }
        Ok(())
    }

    /// Sees to it that an update is kept or set aside, however long the store is away.
    async fn keep(&self, work: &Work) -> Result<(), Stopped> {
        let mut faults = 0;
        for failures in 0.. {
            match self.dispatch.once(work, faults).await {
                Tried::Kept => return Ok(()),
                Tried::Away => {}
                Tried::Fault => faults += 1,
            }
            let most = if (1..TRIES).contains(&faults) { BETWEEN } else { AWAY };
            self.pause.longer(failures, most).await?;
        }
        Ok(())
    }

    async fn failed(&self, error: &CallError, place: &mut Place) -> Result<(), Halt> {
        match error {
            CallError::Refused { code: 401 | 404, .. } => return Err(Halt::Token),
            CallError::Refused { code: 429, retry_after: Some(wait), .. } => {
                return Ok(self.pause.exactly(*wait).await?);
            }
            CallError::Refused { code: 409, .. } if place.told => {}
            CallError::Refused { code: 409, .. } => {
                place.told = true;
                tracing::error!(
                    "Telegram gives updates to one program at a time: another one is polling with this token, or a \
                     webhook has been set. Telegram keeps them for 24 hours. Stop the other one; this one goes on trying."
                );
            }
            CallError::Refused { .. } | CallError::Server(_) | CallError::Unsent(_) | CallError::Lost(_) => {
                tracing::warn!(%error, failures = place.failures, "polling failed; trying again");
            }
        }
        Ok(self.wait_longer(place).await?)
    }

    async fn wait_longer(&self, place: &mut Place) -> Result<(), Stopped> {
        let failures = place.failures;
        place.failures = failures.saturating_add(1);
        self.pause.longer(failures, LONGEST).await
    }
}

impl Place {
    fn call(&self, wait: Duration) -> Call {
        let mut parameters = json!({"limit": self.limit, "timeout": wait.as_secs(), "allowed_updates": KINDS});
        if let (Some(offset), Some(fields)) = (self.offset, parameters.as_object_mut()) {
            fields.insert("offset".to_owned(), offset.into());
        }
        // By hand: the payload's offset is 32 bits wide.
        Call::raw("GetUpdates", &parameters)
    }

    fn went_well(&mut self) {
        self.limit = BATCH;
        self.failures = 0;
        self.told = false;
    }
}

/// The updates of each chat in a line of their own, in order; what belongs to no chat stands alone.
fn lines(works: Vec<Work>) -> Vec<Vec<Work>> {
    let mut out: Vec<Vec<Work>> = Vec::new();
    let mut of_chat: HashMap<i64, usize> = HashMap::new();
    for work in works {
        let chat = work.chat();
        let known = chat.and_then(|chat| of_chat.get(&chat)).and_then(|line| out.get_mut(*line));
        match known {
            Some(line) => line.push(work),
            None => {
                of_chat.extend(chat.map(|chat| (chat, out.len())));
                out.push(vec![work]);
            }
        }
    }
    out
}
