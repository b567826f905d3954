//! The world of a run: the real turn, staff and store on a database that stays open from seed to seed, emptied between two of them.
//!
//! Not here: who does what in it (`run`), Telegram (`post`).

use std::sync::Arc;

use ajar::assembly::{About, Over, assemble};
use ajar::chance::Chance;
use ajar::clock::{Clock, Hand};
use ajar::content::Edition;
use ajar::dialogue::Content;
use ajar::locale::Locales;
use ajar::referral::Queue;
use ajar::staff::Staff;
use ajar::store::handed::Handed;
use ajar::store::{self, Keystore, Store, Writer, outbox};
use ajar::turn::Turns;
use chrono::{DateTime, TimeDelta, Utc};

use crate::support::house::{facts, root};
use crate::support::{places, postgres};

/// What a seed finds: databases that are open and empty, and the reviewed edition.
pub struct World {
    pub store: Store,
    pub keystore: Keystore,
    pub content: Content,
    pub locales: Arc<Locales>,
    place: places::Place,
}

/// One life of the process. Dropped, nothing of it stays but what is in the databases.
pub struct Process {
    pub turns: Turns,
    pub staff: Staff,
    /// What turns hand over.
    pub handed: Handed,
}

/// Everything that a seed decides about a process.
#[derive(Clone)]
pub struct Sources {
    pub clock: Clock,
    pub hand: Hand,
    pub chance: Chance,
}

impl Sources {
    /// A clock that begins somewhere in a year, on whichever side of a change of the clocks, and ids from the seed.
    pub fn of(seed: u64, minutes: i64) -> Self {
        let start = DateTime::parse_from_rfc3339("2026-02-01T00:00:00Z").unwrap().with_timezone(&Utc);
        let (clock, hand) = Clock::fixed(start + TimeDelta::minutes(minutes));
        Self { clock, hand, chance: Chance::seeded(seed) }
    }
}

impl World {
    /// SQLite in memory-backed files where the machine has them (else in the temporary folder), or PostgreSQL. `None`: there is none.
    pub async fn open(on_postgres: bool) -> Option<Self> {
        let shm = std::path::Path::new("/dev/shm");
        let dir = if shm.is_dir() { tempfile::tempdir_in(shm) } else { tempfile::tempdir() }.unwrap();
        let at = |name: &str| format!("sqlite:{}", dir.path().join(name).display());
        let (data, keys) = if on_postgres {
            (postgres::database().await?, postgres::database().await?)
        } else {
            (at("ajar.db"), at("keys.db"))
        };
        let place = places::Place { data, keys, dir };
        let (store, keystore) = open(&place).await;
        let edition = Edition::load(None).unwrap();
        Some(Self { store, keystore, content: edition.content, locales: Arc::new(edition.locales), place })
    }

    /// Starts the process.
    pub async fn start(&self, sources: &Sources) -> Process {
        let writer = Writer::start(self.store.clone(), self.keystore.clone(), store::GROUP);
        let handed = writer.hand_over(1_000);
        let over = Over {
            store: self.store.clone(),
            keystore: self.keystore.clone(),
            writer,
            clock: sources.clock.clone(),
            chance: sources.chance.clone(),
        };
        let about = About {
            content: self.content.clone(),
            locales: self.locales.clone(),
            facts: facts(),
            lang: None,
            named: vec![(Queue::Complaints, "Ann".into())],
            lead: None,
        };
        let (turns, staff) = assemble(over, about, None);
        Process { turns, staff, handed }
    }

    /// Closes the databases and opens them again, as a new process does.
    pub async fn reopen(&mut self) {
        self.store.close().await;
        self.keystore.store().close().await;
        (self.store, self.keystore) = open(&self.place).await;
    }

    /// What a process does first: nobody else has anything in hand.
    pub async fn wake(&self, now: DateTime<Utc>) {
        let mut work = self.store.begin().await.unwrap();
        outbox::wake_all(&mut work, now).await.unwrap();
        work.commit().await.unwrap();
    }

    /// Empties both databases: the next seed finds what it would find alone.
    pub async fn empty(&self) {
        // What was noted of the time as well: each seed has a time of its own.
        let data = ["person", "errand", "seen_update", "audit", "coordinator", "setting"];
        all(&self.store, data.map(|table| format!("DELETE FROM {table}"))).await;
        all(self.keystore.store(), ["person_key", "errand_key"].map(|table| format!("DELETE FROM {table}"))).await;
    }
}

async fn open(place: &places::Place) -> (Store, Keystore) {
    let chance = Chance::system();
    let store = Store::open(&place.data).await.unwrap();
    let keystore = Keystore::open(&place.keys, root(), &chance).await.unwrap();
    store::pair(&store, &keystore, &chance).await.unwrap();
    (store, keystore)
}

async fn all<const N: usize>(store: &Store, texts: [String; N]) {
    for text in texts {
        let text = sqlx::AssertSqlSafe(text);
        match store {
            Store::Sqlite(file, _) => drop(sqlx::query(text).execute(&file.reading).await.unwrap()),
            Store::Postgres(pool, _) => drop(sqlx::query(text).execute(pool).await.unwrap()),
        }
    }
}
