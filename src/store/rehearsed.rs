//! Whether a database holds a rehearsal: everything in it is made up, and nobody is served from it. The mark is put before anything else is
//! kept, and is never taken away.
//!
//! Not here: what a rehearsal is played on (`rehearsal`).

use uuid::Uuid;

use super::{Store, StoreError, archive, people, settings};

/// The setting that says so.
const SETTING: &str = "rehearsal";

/// What a database is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Nothing was ever kept in it.
    Open,
    /// A rehearsal.
    Rehearsal,
    /// People.
    People,
}

/// What this database is for.
pub async fn purpose(store: &Store) -> Result<Purpose, StoreError> {
    let mut work = store.reading().await?;
    if settings::get(&mut work, SETTING).await?.is_some() {
        return Ok(Purpose::Rehearsal);
    }
    let is_served = archive::deployed(&mut work).await?.is_some();
    let has_people = !people::states_behind::<()>(&mut work, Uuid::nil()).await?.is_empty();
    Ok(if is_served || has_people { Purpose::People } else { Purpose::Open })
}

/// Marks it as a rehearsal's.
pub async fn mark(store: &Store) -> Result<(), StoreError> {
    let mut work = store.begin().await?;
    settings::put(&mut work, SETTING, "everything in here is made up").await?;
    work.commit().await
}
