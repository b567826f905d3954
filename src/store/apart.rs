//! Who opens what somebody sent and who does not: because the person asked for that, because a coordinator knows them, or because they are of
//! the team themselves. No row says which words said so.
//!
//! Not here: who names whom (`turn`, `staff`). The guard of taking on stands in the statements themselves.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::statements::acts;
use super::work::{run, values};
use super::{StoreError, Work};

/// Why somebody opens nothing of a person's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The person asked for that.
    Asked,
    /// The coordinator knows them.
    Knows,
}

impl Why {
    /// The name used in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Knows => "knows",
        }
    }

    /// The reason of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Asked, Self::Knows].into_iter().find(|known| known.as_str() == name)
    }
}

/// A coordinator is kept from what this person sent.
pub async fn keep_from(work: &mut Work, person: Uuid, coordinator: Uuid, why: Why) -> Result<(), StoreError> {
    run!(work, acts::KEPT_FROM_PUT, person, coordinator, why).map(drop)
}

/// Those whom the person had named are not kept from it any more.
pub async fn forget_asked(work: &mut Work, person: Uuid) -> Result<(), StoreError> {
    run!(work, acts::KEPT_FROM_CLEAR, person).map(drop)
}

/// What this person sent is for one coordinator alone.
pub async fn keep_for(work: &mut Work, person: Uuid, coordinator: Uuid) -> Result<(), StoreError> {
    run!(work, acts::KEPT_FOR_PUT, person, coordinator).map(drop)
}

/// Whether a coordinator opens nothing of this person's.
pub async fn is_kept(work: &mut Work, coordinator: Uuid, person: Uuid) -> Result<bool, StoreError> {
    values!(work, acts::KEPT, coordinator, person).map(|found: Vec<bool>| found.first().copied().unwrap_or(false))
}

/// What is with somebody who is kept from it goes back to its queue, and the conversation to the bot.
pub async fn let_go(work: &mut Work, person: Uuid, at: DateTime<Utc>) -> Result<(), StoreError> {
    run!(work, acts::REFERRAL_LET_ALL_GO, person, at)?;
    run!(work, acts::PERSON_RELEASE_KEPT, person).map(drop)
}
