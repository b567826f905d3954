//! What a message, new or edited, means.

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::field::{flag, id, object, text};
use super::{Chat, Inbound, Me, chat, language};
use crate::dialogue::{Event, OtherKind};
use crate::story::{Content, FileRef, Words};
use crate::turn::Incoming;

/// Fields of messages that nobody has written: Telegram puts them into a chat by itself.
const SERVICE: [&str; 49] = [
    "boost_added",
    "channel_chat_created",
    "chat_background_set",
    "chat_owner_changed",
    "chat_owner_left",
    "chat_shared",
    "checklist_tasks_added",
    "checklist_tasks_done",
    "connected_website",
    "delete_chat_photo",
    "direct_message_price_changed",
    "forum_topic_closed",
    "forum_topic_created",
    "forum_topic_edited",
    "forum_topic_reopened",
    "general_forum_topic_hidden",
    "general_forum_topic_unhidden",
    "gift",
    "gift_upgrade_sent",
    "giveaway_completed",
    "giveaway_created",
    "group_chat_created",
    "left_chat_member",
    "managed_bot_created",
    "message_auto_delete_timer_changed",
    "migrate_from_chat_id",
    "migrate_to_chat_id",
    "new_chat_members",
    "new_chat_photo",
    "new_chat_title",
    "paid_message_price_changed",
    "passport_data",
    "pinned_message",
    "poll_option_added",
    "poll_option_deleted",
    "proximity_alert_triggered",
    "refunded_payment",
    "successful_payment",
    "suggested_post_approval_failed",
    "suggested_post_approved",
    "suggested_post_declined",
    "supergroup_chat_created",
    "unique_gift",
    "users_shared",
    "video_chat_ended",
    "video_chat_participants_invited",
    "video_chat_scheduled",
    "video_chat_started",
    "write_access_allowed",
];

/// Which field tells which kind. The order counts: an animation carries a document as well, a venue a location.
const KINDS: [(&str, OtherKind); 13] = [
    ("sticker", OtherKind::Sticker),
    ("dice", OtherKind::Sticker),
    ("game", OtherKind::Sticker),
    ("animation", OtherKind::Video),
    ("video", OtherKind::Video),
    ("video_note", OtherKind::Video),
    ("voice", OtherKind::Audio),
    ("audio", OtherKind::Audio),
    ("document", OtherKind::Document),
    ("poll", OtherKind::Poll),
    ("venue", OtherKind::Location),
    ("location", OtherKind::Location),
    ("contact", OtherKind::Contact),
];

/// A new message. Nothing if it is not readable even as far as who and where.
pub(super) fn said(update: i64, message: &Value, me: &Me) -> Option<Inbound> {
    let (chat, language) = match writer(message)? {
        Writer::Person { chat, language } => (chat, language),
        Writer::Group(chat) => return Some(Inbound::Group { update, chat, joined: true }),
        Writer::Bot => return Some(Inbound::Ignore { update }),
    };
    if SERVICE.iter().any(|name| message.get(name).is_some()) {
        return Some(Inbound::Ignore { update });
    }
    let number = id(message, "message_id")?;
    let event = match content(message, me) {
        Some(Spoken::Start(code)) => Event::Start { code },
        Some(Spoken::Content(content)) => Event::Said { message: number, sent_at: time(message, "date")?, content },
        None => Event::OtherKind { message: number, kind: other_kind(message) },
    };
    Some(Inbound::Take(Incoming { update: Some(update), chat, message: Some(number), language, event }))
}

/// An edited message. One without words of its own (a moving location, say) has no meaning.
pub(super) fn edited(update: i64, message: &Value) -> Option<Inbound> {
    let (chat, language) = match writer(message)? {
        Writer::Person { chat, language } => (chat, language),
        Writer::Group(chat) => return Some(Inbound::Group { update, chat, joined: true }),
        Writer::Bot => return Some(Inbound::Ignore { update }),
    };
    let Some(words) = words_now(message) else { return Some(Inbound::Ignore { update }) };
    let edited_at = time(message, "edit_date").or_else(|| time(message, "date"))?;
    let number = id(message, "message_id")?;
    let event = Event::Edited { message: number, edited_at, words: Words::new(words), kept: None };
    Some(Inbound::Take(Incoming { update: Some(update), chat, message: Some(number), language, event }))
}

