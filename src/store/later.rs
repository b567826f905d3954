//! What coordinators have written to be sent at a time that suits the person, sealed with the person's key until then.
//!
//! Not here: sending it, or not, when the time has come (`staff`).

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::statements::acts;
use super::work::{all, maybe, run};
use super::{StoreError, Work};
use crate::story::Words;
use crate::vault::Sealed;

/// Something that is to be sent later.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct LaterRow {
    /// Its id, which the message keeps.
    pub id: Uuid,
    /// In which referral.
    pub referral: Uuid,
    /// To whom.
    pub person: Uuid,
    /// Whose.
    pub coordinator: Uuid,
    /// The words, sealed at `places::later`.
    pub words: Sealed<Words>,
    /// When it was written.
    pub made_at: DateTime<Utc>,
    /// When it is to be sent.
    pub at: DateTime<Utc>,
}

/// Keeps it.
pub async fn put(work: &mut Work, row: &LaterRow) -> Result<(), StoreError> {
    let LaterRow { id, referral, person, coordinator, words, made_at, at } = row;
    run!(work, acts::LATER_PUT, id, referral, person, coordinator, words, made_at, at).map(drop)
}

/// What has come, `limit` at most, the earliest first.
pub async fn come(work: &mut Work, now: DateTime<Utc>, limit: i64) -> Result<Vec<LaterRow>, StoreError> {
    all!(work, acts::LATER_COME, now, limit)
}

/// One.
pub async fn get(work: &mut Work, id: Uuid) -> Result<Option<LaterRow>, StoreError> {
    maybe!(work, acts::LATER_GET, id)
}

/// What is to be sent in one referral, the earliest first.
pub async fn of_referral(work: &mut Work, referral: Uuid) -> Result<Vec<LaterRow>, StoreError> {
    all!(work, acts::LATER_LIST, referral)
}

/// It is sent, or will not be. False: that was so before.
pub async fn remove(work: &mut Work, id: Uuid) -> Result<bool, StoreError> {
    Ok(run!(work, acts::LATER_DROP, id)? == 1)
}

/// Nothing of this referral is to be sent any more.
pub async fn remove_all(work: &mut Work, referral: Uuid) -> Result<(), StoreError> {
    run!(work, acts::LATER_CLEAR, referral).map(drop)
}
