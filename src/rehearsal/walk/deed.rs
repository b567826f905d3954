//! What can happen to a conversation: a small alphabet that stands for everything that people, time and the team do.

use chrono::{DateTime, Utc};

use super::world::World;
use crate::buttons::{Constant, Press};
use crate::dialogue::{Due, Event, Kept, OtherKind};
use crate::story::{Content, FileRef, Purpose, Words};

/// Something that happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// A button is pressed; `label` is its message's key.
    Press {
        /// What it means.
        press: Press,
        /// What stands on it.
        label: String,
    },
    /// Words are written.
    Says(String),
    /// A voice note is sent.
    Voice,
    /// A picture is sent.
    Picture,
    /// Something that is met with one line is sent.
    Other(OtherKind),
    /// The last message is edited; `kept` says where it is kept.
    Edits {
        /// Where its words are kept.
        kept: Option<Kept>,
    },
    /// A quiet moment passes.
    Quiet,
    /// A stored time of this kind comes.
    Comes(Due),
    /// Start is pressed, perhaps by a link.
    Starts(Option<String>),
    /// The bot is blocked, or let back in.
    Blocks(bool),
    /// The draft itself says that it is not what was shown.
    Stale(Purpose),
    /// A coordinator opens what waits.
    Opens,
    /// A coordinator writes.
    Writes,
    /// A coordinator puts it to rest.
    Rests,
}

/// Words that act, words that are words, a date, and details of somebody else.
const SAID: [&str; 7] = ["some words", "help", "stop", "/mywords", "/language", "4/1", "my client, DOB 12/03/1984"];

impl Deed {
    /// The event that it is; `None` for what a coordinator does.
    pub(super) fn event(&self, message: i64, now: DateTime<Utc>, mark: u64) -> Option<Event> {
        let file = || FileRef("walk".to_owned());
        let said = |content| Event::Said { message, sent_at: now, content };
        Some(match self {
            Self::Press { press, .. } => Event::Pressed { query: "walk".to_owned(), press: press.clone() },
            Self::Says(words) => said(Content::Text(Words::new(words.as_str()))),
            Self::Voice => said(Content::Voice { file: file(), seconds: 12, caption: None }),
            Self::Picture => said(Content::Picture { file: file(), caption: Some(Words::new("like this")) }),
            Self::Other(kind) => Event::OtherKind { message, kind: *kind },
            Self::Edits { kept } => {
                Event::Edited { message, edited_at: now, words: Words::new("other words"), kept: kept.clone() }
            }
            Self::Quiet => Event::Due { what: Due::Quiet, mark },
            Self::Comes(what) => Event::Due { what: *what, mark: 0 },
            Self::Starts(code) => Event::Start { code: code.clone() },
            Self::Blocks(true) => Event::Blocked,
            Self::Blocks(false) => Event::Unblocked,
            Self::Stale(purpose) => Event::Stale { purpose: *purpose },
            Self::Opens | Self::Writes | Self::Rests => return None,
        })
    }
}

/// Everything that is tried in a state.
pub(super) fn of(world: &World) -> Vec<Deed> {
    let mut deeds: Vec<Deed> = world.presses().into_iter().map(|(press, label)| Deed::Press { press, label }).collect();
    let ways = [Constant::Skip, Constant::Stop, Constant::Person, Constant::Help];
    deeds.extend(ways.map(|way| Deed::Press { press: Press::Constant(way), label: format!("way-{}", way.as_str()) }));
    deeds.extend(SAID.map(|words| Deed::Says(words.to_owned())));
    deeds.extend([Deed::Voice, Deed::Other(OtherKind::Sticker), Deed::Starts(None)]);
    deeds.extend([Deed::Says("/clear".to_owned()), Deed::Says("/forget".to_owned())]);
    if world.awaits(Due::Quiet) {
        deeds.push(Deed::Quiet);
    }
    deeds.extend([Due::Reminder, Due::Unopened].into_iter().filter(|due| world.awaits(*due)).map(Deed::Comes));
    if let Some(kept) = world.newest_kept() {
        deeds.push(Deed::Edits { kept: Some(kept) });
    }
    deeds.extend(world.coordinators());
    deeds.push(Deed::Blocks(!world.blocked));
    deeds
}

impl World {
    /// Where a message's words are kept, if any are: the first draft that holds something.
    pub(super) fn newest_kept(&self) -> Option<Kept> {
        let (purpose, draft) = self.state.drafts.iter().find(|(_, draft)| !draft.is_empty())?;
        let part = draft.parts.last()?.part.clone();
        Some(Kept { purpose: *purpose, part, changes: true })
    }
}
