//! What can go wrong in the store, each told so that an operator knows what happened, what was kept and what to do.
//!
//! Not here: what a person is told (nothing of this reaches them).

use std::path::PathBuf;
use std::sync::Arc;

use sqlx::migrate::MigrateError;

use super::Misfit;
use crate::chance::NoChance;
use crate::vault::VaultError;

/// What went wrong. It holds no value of any row: no words, names or chat ids.
#[derive(Clone, Debug, thiserror::Error)]
pub enum StoreError {
    /// The database was busy or out of reach; the same may well go through later.
    #[error(
        "the database is busy or out of reach ({0}). Nothing of this was written; what was kept before stays. Does it run, and has its disk room?"
    )]
    Busy(Arc<sqlx::Error>),
    /// The database refused.
    #[error(
        "the database refused ({0}). Nothing of this was written; what was kept before stays. Please report this with the lines above it"
    )]
    Refused(Arc<sqlx::Error>),
    /// The database file is damaged. What comes in is not to blame: it waits where it is.
    #[error(
        "the database file is damaged ({0}). Nothing of this was written. Stop Ajar, look whether the disk is failing, and see \"Bad days\" in docs/operating.md"
    )]
    Damaged(Arc<sqlx::Error>),
    /// A database file and its journal are of different moments, or the journal is damaged.
    #[error("{path}: {misfit}. Nothing was changed: both files are as they were. They were copied at different moments, or the disk is failing. See \"Bad days\" in docs/operating.md", path = .0.display(), misfit = .1)]
    Journal(PathBuf, Misfit),
    /// The tables are those of a newer Ajar.
    #[error(
        "the tables are those of a newer version of Ajar (table version {0}). Nothing was changed. Put the newer program back, or go on with a copy of the databases from before"
    )]
    Newer(i64),
    /// The tables could not be brought up to date.
    #[error(
        "the tables could not be brought up to date ({0}). What was kept before stays. Please report this; going back to the program from before is safe"
    )]
    Migrate(Arc<MigrateError>),
    /// The address is not one of a database.
    #[error("a database's address is `sqlite:PATH` or `postgres://…`, and this one is neither")]
    Address,
    /// The file could not be made or opened.
    #[error("the database file {path} could not be made or opened ({error}). Nothing was changed. Does its folder exist, and may this user write there?", path = .0.display(), error = .1)]
    File(PathBuf, Arc<std::io::Error>),
    /// The root key does not open the keystore.
    #[error(
        "the root key is not the one that this keystore was made with. Nothing was changed. Put the right root key back; without it, no kept words can be opened"
    )]
    WrongRoot,
    /// The keystore belongs to another database.
    #[error(
        "this keystore does not belong to this database. Nothing was changed. Look at the two addresses in the config: the keystore that was made with the database is needed"
    )]
    WrongPair,
    /// The keystore is an older copy than the database has seen.
    #[error(
        "the keystore is older than this database: keys of people who came since are missing in it, and their words would be erased. Nothing was changed. Put the newest copy of the keystore in place; if there is none, see \"Bad days\" in docs/operating.md"
    )]
    OlderKeystore,
    /// The database is there and the keystore is not.
    #[error(
        "there is a database but no keystore: no new one was made, because it would open nothing of what was kept. Put the newest copy of the keystore in place"
    )]
    KeystoreGone,
    /// A wrapped key does not open although the root key is right.
    #[error(
        "a key in the keystore does not open: its bytes were changed. Nothing was written. Restore the keystore from its mirror"
    )]
    BrokenKey,
    /// A key is gone, but a reader kept its remains in the journal from being wiped.
    #[error("a key was erased, but its remains in the journal could not be wiped yet. Wipe again in a while")]
    NotScrubbed,
    /// The operating system gave no random bytes.
    #[error("the operating system gave no random bytes; nothing was written")]
    NoChance,
    /// A code that was to be new is in use.
    #[error("a reference that was to be new is in use already; nothing was written. Another one has to be drawn")]
    ReferenceTaken,
    /// The writer has been told to stop.
    #[error("the program is stopping; nothing of this was written")]
    Closed,
    /// A job broke off in the middle.
    #[error("a job broke off in the middle; nothing of it was written. Please report this with the lines above it")]
    BrokeOff,
    /// A test made this call fail.
    #[error("this call was made to fail by a test")]
    Injected,
}

