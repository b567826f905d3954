//! Brings receiving to life: who we are, no webhook; then polling, and the profile beside it.
//!
//! Not here: config and tokens (given), polling itself (`polling`), sending (`deliver`).

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::Value;
use teloxide::payloads::{DeleteWebhook, DeleteWebhookSetters as _, GetMe};
use tokio::sync::watch;

use super::answer::CallError;
use super::call::Call;
use super::client::Client;
use super::inbound::Me;
use super::intake::{Intake, Patient};
use super::pause::{Pause, draw, stopped};
use super::polling::Polling;
use super::profile::{self, Page};
use super::refusal::backoff;
use crate::chance::Chance;

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
    /// The profile, by language; the first is everybody's.
    pub profile: Vec<Page>,
    /// How long Telegram may hold a poll, in whole seconds: see [`POLL`].
    pub wait: Duration,
    /// For jitter.
    pub chance: Chance,
    /// Becomes true when the program is to stop.
    pub stop: watch::Receiver<bool>,
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
        let pause = Pause { chance: self.chance.clone(), stop: stop.clone() };
        let patient = Patient { intake: self.intake, chance: self.chance, stop };
        let (client, pages) = (self.client.clone(), self.profile);
        let profile = tokio::spawn(async move {
            let changed = profile::apply(&client, &pages).await;
            tracing::info!(changed, "the bot's profile was looked at");
        });
        let received =
            Polling { client: self.client, patient, pause, me, groups: self.groups, wait: self.wait }.run().await;
        profile.abort();
        received
    }

    /// Asks Telegram who we are, and sees to it that updates come by polling. What waits there is kept.
    async fn introduce(&self) -> Result<Me, RunError> {
        let user = self.insist(&Call::of(&GetMe::new())).await?;
        self.insist(&Call::of(&DeleteWebhook::new().drop_pending_updates(false))).await?;
        Ok(me(&user))
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
