//! How long people waited for a first answer: two times, and nothing that says who waited or who answered.
//!
//! Not here: what figure is made of it (`staff`).

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::statements::acts;
use super::work::{all, run, values};
use super::{StoreError, Work};

/// Somebody is answered. The first time since they asked, it is noted how long that took.
pub async fn answered(work: &mut Work, id: Uuid, referral: Uuid, at: DateTime<Utc>) -> Result<(), StoreError> {
    let asked: Vec<DateTime<Utc>> = values!(work, acts::REFERRAL_ANSWERED, referral, at)?;
    match asked.first() {
        Some(asked) => put(work, id, (*asked, at)).await,
        None => Ok(()),
    }
}

/// Somebody asked, and was answered.
pub async fn put(
    work: &mut Work,
    id: Uuid,
    (asked, answered): (DateTime<Utc>, DateTime<Utc>),
) -> Result<(), StoreError> {
    run!(work, acts::HEARD_PUT, id, asked, answered).map(drop)
}

/// When those asked, and were answered, who asked since `since`.
pub async fn since(work: &mut Work, since: DateTime<Utc>) -> Result<Vec<(DateTime<Utc>, DateTime<Utc>)>, StoreError> {
    all!(work, acts::HEARD_SINCE, since)
}

/// When those asked since `since` who have had no answer yet, and wish for one.
pub async fn not_yet(work: &mut Work, since: DateTime<Utc>) -> Result<Vec<DateTime<Utc>>, StoreError> {
    values!(work, acts::HEARD_NOT, since)
}

/// What is older goes.
pub async fn forget(work: &mut Work, before: DateTime<Utc>) -> Result<(), StoreError> {
    run!(work, acts::HEARD_FORGET, before).map(drop)
}
