//! Opening a database: its address, its settings, its tables brought up to date, and whether it belongs to the keystore beside it.
//!
//! Not here: the root key (`keystore`).

use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Executor as _, PgConnection, PgPool, SqlitePool};
use uuid::Uuid;

use super::whole::whole;
use super::work::{run, values};
use super::{File, Fuse, Keystore, Store, StoreError, in_step, journal, statements};
use crate::chance::Chance;

/// How long a call waits for a lock or a connection before it says that the database is busy.
const PATIENCE: Duration = Duration::from_secs(5);
/// Told to PostgreSQL on each new connection. (A server that does not know the setting has no such row.)
const NOTICE_THE_DEAD: &str =
    "SELECT set_config(name, '1s', FALSE) FROM pg_settings WHERE name = 'client_connection_check_interval'";
/// Connections at most, for each process and database on a server.
const CONNECTIONS: u32 = 8;
/// Connections at most that read, for each process and file; one writes.
const READERS: u32 = 3;
/// How much of the file the connection that writes remembers: in KiB, as SQLite wants it, below zero.
const WRITERS_MEMORY: &str = "-4096";

static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

impl Store {
    /// Opens the database at `sqlite:PATH` (made with mode 0600 if it is not there) or `postgres://…`, and brings its tables up to date.
    pub async fn open(address: &str) -> Result<Self, StoreError> {
        connect(address, &SQLITE, &POSTGRES).await
    }

    /// Comes back once the database has answered a question.
    pub async fn answers(&self) -> Result<(), StoreError> {
        pair_of(self).await.map(drop)
    }

    /// Empties the journal of what was deleted (SQLite). PostgreSQL keeps dead rows until its own vacuum: without a key they are noise.
    pub async fn checkpoint(&self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(file, _) => empty_journal(&file.reading).await,
            Self::Postgres(..) => Ok(()),
        }
    }
}

/// Whether something lies at a database's address already. Of a server nothing is known without asking it.
pub fn is_there(address: &str) -> bool {
    let path = address.strip_prefix("sqlite:").map(|path| path.strip_prefix("//").unwrap_or(path));
    path.is_none_or(|path| Path::new(path).metadata().is_ok_and(|file| file.len() > 0))
}

/// Sees to it that `store` and `keystore` belong together: marks them on their first meeting, and refuses strangers ever after, and a
/// keystore that is older than the database.
pub async fn pair(store: &Store, keystore: &Keystore, chance: &Chance) -> Result<(), StoreError> {
    let (data, keys) = (pair_of(store).await?, pair_of(keystore.store()).await?);
    match (data, keys) {
        (Some(data), Some(keys)) if data == keys => in_step::check(store, keystore).await,
        (Some(_), _) => Err(StoreError::WrongPair),
        // A first start that was broken off after the first of the two marks: nobody has a key yet.
        (None, Some(keys)) if keystore.people().await?.is_empty() => mark(store, keys).await,
        (None, Some(_)) => Err(StoreError::WrongPair),
        (None, None) => {
            let id = chance.uuid()?;
            mark(keystore.store(), id).await?;
            // Another process may have marked it first.
            mark(store, pair_of(keystore.store()).await?.unwrap_or(id)).await
        }
    }
}

async fn pair_of(store: &Store) -> Result<Option<Uuid>, StoreError> {
    values!(store, statements::PAIR_GET).map(|found: Vec<Uuid>| found.first().copied())
}

async fn mark(store: &Store, id: Uuid) -> Result<(), StoreError> {
    run!(store, statements::PAIR_PUT, id).map(drop)
}

pub(super) async fn connect(address: &str, sqlite: &Migrator, postgres: &Migrator) -> Result<Store, StoreError> {
    if let Some(path) = address.strip_prefix("sqlite:") {
        let path = PathBuf::from(path.strip_prefix("//").unwrap_or(path));
        let file = open_sqlite(&path).await?;
        migrate_file(sqlite, &file.writing).await?;
        return Ok(Store::Sqlite(file, Fuse::default()));
    }
    if address.starts_with("postgres://") || address.starts_with("postgresql://") {
        let pool = open_postgres(address).await?;
        postgres.run(&pool).await?;
        return Ok(Store::Postgres(pool, Fuse::default()));
    }
    Err(StoreError::Address)
}

