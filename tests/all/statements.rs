//! Every SQL text of the store is understood by both databases, and hardly any of them differ.

use crate::support::postgres;
use std::collections::BTreeSet;
use std::path::Path;

use ajar::chance::Chance;
use ajar::store::statements::acts::{LIST_OTHERS, LIST_RESTING, LIST_WAITING};
use ajar::store::statements::many::{self, Kind, Many, SIZES};
use ajar::store::statements::{BUBBLE_FORGET, BUBBLE_STRIP, BUBBLES_OWED, Listed, Of, On, TABLE};
use ajar::store::{Keystore, Store};
use ajar::vault::Key;
use sqlx::postgres::PgTypeInfo;
use sqlx::{Executor, Row, SqlSafeStr, TypeInfo};

#[tokio::test]
async fn every_statement_is_understood_by_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| format!("sqlite:{}", folder.path().join(name).display());
    prepare_all(&at("ajar.db"), &at("keys.db")).await;
}

#[tokio::test]
async fn every_statement_is_understood_by_postgres() {
    if let (Some(data), Some(keys)) = (postgres::database().await, postgres::database().await) {
        prepare_all(&data, &keys).await;
    }
}

async fn prepare_all(data: &str, keys: &str) {
    let store = Store::open(data).await.unwrap();
    let keystore = Keystore::open(keys, Key::new([7; 32]), &Chance::system()).await.unwrap();
    for listed in TABLE.into_iter().flatten() {
        if listed.of != Of::Keys {
            prepare(&store, listed).await;
        }
        if listed.of != Of::Data {
            prepare(keystore.store(), listed).await;
        }
    }
    for many in many::ALL {
        prepare_many(if many.of == Of::Keys { keystore.store() } else { &store }, many).await;
    }
}

async fn prepare_many(store: &Store, many: &'static Many) {
    for rows in SIZES {
        let (sql, holds) = many.text(rows, places(store));
        assert_eq!(holds, rows);
        let refused = match store {
            Store::Sqlite(file, _) => file.reading.prepare(sql.into_sql_str()).await.err(),
            Store::Postgres(pool, _) => {
                let types =
                    many.columns.iter().map(|(_, kind)| postgres_type(*kind)).cycle().take(many.columns.len() * rows);
                let types: Vec<PgTypeInfo> = types.collect();
                pool.prepare_with(sql.into_sql_str(), &types).await.err()
            }
        };
        assert!(refused.is_none(), "{}: {}\n{sql}", many.name, refused.unwrap());
    }
}

fn places(store: &Store) -> many::Places {
    if store.is_shared() { many::Places::Numbered } else { many::Places::Plain }
}

fn postgres_type(kind: Kind) -> PgTypeInfo {
    let name = match kind {
        Kind::Id => "UUID",
        Kind::Bytes => "BYTEA",
        Kind::Text => "TEXT",
        Kind::Number => "INT8",
        Kind::Flag => "BOOL",
        Kind::Time => "TIMESTAMPTZ",
    };
    let known = PgTypeInfo::with_name(name);
    assert_eq!(known.name(), name);
    known
}

async fn prepare(store: &Store, listed: &Listed) {
    let sql = listed.sql.into_sql_str();
    let refused = match store {
        Store::Sqlite(file, _) if listed.on != On::OnlyPostgres => file.reading.prepare(sql).await.err(),
        Store::Postgres(pool, _) if listed.on != On::OnlySqlite => pool.prepare(sql).await.err(),
        Store::Sqlite(..) | Store::Postgres(..) => None,
    };
    assert!(refused.is_none(), "{}: {}\n{}", listed.name, refused.unwrap(), listed.sql);
}

/// However long a chat is, the few of its messages that have buttons are found by themselves.
#[tokio::test]
async fn live_buttons_are_found_by_their_own_index() {
    let folder = tempfile::tempdir().unwrap();
    let mut places = vec![format!("sqlite:{}", folder.path().join("ajar.db").display())];
    places.extend(postgres::database().await);
    for place in places {
        for sql in [many::BUBBLES_LIVE.text(1, many::Places::Numbered).0, BUBBLE_STRIP] {
            let plan = plan(&Store::open(&place).await.unwrap(), sql).await;
            assert!(plan.contains("bubble_live"), "{sql}: {plan}");
        }
    }
}

