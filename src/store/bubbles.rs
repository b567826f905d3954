//! Bubbles: the ids of the messages in a chat, both sides', so that buttons can be taken off, marks be put and the chat be cleared.
//!
//! Not here: any text of theirs.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::ahead::Wanted;
use super::statements::many;
use super::work::{all, many_rows, run, values};
use super::{StoreError, Work, statements};
use crate::vault::Sealed;

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
    /// Ours: whether buttons stand under it that still act. The person's: whether it is still to be marked.
    pub live: bool,
}

/// A message of the person's that is still to be marked.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Owed {
    /// Whose.
    pub person: Uuid,
    /// Telegram's id of their chat.
    pub chat: Sealed<i64>,
    /// Telegram's id of the message.
    pub message: i64,
}

/// Notes a message; the same again changes nothing. (Gathered.)
pub fn put(work: &mut Work, bubble: Bubble) {
    work.gathered.bubble(bubble);
}

/// The messages whose buttons still act.
pub async fn live(work: &mut Work, person: Uuid) -> Result<Vec<i64>, StoreError> {
    if let Some(live) = work.ahead.live(person) {
        return Ok(live);
    }
    let found: Vec<(Uuid, i64)> = many_rows!(work, many::BUBBLES_LIVE, &[Wanted { person }], [person])?;
    Ok(found.into_iter().map(|(_, message)| message).collect())
}

/// The buttons of this message are gone, or can never be taken off. (Gathered.)
pub fn stripped(work: &mut Work, person: Uuid, message: i64) {
    work.gathered.stripped(person, message);
}

/// This message of the person's has its mark, or never will have one. (Gathered.)
pub fn marked(work: &mut Work, person: Uuid, message: i64) {
    work.gathered.stripped(person, message);
}

/// Messages from `by` or before that are still to be marked, `limit` at most, the longest waiting first.
pub async fn owed(work: &mut Work, by: DateTime<Utc>, limit: i64) -> Result<Vec<Owed>, StoreError> {
    all!(work, statements::BUBBLES_OWED, by, limit)
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
