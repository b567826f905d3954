//! Dues: stored times, at most one for each person and reason. `turn` makes events of those that have come.
//!
//! Not here: what they are for (`dialogue::Due`; here it is its name).

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::work::{all, run, values};
use super::{StoreError, Work, statements};

/// A stored time.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct DueRow {
    /// Whose.
    pub person: Uuid,
    /// The name of the reason.
    pub what: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Handed back in the event, which is void if the conversation has moved on.
    pub mark: i64,
}

/// Stores a time, in place of the one stored for the same reason. (Gathered.)
pub fn put(work: &mut Work, due: &DueRow) {
    work.gathered.due(due.person, &due.what, Some((due.at, due.mark)));
}

/// Forgets a stored time. (Gathered.)
pub fn cancel(work: &mut Work, person: Uuid, what: &str) {
    work.gathered.due(person, what, None);
}

/// Those that have come, `limit` at most, the earliest first. Each is then taken by [`take`], in the job that acts on it.
pub async fn come(work: &mut Work, now: DateTime<Utc>, limit: i64) -> Result<Vec<DueRow>, StoreError> {
    all!(work, statements::DUE_COME, now, limit)
}

/// How many have come by `by` and had no effect yet.
pub async fn late(work: &mut Work, by: DateTime<Utc>) -> Result<i64, StoreError> {
    values!(work, statements::DUE_LATE, by).map(|found: Vec<i64>| found.first().copied().unwrap_or(0))
}

/// Takes one that has come. False: it was taken, cancelled or moved since it was read.
pub async fn take(work: &mut Work, due: &DueRow, now: DateTime<Utc>) -> Result<bool, StoreError> {
    Ok(run!(work, statements::DUE_TAKE, due.person, &due.what, due.mark, now)? == 1)
}

/// Puts one that has come off until `until`, because it could not be acted on: it must not stand before the others for ever.
pub async fn put_off(
    work: &mut Work,
    due: &DueRow,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<(), StoreError> {
    run!(work, statements::DUE_PUT_OFF, due.person, &due.what, due.mark, now, until).map(drop)
}

/// All stored times of a person's.
pub async fn of_person(work: &mut Work, person: Uuid) -> Result<Vec<DueRow>, StoreError> {
    all!(work, statements::DUE_PERSON, person)
}
