//! The outline of a draft: which parts hold words, and which revision it is at. It holds no words, so the pure engine can reason with it.

use serde::{Deserialize, Serialize};

use super::{PartId, Shown};

/// What is known of a draft without its words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Outline {
    /// Goes up by one whenever the words, or what is left out, change.
    pub revision: u64,
    /// The parts that hold words, in the order in which they were begun.
    pub parts: Vec<PartOutline>,
    /// The revision that the person was last shown whole, if any.
    pub shown: Option<Shown>,
    /// The revision that was last sent, if any.
    pub sent: Option<u64>,
}

/// One part of a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartOutline {
    /// Which part.
    pub part: PartId,
    /// How many fragments it has.
    pub pieces: u32,
    /// It never stands alone: how to reach somebody, how they found us.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub aside: bool,
    /// Kept, but not to be sent.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub left_out: bool,
    /// Where it is one closed choice and nothing else: the key of its label, or the code of a link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chosen: Option<String>,
}

impl Outline {
    /// Whether nothing has been written.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Whether there is anything that would be sent.
    pub fn would_send(&self) -> bool {
        self.parts.iter().any(|part| !part.left_out && !part.aside)
    }

    /// Whether there is something to send that has not been sent as it now is.
    pub fn unsent(&self) -> bool {
        self.would_send() && self.sent != Some(self.revision)
    }

    /// Whether this part holds words.
    pub fn has(&self, part: &str) -> bool {
        self.parts.iter().any(|known| known.part == part)
    }

    /// Whether this part is left out of what would be sent.
    pub fn leaves_out(&self, part: &str) -> bool {
        self.parts.iter().any(|known| known.part == part && known.left_out)
    }

    /// One more fragment in `part`.
    pub fn add(&mut self, part: &str) {
        self.put(part, 1, false);
    }

    /// One more fragment in a part that never stands alone.
    pub fn add_aside(&mut self, part: &str) {
        self.put(part, 1, true);
    }

    /// `part` stands, with or without words (its heading says enough).
    pub fn begin(&mut self, part: &str) {
        if !self.has(part) {
            self.put(part, 0, false);
        }
    }

    fn put(&mut self, part: &str, pieces: u32, aside: bool) {
        self.revision += 1;
        match self.parts.iter_mut().find(|known| known.part == part) {
            Some(known) => {
                known.pieces += pieces;
                known.chosen = None;
            }
            None => {
                self.parts.push(PartOutline { part: part.to_owned(), pieces, aside, left_out: false, chosen: None })
            }
        }
    }

    /// What `part` holds is this closed choice, and nothing else.
    pub fn choose(&mut self, part: &str, chosen: &str) {
        if let Some(known) = self.parts.iter_mut().find(|known| known.part == part) {
            known.chosen = Some(chosen.to_owned());
        }
    }

    /// The closed choice that `part` holds.
    pub fn chosen(&self, part: &str) -> Option<&str> {
        self.parts.iter().find(|known| known.part == part)?.chosen.as_deref()
    }

    /// The words changed, but not how many fragments there are.
    pub fn touch(&mut self) {
        self.revision += 1;
    }

    /// Every fragment of `part` goes.
    pub fn remove(&mut self, part: &str) {
        self.revision += 1;
        self.parts.retain(|known| known.part != part);
    }

    /// `from` is called `to` now. Where both hold words they become one, which is left out if either was: nothing is sent that was not to be.
    pub fn rename(&mut self, from: &str, to: &str) {
        let Some(index) = self.parts.iter().position(|known| known.part == from) else { return };
        if !self.has(to) {
            self.parts.iter_mut().filter(|known| known.part == from).for_each(|known| to.clone_into(&mut known.part));
            return;
        }
        let gone = self.parts.remove(index);
        for known in self.parts.iter_mut().filter(|known| known.part == to) {
            known.pieces += gone.pieces;
            known.left_out |= gone.left_out;
            known.chosen = None;
        }
        self.revision += 1;
    }

    /// Leaves `part` out of what would be sent, or puts it back.
    pub fn leave_out(&mut self, part: &str, out: bool) {
        if let Some(known) = self.parts.iter_mut().find(|known| known.part == part) {
            known.left_out = out;
            self.revision += 1;
        }
    }
}
