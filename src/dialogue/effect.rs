//! Effects: orders for `turn`, as data. Text is named by key and never written here.

use chrono::{DateTime, NaiveDate, Utc};

use super::{Due, Renamed, State};
use crate::buttons::Press;
use crate::referral::Queue;
use crate::story::{Fragment, PartId, Purpose};

/// One move of a conversation: where it stands now, and what is to be done.
#[derive(Clone, Debug)]
pub struct Turn {
    /// The state to save.
    pub state: State,
    /// What to do, in order, in one transaction.
    pub effects: Vec<Effect>,
}

/// One order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Send a bubble.
    Say(Say),
    /// Answer the press of a button, with a small notice if there is one.
    Ack(Option<Message>),
    /// A ✍ on the message that has just arrived.
    Mark,
    /// A message becomes a fragment of this part.
    Keep {
        /// In which draft.
        purpose: Purpose,
        /// In which part.
        part: PartId,
        /// The message.
        fragment: Fragment,
    },
    /// The words of a closed choice become the (only) fragment of this part; `label` is rendered in the person's language.
    KeepChoice {
        /// In which draft.
        purpose: Purpose,
        /// In which part.
        part: PartId,
        /// The label that was chosen.
        label: Message,
    },
    /// The edit that has just arrived replaces the words of its message, in the draft or with the coordinator to whom they went; elsewhere it does nothing.
    Amend,
    /// The words of a part go; with `everywhere`, out of everything sent before too.
    RemovePart {
        /// In which draft.
        purpose: Purpose,
        /// Which part.
        part: PartId,
        /// Out of every approval too (P12).
        everywhere: bool,
    },
    /// Kept words belong to another part now: the part has another id in today's dialogues.
    Rename(Renamed),
    /// All words of a draft go (those already sent stay sent).
    DropDraft {
        /// Which draft.
        purpose: Purpose,
    },
    /// The draft that was shown at `revision` goes into its queue.
    Refer {
        /// Which draft.
        purpose: Purpose,
        /// The revision that the person acted on.
        revision: u64,
        /// The queue that it goes into.
        queue: Queue,
    },
    /// The person takes back what they sent.
    Withdraw {
        /// The queue that it stands in.
        queue: Queue,
    },
    /// The person asks not to be contacted, or allows it again.
    Contact {
        /// Whether contact is welcome.
        welcome: bool,
    },
    /// A message goes straight to the coordinator who is in touch.
    PassOn(Fragment),
    /// Somebody else than the coordinator who has it is to answer: whoever covers, or whoever takes it on.
    SomebodyElse,
    /// What rests in this queue does not: whoever had it has it again.
    NotYet {
        /// The queue that it stands in.
        queue: Queue,
    },
    /// Store a time, in place of the one stored for the same reason.
    Schedule {
        /// What for.
        what: Due,
        /// When.
        at: DateTime<Utc>,
        /// Handed back in the event.
        mark: u64,
    },
    /// Forget a stored time.
    Cancel(Due),
    /// Delete what Telegram lets a bot delete in this chat.
    ClearChat,
    /// Forget the person; with `clear`, clear the chat as well.
    Forget {
        /// Clear the chat too.
        clear: bool,
    },
    /// Whether messages reach this person.
    Reachable(bool),
    /// Log that something happened which must not (an unknown step, say). The words are the engine's own.
    Odd(&'static str),
}

/// A bubble.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Say {
    /// Its paragraphs, joined by an empty line.
    pub text: Vec<Text>,
    /// Choices, one a row.
    pub choices: Vec<Choice>,
    /// Whether the row of constant ways stands under it (it does on the last bubble of a turn), with *Skip this* or not.
    pub ways: Ways,
    /// Goes before anything else that waits for this person.
    pub urgent: bool,
}

/// Which constant ways stand under a bubble.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Ways {
    /// None: another bubble of the same turn follows.
    #[default]
    None,
    /// Stop, a person, urgent help.
    Constant,
    /// The same and *Skip this*.
    WithSkip,
}

/// A paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Text {
    /// A reviewed message.
    Message(Message),
    /// One part in the person's own words, under its heading.
    Part(Purpose, PartId),
    /// Everything that would be sent. Rendering it marks the revision as shown.
    Whole(Purpose),
    /// All words that are kept of this person: every draft, sent or not.
    Everything,
    /// That coordinators have noted something, and that it can be read on asking; nothing if they have not (P30).
    Notes,
}

/// A reviewed message by key, with its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The Fluent key.
    pub key: String,
    /// Its placeables.
    pub args: Vec<(&'static str, Arg)>,
}

/// A value for a placeable. A person's own words are never one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// A fact: a name, a phone number, an address.
    Fact(String),
    /// A number, for plural forms.
    Number(i64),
    /// A day in London.
    Day(NaiveDate),
    /// A day and a time of day, shown in London time.
    Moment(DateTime<Utc>),
    /// Another message.
    Message(Box<Message>),
    /// Several facts, joined the way the language does it.
    List(Vec<String>),
    /// The service's opening hours as lines of text, one a day.
    Hours,
    /// The days of the week on which somebody is there and reads.
    ReadingDays,
}

/// A choice under a bubble.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What stands on it.
    pub label: Message,
    /// What pressing it means.
    pub press: Press,
}

impl Message {
    /// A message with no arguments.
    pub fn new(key: impl Into<String>) -> Self {
        Self { key: key.into(), args: Vec::new() }
    }

    /// The same with one more argument.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: Arg) -> Self {
        self.args.push((name, value));
        self
    }
}
