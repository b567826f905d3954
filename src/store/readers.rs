//! Readers: coordinators who read a referral along with whoever has it. They open and note, and do not write to the person.
//!
//! Not here: who may be asked (`staff`).

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::statements::acts;
use super::work::{run, values};
use super::{StoreError, Work};

/// Somebody reads along.
pub async fn add(work: &mut Work, referral: Uuid, coordinator: Uuid, at: DateTime<Utc>) -> Result<bool, StoreError> {
    Ok(run!(work, acts::READER_PUT, referral, coordinator, at)? == 1)
}

/// They do not any more.
pub async fn remove(work: &mut Work, referral: Uuid, coordinator: Uuid) -> Result<bool, StoreError> {
    Ok(run!(work, acts::READER_DROP, referral, coordinator)? == 1)
}

/// Their names, the first asked first.
pub async fn names(work: &mut Work, referral: Uuid) -> Result<Vec<String>, StoreError> {
    values!(work, acts::READER_LIST, referral)
}

/// Whether somebody reads along.
pub async fn reads(work: &mut Work, referral: Uuid, coordinator: Uuid) -> Result<bool, StoreError> {
    values!(work, acts::READER_IS, referral, coordinator).map(|found: Vec<DateTime<Utc>>| !found.is_empty())
}
