//! Brings the room to life: who we are, no webhook, the profile; then polling and delivery side by side until the end.
//!
//! Not here: config, keys and tokens (given), polling itself (`polling`), delivery itself (`deliver`).

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
use super::pause::{Pause, Stopped};
use super::polling::Polling;
use super::profile::{self, Page};
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
        let pause = Pause { chance: self.chance.clone(), stop: self.stop.clone() };
        let Ok(me) = self.introduce(&pause).await? else { return Ok(()) };
        self.set_up().await;
        let patient = Patient { intake: self.intake, chance: self.chance, stop: self.stop };
        Polling { client: self.client, patient, pause, me, groups: self.groups, wait: self.wait }.run().await
    }

    /// Asks Telegram who we are, until it says so.
    async fn introduce(&self, pause: &Pause) -> Result<Result<Me, Stopped>, RunError> {
        for failures in 0.. {
            match self.client.call(&Call::of(&GetMe::new())).await {
                Ok(user) => return Ok(Ok(me(&user))),
                Err(CallError::Refused { code: 401 | 404, .. }) => return Err(RunError::Token),
                Err(error) => tracing::warn!(%error, "Telegram has not said yet who this bot is; trying again"),
            }
            if let Err(stopped) = pause.longer(failures, LONGEST).await {
                return Ok(Err(stopped));
            }
        }
        Ok(Err(Stopped))
    }

    /// No webhook, and the profile as it should be. Neither stands in the way of receiving: a webhook shows as a conflict.
    async fn set_up(&self) {
        let no_webhook = Call::of(&DeleteWebhook::new().drop_pending_updates(false));
        if let Err(error) = self.client.call(&no_webhook).await {
            tracing::warn!(%error, "it is not sure that no webhook is set");
        }
        let changed = profile::apply(&self.client, &self.profile).await;
        tracing::info!(changed, "receiving; the bot's profile was looked at");
    }
}

fn me(user: &Value) -> Me {
    let username = user.get("username").and_then(Value::as_str).unwrap_or_default().to_owned();
    Me { id: user.get("id").and_then(Value::as_i64).unwrap_or_default(), username }
}
