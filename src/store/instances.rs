//! Instances: the processes that deliver from one database side by side, each under a random id. Whoever is alive says so again and again;
//! who does not is dead to the others, and what it had in hand is free.
//!
//! Each call stands for itself, outside of the writer: a process whose writer waits for a lock is alive all the same. Only on a shared database.
//!
//! Not here: when somebody counts as dead, and what is done about it (`telegram::deliver`).

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::work::{all, run};
use super::{Store, StoreError, statements};

/// One more is at work.
pub async fn enter(store: &Store, id: Uuid) -> Result<(), StoreError> {
    run!(store, statements::INSTANCE_PUT, id).map(drop)
}

/// It is alive. False: the others have taken it for dead.
pub async fn beat(store: &Store, id: Uuid) -> Result<bool, StoreError> {
    Ok(run!(store, statements::INSTANCE_BEAT, id)? == 1)
}

/// All of them, each with how often it has said so.
pub async fn all(store: &Store) -> Result<Vec<(Uuid, i64)>, StoreError> {
    all!(store, statements::INSTANCE_LIST)
}

/// This one is dead, unless it has said something since.
pub async fn bury(store: &Store, id: Uuid, beats: i64) -> Result<bool, StoreError> {
    Ok(run!(store, statements::INSTANCE_BURY, id, beats)? == 1)
}

/// It has left.
pub async fn leave(store: &Store, id: Uuid) -> Result<(), StoreError> {
    run!(store, statements::INSTANCE_DROP, id).map(drop)
}

/// Lines that are lent to somebody who is not there any more are ready now. Says how many.
pub async fn free_lines(store: &Store, now: DateTime<Utc>) -> Result<u64, StoreError> {
    run!(store, statements::LINES_FREE, now)
}
