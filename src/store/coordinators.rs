//! Coordinators: the people on the team, by name.
//!
//! Not here: what they did (`audit`), what they may do (`staff`).

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::work::{all, maybe, run};
use super::{StoreError, Work, statements};

/// Somebody on the team.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct CoordinatorRow {
    /// Their id.
    pub id: Uuid,
    /// Their name, as people see it.
    pub name: String,
    /// Whether they may act.
    pub active: bool,
    /// Since when they are known.
    pub created_at: DateTime<Utc>,
}

/// Adds somebody. False: the name is in use, letter case aside.
pub async fn add(work: &mut Work, id: Uuid, name: &str, at: DateTime<Utc>) -> Result<bool, StoreError> {
    Ok(run!(work, statements::COORDINATOR_PUT, id, name.trim(), folded(name), at)? == 1)
}

/// By name, letter case aside.
pub async fn by_name(work: &mut Work, name: &str) -> Result<Option<CoordinatorRow>, StoreError> {
    maybe!(work, statements::COORDINATOR_FIND, folded(name))
}

/// All of them, by name.
pub async fn list(work: &mut Work) -> Result<Vec<CoordinatorRow>, StoreError> {
    all!(work, statements::COORDINATOR_LIST)
}

/// They have left the team, or are back.
pub async fn set_active(work: &mut Work, coordinator: Uuid, active: bool) -> Result<bool, StoreError> {
    Ok(run!(work, statements::COORDINATOR_ACTIVE, coordinator, active)? == 1)
}

fn folded(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
