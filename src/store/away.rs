//! Days on which somebody of the team does not read, and who covers.
//!
//! Not here: what people are told of it (`dialogue`).

use chrono::NaiveDate;
use uuid::Uuid;

use super::statements::acts;
use super::work::{all, run};
use super::{StoreError, Work};

/// An absence.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct AwayRow {
    /// Who.
    pub coordinator: Uuid,
    /// Their name.
    pub name: String,
    /// The first day on which they do not read.
    pub from_day: NaiveDate,
    /// The day on which they read again.
    pub back_day: NaiveDate,
    /// The name of whoever covers.
    pub cover_name: Option<String>,
}

/// Somebody is away, in place of what was known before.
pub async fn put(
    work: &mut Work,
    coordinator: Uuid,
    (from, back): (NaiveDate, NaiveDate),
    cover: Option<Uuid>,
) -> Result<(), StoreError> {
    run!(work, acts::AWAY_PUT, coordinator, from, back, cover).map(drop)
}

/// They are here again. False: they were not away.
pub async fn remove(work: &mut Work, coordinator: Uuid) -> Result<bool, StoreError> {
    Ok(run!(work, acts::AWAY_DROP, coordinator)? == 1)
}

/// Who is away on `today`, or will be.
pub async fn list(work: &mut Work, today: NaiveDate) -> Result<Vec<AwayRow>, StoreError> {
    all!(work, acts::AWAY_LIST, today)
}
