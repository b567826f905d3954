//! Instances: the processes that deliver from one database side by side, each under a random id. Whoever is alive has a session with the
//! server that holds a lock for it, which is gone the moment that it is killed, and says again and again that it is alive, for a machine
//! that is cut off keeps its sessions. Who does neither is dead to the others, and what it had in hand is free.
//!
//! Each call stands for itself, outside of the writer: a process whose writer waits for a lock is alive all the same. Only on PostgreSQL; the
//! two texts that are told to it here are about sessions, not about tables.
//!
//! Not here: when somebody counts as dead, and what is done about it (`telegram::deliver`).

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::group::lock_number;
use super::work::{all, run, values};
use super::{Store, StoreError, statements};

/// Holds a lock for as long as the session lasts.
const HOLD: &str = "SELECT pg_try_advisory_lock($1)";
/// Whether nobody holds it.
const IS_FREE: &str = "SELECT pg_try_advisory_xact_lock($1)";

/// A session that stands for one instance.
#[derive(Debug)]
pub struct Session {
    connection: PgConnection,
    id: Uuid,
    /// Whether it has the lock. An earlier session of this instance, which broke, may have it until the server notices.
    holds: bool,
}

impl Session {
    /// A session for this instance. Nothing, where there can be only one.
    pub async fn of(store: &Store, id: Uuid) -> Result<Option<Self>, StoreError> {
        let Store::Postgres(pool, _) = store else { return Ok(None) };
        let mut session = Self { connection: pool.acquire().await?.detach(), id, holds: false };
        session.hold().await?;
        Ok(Some(session))
    }

    /// Says that it is alive. False: the others have taken it for dead.
    pub async fn beat(&mut self) -> Result<bool, StoreError> {
        self.hold().await?;
        let beaten = sqlx::query(statements::INSTANCE_BEAT).bind(self.id).execute(&mut self.connection).await?;
        Ok(beaten.rows_affected() == 1)
    }

    async fn hold(&mut self) -> Result<(), StoreError> {
        if !self.holds {
            self.holds = sqlx::query_scalar(HOLD).bind(lock_number(self.id)).fetch_one(&mut self.connection).await?;
        }
        Ok(())
    }
}

/// One more is at work. Its session is there already.
pub async fn enter(store: &Store, id: Uuid) -> Result<(), StoreError> {
    run!(store, statements::INSTANCE_PUT, id).map(drop)
}

/// Whether an instance has no session any more.
pub async fn is_gone(store: &Store, id: Uuid) -> Result<bool, StoreError> {
    let Store::Postgres(pool, _) = store else { return Ok(false) };
    Ok(sqlx::query_scalar(IS_FREE).bind(lock_number(id)).fetch_one(pool).await?)
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

/// Lines that are lent to somebody who is not there any more are ready now. Says how many. (In two calls: PostgreSQL looks once who is there, and
/// may then wait for a line that somebody who came meanwhile takes up.)
pub async fn free_lines(store: &Store, now: DateTime<Utc>) -> Result<u64, StoreError> {
    let gone: Vec<Uuid> = values!(store, statements::LINES_LEFT)?;
    let mut freed = 0;
    for owner in gone {
        freed += run!(store, statements::LINES_FREE, now, owner)?;
    }
    Ok(freed)
}
