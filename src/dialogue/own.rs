//! The steps that the engine itself goes to, from anywhere: each by the id that the engine knows. In a dialogue that was changed it may have
//! another, and `[moved]` says which.
//!
//! Not here: the reviews, which are found by their purpose, and parts, by their role (`content`).

use super::{Act, Content, Offer, Place, Shape, Step};

/// A step that the engine itself goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnStep {
    /// Where `/more` leads.
    More,
    /// Where the choice `do = "complain"` leads.
    Complaint,
    /// The page on being here for somebody else, one tap behind a signpost for them.
    Somebody,
    /// The page for people under 18, one tap behind a signpost that offers it.
    Young,
}

impl OwnStep {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::More, Self::Complaint, Self::Somebody, Self::Young];

    /// The id that the engine knows it by.
    pub const fn known(self) -> (&'static str, &'static str) {
        match self {
            Self::More => ("more", "menu"),
            Self::Complaint => ("complaint", "ask"),
            Self::Somebody => ("someone", "know"),
            Self::Young => ("someone", "under-18"),
        }
    }
}

impl Content {
    /// Where this edition has one of the engine's own steps: under the id that the engine knows, or where `[moved]` says that it is now.
    pub fn own(&self, own: OwnStep) -> Place {
        let (dialogue, step) = own.known();
        let known = self.target(dialogue, step);
        if self.step(&known).is_some() { known } else { self.moved_place(&known).unwrap_or(known) }
    }

    /// Whether the engine goes there at all, with what else this edition has in it.
    pub fn goes_to(&self, own: OwnStep) -> bool {
        let mut signposts = self.signposts.signpost.values();
        match own {
            OwnStep::More => true,
            OwnStep::Complaint => self.does(Act::Complain),
            OwnStep::Somebody => signposts.any(|signpost| signpost.shape == Shape::Somebody),
            OwnStep::Young => signposts.any(|signpost| signpost.offer == Some(Offer::Young)),
        }
    }

    /// Whether a choice of some menu asks the engine to do this.
    fn does(&self, act: Act) -> bool {
        let mut steps = self.dialogues.values().flat_map(|dialogue| dialogue.step.values());
        steps.any(|step| matches!(step, Step::Menu(menu) if menu.choice.iter().any(|choice| choice.act == Some(act))))
    }
}
