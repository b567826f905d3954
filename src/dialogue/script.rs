//! Scripts: what a dialogue file may hold. One dialogue a file, no words in it: text is named by Fluent keys.
//!
//! Not here: reading TOML (`parse`), what a step does (`step`), whether a script makes sense (`check`).

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Moved, Section};
use crate::story::{PartId, Purpose};

/// A step's id within its dialogue.
pub type StepId = String;
/// A Fluent key.
pub type Key = String;

/// One dialogue file.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dialogue {
    /// The dialogue's id: the file's name without `.toml`.
    pub id: String,
    /// The step that it begins with.
    pub start: StepId,
    /// Nobody stays on an earlier version of this dialogue: whose step is gone, with neither a `[moved]` entry nor an anchor, goes on at the
    /// start, with one calm sentence and every answer kept. For a change that must not wait.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub urgent: bool,
    /// Steps and parts that had another id in an earlier version.
    #[serde(default, skip_serializing_if = "Moved::is_empty")]
    pub moved: Moved,
    /// Steps that belong together, by the section's id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub section: BTreeMap<String, Section>,
    /// The parts that it asks for, by id. Parts are shared by all dialogues.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub part: BTreeMap<PartId, Part>,
    /// Its steps, by id.
    pub step: BTreeMap<StepId, Step>,
}

/// A part of what a person may say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// What it is sent as.
    #[serde(default = "story")]
    pub purpose: Purpose,
    /// Where it stands among the parts of its purpose: smaller comes first.
    pub order: u16,
    /// The key of its heading, shown above the person's words. Left out: no heading (for a part that stands alone).
    pub heading: Key,
    /// Whether the heading alone is what is sent, so that the part needs no words of the person's.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub line: bool,
    /// What the engine knows about it, if anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
}

fn story() -> Purpose {
    Purpose::Story
}

/// What the engine knows about a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Words that come while no question is open are kept here.
    Story,
    /// The note to a person.
    Note,
    /// The listing that somebody would like to come to.
    Visit,
    /// The complaint.
    Complaint,
    /// The note on the route for people under 18.
    Young,
    /// That urgent help was shown, and what was chosen then: the program puts it in, for the person to see and to leave out.
    HelpShown,
    /// The poster or leaflet that somebody came by.
    FoundUs,
    /// Which way somebody would like to be reached; else it is like `reach`.
    ContactWay,
    /// Part of how to reach somebody: offered after sending or on the review, never on the way.
    Reach,
    /// Good and bad times; else it is like `reach`.
    Times,
    /// What helps somebody take part; else it is like `reach`.
    Access,
    /// Whether it is safe to leave a message; else it is like `reach`.
    SafeMessage,
    /// Whom of the team somebody would rather not meet: what they sent is not opened by those who are named. Else it is like `reach`.
    RatherNot,
}

impl Role {
    /// Whether it is about how to reach somebody.
    pub fn is_reach(self) -> bool {
        match self {
            Self::Reach | Self::ContactWay | Self::Times | Self::Access | Self::SafeMessage | Self::RatherNot => true,
            Self::Story
            | Self::Note
            | Self::Visit
            | Self::Complaint
            | Self::Young
            | Self::HelpShown
            | Self::FoundUs => false,
        }
    }

    /// Whether a part with this role never stands alone in what is sent.
    pub fn is_aside(self) -> bool {
        self.is_reach() || matches!(self, Self::HelpShown | Self::FoundUs)
    }
}

/// A step.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Step {
    /// Says something and offers choices. Words that come here are kept as the story.
    Menu(Menu),
    /// Asks for a part, and listens.
    Listen(Listen),
    /// Invites to other parts, three at a time, none of them twice.
    Invite(Invite),
    /// Shows what would be sent, for changing and sending.
    Review(Review),
    /// After sending: what happens next, and what can be done meanwhile.
    Sent(Sent),
    /// The service's listings, and what a first visit to each is like.
    Listings(Listings),
}

