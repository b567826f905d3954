//! Bubbles: the ids of the messages in a chat, both sides', so that buttons can be taken off and the chat be cleared.
//!
//! Not here: any text of theirs.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::work::{run, values};
use super::{StoreError, Work, statements};

/// Telegram lets a bot delete messages that are younger than this.
pub const DELETABLE: TimeDelta = TimeDelta::hours(48);

/// One message in a person's chat.
#[derive(Clone, Copy, Debug)]
pub struct Bubble {
    /// In whose chat.
    pub person: Uuid,
    /// Telegram's id of it.
    pub message: i64,
    /// Ours, or the person's.
    pub from_us: bool,
    /// When.
    pub at: DateTime<Utc>,
    /// Whether buttons stand under it that still act.
    pub live: bool,
}

/// Notes a message; the same again changes nothing.
pub async fn put(work: &mut Work, bubble: &Bubble) -> Result<(), StoreError> {
    run!(work, statements::BUBBLE_PUT, bubble.person, bubble.message, bubble.from_us, bubble.at, bubble.live).map(drop)
}

/// The messages whose buttons still act.
pub async fn live(work: &mut Work, person: Uuid) -> Result<Vec<i64>, StoreError> {
    values!(work, statements::BUBBLE_LIVE, person)
}

/// The buttons of this message are gone, or can never be taken off.
pub async fn stripped(work: &mut Work, person: Uuid, message: i64) -> Result<(), StoreError> {
    run!(work, statements::BUBBLE_STRIPPED, person, message).map(drop)
}

/// Marks every message as without buttons; answers those that had some.
pub async fn strip(work: &mut Work, person: Uuid) -> Result<Vec<i64>, StoreError> {
    values!(work, statements::BUBBLE_STRIP, person)
}

/// What Telegram still lets a bot delete, both sides', the newest first.
pub async fn deletable(work: &mut Work, person: Uuid, now: DateTime<Utc>) -> Result<Vec<i64>, StoreError> {
    values!(work, statements::BUBBLE_YOUNG, person, now - DELETABLE)
}

/// A message was deleted from the chat.
pub async fn remove(work: &mut Work, person: Uuid, message: i64) -> Result<(), StoreError> {
    run!(work, statements::BUBBLE_DROP, person, message).map(drop)
}

/// Forgets the ids of what can neither be deleted nor stripped any more; says how many.
pub async fn forget_old(work: &mut Work, now: DateTime<Utc>) -> Result<u64, StoreError> {
    run!(work, statements::BUBBLE_FORGET, now - DELETABLE)
}
