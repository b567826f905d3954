//! From one raw update to what it means for us. Total: whatever Telegram sends has a meaning, and none is an error.
//!
//! Only the few fields that matter are read, straight from the JSON. teloxide's `Message` is not used here: it is read as
//! a whole or not at all, so one nested novelty (a new kind of entity, say) would take the person's words with it. Names and
//! user names are not read anywhere, so they cannot go any further.
//!
//! Not here: fetching updates (`run`), what an event leads to (`turn`).

mod field;
mod message;

use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::buttons::Press;
use crate::dialogue::Event;
use crate::turn::Incoming;
use field::{flag, id, object, text};

/// The kinds of update that polling asks for.
pub const KINDS: [&str; 4] = ["message", "edited_message", "callback_query", "my_chat_member"];

/// Who we are, from `getMe`.
#[derive(Clone, Debug, Default)]
pub struct Me {
    /// Our user id.
    pub id: i64,
    /// Our user name, without `@`.
    pub username: String,
}

/// What an update means for us.
pub enum Inbound {
    /// An event in a private chat.
    Take(Incoming),
    /// Something in a group or channel, where the bot is silent.
    Group {
        /// Telegram's number of the update.
        update: i64,
        /// The group.
        chat: i64,
        /// Whether the bot is in the group, as far as this update tells.
        joined: bool,
    },
    /// Unknown, or not what it should be. Nothing of its content is kept.
    Odd {
        /// Telegram's number of the update.
        update: i64,
        /// Telegram's name for its kind, or `unreadable`.
        kind: String,
        /// Its length in bytes, as JSON.
        length: usize,
        /// The first 16 hexadecimal digits of its SHA-256.
        hash: String,
    },
    /// Known, and of no meaning: a service message, a message of another bot's.
    Ignore {
        /// Telegram's number of the update.
        update: i64,
    },
}

impl Inbound {
    /// Telegram's number of the update.
    pub fn update(&self) -> Option<i64> {
        match self {
            Self::Take(incoming) => incoming.update,
            Self::Group { update, .. } | Self::Odd { update, .. } | Self::Ignore { update } => Some(*update),
        }
    }
}

/// What `update` means. Nothing only if it has no number, and so is no update.
pub fn read(update: &Value, me: &Me) -> Option<Inbound> {
    let number = id(update, "update_id")?;
    let kind = kind_of(update);
    let found = match kind {
        "message" => object(update, kind).and_then(|it| message::said(number, it, me)),
        "edited_message" => object(update, kind).and_then(|it| message::edited(number, it)),
        "callback_query" => object(update, kind).and_then(|it| pressed(number, it)),
        "my_chat_member" => object(update, kind).and_then(|it| member(number, it)),
        _ => None,
    };
    Some(found.unwrap_or_else(|| odd(number, kind, &update.to_string())))
}

/// What is remembered of an update that is set aside though its kind is known.
pub fn unread(number: i64, update: &Value) -> Inbound {
    odd(number, kind_of(update), &update.to_string())
}

/// An update that is set aside unread.
pub fn odd(update: i64, kind: &str, raw: &str) -> Inbound {
    let digest = Sha256::digest(raw.as_bytes());
    let hash = digest.iter().take(8).fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
    Inbound::Odd { update, kind: kind.to_owned(), length: raw.len(), hash }
}

/// Telegram's name for the kind of an update: its other field.
fn kind_of(update: &Value) -> &str {
    if let Some(known) = KINDS.into_iter().find(|name| update.get(name).is_some()) {
        return known;
    }
    let name = update.as_object().and_then(|fields| fields.keys().find(|name| *name != "update_id"));
    let plain = |name: &&String| name.len() <= 40 && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    name.filter(plain).map_or("unreadable", String::as_str)
}

/// Where something happened.
enum Chat {
    /// In somebody's own chat with us.
    Private(i64),
    /// In a group or channel.
    Group(i64),
}

/// The chat in the field `chat`.
fn chat(of: &Value) -> Option<Chat> {
    let chat = object(of, "chat")?;
    let number = id(chat, "id")?;
    Some(if text(chat, "type")? == "private" { Chat::Private(number) } else { Chat::Group(number) })
}

/// The press of a button. The message under it may be too old to be seen, or missing: then the presser's own chat counts.
fn pressed(update: i64, query: &Value) -> Option<Inbound> {
    let from = object(query, "from")?;
    let chat = match object(query, "message").and_then(chat) {
        Some(Chat::Group(chat)) => return Some(Inbound::Group { update, chat, joined: true }),
        Some(Chat::Private(chat)) => chat,
        None => id(from, "id")?,
    };
    let press = Press::decode(text(query, "data").unwrap_or_default());
    let event = Event::Pressed { query: text(query, "id")?.to_owned(), press };
    Some(Inbound::Take(Incoming { update: Some(update), chat, message: None, language: language(from), event }))
}

/// The bot was blocked or let in again, or came into a group or went.
fn member(update: i64, change: &Value) -> Option<Inbound> {
    let now = object(change, "new_chat_member")?;
    let status = text(now, "status")?;
    let chat = match chat(change)? {
        Chat::Private(chat) => chat,
        Chat::Group(chat) => {
            let joined = matches!(status, "member" | "administrator" | "creator") || flag(now, "is_member");
            return Some(Inbound::Group { update, chat, joined });
        }
    };
    let event = match status {
        "kicked" | "left" => Event::Blocked,
        "member" => Event::Unblocked,
        _ => return None,
    };
    let language = object(change, "from").and_then(language);
    Some(Inbound::Take(Incoming { update: Some(update), chat, message: None, language, event }))
}

/// The language of somebody's app.
fn language(from: &Value) -> Option<String> {
    text(from, "language_code").map(str::to_owned)
}
