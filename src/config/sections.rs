//! The sections of `ajar.toml`. Their doc comments are the comments of `ajar.example.toml`, so they are written for whoever runs Ajar.
//!
//! Facts only: no sentence that a person reads stands here (those are in `locales/`). Not here: reading and checking (`read`, `check`).

use std::fmt;
use std::path::PathBuf;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Secret;
use crate::dialogue::Nation;
use crate::hours::Hours;

/// The service: who people are writing to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// The service's name, as people know it.
    pub name: String,
    /// The phone number that people may ring. It stands in the first things that a person is told.
    pub phone: String,
    /// The e-mail address that people may write to. Leave it out if nobody reads it.
    pub email: Option<String>,
    /// Where people may walk in, on one line. Leave it out if they cannot.
    pub address: Option<String>,
    /// The service's page on the web.
    pub website: Option<String>,
    /// Which nation of the United Kingdom it is in: "england", "scotland", "wales" or "northern-ireland".
    #[serde(default)]
    pub nation: Nation,
    /// "Nine in ten people hear within so many working days": the real figure. Leave it out until there is one; people are
    /// then told that it is not known yet.
    pub heard_within_days: Option<u16>,
    /// Bank holidays and other days on which nobody reads, as "YYYY-MM-DD". `ajar doctor` says how far ahead they are known.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub bank_holidays: Vec<NaiveDate>,
    /// When people are there and read, in London time: one line a day, and a day that is left out is closed.
    pub hours: Hours,
}

/// The team.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Team {
    /// First names, shown to a person who would rather not meet somebody. Leave it empty to show none.
    pub names: Vec<String>,
    /// Who leads the team, by the name that they have on it: only they open what somebody of the team had sent before they were.
    pub lead: Option<String>,
}

/// Somebody by name, with a phone number or an e-mail address or both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// Who, by name, as people are told it.
    pub name: String,
    /// Their phone number.
    pub phone: Option<String>,
    /// Their e-mail address.
    pub email: Option<String>,
}

/// How long things are kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Keep {
    /// How many days a draft is kept after a person's last message. They are told this at the start. From 7 to 365.
    pub draft_days: u16,
}

impl Default for Keep {
    fn default() -> Self {
        Self { draft_days: 90 }
    }
}

/// Listening.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Listening {
    /// How many seconds of quiet go by before "That is all for now" is put at the bottom of the chat. From 5 to 45.
    pub quiet_seconds: u16,
}

impl Default for Listening {
    fn default() -> Self {
        Self { quiet_seconds: 20 }
    }
}

/// Telegram.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Telegram {
    /// The bot's token, as BotFather gave it. Better in a file of its own (see the next line), or in AJAR_TELEGRAM__TOKEN.
    pub token: Option<Secret>,
    /// A file that holds the bot's token and nothing else.
    pub token_file: Option<PathBuf>,
    /// The bot's name as BotFather knows it, such as "OpenDoorBot": for the link that somebody may hand to somebody else.
    pub username: Option<String>,
    /// Where Telegram answers. Only a test or a Bot API server of your own needs another address.
    pub api: String,
    /// The ids of the groups that the bot may stay in. It leaves every other one.
    pub groups: Vec<i64>,
}

impl Default for Telegram {
    fn default() -> Self {
        let api = "https://api.telegram.org".to_owned();
        Self { token: None, token_file: None, username: None, api, groups: Vec::new() }
    }
}

/// How fast messages are sent. Telegram refuses what is much faster than this.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Pace {
    /// Messages a second to one chat.
    pub per_chat: f64,
    /// How many messages may go to one chat at once, before that pace begins.
    pub burst: u32,
    /// Messages a second to all chats together.
    pub total: u32,
    /// How many calls to Telegram may be under way at the same time.
    pub in_flight: usize,
}

impl Default for Pace {
    fn default() -> Self {
        Self { per_chat: 1.0, burst: 3, total: 30, in_flight: 16 }
    }
}

/// Where things are kept. "sqlite:FILE", or "postgres://USER@HOST/NAME" for both.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Database {
    /// The database: sealed words, drafts, the queue.
    pub url: String,
    /// The keystore: the keys that open the database. Back it up apart from the database, mirrored and with no history: an
    /// old copy of both together opens what people have asked to be forgotten.
    pub keystore: String,
}

impl Default for Database {
    fn default() -> Self {
        Self { url: "sqlite:ajar.db".to_owned(), keystore: "sqlite:ajar-keys.db".to_owned() }
    }
}

// An address may hold a password.
impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Database(..)")
    }
}

/// The root key, which opens the keystore. `ajar init` makes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Keys {
    /// The file that holds it, readable by its owner only. A systemd credential called "ajar-root-key", or AJAR_ROOT_KEY (in
    /// hex or base64), goes before it.
    pub root_file: PathBuf,
}

impl Default for Keys {
    fn default() -> Self {
        Self { root_file: PathBuf::from("ajar.key") }
    }
}

/// Languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Languages {
    /// The languages that people may choose, the first one being the one to begin with.
    pub enabled: Vec<String>,
}

impl Default for Languages {
    fn default() -> Self {
        Self { enabled: vec!["en-GB".to_owned()] }
    }
}

/// The reviewed words and dialogues.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ContentDir {
    /// A folder that holds `dialogues/` and `locales/`, in place of what is built in.
    pub dir: Option<PathBuf>,
}
