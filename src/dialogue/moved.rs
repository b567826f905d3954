//! What has moved from one version to the next: steps and parts that have another id now, and where a section's people go whose step is
//! gone. It stands in the dialogue files, and is read by the mover.
//!
//! Not here: what becomes of a conversation (`mover`), whether the entries make sense (`check`).

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Content, Dialogue, Place, StepId};
use crate::story::PartId;

/// Entries follow one another (`a` is now `b`, `b` is now `c`) at most so often: two that lead to each other end there.
const MOST_HOPS: usize = 64;

/// Ids that an earlier version had, and what they are called now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Moved {
    /// A step's earlier id (`step`, or `dialogue/step`), and the step where whoever stands there goes on (`step`, or `dialogue/step`).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub step: BTreeMap<String, String>,
    /// A part's earlier id, and the part that its words belong to now. An id that leads to itself says that the part is meant to be
    /// another kind of answer now: words that were written before stay in the draft that they were written for.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub part: BTreeMap<PartId, PartId>,
}

/// Steps that belong together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its steps. Those that are gone may stay in the list: whoever still stands there is led to the anchor.
    pub steps: Vec<StepId>,
    /// The step of this dialogue where whoever stood at a step that is gone goes on, with one calm sentence and every answer kept.
    pub anchor: StepId,
}

impl Moved {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.step.is_empty() && self.part.is_empty()
    }
}

impl Content {
    /// The step where whoever stood at `place` in an earlier version goes on, by the `[moved]` entries. `None`: there is no entry, or
    /// it leads to no step.
    pub fn moved_place(&self, place: &Place) -> Option<Place> {
        let mut now = self.entry(place)?;
        for _ in 0..MOST_HOPS {
            if self.step(&now).is_some() {
                return Some(now);
            }
            now = self.entry(&now)?;
        }
        None
    }

    /// The same for the name of a place as it stands in a button (`dialogue/step`); a name with no entry stays as it is.
    pub fn moved_label(&self, label: &str) -> String {
        let moved = label.split_once('/').and_then(|(dialogue, step)| {
            let place = Place { dialogue: dialogue.to_owned(), step: step.to_owned() };
            if self.step(&place).is_some() { None } else { self.moved_place(&place) }
        });
        moved.map_or_else(|| label.to_owned(), |place| format!("{}/{}", place.dialogue, place.step))
    }

    /// The part that an earlier version's `part` is now: itself if it is still there. `None`: it is gone.
    pub fn part_now<'a>(&'a self, part: &'a str) -> Option<&'a str> {
        let mut now = part;
        for _ in 0..MOST_HOPS {
            if self.part(now).is_some() {
                return Some(now);
            }
            now = self.dialogues.values().find_map(|dialogue| dialogue.moved.part.get(now))?;
        }
        None
    }

    /// Where the section of `place` has its anchor: the section as `former` knew it, or as today's file lists it.
    pub fn anchor_of(&self, former: Option<&Self>, place: &Place) -> Option<Place> {
        let today = self.dialogues.get(&place.dialogue)?;
        let known = former.and_then(|former| former.dialogues.get(&place.dialogue));
        let name = [Some(today), known].into_iter().flatten().find_map(|dialogue| section_of(dialogue, &place.step))?;
        let step = today.section.get(name)?.anchor.clone();
        let anchor = Place { dialogue: today.id.clone(), step };
        self.step(&anchor).is_some().then_some(anchor)
    }

    fn entry(&self, place: &Place) -> Option<Place> {
        let own = self
            .dialogues
            .get(&place.dialogue)
            .and_then(|dialogue| Some((dialogue, dialogue.moved.step.get(&place.step)?)));
        let full = format!("{}/{}", place.dialogue, place.step);
        let by_name = || self.dialogues.values().find_map(|dialogue| Some((dialogue, dialogue.moved.step.get(&full)?)));
        let (dialogue, to) = own.or_else(by_name)?;
        Some(self.target(&dialogue.id, to))
    }
}

/// The section that a step belongs to.
fn section_of<'a>(dialogue: &'a Dialogue, step: &str) -> Option<&'a str> {
    let has = |(_, section): &(&String, &Section)| section.steps.iter().any(|known| known == step);
    dialogue.section.iter().find(has).map(|(name, _)| name.as_str())
}
