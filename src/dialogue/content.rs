//! Content: everything reviewed that the engine moves by, put together once when it is loaded.

use std::collections::BTreeMap;

use super::{Dialogue, Helplines, Part, Place, Role, Signposts, Step};
use crate::directory::Listing;
use crate::safety::Rules;
use crate::story::{PartId, Purpose};

/// Dialogues, screening rules, helplines, signposts and listings: one reviewed edition.
#[derive(Clone, Debug)]
pub struct Content {
    /// A hash of the structure of all dialogues.
    pub hash: String,
    /// The dialogues by id. The one called `first-contact` is where everybody begins.
    pub dialogues: BTreeMap<String, Dialogue>,
    /// The screening rules.
    pub rules: Rules,
    /// The helplines.
    pub helplines: Helplines,
    /// What is shown when words suggest danger.
    pub signposts: Signposts,
    /// The service's listings, six at most.
    pub listings: Vec<Listing>,
    /// The enabled locales: code and own name, the base language first.
    pub locales: Vec<(String, String)>,
    /// The words that act when they are a whole message: lower-case word to the command's name, English and every enabled language together.
    pub typed: BTreeMap<String, String>,
}

/// Where a `to` leads.
pub type Target = Place;

impl Content {
    /// The dialogue where everybody begins.
    pub const FIRST: &'static str = "first-contact";

    /// Where everybody begins.
    pub fn start(&self) -> Place {
        let step = self.dialogues.get(Self::FIRST).map(|dialogue| dialogue.start.clone()).unwrap_or_default();
        Place { dialogue: Self::FIRST.to_owned(), step }
    }

    /// The step at `place`, if there is one.
    pub fn step(&self, place: &Place) -> Option<&Step> {
        self.dialogues.get(&place.dialogue)?.step.get(&place.step)
    }

    /// The place that `to` (`step`, or `dialogue/step`) names, seen from the dialogue `from`.
    pub fn target(&self, from: &str, to: &str) -> Place {
        let (dialogue, step) = to.split_once('/').unwrap_or((from, to));
        Place { dialogue: dialogue.to_owned(), step: step.to_owned() }
    }

    /// A part by its id.
    pub fn part(&self, id: &str) -> Option<&Part> {
        self.dialogues.values().find_map(|dialogue| dialogue.part.get(id))
    }

    /// The first part with this role.
    pub fn part_with(&self, role: Role) -> Option<(&PartId, &Part)> {
        self.dialogues.values().flat_map(|dialogue| &dialogue.part).find(|(_, part)| part.role == Some(role))
    }

    /// The step where the draft of `purpose` is reviewed.
    pub fn review_of(&self, purpose: Purpose) -> Option<Place> {
        self.find(|step| matches!(step, Step::Review(review) if review.purpose == purpose))
    }

    /// The first step that `wanted` accepts.
    fn find(&self, wanted: impl Fn(&Step) -> bool) -> Option<Place> {
        self.dialogues.values().find_map(|dialogue| {
            let (step, _) = dialogue.step.iter().find(|(_, step)| wanted(step))?;
            Some(Place { dialogue: dialogue.id.clone(), step: step.clone() })
        })
    }
}
