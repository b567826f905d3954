//! Audit: what coordinators did, and when. It holds no words, and stays when a person is forgotten.
//!
//! Not here: deciding what is recorded (`staff`).

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::statements::{acts, desk};
use super::work::{all, run};
use super::{StoreError, Work};

/// An act to record.
#[derive(Clone, Debug)]
pub struct NewAct<'a> {
    /// Its id.
    pub id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// Whose; `None` for an act at the command line that is nobody's in particular.
    pub coordinator: Option<Uuid>,
    /// What: one word of `staff`'s.
    pub act: &'a str,
    /// On which referral.
    pub referral: Option<Uuid>,
    /// What else is to be known of it. Never words of a person's.
    pub detail: Option<&'a str>,
}

/// An act, recorded.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ActRow {
    /// Its id.
    pub id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// Whose.
    pub coordinator: Option<Uuid>,
    /// Their name.
    pub coordinator_name: Option<String>,
    /// What.
    pub act: String,
    /// On which referral.
    pub referral: Option<Uuid>,
    /// The code by which it is called; gone once its person is forgotten.
    pub reference: Option<String>,
    /// What else.
    pub detail: Option<String>,
}

/// Records an act, in the same transaction as the act itself.
pub async fn add(work: &mut Work, act: &NewAct<'_>) -> Result<(), StoreError> {
    run!(work, desk::AUDIT_PUT, act.id, act.at, act.coordinator, act.act, act.referral, act.detail).map(drop)
}

/// All that was done about a referral, the first first.
pub async fn of_referral(work: &mut Work, referral: Uuid) -> Result<Vec<ActRow>, StoreError> {
    all!(work, acts::AUDIT_REFERRAL, referral)
}

/// The newest acts.
pub async fn newest(work: &mut Work, limit: i64) -> Result<Vec<ActRow>, StoreError> {
    all!(work, desk::AUDIT_LIST, limit)
}

/// The newest acts before a moment.
pub async fn before(work: &mut Work, at: DateTime<Utc>, limit: i64) -> Result<Vec<ActRow>, StoreError> {
    all!(work, desk::AUDIT_BEFORE, at, limit)
}
