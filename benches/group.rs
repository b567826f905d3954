//! How long it takes to seal and to save turns, in groups of 1, 20 and 100, and to forget one person among many.
//!
//! A turn here: look the chat up, remember the update, keep one fragment, put one bubble into the outbox, save the state. SQLite writes to
//! a file in the folder for temporary files with `synchronous=FULL`; PostgreSQL is the tests' throw-away server, whose `fsync` is off.

#![expect(clippy::unwrap_used, reason = "a bench fails by panicking")]

#[path = "../tests/all/support/postgres.rs"]
mod postgres;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use ajar::chance::Chance;
use ajar::store::outbox::{self, Class, Kind, NewOutgoing};
use ajar::store::outgoing::Outgoing;
use ajar::store::{Group, Keystore, Store, StoreError, Writer, fragments, pair, people, places, updates};
use ajar::story::{Content, Fragment, Purpose, Words};
use ajar::vault::{self, Bound, Key, Sealed};
use chrono::{DateTime, Utc};
use divan::Bencher;
use futures_util::future::join_all;
use serde::Serialize;
use tokio::runtime::Runtime;
use uuid::Uuid;

const GROUPS: [i64; 3] = [1, 20, 100];
/// A state is about this long.
const STATE: usize = 1_200;

fn main() {
    divan::main();
}

#[divan::bench]
fn seal_a_turn(bencher: Bencher<'_, '_>) {
    let (key, chance, person) = (Key::new([1; 32]), Chance::system(), Uuid::nil());
    let state = "s".repeat(STATE);
    bencher.bench_local(|| sealed_turn(&key, &chance, person, 1, &state));
}

#[divan::bench(args = GROUPS)]
fn save_turns_on_sqlite(bencher: Bencher<'_, '_>, group: i64) {
    let runtime = runtime();
    let folder = tempfile::tempdir().unwrap();
    let house = runtime.block_on(House::open(&sqlite(&folder, "ajar.db"), &sqlite(&folder, "keys.db")));
    house.bench(&runtime, bencher, group);
}

#[divan::bench(args = GROUPS)]
fn save_turns_on_postgres(bencher: Bencher<'_, '_>, group: i64) {
    let runtime = runtime();
    let house = runtime.block_on(async {
        let (data, keys) = (postgres::database().await?, postgres::database().await?);
        Some(House::open(&data, &keys).await)
    });
    if let Some(house) = house {
        house.bench(&runtime, bencher, group);
    }
}

#[divan::bench(args = [1_000, 10_000], sample_count = 5, sample_size = 1)]
fn forget_one_among_on_sqlite(bencher: Bencher<'_, '_>, people: i64) {
    forget_on_sqlite(bencher, people);
}

/// Takes half a minute to set up, so it is asked for by `cargo bench --bench group -- --include-ignored hundred`.
#[divan::bench(sample_count = 3, sample_size = 1, ignore = true)]
fn forget_one_among_a_hundred_thousand_on_sqlite(bencher: Bencher<'_, '_>) {
    forget_on_sqlite(bencher, 100_000);
}

/// The same on PostgreSQL.
#[divan::bench(sample_count = 3, sample_size = 1, ignore = true)]
fn forget_one_among_a_hundred_thousand_on_postgres(bencher: Bencher<'_, '_>) {
    let runtime = runtime();
    let addresses = runtime.block_on(async { Some((postgres::database().await?, postgres::database().await?)) });
    if let Some((data, keys)) = addresses {
        forget(&runtime, bencher, &data, &keys, 100_000);
    }
}

fn forget_on_sqlite(bencher: Bencher<'_, '_>, people: i64) {
    let folder = tempfile::tempdir().unwrap();
    forget(&runtime(), bencher, &sqlite(&folder, "ajar.db"), &sqlite(&folder, "keys.db"), people);
}

fn forget(runtime: &Runtime, bencher: Bencher<'_, '_>, data: &str, keys: &str, people: i64) {
    let house = runtime.block_on(House::open(data, keys));
    let all = runtime.block_on(house.make_people(0..people, false));
    let mut next = all.into_iter().cycle();
    bencher
        .with_inputs(|| next.next().unwrap())
        .bench_local_values(|(_, person)| runtime.block_on(house.keystore.erase(person, &house.chance)).unwrap());
}

fn runtime() -> Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

fn sqlite(folder: &tempfile::TempDir, name: &str) -> String {
    format!("sqlite:{}", folder.path().join(name).display())
}

fn moment() -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000, 0).unwrap()
}

struct House {
    store: Store,
    keystore: Keystore,
    writer: Writer,
    chance: Chance,
    next: Arc<AtomicI64>,
}

