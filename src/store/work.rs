//! A transaction on either database, and the macros by which one body serves both.
//!
//! Not here: opening (`open`), any SQL (`statements`).

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use sqlx::{PgConnection, PgPool, Postgres, Sqlite, SqliteConnection, SqlitePool, Transaction};

use super::ahead::Ahead;
use super::gathered::Gathered;
use super::handed::Tray;
use super::statements::many::Places;
use super::{StoreError, statements};

/// How many rows this connection has changed, and SQLite's number for whoever uses the file: our stamp (`journal`).
const STAMP: &str = "SELECT total_changes(), user_version FROM pragma_user_version";

/// A database: many connections to one file or server.
#[derive(Clone, Debug)]
pub enum Store {
    /// A SQLite file.
    Sqlite(File, Fuse),
    /// A PostgreSQL database.
    Postgres(PgPool, Fuse),
}

/// The connections to a SQLite file.
#[derive(Clone, Debug)]
pub struct File {
    /// One, for transactions that write. SQLite takes one at a time anyway, and as long as the same connection writes, it need not read again
    /// what it has just written: another's commit makes all that a connection remembers worthless.
    pub writing: SqlitePool,
    /// The others.
    pub reading: SqlitePool,
}

/// A transaction. Dropped without [`Work::commit`], nothing of it stays.
///
/// Some writes are gathered ([`Gathered`]) and made together, before the commit, or before anything is read or written that they may matter to.
/// Some of what will be asked for may have been read ahead ([`Ahead`]).
#[derive(Debug)]
pub struct Work {
    on: On<Transaction<'static, Sqlite>, Transaction<'static, Postgres>>,
    fuse: Fuse,
    /// On SQLite, how many rows its connection had changed before. `None`: it only reads.
    before: Option<i64>,
    pub(super) gathered: Gathered,
    pub(super) ahead: Ahead,
    /// What is handed to delivery once this is committed; only a group forwards it.
    pub(super) tray: Tray,
}

/// Something of one database or of the other.
#[derive(Debug)]
pub enum On<S, P> {
    /// Of SQLite.
    Sqlite(S),
    /// Of PostgreSQL.
    Postgres(P),
}

/// Lets a test make the n-th call to one store fail. It counts every statement, begin and commit; when off it costs one load.
#[derive(Clone, Debug, Default)]
pub struct Fuse(Arc<AtomicI64>);

impl Fuse {
    /// From now on, the `n`-th call fails (1 is the next one).
    pub fn blow_at(&self, n: i64) {
        self.0.store(n, Ordering::SeqCst);
    }

    /// Whether the call that is to fail has not come yet; turns the fuse off.
    pub fn take_out(&self) -> bool {
        self.0.swap(0, Ordering::SeqCst) > 0
    }

    fn check(&self) -> Result<(), StoreError> {
        if self.0.load(Ordering::Relaxed) > 0 && self.0.fetch_sub(1, Ordering::SeqCst) == 1 {
            return Err(StoreError::Injected);
        }
        Ok(())
    }
}

impl Store {
    /// Begins a transaction that will write. On SQLite it waits for its turn (5 s at most).
    pub async fn begin(&self) -> Result<Work, StoreError> {
        self.fuse().check()?;
        Ok(match self {
            Self::Sqlite(file, fuse) => {
                let mut work = file.writing.begin_with(statements::BEGIN_SQLITE).await?;
                let (before, _) = stamp(&mut work).await?;
                Work { before: Some(before), ..Work::new(On::Sqlite(work), fuse) }
            }
            Self::Postgres(pool, fuse) => {
                Work::new(On::Postgres(pool.begin_with(statements::BEGIN_POSTGRES).await?), fuse)
            }
        })
    }

    /// Begins a transaction that only reads: it waits for nobody, and nobody for it.
    pub async fn reading(&self) -> Result<Work, StoreError> {
        self.fuse().check()?;
        Ok(match self {
            Self::Sqlite(file, fuse) => Work::new(On::Sqlite(file.reading.begin().await?), fuse),
            Self::Postgres(pool, fuse) => Work::new(On::Postgres(pool.begin().await?), fuse),
        })
    }

    /// The fuse of this store, for tests.
    pub fn fuse(&self) -> &Fuse {
        match self {
            Self::Sqlite(_, fuse) | Self::Postgres(_, fuse) => fuse,
        }
    }

