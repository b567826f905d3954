//! The lifecycle of what was handed over. Pure: the store guards the same transitions in its `WHERE` clauses.
//!
//! Not here: the words themselves (`story`), who may act (`staff`). `glance` is what can be told of one without opening it.

mod glance;

use serde::{Deserialize, Serialize};

pub use glance::{Given, Glance};

use crate::story::Purpose;

/// Where a referral stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Sent, and nobody has taken it on yet.
    Waiting,
    /// A coordinator has taken it on and has opened it.
    Claimed,
    /// A coordinator has written to the person.
    InTouch,
    /// Resting: the person can write again whenever they like.
    Closed,
    /// The person took it back.
    Withdrawn,
}

impl Status {
    /// Every status there is.
    pub const ALL: [Self; 5] = [Self::Waiting, Self::Claimed, Self::InTouch, Self::Closed, Self::Withdrawn];

    /// The name used in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Claimed => "claimed",
            Self::InTouch => "in-touch",
            Self::Closed => "closed",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The status of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == name)
    }

    /// Whether the step from here to `next` exists.
    pub fn may_become(self, next: Self) -> bool {
        match self {
            Self::Waiting => matches!(next, Self::Claimed | Self::Withdrawn),
            Self::Claimed => matches!(next, Self::Waiting | Self::InTouch | Self::Closed | Self::Withdrawn),
            Self::InTouch => matches!(next, Self::Waiting | Self::Closed | Self::Withdrawn),
            // *Not yet*: the person asks that it does not rest.
            Self::Closed => matches!(next, Self::Waiting | Self::InTouch | Self::Withdrawn),
            Self::Withdrawn => matches!(next, Self::Waiting),
        }
    }

    /// Whether a coordinator has opened it.
    pub fn is_opened(self) -> bool {
        matches!(self, Self::Claimed | Self::InTouch | Self::Closed)
    }
}

/// Which queue a referral stands in. They never mix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Queue {
    /// The coordinators' queue.
    Main,
    /// Complaints, for the one person who is named for them.
    Complaints,
    /// The route for people under 18, for the named lead.
    Young,
}

impl Queue {
    /// Every queue there is.
    pub const ALL: [Self; 3] = [Self::Main, Self::Complaints, Self::Young];

    /// Where something of this purpose goes. Nothing of a young person's stands in the adult queue (P25).
    pub fn of(purpose: Purpose, under_18: bool) -> Self {
        match purpose {
            Purpose::Story | Purpose::Note | Purpose::Visit if under_18 => Self::Young,
            Purpose::Story | Purpose::Note | Purpose::Visit => Self::Main,
            Purpose::Complaint => Self::Complaints,
            Purpose::Young => Self::Young,
        }
    }

    /// The name used in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Main => "main",
            Self::Complaints => "complaints",
            Self::Young => "young",
        }
    }

    /// The queue of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|queue| queue.as_str() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p15_taking_back_works_from_every_state() {
        for status in Status::ALL {
            assert_eq!(status.may_become(Status::Withdrawn), status != Status::Withdrawn);
        }
    }

    #[test]
    fn p34_only_a_waiting_referral_can_be_claimed() {
        for status in Status::ALL {
            assert_eq!(status.may_become(Status::Claimed), status == Status::Waiting);
        }
    }

    #[test]
    fn p25_a_young_persons_note_never_stands_in_the_adult_queue() {
        assert_eq!(Queue::of(Purpose::Young, true), Queue::Young);
        assert_eq!(Queue::of(Purpose::Story, true), Queue::Young);
    }
}
