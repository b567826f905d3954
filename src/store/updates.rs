//! Updates: Telegram's ids of those that were seen, as a set, for eight days (P31).
//!
//! Not here: anything that was in them.

use chrono::{DateTime, TimeDelta, Utc};

use super::work::{run, values};
use super::{StoreError, Work, statements};

/// How long an id is remembered: Telegram offers an update for a day, and starts its ids anew after a quiet week.
pub const REMEMBERED: TimeDelta = TimeDelta::days(8);

/// An update that was set aside: all that is known of it.
#[derive(Clone, Copy, Debug)]
pub struct Aside<'a> {
    /// What kind of update it was.
    pub kind: &'a str,
    /// How long, in bytes.
    pub length: i64,
    /// Its hash.
    pub hash: &'a str,
}

/// Remembers an update. False: it was seen before, and nothing is to be done.
pub async fn remember(work: &mut Work, update: i64, at: DateTime<Utc>) -> Result<bool, StoreError> {
    if let Some(is_new) = work.ahead.is_new(update) {
        return Ok(is_new);
    }
    let none = None::<&str>;
    Ok(run!(work, statements::UPDATE_REMEMBER, update, at, none, None::<i64>, none)? == 1)
}

/// Nothing was done about an update that was remembered: it is as if it had not been seen.
pub async fn put_back(work: &mut Work, update: i64) -> Result<(), StoreError> {
    run!(work, statements::UPDATE_PUT_BACK, update).map(drop)
}

/// Remembers an update that could not be dealt with. False: it was seen before.
pub async fn set_aside(work: &mut Work, update: i64, at: DateTime<Utc>, aside: Aside<'_>) -> Result<bool, StoreError> {
    let (kind, hash) = (Some(aside.kind), Some(aside.hash));
    Ok(run!(work, statements::UPDATE_REMEMBER, update, at, kind, Some(aside.length), hash)? == 1)
}

/// How many were set aside within the days that are remembered.
pub async fn count_set_aside(work: &mut Work) -> Result<i64, StoreError> {
    values!(work, statements::UPDATE_ASIDE).map(|found: Vec<i64>| found.first().copied().unwrap_or(0))
}

/// Forgets the old ones; says how many.
pub async fn forget_old(work: &mut Work, now: DateTime<Utc>) -> Result<u64, StoreError> {
    run!(work, statements::UPDATE_FORGET, now - REMEMBERED)
}