impl StoreError {
    /// Whether the same may well go through a little later.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Busy(_) | Self::Damaged(_))
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match (is_passing(&error), is_damage(&error)) {
            (true, _) => Self::Busy(Arc::new(error)),
            (false, true) => Self::Damaged(Arc::new(error)),
            (false, false) => Self::Refused(Arc::new(error)),
        }
    }
}

impl From<MigrateError> for StoreError {
    fn from(error: MigrateError) -> Self {
        if let MigrateError::VersionMissing(version) = error {
            return Self::Newer(version);
        }
        let why = if let MigrateError::Execute(why) | MigrateError::ExecuteMigration(why, _) = &error {
            Some(why)
        } else {
            None
        };
        // A disk that is full, or failing, is told as such here too.
        match (why.is_some_and(is_passing), why.is_some_and(is_damage)) {
            (true, _) => Self::Busy(Arc::new(sqlx::Error::Migrate(Box::new(error)))),
            (false, true) => Self::Damaged(Arc::new(sqlx::Error::Migrate(Box::new(error)))),
            (false, false) => Self::Migrate(Arc::new(error)),
        }
    }
}

impl From<NoChance> for StoreError {
    fn from(_: NoChance) -> Self {
        Self::NoChance
    }
}

impl From<VaultError> for StoreError {
    fn from(_: VaultError) -> Self {
        Self::BrokenKey
    }
}

/// SQLite: 5 busy, 6 locked, 8 read only (a disk that has failed often is), 10 the disk fails, 13 the disk is full, 14 no file could be
/// opened (with their extended codes). On a full disk a smaller write may still go
/// through: were it not passing, somebody's words would be set aside for want of room. PostgreSQL: 40… rolled back by a deadlock or the like, 55P03 a lock not had
/// in time, 57… shut down or cancelled, 53… out of something, 08… connection.
fn is_passing(error: &sqlx::Error) -> bool {
    if matches!(
        error,
        sqlx::Error::Io(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed
            // A connection on which the database gave a transaction up (`whole`).
            | sqlx::Error::BeginFailed
            | sqlx::Error::InvalidSavePointStatement
    ) {
        return true;
    }
    let Some(code) = error.as_database_error().and_then(|error| error.code()) else {
        return false;
    };
    match code.parse::<u32>() {
        Ok(number) if code.len() < 5 => matches!(number & 0xff, 5 | 6 | 8 | 10 | 13 | 14),
        Ok(_) | Err(_) => ["40", "55P03", "57", "53", "08"].iter().any(|start| code.starts_with(start)),
    }
}

/// SQLite: 11 damaged, 26 no database.
fn is_damage(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(|error| error.code());
    let number = code.filter(|code| code.len() < 5).and_then(|code| code.parse::<u32>().ok());
    number.is_some_and(|number| matches!(number & 0xff, 11 | 26))
}

#[cfg(test)]
mod tests {
    use sqlx::{Connection as _, SqliteConnection};

    use super::*;

    #[tokio::test]
    async fn p31_a_full_disk_is_no_fault_of_what_was_to_be_written() {
        let mut database = SqliteConnection::connect("sqlite::memory:").await.unwrap();
        let mut run = async |sql: &'static str| sqlx::query(sql).execute(&mut database).await;
        run("PRAGMA max_page_count = 4").await.unwrap();
        run("CREATE TABLE t (x BLOB)").await.unwrap();
        let full = StoreError::from(run("INSERT INTO t VALUES (zeroblob(100000))").await.unwrap_err());
        assert!(full.is_passing() && full.to_string().contains("full"), "{full}");
        let wrong = StoreError::from(run("INSERT INTO nowhere VALUES (1)").await.unwrap_err());
        assert!(!wrong.is_passing(), "{wrong}");
    }
}