/// The words of an edited message. A voice note or a picture whose caption was taken away has empty ones.
fn words_now(message: &Value) -> Option<&str> {
    let captioned = message.get("voice").is_some() || message.get("photo").is_some();
    text(message, "text").or_else(|| text(message, "caption")).or_else(|| captioned.then_some(""))
}

/// Who wrote a message, and where.
enum Writer {
    /// A person in their own chat with us.
    Person { chat: i64, language: Option<String> },
    /// Anybody in a group or channel.
    Group(i64),
    /// Another bot, or we ourselves.
    Bot,
}

fn writer(message: &Value) -> Option<Writer> {
    let chat = match chat(message)? {
        Chat::Private(chat) => chat,
        Chat::Group(chat) => return Some(Writer::Group(chat)),
    };
    let from = object(message, "from")?;
    Some(if flag(from, "is_bot") { Writer::Bot } else { Writer::Person { chat, language: language(from) } })
}

/// What a message of a kind that is kept holds.
enum Spoken {
    Start(Option<String>),
    Content(Content),
}

/// What is kept of a message; nothing for kinds that are met with one line. Words under a file of such a kind are kept as
/// words, because they must be screened (P21) and never get lost (P11); only the file is not.
fn content(message: &Value, me: &Me) -> Option<Spoken> {
    if let Some(words) = text(message, "text").filter(|words| !words.is_empty()) {
        return Some(said_text(words, me));
    }
    let caption = text(message, "caption").filter(|words| !words.is_empty()).map(Words::new);
    if let Some(file) = object(message, "voice").and_then(file) {
        let seconds = object(message, "voice").and_then(|voice| id(voice, "duration"));
        let seconds = seconds.and_then(|seconds| u32::try_from(seconds).ok()).unwrap_or(0);
        return Some(Spoken::Content(Content::Voice { file, seconds, caption }));
    }
    if let Some(file) = message.get("photo").and_then(largest) {
        return Some(Spoken::Content(Content::Picture { file, caption }));
    }
    caption.map(|words| Spoken::Content(Content::Text(words)))
}

/// A text: `/start`, or words. A command's `@ourname` goes; nothing else of what was written is touched.
fn said_text(words: &str, me: &Me) -> Spoken {
    let end = words.find(char::is_whitespace).unwrap_or(words.len());
    let (first, rest) = words.split_at(end);
    let command = match first.split_once('@') {
        Some((command, name)) if command.starts_with('/') && name.eq_ignore_ascii_case(&me.username) => command,
        _ => first,
    };
    if command == "/start" {
        let code = rest.trim();
        return Spoken::Start((!code.is_empty()).then(|| code.to_owned()));
    }
    Spoken::Content(Content::Text(Words::new(format!("{command}{rest}"))))
}

/// The picture's largest size.
fn largest(sizes: &Value) -> Option<FileRef> {
    let area = |size: &&Value| id(size, "width").unwrap_or(0).saturating_mul(id(size, "height").unwrap_or(0));
    sizes.as_array()?.iter().filter(|size| file(size).is_some()).max_by_key(area).and_then(file)
}

/// Where Telegram keeps a file.
fn file(of: &Value) -> Option<FileRef> {
    text(of, "file_id").map(|id| FileRef(id.to_owned()))
}

fn other_kind(message: &Value) -> OtherKind {
    KINDS.iter().find(|(name, _)| message.get(name).is_some()).map_or(OtherKind::Else, |(_, kind)| *kind)
}

fn time(message: &Value, name: &str) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp(id(message, name)?, 0)
}
