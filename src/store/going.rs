//! How things are going: when people began, wrote, sent something, were opened and were answered. Times, and nobody in particular.
//!
//! Not here: counting, and hiding small numbers (`staff`).

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::statements::acts;
use super::work::all;
use super::{StoreError, Work};
use crate::referral::Glance;
use crate::vault::Sealed;

/// Somebody who pressed Start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct BeganRow {
    /// When.
    pub at: DateTime<Utc>,
    /// Whether they have said anything.
    pub wrote: bool,
}

/// Something that was sent for the first time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct SentRow {
    /// When.
    pub at: DateTime<Utc>,
    /// Whether it was opened.
    pub opened: bool,
    /// Whether it was answered.
    pub answered: bool,
}

/// What can be told of something that was sent.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct GlanceRow {
    /// The referral.
    pub id: Uuid,
    /// Whose it is.
    pub person: Uuid,
    /// What can be told of it, sealed at `places::glance`.
    pub glance: Sealed<Glance>,
}

/// Everybody who pressed Start since, and is still kept.
pub async fn began(work: &mut Work, since: DateTime<Utc>) -> Result<Vec<BeganRow>, StoreError> {
    all!(work, acts::GOING_BEGAN, since)
}

/// Everything that was sent for the first time since, and is still kept.
pub async fn sent(work: &mut Work, since: DateTime<Utc>) -> Result<Vec<SentRow>, StoreError> {
    all!(work, acts::GOING_SENT, since)
}

/// What was first sent since, the newest first, `limit` at most.
pub async fn glances(work: &mut Work, since: DateTime<Utc>, limit: i64) -> Result<Vec<GlanceRow>, StoreError> {
    all!(work, acts::GOING_GLANCES, since, limit)
}
