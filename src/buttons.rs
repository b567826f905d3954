//! What a button means: the payload that comes back from Telegram when it is pressed, and the constant row (P1). Pure.
//!
//! Not here: labels (`locale`), what pressing does (`dialogue`).

use serde::{Deserialize, Serialize};

/// What Telegram allows in `callback_data`, in bytes.
pub const PAYLOAD_LIMIT: usize = 64;

/// What somebody pressed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Press {
    /// A constant way: it works on every message, however old.
    Constant(Constant),
    /// A choice that was offered. It acts only while the conversation is still where it was offered.
    Choice {
        /// Which offer of choices it belongs to; it goes up whenever the conversation moves.
        nonce: u32,
        /// The step or overlay that offered it.
        place: String,
        /// The choice's own id.
        choice: String,
    },
    /// A number that Telegram copies when it is pressed. Nothing comes back.
    Copy(String),
    /// Something that no version of ours has written.
    Unknown,
}

/// The ways that are one step away on every newest message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, PartialOrd, Ord)]
#[serde(rename_all = "kebab-case")]
pub enum Constant {
    /// Skip this question.
    Skip,
    /// Stop for now; the place is kept.
    Stop,
    /// A person.
    Person,
    /// Urgent help.
    Help,
    /// Write straight to the coordinator who is in touch.
    WriteTo,
    /// End writing straight to the coordinator.
    EndWriting,
    /// Somebody else than the coordinator who is away.
    SomebodyElse,
    /// What was put to rest is not to rest yet.
    NotYet,
}

impl Constant {
    /// Every constant way.
    pub const ALL: [Self; 8] = [
        Self::Skip,
        Self::Stop,
        Self::Person,
        Self::Help,
        Self::WriteTo,
        Self::EndWriting,
        Self::SomebodyElse,
        Self::NotYet,
    ];

    /// Its name in payloads; its label's message key is `way-` and this.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Skip => "skip",
            Self::Stop => "stop",
            Self::Person => "person",
            Self::Help => "help",
            Self::WriteTo => "write-to",
            Self::EndWriting => "end-writing",
            Self::SomebodyElse => "somebody-else",
            Self::NotYet => "not-yet",
        }
    }
}

impl Press {
    /// The payload for Telegram: `k:help`, or `c:NONCE:PLACE:CHOICE`.
    pub fn encode(&self) -> String {
        match self {
            Self::Constant(way) => format!("k:{}", way.as_str()),
            Self::Choice { nonce, place, choice } => format!("c:{nonce}:{place}:{choice}"),
            // Telegram copies by itself, and says nothing of it.
            Self::Copy(_) | Self::Unknown => "?".to_owned(),
        }
    }

    /// Reads a payload; anything that is not ours is [`Press::Unknown`].
    pub fn decode(payload: &str) -> Self {
        let mut fields = payload.splitn(4, ':');
        match (fields.next(), fields.next(), fields.next(), fields.next()) {
            (Some("k"), Some(way), None, None) => {
                Constant::ALL.into_iter().find(|known| known.as_str() == way).map_or(Self::Unknown, Self::Constant)
            }
            (Some("c"), Some(nonce), Some(place), Some(choice)) => match nonce.parse() {
                Ok(nonce) => Self::Choice { nonce, place: place.to_owned(), choice: choice.to_owned() },
                Err(_) => Self::Unknown,
            },
            _ => Self::Unknown,
        }
    }
}

/// A button on a bubble, its label in words already.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Button {
    /// What stands on it, 28 characters at most.
    pub label: String,
    /// What pressing it means.
    pub press: Press,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn payloads_come_back_as_they_went() {
        let choice = Press::Choice { nonce: 12, place: "first-contact/welcome".into(), choice: "tell".into() };
        for press in Constant::ALL.map(Press::Constant).into_iter().chain([choice]) {
            assert_eq!(Press::decode(&press.encode()), press);
            assert!(press.encode().len() <= PAYLOAD_LIMIT);
        }
        for junk in ["", "k:", "k:fly", "c:x:y:z", "c:1:2", "hello", "k:help:me"] {
            assert_eq!(Press::decode(junk), Press::Unknown, "{junk}");
        }
    }
}