/// However many messages there are, those whose marks are owed are found by themselves, and if there is none nothing is read.
#[tokio::test]
async fn owed_marks_are_found_by_their_own_index() {
    let folder = tempfile::tempdir().unwrap();
    let mut places = vec![format!("sqlite:{}", folder.path().join("ajar.db").display())];
    places.extend(postgres::database().await);
    for place in places {
        let sql = BUBBLES_OWED.replace("$1", "'2026-01-01T00:00:00Z'").replace("$2", "64");
        let plan = plan(&Store::open(&place).await.unwrap(), &sql).await;
        assert!(plan.contains("bubble_owed"), "{sql}: {plan}");
    }
}

/// Every ten minutes. However many chats have buttons that still act, those are not looked through.
#[tokio::test]
async fn old_messages_are_found_without_those_that_stay() {
    let folder = tempfile::tempdir().unwrap();
    let mut places = vec![format!("sqlite:{}", folder.path().join("ajar.db").display())];
    places.extend(postgres::database().await);
    for place in places {
        let sql = BUBBLE_FORGET.replace("$1", "'2026-01-01T00:00:00Z'");
        let plan = plan(&Store::open(&place).await.unwrap(), &sql).await;
        assert!(plan.contains("bubble_old"), "{sql}: {plan}");
    }
}

/// However many rest and wait, a page of them is read in its order and ends where the page does.
#[tokio::test]
async fn a_page_of_people_is_found_in_its_order() {
    let folder = tempfile::tempdir().unwrap();
    let mut places = vec![format!("sqlite:{}", folder.path().join("ajar.db").display())];
    places.extend(postgres::database().await);
    for place in places {
        let store = Store::open(&place).await.unwrap();
        let nobody = match store {
            Store::Sqlite(..) => "x'00000000000000000000000000000000'",
            Store::Postgres(..) => "'00000000-0000-0000-0000-000000000000'::UUID",
        };
        let (day, lists) = (
            "'2026-01-01T00:00:00Z'",
            [(LIST_WAITING, "referral_waiting"), (LIST_OTHERS, "referral_taken"), (LIST_RESTING, "referral_resting")],
        );
        for (sql, index) in lists {
            let values = [nobody, "'main'", "'main'", "'main'", day, nobody, "51"];
            let sql = (1..).zip(values).fold(sql.to_owned(), |sql, (at, value)| sql.replace(&format!("${at}"), value));
            let plan = plan(&store, &sql).await;
            assert!(plan.contains(index), "{sql}: {plan}");
            assert!(!plan.contains("ORDER BY") && !plan.contains("Sort"), "{sql}: {plan}");
        }
    }
}

async fn plan(store: &Store, sql: &str) -> String {
    let asks = sql.contains("$1");
    match store {
        Store::Sqlite(ajar::store::File { reading: pool, .. }, _) => {
            let sql = sqlx::AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}"));
            let query = sqlx::query(sql);
            let query = if asks { query.bind(uuid::Uuid::nil()) } else { query };
            let rows = query.fetch_all(pool).await.unwrap();
            rows.iter().map(|row| row.get::<String, _>("detail")).collect()
        }
        Store::Postgres(pool, _) => {
            // An empty table is read whole, if it may be.
            let mut work = pool.begin().await.unwrap();
            sqlx::query("SET LOCAL enable_seqscan = off").execute(&mut *work).await.unwrap();
            let nobody = format!("'{}'", uuid::Uuid::nil());
            let nobody = format!("{nobody}::UUID");
            let sql = sqlx::AssertSqlSafe(format!("EXPLAIN {}", sql.replace("$1", &nobody)));
            let rows = sqlx::query(sql).fetch_all(&mut *work).await.unwrap();
            rows.iter().map(|row| row.get::<String, _>(0)).collect()
        }
    }
}

#[test]
fn five_statements_differ_and_no_more() {
    let kind = |listed: &Listed| listed.name.trim_end_matches("_SQLITE").trim_end_matches("_POSTGRES").to_owned();
    let differing: BTreeSet<String> =
        TABLE.into_iter().flatten().filter(|listed| listed.on != On::Both).map(kind).collect();
    assert!(differing.len() <= 5, "{differing:?}");
}

#[test]
fn no_statement_makes_its_own_time_or_id() {
    for listed in TABLE.into_iter().flatten() {
        let sql = listed.sql.to_lowercase();
        for maker in ["now()", "current_timestamp", "random", "gen_random_uuid", "datetime("] {
            assert!(!sql.contains(maker), "{} has {maker}", listed.name);
        }
    }
}

#[test]
fn migrations_have_the_same_names_for_both_databases() {
    for (one, other) in
        [("migrations/sqlite", "migrations/postgres"), ("migrations/keystore/sqlite", "migrations/keystore/postgres")]
    {
        assert_eq!(names(one), names(other));
        assert!(!names(one).is_empty());
    }
}

fn names(folder: &str) -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}
