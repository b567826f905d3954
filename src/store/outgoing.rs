//! What is to be sent to Telegram, already in words. The outbox keeps it sealed; answers to presses and marks are never kept (`handed`).

use serde::{Deserialize, Serialize};

use crate::buttons::Button;

/// One order for Telegram, to one person's chat.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outgoing {
    /// A message with its buttons. Longer texts than Telegram takes are split by the telegram room, buttons on the last.
    Bubble {
        /// The text, with no markup.
        text: String,
        /// Rows of buttons.
        rows: Vec<Vec<Button>>,
    },
    /// Answers the press of a button (so that it stops spinning), with a small notice if there is one.
    Ack {
        /// Telegram's id of the press.
        query: String,
        /// The notice, 200 characters at most.
        notice: Option<String>,
    },
    /// A ✍ on a message of the person's.
    Mark {
        /// Telegram's id of the message.
        message: i64,
    },
    /// Takes the buttons off an earlier message of ours.
    Strip {
        /// Telegram's id of the message.
        message: i64,
    },
    /// Puts other words into an earlier message of ours: a coordinator has changed theirs.
    Edit {
        /// Telegram's id of the message.
        message: i64,
        /// The whole text as it is to stand there now.
        text: String,
        /// Rows of buttons, if it still has some.
        rows: Vec<Vec<Button>>,
    },
    /// Deletes messages, 100 at most.
    Delete {
        /// Telegram's ids of the messages.
        messages: Vec<i64>,
    },
    /// Leaves the chat: a group or channel that the config does not name.
    Leave,
}

impl std::fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Bubble { .. } => "Bubble(..)",
            Self::Ack { .. } => "Ack(..)",
            Self::Mark { .. } => "Mark(..)",
            Self::Strip { .. } => "Strip(..)",
            Self::Edit { .. } => "Edit(..)",
            Self::Delete { .. } => "Delete(..)",
            Self::Leave => "Leave",
        })
    }
}
