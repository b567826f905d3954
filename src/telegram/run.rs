//! Brings receiving to life: who we are; then no webhook and polling, or a webhook; and the profile beside it.
//!
//! Not here: config and tokens (given), polling (`polling`), what a webhook brings (`webhook`), sending (`deliver`).

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde_json::Value;
use teloxide::payloads::{DeleteWebhook, DeleteWebhookSetters as _, GetMe};
use tokio::sync::watch;

use super::answer::CallError;
use super::call::Call;
use super::client::Client;
use super::dispatch::Dispatch;
use super::inbound::Me;
use super::intake::Intake;
use super::pause::{Pause, draw, stopped};
use super::polling::Polling;
use super::profile::{self, Page};
use super::refusal::backoff;
use super::webhook::{Address, Hook};
use crate::chance::Chance;
use crate::metrics::Metrics;

/// How long Telegram may hold a poll, unless the config says otherwise.
pub const POLL: Duration = Duration::from_secs(30);
/// The longest wait between tries at start.
const LONGEST: Duration = Duration::from_secs(30);

/// Everything that receiving needs.
pub struct Receive<I> {
    /// The way to Telegram.
    pub client: Client,
    /// What takes events: `Turns`.
    pub intake: I,
    /// The groups that the bot stays in.
    pub groups: BTreeSet<i64>,
    /// The profile, by language; the first is everybody's. Telegram is told of it at start, and whenever it changes.
    pub profile: watch::Receiver<Vec<Page>>,
    /// How updates come.
    pub way: Way<I>,
    /// Becomes true once Telegram has answered all that is asked at start.
    pub reached: Reached,
    /// What is counted.
    pub metrics: Metrics,
    /// For jitter.
    pub chance: Chance,
    /// Becomes true when the program is to stop.
    pub stop: watch::Receiver<bool>,
}

/// How updates come.
pub enum Way<I> {
    /// We ask for them. Telegram may hold a poll for so long, in whole seconds: see [`POLL`].
    Polling(Duration),
    /// Telegram brings them to this hook.
    Webhook(Hook<I>, Address),
}

/// Whether Telegram was reached. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Reached(Arc<AtomicBool>);

impl Reached {
    /// Whether Telegram has answered all that is asked at start.
    pub fn is_reached(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    fn now(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Why the room cannot live.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// Telegram does not know our token.
    #[error(
        "Telegram does not know the bot's token. Nothing is lost: what people write waits there for 24 hours. \
         Get the token from @BotFather (/mybots, API Token), put it in place of the old one and start again."
    )]
    Token,
}

impl<I: Intake> Receive<I> {
    /// Receives until the program is to stop, and has then finished what it has begun.
    pub async fn run(self) -> Result<(), RunError> {
        let stop = self.stop.clone();
        let me = tokio::select! {
            me = self.introduce() => me?,
            () = stopped(stop.clone()) => return Ok(()),
        };
        self.reached.now();
        let profile = tokio::spawn(profile::keep(self.client.clone(), self.profile.clone()));
        let dispatch = self.dispatch(me);
        let received = match self.way {
            Way::Polling(wait) => {
                let pause = Pause { chance: self.chance, stop };
                Polling { client: self.client, dispatch, pause, wait }.run().await
            }
            // Updates come by themselves; on stopping the webhook stays, and Telegram keeps what it cannot bring.
            Way::Webhook(..) => {
                stopped(stop).await;
                Ok(())
            }
        };
        profile.abort();
        received
    }

    fn dispatch(&self, me: Me) -> Dispatch<I> {
        Dispatch {
            intake: self.intake.clone(),
            client: self.client.clone(),
            groups: Arc::new(self.groups.clone()),
            me,
            metrics: self.metrics.clone(),
        }
    }

    /// Asks Telegram who we are, and sees to it that updates come as they should. What waits there is kept.
    async fn introduce(&self) -> Result<Me, RunError> {
        let me = me(&self.insist(&Call::of(&GetMe::new())).await?);
        let call = match &self.way {
            Way::Polling(_) => Call::of(&DeleteWebhook::new().drop_pending_updates(false)),
            Way::Webhook(hook, address) => {
                hook.open(self.dispatch(me.clone()));
                address.call()
            }
        };
        self.insist(&call).await?;
        Ok(me)
    }

    /// Makes a call until it works.
    async fn insist(&self, call: &Call) -> Result<Value, RunError> {
        let mut failures = 0;
        loop {
            match self.client.call(call).await {
                Ok(result) => return Ok(result),
                Err(CallError::Refused { code: 401 | 404, .. }) => return Err(RunError::Token),
                Err(error) => {
                    tracing::warn!(%error, method = call.method(), "Telegram does not answer as it should; trying again")
                }
            }
            tokio::time::sleep(backoff(failures, draw(&self.chance)).min(LONGEST)).await;
            failures += 1;
        }
    }
}

fn me(user: &Value) -> Me {
    let username = user.get("username").and_then(Value::as_str).unwrap_or_default().to_owned();
    Me { id: user.get("id").and_then(Value::as_i64).unwrap_or_default(), username }
}
