//! A story: one conversation as a file, with what the person and the team do, and what is expected to come of it.
//!
//! Not here: reading it (`parse`), playing it (`play`).

use std::ops::Range;

use chrono::{DateTime, Utc};

use crate::dialogue::{Contact, OtherKind};
use crate::referral::Queue;

/// One story.
#[derive(Clone, Debug)]
pub struct Story {
    /// The file that it came from.
    pub file: String,
    /// The file's text.
    pub text: String,
    /// What stands above it.
    pub head: Head,
    /// Its lines, in order.
    pub lines: Vec<Line>,
}

/// What stands above a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// What it is called.
    pub title: String,
    /// The numbers of the promises that it shows.
    pub shows: Vec<u32>,
    /// When it begins.
    pub begins: DateTime<Utc>,
    /// Who is on the team.
    pub team: Vec<String>,
    /// What the service has beside what the sample service has.
    pub has: Vec<Has>,
    /// It is also played with every call to the store failing once.
    pub failing: bool,
}

/// Something that not every service has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Has {
    /// Somebody who reads complaints.
    Complaints(Contact),
    /// Somebody for people under 18.
    Young(Contact),
    /// A link to this chat that can be handed over.
    Link(String),
    /// First names that people are shown.
    Names(Vec<String>),
    /// "Nine in ten people hear within so many working days."
    HeardWithin(u16),
}

/// One line, which may go on over several lines of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Where it stands in the file, in bytes, without the line break at its end.
    pub at: Range<usize>,
    /// What it says.
    pub what: What,
}

/// What a line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// Something happens.
    Act(Act),
    /// Something comes to the phone.
    Comes(Comes),
    /// Something is true.
    Then(Then),
}

/// Something happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// The person writes.
    Says(String),
    /// The person edits their last message, or the last that begins with `of`.
    Edits {
        /// How it begins.
        of: Option<String>,
        /// Its words from now on.
        words: String,
    },
    /// A voice note of so many seconds, perhaps with words under it.
    Voice(u32, Option<String>),
    /// A picture, perhaps with words under it.
    Picture(Option<String>),
    /// Something that is met with one line.
    Other(OtherKind),
    /// The person presses a button.
    Presses {
        /// What stands on it.
        label: String,
        /// It stands on an earlier message than the newest.
        earlier: bool,
    },
    /// Time passes.
    Passes(Span),
    /// The process is started again.
    Restart,
    /// The last update arrives once more.
    Again,
    /// The person blocks the bot, or lets it back in.
    Blocks(bool),
    /// The person's Telegram is in this language from now on.
    Speaks(String),
    /// Somebody on the team does something.
    Team {
        /// Who.
        name: String,
        /// What.
        does: Does,
        /// In which queue the thing stands that they do it with; the newest thing anywhere, if none is named.
        queue: Option<Queue>,
        /// It is refused.
        refused: bool,
    },
}

/// A stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// So many seconds.
    Seconds(i64),
    /// A quiet moment, as the service has set it.
    Quiet,
    /// Until the next such weekday (from Monday, 0) and minute of the day, in London.
    Until(u8, u16),
}

/// What somebody on the team does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Does {
    /// "I will answer."
    PicksUp,
    /// Opens it, and reads.
    Opens,
    /// Writes to the person.
    Writes(String),
    /// Puts it to rest.
    Rests,
    /// Hands it back.
    HandsBack,
    /// Hands it on to somebody.
    HandsOn(String),
    /// "I know this person": hands it on unread.
    KnowsThem,
    /// Is away for so many days, and somebody covers or nobody does.
    IsAway(u8, Option<String>),
}

/// Something comes to the phone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Comes {
    /// A message with these choices; the ways that are always there are not written.
    Bubble(String, Vec<String>),
    /// A ✍.
    Mark,
    /// A small notice.
    Notice(String),
    /// So many messages are deleted.
    Gone(usize),
}

/// Something is true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Then {
    /// Nothing was handed over, and nobody has opened anything.
    NothingSeen,
    /// So many wait in a queue, the newest of them with these words.
    Queue(Queue, usize, Option<String>),
    /// Somebody on the team opens the newest thing in their queues, and reads this.
    Reads(String, String),
    /// The sending of this number is, as it is kept.
    Sending(i64, String),
    /// All words that are kept in drafts.
    Kept(Option<String>),
    /// Nothing is left of the person.
    Forgotten,
    /// No message came of the last line; a ✍ may have.
    NothingComes,
    /// Where the newest thing that was sent stands.
    Stands(Standing),
    /// The person asks not to be contacted.
    NotWelcome,
    /// No message stands in the chat.
    EmptyChat,
}

/// Where a referral stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It waits.
    Waits,
    /// Somebody has it.
    With(String),
    /// It rests.
    Rests,
    /// It was taken back.
    TakenBack,
}

impl Story {
    /// The line of the file, from 1, on which `line` begins.
    pub fn number(&self, line: &Line) -> usize {
        crate::dialogue::line_of(&self.text, line.at.start)
    }

    /// What stands in the file for `line`.
    pub fn written(&self, line: &Line) -> &str {
        self.text.get(line.at.clone()).unwrap_or_default()
    }
}