/// All of it in one transaction that is begun for writing: on SQLite nothing else keeps two programs that start at once from making the same
/// tables.
async fn migrate_file(migrator: &Migrator, pool: &SqlitePool) -> Result<(), StoreError> {
    let mut whole = pool.begin_with(statements::BEGIN_SQLITE).await?;
    migrator.run_direct(None, &mut *whole, false).await?;
    Ok(whole.commit().await?)
}

async fn open_sqlite(path: &Path) -> Result<File, StoreError> {
    let file = |error| StoreError::File(path.to_owned(), Arc::new(error));
    make_private(path).map_err(file)?;
    if let Some(misfit) = journal::look_at(path).map_err(file)? {
        return Err(StoreError::Journal(path.to_owned(), misfit));
    }
    let options = SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(PATIENCE)
        .pragma("secure_delete", "ON")
        .pragma("temp_store", "MEMORY")
        .statement_cache_capacity(statements::count() + 8)
        .disable_statement_logging();
    let writing = pool(1, options.clone().pragma("cache_size", WRITERS_MEMORY)).await?;
    Ok(File { writing, reading: pool(READERS, options).await? })
}

/// A connection to a file does not go away while it rests, so it is not asked each time.
async fn pool(connections: u32, options: SqliteConnectOptions) -> Result<SqlitePool, StoreError> {
    let options_of_pool =
        SqlitePoolOptions::new().max_connections(connections).acquire_timeout(PATIENCE).test_before_acquire(false);
    Ok(options_of_pool.after_release(whole).connect_with(options).await?)
}

/// Makes the file, for its owner alone, if it is not there; its journal takes the same mode from it.
fn make_private(path: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.read(true).append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

async fn open_postgres(address: &str) -> Result<PgPool, StoreError> {
    let wait = format!("{}s", PATIENCE.as_secs());
    let options = PgConnectOptions::from_str(address)
        .map_err(|_| StoreError::Address)?
        .application_name("ajar")
        // Two instances could wait for each other across the two databases, where neither server sees it: nobody waits for ever.
        .options([("lock_timeout", wait.as_str()), ("idle_in_transaction_session_timeout", "60s")])
        .statement_cache_capacity(statements::count() + 8)
        .disable_statement_logging();
    Ok(PgPoolOptions::new()
        .max_connections(CONNECTIONS)
        .acquire_timeout(PATIENCE)
        .after_connect(|connection, _| Box::pin(notice_the_dead(connection)))
        .connect_with(options)
        .await?)
}

/// A server that knows how (14 and newer, on most systems) is to see within a second that one of us was killed while its question waits
/// for a lock, which would be in everybody's way. One that does not know is left as it is.
async fn notice_the_dead(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    if let Err(error) = connection.execute(NOTICE_THE_DEAD).await {
        tracing::debug!(%error, "the PostgreSQL server does not look whether who asked is still there");
    }
    Ok(())
}

/// Readers can hold the journal; they are short, and each try waits for them as long as any call does.
pub(super) async fn empty_journal(pool: &SqlitePool) -> Result<(), StoreError> {
    for _ in 0..3 {
        let (held, ..): (i64, i64, i64) = sqlx::query_as(statements::SCRUB_SQLITE).fetch_one(pool).await?;
        if held == 0 {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Err(StoreError::NotScrubbed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_address_that_is_neither_is_refused_without_being_shown() {
        for address in ["", "mysql://user:secret@host/db", "ajar.db"] {
            let refused = Store::open(address).await.unwrap_err();
            assert!(matches!(refused, StoreError::Address), "{refused}");
        }
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn p27_a_new_file_is_for_its_owner_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&format!("sqlite:{}", folder.path().join("ajar.db").display())).await.unwrap();
        values!(store, statements::OUTBOX_COUNT).map(|_: Vec<i64>| ()).unwrap();
        for file in std::fs::read_dir(folder.path()).unwrap() {
            assert_eq!(file.unwrap().metadata().unwrap().permissions().mode() & 0o777, 0o600);
        }
    }
}
