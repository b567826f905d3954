//! Events: everything that can happen to a conversation. They hold no Telegram type.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::buttons::Press;
use crate::story::{Content, PartId, Purpose, Words};

/// Something happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// `/start`, with the code of a poster's or leaflet's link if it carried one (as it came, perhaps malformed).
    Start {
        /// The payload behind `/start`.
        code: Option<String>,
    },
    /// A text, a voice note or a picture.
    Said {
        /// The chat's id of the message.
        message: i64,
        /// When it was sent, by Telegram's clock.
        sent_at: DateTime<Utc>,
        /// What it holds.
        content: Content,
    },
    /// A message of a kind that is met with one line and changes nothing.
    OtherKind {
        /// The chat's id of the message.
        message: i64,
        /// Which kind.
        kind: OtherKind,
    },
    /// The person edited a message of theirs.
    Edited {
        /// The chat's id of the message.
        message: i64,
        /// When, by Telegram's clock.
        edited_at: DateTime<Utc>,
        /// The words as they are now.
        words: Words,
        /// Where the message's words are kept, if they are; looked up by `turn`, `None` on the way in.
        kept: Option<Kept>,
    },
    /// A button was pressed.
    Pressed {
        /// Telegram's id of the press, to be answered.
        query: String,
        /// What it means.
        press: Press,
    },
    /// The person blocked the bot.
    Blocked,
    /// The person let the bot back in.
    Unblocked,
    /// A stored time has come.
    Due {
        /// What it was stored for.
        what: Due,
        /// The revision that it was stored at; void if the conversation's mark for it has moved on.
        mark: u64,
    },
    /// A tap to send was refused by the draft's own check: the words are not what was shown.
    Stale {
        /// Whose draft.
        purpose: Purpose,
    },
}

/// Where a message's words are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// In which draft.
    pub purpose: Purpose,
    /// In which part of it.
    pub part: PartId,
    /// Whether the edit is newer than what is kept, and differs from it.
    pub changes: bool,
}

/// What a stored time is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Due {
    /// A quiet moment after the last message.
    Quiet,
    /// The reminder that the person set.
    Reminder,
    /// "Tell me if nobody has opened it by then."
    Unopened,
}

impl Due {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Quiet, Self::Reminder, Self::Unopened];

    /// The name used in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Quiet => "quiet",
            Self::Reminder => "reminder",
            Self::Unopened => "unopened",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|due| due.as_str() == name)
    }
}

/// Kinds of message that are met with one line. The line's key is `kind-` and the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OtherKind {
    /// A sticker, a dice, a game.
    Sticker,
    /// A file.
    Document,
    /// A video or a round video.
    Video,
    /// Music or other sound that is not a voice note.
    Audio,
    /// A poll.
    Poll,
    /// A location or a venue.
    Location,
    /// A contact.
    Contact,
    /// Anything else, known or not.
    Else,
}

impl OtherKind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::Sticker,
        Self::Document,
        Self::Video,
        Self::Audio,
        Self::Poll,
        Self::Location,
        Self::Contact,
        Self::Else,
    ];

    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sticker => "sticker",
            Self::Document => "document",
            Self::Video => "video",
            Self::Audio => "audio",
            Self::Poll => "poll",
            Self::Location => "location",
            Self::Contact => "contact",
            Self::Else => "else",
        }
    }
}
