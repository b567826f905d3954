//! Our own long polling: updates are handed on, and the offset moves only past what is kept.
//!
//! Not here: what an update means (`inbound`), patience with one update (`intake`), what happens at start (`run`).

use std::collections::{BTreeSet, HashMap};
use std::time::Duration;

use futures_util::future::join_all;
use serde_json::{Value, json};
use teloxide::payloads::LeaveChat;
use teloxide::types::{ChatId, Recipient};
use tokio::time::Instant;

use super::answer::{self, CallError};
use super::call::Call;
use super::client::Client;
use super::inbound::{self, Inbound, KINDS, Me};
use super::intake::{Intake, Patient};
use super::pause::{Pause, Stopped, stopped};
use super::run::RunError;

/// How many updates Telegram gives at once.
const BATCH: u8 = 100;
/// The longest wait after a poll that failed.
const LONGEST: Duration = Duration::from_secs(30);
/// An empty answer that comes sooner than this was no long poll: without a wait it would be a busy loop.
const TOO_SOON: Duration = Duration::from_millis(50);

/// The poller's parts and where it stands.
pub(super) struct Polling<I> {
    pub client: Client,
    pub patient: Patient<I>,
    pub pause: Pause,
    pub me: Me,
    /// The groups that the config names.
    pub groups: BTreeSet<i64>,
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

/// An update with what it means.
struct Work {
    raw: Value,
    inbound: Inbound,
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
        let works: Vec<Work> = updates.into_iter().filter_map(|raw| self.work(raw)).collect();
        let Some(last) = works.iter().filter_map(|work| work.inbound.update()).next_back() else {
            place.offset = None;
            let soon = TOO_SOON.saturating_sub(asked.elapsed());
            return self.pause.exactly(soon).await;
        };
        let lines = join_all(lines(works).into_iter().map(|line| self.line(line))).await;
        lines.into_iter().collect::<Result<(), Stopped>>()?;
        place.offset = Some(last.saturating_add(1));
        Ok(())
    }

    fn work(&self, raw: Value) -> Option<Work> {
        let inbound = inbound::read(&raw, &self.me);
        if inbound.is_none() {
            tracing::warn!("Telegram gave something without a number in place of an update; it was passed over");
        }
        inbound.map(|inbound| Work { raw, inbound })
    }

    /// An answer that is not JSON. Asked for one by one, the updates before the broken one still come; the broken one is
    /// set aside.
    async fn unreadable(&self, text: &str, place: &mut Place) -> Result<(), Stopped> {
        if place.limit > 1 {
            place.limit = 1;
            return Ok(());
        }
        if let Some(Inbound::Odd { update, kind, length, hash }) =
            answer::first_update_id(text).map(|update| inbound::odd(update, "unreadable", text))
        {
            self.patient.set_aside(update, &kind, length, &hash).await?;
            place.went_well();
            place.offset = Some(update.saturating_add(1));
            return Ok(());
        }
        tracing::warn!("Telegram's answer to a poll could not be read; trying again");
        self.wait_longer(place).await
    }

    /// One chat's updates, in order.
    async fn line(&self, works: Vec<Work>) -> Result<(), Stopped> {
        for work in works {
            match work.inbound {
                Inbound::Take(incoming) => self.patient.take(incoming, &work.raw).await?,
                Inbound::Odd { update, kind, length, hash } => {
                    self.patient.set_aside(update, &kind, length, &hash).await?
                }
                Inbound::Group { chat, joined, .. } => self.group(chat, joined),
                Inbound::Ignore { .. } => {}
            }
        }
        Ok(())
    }

    /// The bot is silent in groups, and leaves one that the config does not name. Whether that works is of no weight: the
    /// next update from there tries again.
    fn group(&self, chat: i64, joined: bool) {
        if joined && !self.groups.contains(&chat) {
            let client = self.client.clone();
            tokio::spawn(async move {
                match client.call(&Call::of(&LeaveChat::new(Recipient::Id(ChatId(chat))))).await {
                    Ok(_) => tracing::info!("left a group that the config does not name"),
                    Err(error) => tracing::warn!(%error, "a group that the config does not name could not be left yet"),
                }
            });
        }
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
        Call::raw("getUpdates", &parameters)
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
        let chat = match &work.inbound {
            Inbound::Take(incoming) => Some(incoming.chat),
            Inbound::Group { chat, .. } => Some(*chat),
            Inbound::Odd { .. } | Inbound::Ignore { .. } => None,
        };
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
