//! Whether Telegram knows the bot.

use std::time::Duration;

use teloxide::payloads::GetMe;

use super::{Finding, broken, look, ok};
use crate::cli::serve;
use crate::config::Config;
use crate::telegram::{Call, CallError};

/// How long Telegram may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// Asks Telegram who the bot is.
pub(super) async fn look_at(config: &Config) -> Vec<Finding> {
    let client = match serve::client(config) {
        Ok(client) => client.with_time_out(PATIENCE),
        Err(error) => return vec![broken("token", error.to_string())],
    };
    match client.call(&Call::of(&GetMe::new())).await {
        Ok(me) => known_as(config, me.get("username").and_then(serde_json::Value::as_str).unwrap_or_default()),
        Err(CallError::Refused { code: 401 | 404, .. }) => {
            vec![broken(
                "token",
                "Telegram does not know it; get it from @BotFather (/mybots, API Token) and put it in place",
            )]
        }
        Err(error) => vec![look("token", format!("Telegram could not be asked: {error}"))],
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
