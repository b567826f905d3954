//! The story room: a person's own words, in parts made of fragments, from draft to approval. Pure.
//!
//! Not here: which parts exist and how they are asked for (`dialogue`), sealing (`vault`), keeping (`store`).

mod draft;
mod fragment;
mod outline;
mod words;

pub use draft::{Approved, Draft, Section, Shown, Stale};
pub use fragment::{Content, FileRef, Fragment, Piece, pieces};
pub use outline::{Outline, PartOutline};
pub use words::Words;

use serde::{Deserialize, Serialize};

/// The id of a part (`story`, `strengths`, …) as declared in the dialogues.
pub type PartId = String;

/// What a draft is for. Each purpose has its own draft, its own revision and its own approval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// The story and everything said beside it.
    Story,
    /// "Please write to me", asked of a person.
    Note,
    /// "I would like to come to …".
    Visit,
    /// A complaint, for the named person only.
    Complaint,
    /// A note on the route for people under 18; never in the adult queue.
    Young,
}

impl Purpose {
    /// Every purpose there is.
    pub const ALL: [Self; 5] = [Self::Story, Self::Note, Self::Visit, Self::Complaint, Self::Young];

    /// The name used in the database and in dialogue files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Story => "story",
            Self::Note => "note",
            Self::Visit => "visit",
            Self::Complaint => "complaint",
            Self::Young => "young",
        }
    }

    /// The purpose of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.as_str() == name)
    }
}
