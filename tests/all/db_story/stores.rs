//! A database with its keystore, on each kind of database there is here, for tests of the store.
//!
//! Not here: any test.

use ajar::chance::Chance;
use ajar::store::outgoing::Outgoing;
use ajar::store::{self, GROUP, Keystore, Store, Writer};
use ajar::vault::{self, Bound, Key, Sealed};
use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use uuid::Uuid;

use crate::support::postgres;

/// One database and its keystore.
pub struct Stores {
    pub data: String,
    pub keys: String,
    pub store: Store,
    pub keystore: Keystore,
    pub writer: Writer,
    pub chance: Chance,
    pub folder: tempfile::TempDir,
}

pub const ROOT: [u8; 32] = [7; 32];

/// SQLite, and PostgreSQL where there is one.
pub async fn both() -> Vec<Stores> {
    let mut all = vec![on_sqlite().await];
    if let (Some(data), Some(keys)) = (postgres::database().await, postgres::database().await) {
        all.push(open(tempfile::tempdir().unwrap(), data, keys).await);
    }
    all
}

pub async fn on_sqlite() -> Stores {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| format!("sqlite:{}", folder.path().join(name).display());
    let (data, keys) = (at("ajar.db"), at("keys.db"));
    open(folder, data, keys).await
}

async fn open(folder: tempfile::TempDir, data: String, keys: String) -> Stores {
    let chance = Chance::system();
    let store = Store::open(&data).await.unwrap();
    let keystore = Keystore::open(&keys, Key::new(ROOT), &chance).await.unwrap();
    store::pair(&store, &keystore, &chance).await.unwrap();
    let writer = Writer::start(store.clone(), keystore.clone(), GROUP);
    Stores { data, keys, store, keystore, writer, chance, folder }
}

/// A moment, so many seconds after the story begins.
pub fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000, 0).unwrap() + TimeDelta::seconds(seconds)
}

pub fn seal<T: Serialize>(key: &Key, place: &Bound<'_>, value: &T) -> Sealed<T> {
    vault::seal(key, place, value, Chance::system().bytes().unwrap()).unwrap()
}

pub fn id() -> Uuid {
    Chance::system().uuid().unwrap()
}

pub fn bubble(text: &str) -> Outgoing {
    Outgoing::Bubble { text: text.to_owned(), rows: Vec::new() }
}