impl House {
    async fn open(data: &str, keys: &str) -> Self {
        let chance = Chance::system();
        let store = Store::open(data).await.unwrap();
        let keystore = Keystore::open(keys, Key::new([7; 32]), &chance).await.unwrap();
        pair(&store, &keystore, &chance).await.unwrap();
        let writer = Writer::start(store.clone(), keystore.clone(), 100);
        Self { store, keystore, writer, chance, next: Arc::default() }
    }

    /// Makes people with keys and, if they are to write, rows.
    async fn make_people(&self, chats: std::ops::Range<i64>, rows: bool) -> Vec<(i64, Uuid)> {
        let chance = self.chance.clone();
        let made = self.writer.write("people", move |group: &mut Group| {
            let (chance, chats) = (chance.clone(), chats.clone());
            Box::pin(async move {
                let mut all = Vec::new();
                for chat in chats {
                    let (person, key) = group.make_key(chat, chance.uuid()?, &chance).await?;
                    if rows {
                        add_row(group, chat, person, &key, &chance).await?;
                    }
                    all.push((chat, person));
                }
                Ok::<_, StoreError>(all)
            })
        });
        made.await.unwrap()
    }

    fn bench(&self, runtime: &Runtime, bencher: Bencher<'_, '_>, group: i64) {
        let people = runtime.block_on(self.make_people(0..group, true));
        bencher
            .counter(divan::counter::ItemsCount::new(group as usize))
            .with_inputs(|| runtime.block_on(self.empty_outbox()))
            .bench_local_values(|()| {
                let turns = people.iter().map(|(chat, person)| self.turn(*chat, *person));
                runtime.block_on(join_all(turns));
            });
    }

    async fn empty_outbox(&self) {
        match &self.store {
            Store::Sqlite(file, _) => drop(sqlx::query("DELETE FROM outbox").execute(&file.reading).await.unwrap()),
            Store::Postgres(pool, _) => drop(sqlx::query("DELETE FROM outbox").execute(pool).await.unwrap()),
        }
    }

    async fn turn(&self, chat: i64, person: Uuid) {
        let (chance, message) = (self.chance.clone(), self.next.fetch_add(1, Ordering::Relaxed));
        let saved = self.writer.write_for(person, "turn", move |group: &mut Group| {
            let chance = chance.clone();
            Box::pin(async move { save_turn(group, chat, message, &chance).await })
        });
        assert!(saved.await.unwrap());
    }
}

async fn save_turn(group: &mut Group, chat: i64, message: i64, chance: &Chance) -> Result<bool, StoreError> {
    let (person, key) = group.find(chat).await?.unwrap();
    updates::remember(&mut group.main, message, moment()).await?;
    let row = people::load::<String>(&mut group.main, person).await?.unwrap();
    let state = vault::open(&key, &places::state(person), &row.state).unwrap();
    let (state, fragment, bubble) = sealed_turn(&key, chance, person, message, &state);
    fragments::put(&mut group.main, fragment);
    outbox::put(&mut group.main, bubble);
    people::save(&mut group.main, person, row.turns, state, moment()).await.map(|()| true)
}

fn sealed_turn(
    key: &Key,
    chance: &Chance,
    person: Uuid,
    message: i64,
    state: &String,
) -> (Sealed<String>, fragments::FragmentRow, NewOutgoing) {
    let words = Content::Text(Words::new("it has been a long week, and the dog is the best of it"));
    let said = Fragment { message, sent_at: moment(), edited_at: None, content: words };
    let fragment = fragments::FragmentRow {
        person,
        message,
        purpose: Purpose::Story,
        part: "story".into(),
        position: 1,
        fragment: seal(key, chance, &places::fragment(person, &message.to_string()), &said),
        edited_at: None,
    };
    let id = chance.uuid().unwrap();
    let said = Outgoing::Bubble { text: "Thank you. That is kept in your words.".repeat(5), rows: Vec::new() };
    let bubble = NewOutgoing {
        id,
        person,
        class: Class::Bubble,
        kind: Kind::Scripted,
        urgent: false,
        expires_at: None,
        has_buttons: true,
        outgoing: seal(key, chance, &places::outgoing(person, &id.to_string()), &said),
        at: moment(),
    };
    (seal(key, chance, &places::state(person), state), fragment, bubble)
}

async fn add_row(group: &mut Group, chat: i64, person: Uuid, key: &Key, chance: &Chance) -> Result<(), StoreError> {
    let new = people::NewPerson {
        id: person,
        chat: seal(key, chance, &places::chat(person), &chat),
        state: seal(key, chance, &places::state(person), &"s".repeat(STATE)),
        keep_until: moment(),
        created_at: moment(),
    };
    people::add(&mut group.main, new).await.map(drop)
}

fn seal<T: Serialize>(key: &Key, chance: &Chance, place: &Bound<'_>, value: &T) -> Sealed<T> {
    vault::seal(key, place, value, chance.bytes().unwrap()).unwrap()
}
