//! Posters and leaflets that the team has made: their codes, and what the team calls them. A code that is not here works all the same.
//!
//! Not here: who came by which (that is in what they sent, sealed).

use chrono::{DateTime, Utc};

use super::statements::acts;
use super::work::{all, run};
use super::{StoreError, Work};

/// A poster or leaflet.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct PosterRow {
    /// The code that its link carries.
    pub code: String,
    /// What the team calls it.
    pub label: String,
    /// Since when it is there.
    pub made_at: DateTime<Utc>,
    /// Since when it is not handed out any more.
    pub paused_at: Option<DateTime<Utc>>,
}

/// All of them, the newest first.
pub async fn list(work: &mut Work) -> Result<Vec<PosterRow>, StoreError> {
    all!(work, acts::POSTER_LIST)
}

/// One more. False: the code is in use.
pub async fn add(work: &mut Work, code: &str, label: &str, at: DateTime<Utc>) -> Result<bool, StoreError> {
    Ok(run!(work, acts::POSTER_PUT, code, label, at)? == 1)
}

/// It is not handed out any more, or is again (`None`). False: there is no such poster.
pub async fn pause(work: &mut Work, code: &str, at: Option<DateTime<Utc>>) -> Result<bool, StoreError> {
    Ok(run!(work, acts::POSTER_PAUSE, code, at)? == 1)
}
