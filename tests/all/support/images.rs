//! The four files of a house as they stand at one moment, and what can be read of them: for tests of failure at rest.
//!
//! Not here: any test.

use std::collections::BTreeMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash as _, Hasher as _};
use std::path::Path;

use ajar::store::{Keystore, Store};
use ajar::vault::{self, Bound, Key};
use sqlx::{AssertSqlSafe, Row as _, SqlitePool};
use uuid::Uuid;

/// The data, its journal, the keys, their journal.
pub const FILES: [&str; 4] = ["ajar.db", "ajar.db-wal", "keys.db", "keys.db-wal"];

/// The bytes of the four files.
#[derive(Clone, PartialEq, Eq)]
pub struct Image(pub [Vec<u8>; 4]);

impl Image {
    /// As they stand now, which is how a power cut would leave them.
    pub fn of(folder: &Path) -> Self {
        Self(FILES.map(|name| std::fs::read(folder.join(name)).unwrap_or_default()))
    }

    /// Puts them into a folder.
    pub fn lay_into(&self, folder: &Path) {
        for (name, bytes) in FILES.iter().zip(&self.0) {
            // An empty journal is none at all.
            if !bytes.is_empty() {
                std::fs::write(folder.join(name), bytes).unwrap();
            }
        }
    }
}

/// A hash of each table's rows.
pub type Rows = BTreeMap<String, u64>;

pub fn pool(store: &Store) -> &SqlitePool {
    match store {
        Store::Sqlite(file, _) => &file.reading,
        Store::Postgres(..) => panic!("images are of files"),
    }
}

/// What stands in all tables that are ours.
pub async fn rows(store: &Store) -> Rows {
    let tables =
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\' ORDER BY name";
    let tables: Vec<String> = sqlx::query_scalar(tables).fetch_all(pool(store)).await.unwrap();
    let mut found = Rows::new();
    for table in tables {
        let columns = "SELECT group_concat('quote(' || name || ')', ' || ''|'' || ') FROM pragma_table_info($1)";
        let columns: String = sqlx::query_scalar(columns).bind(&table).fetch_one(pool(store)).await.unwrap();
        let all = AssertSqlSafe(format!("SELECT {columns} AS r FROM {table} ORDER BY r"));
        let all: Vec<String> = sqlx::query_scalar(all).fetch_all(pool(store)).await.unwrap();
        let mut hash = DefaultHasher::new();
        all.hash(&mut hash);
        found.insert(table, hash.finish());
    }
    found
}

/// Table, column, how the place names the row, and whose it is.
const SEALED: [(&str, &str, &str, &str); 7] = [
    ("person", "chat", "''", "id"),
    ("person", "state", "''", "id"),
    ("fragment", "fragment", "message", "person"),
    (
        "approval",
        "sections",
        "lower(hex(referral)) || '/' || number",
        "(SELECT r.person FROM referral r WHERE r.id = referral)",
    ),
    ("talk", "words", "lower(hex(id))", "person"),
    ("outbox", "outgoing", "lower(hex(id))", "person"),
    // What is withdrawn has none.
    ("referral", "glance", "lower(hex(id))", "glance IS NOT NULL AND person"),
];

/// Something that is sealed, and where.
pub struct SealedRow {
    pub table: &'static str,
    pub column: &'static str,
    row: String,
    bytes: Vec<u8>,
}

impl SealedRow {
    /// Whether it opens with this key at its place.
    pub fn opens(&self, person: Uuid, key: &Key) -> bool {
        let Self { table, column, row, bytes } = self;
        vault::open_bytes(key, &Bound { table, column, person, row }, bytes).is_ok()
    }
}

/// All that is sealed of a person's.
pub async fn sealed(pool: &SqlitePool, person: Uuid) -> Vec<SealedRow> {
    let mut all = Vec::new();
    for (table, column, row, whose) in SEALED {
        let sql = format!("SELECT {column}, CAST({row} AS TEXT) FROM {table} WHERE {whose} = $1");
        for found in sqlx::query(AssertSqlSafe(sql)).bind(person).fetch_all(pool).await.unwrap() {
            all.push(SealedRow { table, column, row: hyphenated(found.get(1)), bytes: found.get(0) });
        }
    }
    all
}

/// Opens all that is sealed of a person's, and says how much there was. It panics where something does not open.
pub async fn open_all(store: &Store, person: Uuid, key: &Key) -> usize {
    let all = sealed(pool(store), person).await;
    for row in &all {
        assert!(row.opens(person, key), "a {} of {} does not open", row.column, row.table);
    }
    all.len()
}

/// Ids stand as hexadecimal in SQLite's own functions, and with hyphens where they are bound.
fn hyphenated(row: String) -> String {
    let Some((id, rest)) = row.split_at_checked(32) else { return row };
    Uuid::parse_str(id).map_or(row.clone(), |id| format!("{id}{rest}"))
}

/// What has to hold of any state that was ever committed, asked in SQL.
pub async fn hold_to_the_rules(store: &Store) {
    let rules = [
        (
            "what was sent has no approval",
            "SELECT COUNT(*) FROM referral r WHERE status <> 'withdrawn' \
             AND NOT EXISTS (SELECT 1 FROM approval a WHERE a.referral = r.id)",
        ),
        (
            "what is to be sent stands in no line",
            "SELECT COUNT(*) FROM outbox o WHERE NOT EXISTS (SELECT 1 FROM line l WHERE l.person = o.person AND l.class = o.class)",
        ),
        ("rows have no person", "SELECT COUNT(*) FROM pragma_foreign_key_check"),
    ];
    for (what, sql) in rules {
        let broken: i64 = sqlx::query_scalar(sql).fetch_one(pool(store)).await.unwrap();
        assert_eq!(broken, 0, "{what}");
    }
    let check: String = sqlx::query_scalar("PRAGMA integrity_check").fetch_one(pool(store)).await.unwrap();
    assert_eq!(check, "ok");
}

/// Everybody who has rows and a key can be opened, and is found by their chat. Gives those without a key.
pub async fn open_everybody(store: &Store, keystore: &Keystore) -> Vec<Uuid> {
    let everybody: Vec<Uuid> = sqlx::query_scalar("SELECT id FROM person").fetch_all(pool(store)).await.unwrap();
    let mut without = Vec::new();
    for person in everybody {
        let Some(key) = keystore.key_of(person).await.unwrap() else {
            without.push(person);
            continue;
        };
        assert!(open_all(store, person, &key).await >= 2);
        let chat: Vec<u8> = sqlx::query_scalar("SELECT chat FROM person WHERE id = $1")
            .bind(person)
            .fetch_one(pool(store))
            .await
            .unwrap();
        let place = Bound { table: "person", column: "chat", person, row: "" };
        let chat: i64 = serde_json::from_slice(&vault::open_bytes(&key, &place, &chat).unwrap()).unwrap();
        assert_eq!(keystore.find(chat).await.unwrap().map(|(found, _)| found), Some(person), "somebody else's chat");
    }
    without
}
