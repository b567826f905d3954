//! Helplines that somebody of the team has checked: the day counts over the register's own, if it is later.
//!
//! Not here: the register (`dialogues/helplines.toml`).

use chrono::NaiveDate;
use uuid::Uuid;

use super::statements::acts;
use super::work::{all, run};
use super::{StoreError, Work};

/// One that was checked.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct CheckRow {
    /// The helpline's id.
    pub helpline: String,
    /// On which day.
    pub checked_on: NaiveDate,
    /// By whom.
    pub by_name: String,
}

/// Somebody has checked one.
pub async fn put(work: &mut Work, helpline: &str, day: NaiveDate, coordinator: Uuid) -> Result<(), StoreError> {
    run!(work, acts::HELPLINE_CHECKED, helpline, day, coordinator).map(drop)
}

/// All that were checked at the desk.
pub async fn list(work: &mut Work) -> Result<Vec<CheckRow>, StoreError> {
    all!(work, acts::HELPLINE_CHECKS)
}