/// Says something and offers choices.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Menu {
    /// One or two bubbles, by key.
    pub say: Vec<Key>,
    /// What may be chosen: four at most.
    #[serde(default)]
    pub choice: Vec<MenuChoice>,
    /// Words that come here are not kept, until the person says so with a choice (pasted words about somebody else).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unkept: bool,
    /// From here on, the person is taken to be under 18.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub under_18: bool,
}

/// A choice in a menu: it goes `to` a step, or asks the engine to `do` something.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MenuChoice {
    /// Its id within the step.
    pub id: String,
    /// The key of its label.
    pub label: Key,
    /// The step to go to: `step`, or `dialogue/step`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// What the engine does.
    #[serde(default, rename = "do", skip_serializing_if = "Option::is_none")]
    pub act: Option<Act>,
    /// When it is offered: always, if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
}

/// What a choice may ask of the engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    /// Urgent help.
    Help,
    /// A person.
    Person,
    /// Stop for now.
    Stop,
    /// My words.
    MyWords,
    /// Language.
    Language,
    /// Clear this chat.
    Clear,
    /// Forget me.
    Forget,
    /// A complaint to the named person.
    Complain,
    /// Back to where the person was before this dialogue.
    Back,
    /// Not under 18 after all.
    Adult,
}

/// When a choice is offered. Every line that is given has to hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// There are words that could be sent (or none).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<bool>,
    /// Something was sent and not taken back (or not).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent: Option<bool>,
    /// The config names a route for people under 18 (or not).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub young_route: Option<bool>,
    /// There is a link to this chat that can be handed over (or none).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<bool>,
    /// The config names somebody for complaints (or not).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub complaints: Option<bool>,
}

/// Asks for a part, and listens.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Listen {
    /// The question: one bubble, by key.
    pub say: Key,
    /// The part that the words belong to.
    pub part: PartId,
    /// Where to go when the person says that is all, or skips.
    pub next: String,
    /// Invitations that stand beside the open question: three at most.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub invite: Vec<Invitation>,
    /// Closed answers that may be tapped in place of words: four at most.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answer: Vec<Answer>,
    /// Names of the team are shown, if the service wishes.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub team: bool,
}

/// A closed answer.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Its id within the step.
    pub id: String,
    /// The key of its label; the label is what is kept.
    pub label: Key,
    /// Where to go after it; the question's own `next`, if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

/// An invitation to a part.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Invitation {
    /// The key of its label.
    pub label: Key,
    /// The listening step that it leads to (in the same dialogue).
    pub to: StepId,
}

/// Invites to other parts, three at a time.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Invite {
    /// What is said, by key.
    pub say: Key,
    /// In the order in which they are offered.
    pub invite: Vec<Invitation>,
    /// Where *That is enough* leads.
    pub done: String,
}

/// Shows what would be sent.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// Which draft.
    pub purpose: Purpose,
    /// Said above it, by key.
    pub say: Key,
    /// Said below it, by key.
    pub after: Key,
    /// Where *Write more* leads.
    pub more: String,
    /// Where *How to reach me* leads; left out where there is no such thing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reach: Option<String>,
    /// Where to go when it has been sent.
    pub sent: String,
}

/// After sending.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sent {
    /// Which draft.
    pub purpose: Purpose,
    /// Who reads it, by key; when and how long is added from the config.
    pub say: Key,
    /// Where *Another way or time* leads; left out where there is no such thing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reach: Option<String>,
    /// Where *Add something* leads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub add: Option<String>,
}

/// The service's listings.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Listings {
    /// Said above the choices, by key.
    pub say: Key,
    /// Said where there are no listings, by key.
    pub none: Key,
    /// Where *I would like to come* leads: a review of the purpose `visit`.
    pub come: String,
    /// Where *Back* leads.
    pub back: String,
}
