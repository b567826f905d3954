//! The situation: what `step` has to know of the world beside the state, handed to it as data.

use chrono::{DateTime, NaiveDate, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::hours::Hours;
use crate::referral::{Queue, Status};

/// What is true around one conversation at this moment.
#[derive(Clone, Debug)]
pub struct Situation<'a> {
    /// Facts of the service, from its config.
    pub facts: &'a Facts,
    /// Who has the conversation.
    pub holder: Holder,
    /// Whoever has it does not read now.
    pub away: Option<AwayView>,
    /// What this person has sent, one a queue at most.
    pub referrals: Vec<ReferralView>,
}

/// Who has a conversation (P34).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holder {
    /// The dialogues.
    Bot,
    /// A coordinator, by the name that the person knows.
    Coordinator {
        /// Their name.
        name: String,
        /// They have written to the person.
        in_touch: bool,
    },
}

/// A coordinator is away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AwayView {
    /// The day on which they read again.
    pub back: NaiveDate,
    /// Who covers, by the name that people know.
    pub cover: Option<String>,
}

/// What `step` may know of a referral.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReferralView {
    /// Which queue it stands in.
    pub queue: Queue,
    /// Where it stands.
    pub status: Status,
    /// Who has it, by the name that the person knows.
    pub opened_by: Option<String>,
    /// Whether they have opened it: somebody may have been handed it and not looked yet.
    pub opened: bool,
    /// Whether the person may be contacted.
    pub contact_welcome: bool,
    /// When it was last sent or added to.
    pub sent_at: DateTime<Utc>,
}

/// Facts of the service: names, numbers and hours. No sentences (P19).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The service's name.
    pub name: String,
    /// Its phone number.
    pub phone: String,
    /// Its e-mail address, if people may use it.
    pub email: Option<String>,
    /// Its postal address, if people may walk in.
    pub address: Option<String>,
    /// The link to this chat, to hand to somebody.
    pub link: Option<String>,
    /// Which nation of the United Kingdom it is in: helplines differ.
    pub nation: Nation,
    /// Its page on the web.
    pub website: Option<String>,
    /// When people are there and read.
    pub hours: Hours,
    /// "Nine in ten people hear within so many working days": the service's real figure, once there is one.
    pub heard_within_days: Option<u16>,
    /// How long a draft is kept after the last message, in days.
    pub keep_draft_days: u16,
    /// The quiet moment, in seconds.
    pub quiet_seconds: u16,
    /// The route for people under 18, if there is one.
    pub young: Option<Contact>,
    /// Who reads complaints, if somebody is named.
    pub complaints: Option<Contact>,
    /// The team's first names, if the service wishes to show them.
    pub team: Vec<String>,
}

/// A nation of the United Kingdom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Nation {
    /// England.
    #[default]
    England,
    /// Scotland.
    Scotland,
    /// Wales.
    Wales,
    /// Northern Ireland.
    NorthernIreland,
}

impl Nation {
    /// Every nation.
    pub const ALL: [Self; 4] = [Self::England, Self::Scotland, Self::Wales, Self::NorthernIreland];

    /// Its name in the config and in registers.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::England => "england",
            Self::Scotland => "scotland",
            Self::Wales => "wales",
            Self::NorthernIreland => "northern-ireland",
        }
    }
}

/// A named person or place and how to reach it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Who.
    pub name: String,
    /// By phone, if they can be.
    pub phone: Option<String>,
    /// By e-mail, if they can be.
    pub email: Option<String>,
}

impl Situation<'_> {
    /// The referral in `queue`, if one is there and was not taken back.
    pub fn referral(&self, queue: Queue) -> Option<&ReferralView> {
        self.referrals.iter().find(|referral| referral.queue == queue && referral.status != Status::Withdrawn)
    }
}
