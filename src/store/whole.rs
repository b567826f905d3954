//! Whether a connection to SQLite can be used again. On a full or failing disk SQLite gives a transaction up by itself; sqlx then believes
//! that it still stands, and could neither begin another on that connection nor be kept from reading what was true long ago.
//!
//! Not here: opening (`open`), what is tried again (`writer`).

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use sqlx::pool::PoolConnectionMetadata;
use sqlx::{Connection as _, SqliteConnection};

/// For the pool, when a connection comes back: false closes it, and a new one is opened in its place.
pub(super) fn whole(
    connection: &mut SqliteConnection,
    _: PoolConnectionMetadata,
) -> BoxFuture<'_, Result<bool, sqlx::Error>> {
    is_whole(connection).boxed()
}

async fn is_whole(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    if !connection.is_in_transaction() {
        return Ok(true);
    }
    // A transaction that was only dropped is still being undone; this is answered after that.
    connection.ping().await?;
    Ok(!connection.is_in_transaction())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::work::{all, run};
    use crate::store::{Store, StoreError, Work, settings};

    /// Lets the file grow by so many pages of 4 KiB, on this connection.
    async fn leave_room(work: &mut Work, pages: i64) {
        let sizes = all!(work, "SELECT page_count FROM pragma_page_count");
        let sizes: Vec<(i64,)> = sizes.unwrap();
        let pragma = format!("PRAGMA max_page_count = {}", sizes[0].0 + pages);
        run!(work, sqlx::AssertSqlSafe(pragma.clone())).unwrap();
    }

    async fn write(work: &mut Work, letters: usize) -> Result<(), StoreError> {
        settings::put(work, "a", &"x".repeat(letters)).await
    }

    #[tokio::test]
    async fn p31_after_a_full_disk_nothing_is_left_that_cannot_be_written_with_or_reads_the_past() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&format!("sqlite:{}", folder.path().join("a.db").display())).await.unwrap();
        let mut work = store.begin().await.unwrap();
        leave_room(&mut work, 2).await;
        let full = write(&mut work, 1_000_000).await.unwrap_err();
        assert!(full.is_passing(), "{full}");
        // SQLite has undone the transaction by itself.
        assert!(work.rollback().await.is_err());
        for round in 0..3 {
            let mut work = store.begin().await.unwrap();
            write(&mut work, 10 + round).await.unwrap();
            work.commit().await.unwrap();
            let mut reading = store.reading().await.unwrap();
            let kept = settings::get(&mut reading, "a").await.unwrap();
            assert_eq!(kept.map(|kept| kept.len()), Some(10 + round));
        }
    }

    #[tokio::test]
    async fn a_transaction_that_is_only_dropped_costs_no_connection() {
        let mut connection = SqliteConnection::connect("sqlite::memory:").await.unwrap();
        drop(connection.begin().await.unwrap());
        assert!(is_whole(&mut connection).await.unwrap());
        let mut given_up = connection.begin().await.unwrap();
        // As SQLite itself does on a full disk.
        sqlx::query("ROLLBACK").execute(&mut *given_up).await.unwrap();
        drop(given_up);
        assert!(!is_whole(&mut connection).await.unwrap());
    }
}
