//! Looks: when a coordinator last looked at a referral (what came since is new to them), and when that was last written down as an opening.
//!
//! Not here: what counts as an opening (`staff`).

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::statements::acts;
use super::work::{run, values};
use super::{StoreError, Work};

/// Somebody looks now; `opened_at` is when that was last written down.
pub async fn put(
    work: &mut Work,
    (referral, coordinator): (Uuid, Uuid),
    at: DateTime<Utc>,
    opened_at: DateTime<Utc>,
) -> Result<(), StoreError> {
    run!(work, acts::SEEN_PUT, referral, coordinator, at, opened_at).map(drop)
}

/// When their last opening was written down.
pub async fn opened_at(
    work: &mut Work,
    referral: Uuid,
    coordinator: Uuid,
) -> Result<Option<DateTime<Utc>>, StoreError> {
    values!(work, acts::SEEN_OPENED, referral, coordinator).map(|found: Vec<DateTime<Utc>>| found.first().copied())
}
