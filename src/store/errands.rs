//! Errands: what is left to do in a chat after its person's key is gone (messages to delete, a last line), under a key of its own that lives
//! in the keystore, for ten minutes at most.
//!
//! Not here: the keys (`Group::make_errand_key`, `keystore`), doing it (`telegram`).

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::outgoing::Outgoing;
use super::work::{all, run, values};
use super::{StoreError, Work, statements};
use crate::vault::Sealed;

/// How long an errand lives.
pub const LIFE: TimeDelta = TimeDelta::minutes(10);

/// What is to be done, in order. Its `Debug` prints no chat id.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Orders {
    /// In which chat.
    pub chat: i64,
    /// What is left.
    pub left: Vec<Outgoing>,
}

impl std::fmt::Debug for Orders {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Orders").field("left", &self.left).finish_non_exhaustive()
    }
}

/// An errand.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ErrandRow {
    /// Its id, under which the keystore has its key.
    pub id: Uuid,
    /// What for: `forget`, `leave` …
    pub kind: String,
    /// When it may be gone on with.
    pub ready_at: DateTime<Utc>,
    /// When it is over, done or not.
    pub expires_at: DateTime<Utc>,
    /// What is left to do, sealed at `places::errand`.
    pub orders: Sealed<Orders>,
}

/// Adds an errand.
pub async fn add(work: &mut Work, errand: &ErrandRow) -> Result<(), StoreError> {
    run!(work, statements::ERRAND_PUT, errand.id, &errand.kind, errand.ready_at, errand.expires_at, &errand.orders)
        .map(drop)
}

/// Whether the time of any of them is over.
pub async fn any_over(work: &mut Work, now: DateTime<Utc>) -> Result<bool, StoreError> {
    values!(work, statements::ERRAND_OVER, now).map(|found: Vec<Uuid>| !found.is_empty())
}

/// Takes those that may be gone on with; they belong to the taker until `until`.
pub async fn take(
    work: &mut Work,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<ErrandRow>, StoreError> {
    let ready: Vec<ErrandRow> = all!(work, statements::ERRAND_READY, now, limit)?;
    let mut taken = Vec::with_capacity(ready.len());
    for errand in ready {
        if run!(work, statements::ERRAND_HOLD, errand.id, errand.ready_at, until)? == 1 {
            taken.push(errand);
        }
    }
    Ok(taken)
}

/// Some of it is done; it may be gone on with at `next`.
pub async fn save(
    work: &mut Work,
    errand: Uuid,
    orders: &Sealed<Orders>,
    next: DateTime<Utc>,
) -> Result<(), StoreError> {
    run!(work, statements::ERRAND_SAVE, errand, orders, next).map(drop)
}

/// It is done. Its key goes too: `Keystore::end_errand`, after the commit.
pub async fn remove(work: &mut Work, errand: Uuid) -> Result<(), StoreError> {
    run!(work, statements::ERRAND_DROP, errand).map(drop)
}

/// Those whose time is over go; says how many. Their keys: `Keystore::expire_errands`.
pub async fn expire(work: &mut Work, now: DateTime<Utc>) -> Result<u64, StoreError> {
    run!(work, statements::ERRAND_EXPIRE, now)
}