    /// Whether other processes may be working on the same database.
    pub fn is_shared(&self) -> bool {
        matches!(self, Self::Postgres(..))
    }

    /// How places are written here.
    pub(super) fn places(&self) -> Places {
        if self.is_shared() { Places::Numbered } else { Places::Plain }
    }

    /// Closes all connections.
    pub async fn close(&self) {
        match self {
            Self::Sqlite(file, _) => {
                file.writing.close().await;
                file.reading.close().await;
            }
            Self::Postgres(pool, _) => pool.close().await,
        }
    }

    /// The next call to the store goes here. (Async as [`Work::ready`] is, for the macros.)
    pub(super) async fn ready(&self) -> Result<On<&SqlitePool, &PgPool>, StoreError> {
        self.fuse().check()?;
        Ok(match self {
            Self::Sqlite(file, _) => On::Sqlite(&file.reading),
            Self::Postgres(pool, _) => On::Postgres(pool),
        })
    }
}

impl Work {
    fn new(on: On<Transaction<'static, Sqlite>, Transaction<'static, Postgres>>, fuse: &Fuse) -> Self {
        let (gathered, ahead, tray) = (Gathered::default(), Ahead::default(), Tray::default());
        Self { on, fuse: fuse.clone(), before: None, gathered, ahead, tray }
    }

    /// Makes the gathered writes, and commits.
    pub async fn commit(mut self) -> Result<(), StoreError> {
        self.write_gathered().await?;
        // PostgreSQL turns the commit of a transaction in which something failed into a quiet rollback; a question tells.
        if self.is_shared() {
            on!(self, db => sqlx::query(statements::ALIVE).execute(db).await.map(drop))?;
        }
        self.fuse.check()?;
        match self.on {
            On::Sqlite(work) => commit_file(work, self.before).await,
            On::Postgres(work) => Ok(work.commit().await?),
        }
    }

    /// Undoes everything now. (Dropping does the same a moment later, when its locks may still be in somebody's way.)
    pub async fn rollback(self) -> Result<(), StoreError> {
        match self.on {
            On::Sqlite(work) => work.rollback().await?,
            On::Postgres(work) => work.rollback().await?,
        }
        Ok(())
    }

    /// Whether other processes may be working on the same database.
    pub(super) fn is_shared(&self) -> bool {
        matches!(self.on, On::Postgres(_))
    }

    /// How places are written here.
    pub(super) fn places(&self) -> Places {
        if self.is_shared() { Places::Numbered } else { Places::Plain }
    }

    /// The next call to the store goes here; gathered writes that may matter to it have been made.
    pub(super) async fn ready(&mut self) -> Result<On<&mut SqliteConnection, &mut PgConnection>, StoreError> {
        if self.gathered.matters() {
            self.write_gathered().await?;
        }
        self.fuse.check()?;
        Ok(match &mut self.on {
            On::Sqlite(work) => On::Sqlite(&mut **work),
            On::Postgres(work) => On::Postgres(&mut **work),
        })
    }
}

/// How many rows this connection has changed so far, and the stamp of the last commit.
async fn stamp(work: &mut SqliteConnection) -> Result<(i64, i64), StoreError> {
    Ok(sqlx::query_as(STAMP).fetch_one(work).await?)
}

async fn commit_file(mut work: Transaction<'static, Sqlite>, before: Option<i64>) -> Result<(), StoreError> {
    if let Some(before) = before {
        count_up(&mut work, before).await?;
    }
    Ok(work.commit().await?)
}

/// Counts up the stamp that `journal` compares, if there is anything to commit.
async fn count_up(work: &mut SqliteConnection, before: i64) -> Result<(), StoreError> {
    let (after, last) = stamp(work).await?;
    if after == before {
        return Ok(());
    }
    // 32 bits, with a sign; it counts round. A pragma takes no arguments, and this text is never used again.
    let next = (last as i32).wrapping_add(1);
    let set = sqlx::query(sqlx::AssertSqlSafe(format!("PRAGMA user_version = {next}"))).persistent(false);
    Ok(set.execute(work).await.map(drop)?)
}

/// `on!(work, db => body)`: the body, expanded for each database, as a `Result<_, StoreError>`. One call to the store is counted.
macro_rules! on {
    ($work:expr, $db:ident => $body:expr) => {
        match $work.ready().await {
            Err(blown) => Err(blown),
            Ok($crate::store::On::Sqlite($db)) => ($body).map_err($crate::store::StoreError::from),
            Ok($crate::store::On::Postgres($db)) => ($body).map_err($crate::store::StoreError::from),
        }
    };
}

