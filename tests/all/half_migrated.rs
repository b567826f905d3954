//! A migration that was broken off: each one, of the data and of the keystore, on both databases, after each of its statements. It is done
//! anew at the next start, and what was kept before is there. Tables of a newer program are refused and left as they are.
//!
//! Not here: what a migration changes (`migrations/`).

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::support::house::root;
use crate::support::places::{Place, sqlite};
use crate::support::postgres;
use ajar::chance::Chance;
use ajar::store::{self, Keystore, Store, StoreError};
use futures_util::future::join_all;
use sqlx::migrate::Migrator;
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection, SqliteConnection};

/// A database by its address, as any program may use it.
enum Raw {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Raw {
    async fn at(address: &str) -> Self {
        match address.strip_prefix("sqlite:") {
            Some(path) => Self::Sqlite(SqliteConnection::connect(&format!("sqlite:{path}?mode=rwc")).await.unwrap()),
            None => Self::Postgres(PgConnection::connect(address).await.unwrap()),
        }
    }

    async fn run(&mut self, sql: &str) {
        let sql = AssertSqlSafe(sql.to_owned());
        match self {
            Self::Sqlite(one) => drop(one.execute(sql).await.unwrap()),
            Self::Postgres(one) => drop(one.execute(sql).await.unwrap()),
        }
    }

    async fn count(&mut self, sql: &str) -> i64 {
        let sql = AssertSqlSafe(sql.to_owned());
        match self {
            Self::Sqlite(one) => sqlx::query_scalar(sql).fetch_one(one).await.unwrap(),
            Self::Postgres(one) => sqlx::query_scalar(sql).fetch_one(one).await.unwrap(),
        }
    }

    /// Nobody commits. (Waited for: a connection that is only dropped is closed a moment later, and holds the file until then.)
    async fn end(self) {
        match self {
            Self::Sqlite(one) => one.close().await.unwrap(),
            Self::Postgres(one) => one.close().await.unwrap(),
        }
    }

