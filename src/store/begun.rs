//! What coordinators have begun to write to a person and not sent: kept sealed with the person's key, so that it survives a sign-out.
//!
//! Not here: sending (`staff`).

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::statements::acts;
use super::work::{run, values};
use super::{StoreError, Work};
use crate::story::Words;
use crate::vault::Sealed;

/// The row within the place that its words are bound to.
pub fn place(referral: Uuid, coordinator: Uuid) -> String {
    format!("{referral}/{coordinator}")
}

/// Keeps it, in place of what was there.
pub async fn put(
    work: &mut Work,
    (referral, coordinator): (Uuid, Uuid),
    words: &Sealed<Words>,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    run!(work, acts::BEGUN_PUT, referral, coordinator, words, at).map(drop)
}

/// What is there, sealed at `places::begun`.
pub async fn get(work: &mut Work, referral: Uuid, coordinator: Uuid) -> Result<Option<Sealed<Words>>, StoreError> {
    values!(work, acts::BEGUN_GET, referral, coordinator).map(|found: Vec<Sealed<Words>>| found.into_iter().next())
}

/// It is sent, or taken away.
pub async fn remove(work: &mut Work, referral: Uuid, coordinator: Uuid) -> Result<(), StoreError> {
    run!(work, acts::BEGUN_DROP, referral, coordinator).map(drop)
}