/// `run!(work, SQL, arguments…)`: how many rows it touched.
macro_rules! run {
    ($work:expr, $sql:expr $(, $arg:expr)* $(,)?) => {
        $crate::store::work::on!($work, db => sqlx::query($sql)$(.bind($arg))*.execute(db).await.map(|done| done.rows_affected()))
    };
}

/// `all!(work, SQL, arguments…)`: every row.
macro_rules! all {
    ($work:expr, $sql:expr $(, $arg:expr)* $(,)?) => {
        $crate::store::work::on!($work, db => sqlx::query_as($sql)$(.bind($arg))*.fetch_all(db).await)
    };
}

/// `maybe!(work, SQL, arguments…)`: the one row, if it is there.
macro_rules! maybe {
    ($work:expr, $sql:expr $(, $arg:expr)* $(,)?) => {
        $crate::store::work::on!($work, db => sqlx::query_as($sql)$(.bind($arg))*.fetch_optional(db).await)
    };
}

/// `values!(work, SQL, arguments…)`: the first column of every row.
macro_rules! values {
    ($work:expr, $sql:expr $(, $arg:expr)* $(,)?) => {
        $crate::store::work::on!($work, db => sqlx::query_scalar($sql)$(.bind($arg))*.fetch_all(db).await)
    };
}

/// A query with the rows of `part` bound to it, and with nothing to the rest of the rows that it holds.
macro_rules! bound {
    ($query:expr, $part:expr, $holds:expr, [$($column:ident),*]) => {{
        let mut query = $query;
        for place in 0..$holds {
            let row = $part.get(place);
            $(query = query.bind(row.map(|row| &row.$column));)*
        }
        query
    }};
}

/// The same query for each part of `rows` that one text for many holds.
macro_rules! each_part {
    ($work:expr, $many:expr, $rows:expr, $columns:tt, $query:ident [$($of:tt)*], |$ready:ident, $db:ident| $body:expr, $part:ident => $then:expr) => {{
        let mut rest: &[_] = $rows;
        loop {
            if rest.is_empty() {
                break Ok(());
            }
            let (sql, holds) = $many.text(rest.len(), $work.places());
            let (part, after) = rest.split_at(holds.min(rest.len()));
            rest = after;
            let outcome = match $work.ready().await {
                Err(blown) => Err(blown),
                Ok($crate::store::On::Sqlite($db)) => {
                    let $ready = $crate::store::work::bound!(sqlx::$query::<sqlx::Sqlite $($of)*>(sql), part, holds, $columns);
                    ($body).map_err($crate::store::StoreError::from)
                }
                Ok($crate::store::On::Postgres($db)) => {
                    let $ready = $crate::store::work::bound!(sqlx::$query::<sqlx::Postgres $($of)*>(sql), part, holds, $columns);
                    ($body).map_err($crate::store::StoreError::from)
                }
            };
            match outcome {
                Ok($part) => $then,
                Err(error) => break Err(error),
            }
        }
    }};
}

/// `many!(work, MANY, &rows, [fields…])`: does it for every row; how many rows it touched.
macro_rules! many {
    ($work:expr, $many:expr, $rows:expr, [$($column:ident),*]) => {{
        let mut touched: u64 = 0;
        let done: Result<(), $crate::store::StoreError> = $crate::store::work::each_part!($work, $many, $rows, [$($column),*], query [],
            |query, db| query.execute(db).await.map(|done| done.rows_affected()), part => touched += part);
        done.map(|()| touched)
    }};
}

/// `many_rows!(work, MANY, &rows, [fields…])`: what it answers for all rows together.
macro_rules! many_rows {
    ($work:expr, $many:expr, $rows:expr, [$($column:ident),*]) => {{
        let mut found = Vec::new();
        let done: Result<(), $crate::store::StoreError> = $crate::store::work::each_part!($work, $many, $rows, [$($column),*], query_as [, _],
            |query, db| query.fetch_all(db).await, part => { let mut part = part; found.append(&mut part); });
        done.map(|()| found)
    }};
}

pub(super) use {all, bound, each_part, many, many_rows, maybe, on, run, values};
