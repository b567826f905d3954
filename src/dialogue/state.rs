//! Where a conversation stands. It is saved sealed, as JSON, so every field that is added later needs a default.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{Burst, Content, Episode, OtherKind, Part, Step};
use crate::story::{Fragment, Outline, PartId, Purpose};

/// Where a conversation stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// The hash of the content that this state was last moved by.
    pub content: String,
    /// Where in the dialogues.
    pub place: Place,
    /// What is going on at that place.
    pub asked: Asked,
    /// What is laid over the place, if anything. Overlays replace each other and never nest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overlay: Option<Overlay>,
    /// The person's language.
    pub locale: String,
    /// Goes up whenever other choices are offered: a button of an earlier offer is stale.
    pub nonce: u32,
    /// Where `nonce` began. It is drawn at random, so that a button of an earlier conversation in the same chat, which was forgotten since, is
    /// stale as well.
    #[serde(default)]
    pub first_nonce: u32,
    /// The outlines of the drafts, by purpose.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub drafts: BTreeMap<Purpose, Outline>,
    /// Where *Go back* leads from a side way (a page, a note).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub back: Option<Place>,
    /// Parts that were asked for already, answered or skipped: never offered again unasked (P2).
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub met: BTreeSet<PartId>,
    /// What has been said once and is not said again.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub told: BTreeSet<Told>,
    /// Goes up with every message: a quiet moment that was stored before is void.
    #[serde(default)]
    pub mark: u64,
    /// The person said, or implied, that they are under 18.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub under_18: bool,
    /// The coordinator, by name, to whom the person has chosen to write straight (P13). It never passes to another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direct: Option<String>,
    /// The absence, by the day of its end, that the person was told of: once for each (P34).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub away_told: Option<NaiveDate>,
    /// The reminder that the person has set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reminder: Option<DateTime<Utc>>,
    /// A typed word that acted while a question was open: it can still be kept as words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typed: Option<Fragment>,
    /// Words that plainly hold details of somebody else: they are kept nowhere until the person chooses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held: Option<HeldBack>,
    /// The last few messages that were kept, to be looked at together with the next one.
    #[serde(default, skip_serializing_if = "Burst::is_empty")]
    pub burst: Burst,
    /// The listing that the person is looking at, by id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub listing: Option<String>,
    /// Parts that hold words and that are gone, or are another kind of answer, in the version that moves the conversation now: as they were
    /// when the words were written.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub former: BTreeMap<PartId, FormerPart>,
    /// What was shown when words suggested danger, and what the person chose. A record of the program's acts, never of a level (P22).
    #[serde(default, skip_serializing_if = "Episode::is_empty")]
    pub episode: Episode,
    /// Somebody else may look at this phone: nothing comes by itself that shows more is to be found.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub watched: bool,
    /// The dialogue has changed under the person, and the one calm sentence about it is still to be said.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub moved_on: bool,
}

/// Messages that wait for the person's choice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldBack {
    /// They were written for a person: they would go with the note.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub note: bool,
    /// The messages, in the order in which they came.
    pub fragments: Vec<Fragment>,
}

/// A part of an earlier version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormerPart {
    /// The hash of that version's content, in whose words its heading stands.
    pub content: String,
    /// What it was.
    pub part: Part,
}

/// A step of a dialogue.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The dialogue's id.
    pub dialogue: String,
    /// The step's id.
    pub step: String,
}

/// What is going on at the place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Asked {
    /// No question is open. Words that come are kept as the story; `telling` says that some have.
    Idle {
        /// Words have come since the last quiet moment.
        telling: bool,
    },
    /// A question is open.
    Listening {
        /// Words have come.
        said: bool,
        /// *That is all for now* has been put at the bottom once.
        prompted: bool,
    },
    /// Choices that need more than one page.
    Page {
        /// Which page, from 0.
        page: usize,
    },
    /// The whole is shown.
    #[default]
    Whole,
    /// One part is shown, as it will be sent.
    OnePart {
        /// Which part.
        part: PartId,
    },
    /// The next words replace a part's.
    Changing {
        /// Which part.
        part: PartId,
        /// The first new words have come, and the old ones are gone.
        begun: bool,
    },
}

impl Asked {
    /// What is going on at `step` when somebody comes to it.
    pub fn first_at(step: &Step) -> Self {
        match step {
            Step::Menu(_) | Step::Sent(_) => Self::Idle { telling: false },
            Step::Listen(_) => Self::Listening { said: false, prompted: false },
            Step::Invite(_) | Step::Listings(_) => Self::Page { page: 0 },
            Step::Review(_) => Self::Whole,
        }
    }
}

