//! From draft to approval. `Approved` can be made in one way only: from a draft that was shown, by an act that carries the
//! revision that was shown, while nothing has changed since (P13, P14).

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{PartId, Piece, Purpose};

/// One part as it is shown: its heading as the person sees it, then their words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Which part.
    pub part: PartId,
    /// The heading, in the person's language, as shown.
    pub heading: String,
    /// Their words, and what stands between them.
    pub pieces: Vec<Piece>,
}

/// Everything of one purpose that would be sent, at one revision.
#[derive(Clone, Debug)]
pub struct Draft {
    purpose: Purpose,
    revision: u64,
    sections: Vec<Section>,
}

/// The mark that a person has been shown exactly this. Only [`Draft::show`] makes one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    revision: u64,
    digest: String,
}

impl Shown {
    /// The revision that was shown: what a button to send it carries.
    pub fn revision(&self) -> u64 {
        self.revision
    }
}

/// What a person has seen and sent. It never changes, but for parts that they remove later (P12).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Approved {
    purpose: Purpose,
    revision: u64,
    sections: Vec<Section>,
}

/// The words have changed since they were shown, or were never shown.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("the words have changed since they were shown")]
pub struct Stale;

impl Draft {
    /// A draft at `revision`, its sections in the order in which they would be sent.
    pub fn new(purpose: Purpose, revision: u64, sections: Vec<Section>) -> Self {
        Self { purpose, revision, sections }
    }

    /// What stands in it.
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// Marks that the person is shown exactly this now.
    pub fn show(&self) -> Shown {
        Shown { revision: self.revision, digest: self.digest() }
    }

    /// The person's act of sending `acted_on`, having been shown `shown`.
    pub fn approve(self, shown: &Shown, acted_on: u64) -> Result<Approved, Stale> {
        let same = shown.revision == self.revision && acted_on == shown.revision && shown.digest == self.digest();
        if !same || self.sections.is_empty() {
            return Err(Stale);
        }
        Ok(Approved { purpose: self.purpose, revision: self.revision, sections: self.sections })
    }

    fn digest(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(self.purpose.as_str());
        hash.update(serde_json::to_vec(&self.sections).unwrap_or_default());
        hash.finalize().iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
    }
}

impl Approved {
    /// What it is for.
    pub fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// The revision of the draft that it froze.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// What was sent, in order.
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }
}

#[cfg(test)]
mod tests {
    use super::super::Words;
    use super::*;

    fn draft(revision: u64, words: &str) -> Draft {
        let section =
            Section { part: "story".into(), heading: "What".into(), pieces: vec![Piece::Words(Words::new(words))] };
        Draft::new(Purpose::Story, revision, vec![section])
    }

    #[test]
    fn p13_only_what_was_shown_can_be_sent() {
        let shown = draft(3, "a").show();
        assert!(draft(3, "a").approve(&shown, 3).is_ok());
        assert_eq!(draft(4, "a").approve(&shown, 3).unwrap_err(), Stale);
        assert_eq!(draft(3, "a").approve(&shown, 2).unwrap_err(), Stale);
    }

    #[test]
    fn p13_other_words_under_the_same_revision_are_stale_too() {
        let shown = draft(3, "a").show();
        assert_eq!(draft(3, "b").approve(&shown, 3).unwrap_err(), Stale);
        assert_eq!(Draft::new(Purpose::Story, 3, vec![]).approve(&shown, 3).unwrap_err(), Stale);
    }
}
