//! Stored times after the clock was set back: they lie ahead by as much, and what waits for them would wait in vain.
//!
//! Not here: noticing it (`turn`).

use chrono::{DateTime, TimeDelta, Utc};

use super::work::run;
use super::{StoreError, Work, errands, statements};

/// For how long a line is lent, or rests, at most, as delivery has it.
const LENT: TimeDelta = TimeDelta::minutes(3);

/// Lines of the outbox are ready now, but for those that carry a coordinator's words at this moment: they would be taken for left behind.
/// On a `shared` database others may be sending, so there all of them get the time that a loan takes.
pub async fn lines(work: &mut Work, now: DateTime<Utc>, shared: bool) -> Result<(), StoreError> {
    run!(work, statements::LINE_WAKE, now + LENT)?;
    if !shared {
        run!(work, statements::LINE_WAKE_IDLE, now)?;
    }
    Ok(())
}

/// Stored times of one reason come at `latest`.
pub async fn dues(work: &mut Work, what: &str, latest: DateTime<Utc>) -> Result<(), StoreError> {
    run!(work, statements::DUE_BRING_NEAR, what, latest).map(drop)
}

/// Marks that are owed count as owed since now at the latest.
pub async fn marks(work: &mut Work, now: DateTime<Utc>) -> Result<(), StoreError> {
    run!(work, statements::BUBBLES_OWED_BY_NOW, now).map(drop)
}

/// Errands may be gone on with now, and live for as long as one that is new.
pub async fn errands(work: &mut Work, now: DateTime<Utc>) -> Result<(), StoreError> {
    run!(work, statements::ERRAND_WAKE, now)?;
    run!(work, statements::ERRAND_SHORTEN, now + errands::LIFE).map(drop)
}