/// What is laid over the place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Overlay {
    /// Urgent help; the page of rows that is shown.
    Help {
        /// Which four.
        page: usize,
    },
    /// What stands there when words suggest danger.
    Signpost {
        /// Which signpost.
        id: String,
        /// Which page: 0 is the signpost itself, the others are more ways.
        page: usize,
    },
    /// A person: when somebody is there, and the ways to them.
    Person,
    /// Stopped: the place is kept.
    Stopped,
    /// Coming back: a choice is offered.
    Returned,
    /// When to be reminded.
    Remind {
        /// How often a date was asked for: 0 while the choices stand, 2 at most.
        asked: u8,
    },
    /// Which language.
    Language {
        /// Which page of them.
        page: usize,
    },
    /// Words that plainly hold details of somebody else wait for a choice; the question may have been put at the bottom once more.
    Pasted {
        /// It was.
        prompted: bool,
    },
    /// The person's own words are shown.
    MyWords,
    /// Clear this chat: one confirmation.
    Clear,
    /// Forget me: one confirmation.
    Forget,
}

impl Overlay {
    /// Whether words that come under it, or after it, are for the program: what was written straight to a coordinator ends here (P13).
    pub fn ends_writing_straight(&self) -> bool {
        match self {
            Self::Person | Self::Stopped | Self::Returned | Self::Remind { .. } => true,
            Self::Help { .. }
            | Self::Signpost { .. }
            | Self::Language { .. }
            | Self::Pasted { .. }
            | Self::MyWords
            | Self::Clear
            | Self::Forget => false,
        }
    }

    /// Its name, in payloads.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Help { .. } => "help",
            Self::Signpost { .. } => "signpost",
            Self::Person => "person",
            Self::Stopped => "stopped",
            Self::Returned => "returned",
            Self::Remind { .. } => "remind",
            Self::Language { .. } => "language",
            Self::Pasted { .. } => "pasted",
            Self::MyWords => "my-words",
            Self::Clear => "clear",
            Self::Forget => "forget",
        }
    }
}

/// What has been said once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Told {
    /// What ✍ means.
    Mark,
    /// That a voice note cannot be heard, nor a picture seen, by a program.
    Media,
    /// How long a draft is kept.
    KeptUntil,
    /// That words kept here do not go to the coordinator who is in touch by themselves.
    NotPassedOn,
    /// That words may hold details of somebody else: they were kept all the same, by choice.
    AboutSomebody,
    /// What there is for people under 18, to somebody who said in words that they are.
    Young,
    /// P20's two sentences.
    Limits,
}

impl State {
    /// A conversation that has not begun, at `place`.
    pub fn new(content: String, place: Place, locale: String) -> Self {
        Self {
            content,
            place,
            asked: Asked::Idle { telling: false },
            overlay: None,
            locale,
            nonce: 0,
            first_nonce: 0,
            drafts: BTreeMap::new(),
            back: None,
            met: BTreeSet::new(),
            told: BTreeSet::new(),
            mark: 0,
            under_18: false,
            direct: None,
            away_told: None,
            reminder: None,
            typed: None,
            held: None,
            burst: Burst::default(),
            listing: None,
            former: BTreeMap::new(),
            episode: Episode::default(),
            watched: false,
            moved_on: false,
        }
    }

    /// The same, with its buttons numbered from `nonce` on.
    #[must_use]
    pub fn numbered_from(self, nonce: u32) -> Self {
        Self { nonce, first_nonce: nonce, ..self }
    }

    /// A part of a draft of `purpose`: of `content`, or of the version that its words were written in, if it is not the same any more.
    pub fn part<'a>(&'a self, content: &'a Content, purpose: Purpose, part: &str) -> Option<&'a Part> {
        let known = content.part(part);
        let former = || self.former.get(part).map(|former| &former.part);
        known.filter(|part| part.purpose == purpose).or_else(former).or(known)
    }

    /// The outline of the draft of `purpose`.
    pub fn draft(&self, purpose: Purpose) -> Outline {
        self.drafts.get(&purpose).cloned().unwrap_or_default()
    }

    /// The outline of the draft of `purpose`, to change.
    pub fn draft_mut(&mut self, purpose: Purpose) -> &mut Outline {
        self.drafts.entry(purpose).or_default()
    }

    /// Says something once: true the first time.
    pub fn first_time(&mut self, what: Told) -> bool {
        self.told.insert(what)
    }
}

/// One kind line's key.
pub(super) fn kind_key(kind: OtherKind) -> String {
    format!("kind-{}", kind.as_str())
}