    async fn up_to(&mut self, migrator: &Migrator, version: i64) {
        match self {
            Self::Sqlite(one) => migrator.run_direct(Some(version), one, false).await.unwrap(),
            Self::Postgres(one) => migrator.run_direct(Some(version), one, false).await.unwrap(),
        }
    }
}

fn folder(of_keys: bool, address: &str) -> PathBuf {
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let base = if of_keys { base.join("keystore") } else { base };
    base.join(if address.starts_with("sqlite:") { "sqlite" } else { "postgres" })
}

/// The statements of a migration, without its comments.
fn statements(sql: &str) -> Vec<String> {
    let lines = sql.lines().map(|line| line.split("--").next().unwrap_or_default());
    let text = lines.collect::<Vec<_>>().join("\n");
    text.split(';').map(str::trim).filter(|one| !one.is_empty()).map(str::to_owned).collect()
}

async fn new_place(on_postgres: bool) -> Option<Place> {
    if !on_postgres {
        return Some(sqlite());
    }
    let (data, keys) = (postgres::database().await?, postgres::database().await?);
    Some(Place { dir: tempfile::tempdir().unwrap(), data, keys })
}

async fn open(place: &Place) -> Result<(Store, Keystore), StoreError> {
    let chance = Chance::system();
    let keys = Keystore::open(&place.keys, root(), &chance).await?;
    let data = Store::open(&place.data).await?;
    store::pair(&data, &keys, &chance).await?;
    Ok((data, keys))
}

#[tokio::test]
async fn p31_a_migration_that_was_broken_off_anywhere_is_done_anew_and_all_is_kept() {
    let mut broken_off = 0;
    for on_postgres in [false, true] {
        for of_keys in [false, true] {
            let Some(place) = new_place(on_postgres).await else { continue };
            let address = if of_keys { &place.keys } else { &place.data };
            let migrator = Migrator::new(folder(of_keys, address)).await.unwrap();
            for migration in migrator.iter() {
                broken_off += break_off_everywhere(on_postgres, of_keys, &migrator, migration.version).await;
            }
        }
    }
    assert!(broken_off > 40, "{broken_off}");
}

async fn break_off_everywhere(on_postgres: bool, of_keys: bool, migrator: &Migrator, version: i64) -> usize {
    let migration = migrator.iter().find(|one| one.version == version).unwrap();
    let all = statements(migration.sql.as_str());
    for broken_off in 0..=all.len() {
        let Some(place) = new_place(on_postgres).await else { return 0 };
        let address = if of_keys { &place.keys } else { &place.data };
        let mut raw = Raw::at(address).await;
        raw.up_to(migrator, version - 1).await;
        if version > 1 && !of_keys {
            raw.run("INSERT INTO setting (key, value) VALUES ('kept', 'before')").await;
        }
        raw.run("BEGIN").await;
        for statement in all.iter().take(broken_off) {
            raw.run(statement).await;
        }
        raw.end().await;
        let (data, keys) = open(&place).await.unwrap_or_else(|error| panic!("{version}, {broken_off}: {error}"));
        data.close().await;
        keys.store().close().await;
        let mut raw = Raw::at(address).await;
        let known = i64::try_from(migrator.iter().count()).unwrap();
        assert_eq!(raw.count("SELECT COUNT(*) FROM _sqlx_migrations WHERE success").await, known);
        if version > 1 && !of_keys {
            assert_eq!(raw.count("SELECT COUNT(*) FROM setting WHERE key = 'kept'").await, 1);
        }
    }
    all.len() + 1
}

#[tokio::test]
async fn tables_of_a_newer_program_are_refused_in_words_and_left_as_they_are() {
    for on_postgres in [false, true] {
        for of_keys in [false, true] {
            let Some(place) = new_place(on_postgres).await else { continue };
            let (data, keys) = open(&place).await.unwrap();
            data.close().await;
            keys.store().close().await;
            let mut raw = Raw::at(if of_keys { &place.keys } else { &place.data }).await;
            raw.run(
                "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
                     SELECT 4711, 'a novelty', success, checksum, 0 FROM _sqlx_migrations WHERE version = 1",
            )
            .await;
            raw.run("CREATE TABLE a_novelty (x INTEGER)").await;
            let error = open(&place).await.unwrap_err();
            assert!(matches!(error, StoreError::Newer(4711)), "{error}");
            assert!(error.to_string().contains("newer version of Ajar") && !error.is_passing());
            assert_eq!(raw.count("SELECT COUNT(*) FROM a_novelty").await, 0);
        }
    }
}

#[tokio::test]
async fn programs_that_start_at_the_same_moment_make_the_tables_once() {
    for on_postgres in [false, true] {
        for _ in 0..5 {
            let Some(place) = new_place(on_postgres).await else { continue };
            for opened in join_all((0..4).map(|_| open(&place))).await {
                let (data, keys) = opened.unwrap_or_else(|error| panic!("{error}"));
                data.close().await;
                keys.store().close().await;
            }
        }
    }
}

#[test]
fn p31_a_first_start_that_is_killed_at_any_moment_is_followed_by_one_that_works() {
    for delay in 0..20 {
        let house = tempfile::tempdir().unwrap();
        let ajar = |verb: &str| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_ajar"));
            for name in ["AJAR_ROOT_KEY", "AJAR_CLOCK_FILE", "CREDENTIALS_DIRECTORY"] {
                command.env_remove(name);
            }
            command.arg(verb).current_dir(house.path()).stdout(Stdio::null()).stderr(Stdio::piped());
            command
        };
        assert!(ajar("init").status().unwrap().success());
        let mut first = ajar("migrate").spawn().unwrap();
        std::thread::sleep(Duration::from_millis(20 + 5 * delay));
        first.kill().unwrap();
        first.wait().unwrap();
        let second = ajar("migrate").output().unwrap();
        assert!(second.status.success(), "{delay}: {}", String::from_utf8_lossy(&second.stderr));
    }
}
