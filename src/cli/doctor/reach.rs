//! Whether Telegram knows the bot, and how updates come from there.
//!
//! Not here: judging what it says of the webhook (`webhook`).

use std::time::Duration;

use chrono::{DateTime, Utc};
use teloxide::payloads::{GetMe, GetWebhookInfo};

use super::{Finding, broken, look, ok, webhook};
use crate::cli::serve;
use crate::config::Config;
use crate::telegram::client::Client;
use crate::telegram::{Call, CallError};

/// How long Telegram may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// Asks Telegram who the bot is, and how it brings updates.
pub(super) async fn look_at(config: &Config, now: DateTime<Utc>) -> Vec<Finding> {
    let client = match serve::client(config) {
        Ok(client) => client.with_time_out(PATIENCE),
        Err(error) => return vec![broken("token", error.to_string())],
    };
    match client.call(&Call::of(&GetMe::new())).await {
        Ok(me) => {
            let name = me.get("username").and_then(serde_json::Value::as_str).unwrap_or_default();
            let mut found = known_as(config, name);
            found.extend(brought(config, &client, now).await);
            found
        }
        Err(CallError::Refused { code: 401 | 404, .. }) => {
            vec![broken(
                "token",
                "Telegram does not know it; get it from @BotFather (/mybots, API Token) and put it in place",
            )]
        }
        Err(error) => vec![look("token", format!("Telegram could not be asked: {error}"))],
    }
}

async fn brought(config: &Config, client: &Client, now: DateTime<Utc>) -> Vec<Finding> {
    match client.call(&Call::of(&GetWebhookInfo::new())).await {
        Ok(info) => webhook::judge(config, &info, now),
        Err(error) => vec![look("updates", format!("Telegram could not be asked how it brings them: {error}"))],
    }
}

fn known_as(config: &Config, username: &str) -> Vec<Finding> {
    let told = config.telegram.username.as_deref().map(|name| name.trim_start_matches('@'));
    let mut found = vec![ok("token", format!("Telegram knows the bot as @{username}"))];
    if told != Some(username) {
        let says =
            format!("put username = \"{username}\" into [telegram], so that people can be given a link that works");
        found.push(look("link", says));
    }
    found
}
