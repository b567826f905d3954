//! The house that a story is played in: the real turn, staff and store on a throw-away SQLite database, with a clock that is set and
//! randomness from a seed.
//!
//! Not here: the wiring that serves people (`cli`), what happens in the house (`play`).

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::wire::Rooms;
use super::{RehearsalError, Scratch};
use crate::assembly::{About, Over, assemble};
use crate::chance::Chance;
use crate::clock::{Clock, Hand};
use crate::dialogue::{Content, Facts};
use crate::locale::Locales;
use crate::referral::Queue;
use crate::staff::Staff;
use crate::store::{self, Keystore, Store, Writer, archive, outbox};
use crate::turn::{Turns, Witness};
use crate::vault::Key;

/// What is said, and by which dialogues.
#[derive(Clone)]
pub struct Reviewed {
    /// The dialogues, rules and registers.
    pub content: Content,
    /// The words.
    pub locales: Arc<Locales>,
    /// The files that are archived under the content's hash.
    pub files: Arc<[(String, String)]>,
}

/// The service that a story is about.
#[derive(Clone)]
pub struct Service {
    /// Its facts.
    pub facts: Facts,
    /// Who alone opens which queue.
    pub named: Vec<(Queue, String)>,
    /// Who alone opens what somebody of the team sent before they were.
    pub lead: Option<String>,
}

/// Databases that are set up and empty, to be copied for each story.
pub struct Stage {
    scratch: Scratch,
    chance: Chance,
}

/// A house. What it keeps is gone when it is dropped.
pub struct House {
    /// A person's acts.
    pub turns: Turns,
    /// Coordinators' acts.
    pub staff: Staff,
    /// The data.
    pub store: Store,
    /// The keys.
    pub keystore: Keystore,
    /// The one writer.
    pub writer: Writer,
    /// What time it is.
    pub clock: Clock,
    /// Moves it.
    pub hand: Hand,
    chance: Chance,
    service: Service,
    witness: Option<Witness>,
    scratch: Scratch,
}

/// The two files of a house.
const FILES: [&str; 2] = ["ajar.db", "ajar-keys.db"];

impl Stage {
    /// Sets up, with these editions in the archive, as if each had been deployed (P32).
    pub async fn set(editions: &[&Reviewed]) -> Result<Self, RehearsalError> {
        let chance = Chance::system();
        let scratch = Scratch::make(&chance)?;
        let (store, keystore) = open(&scratch, &chance).await?;
        let mut work = store.begin().await?;
        for edition in editions {
            for (name, body) in edition.files.iter() {
                archive::put(&mut work, &edition.content.hash, name, body).await?;
            }
        }
        work.commit().await?;
        store.checkpoint().await?;
        keystore.store().checkpoint().await?;
        store.close().await;
        keystore.store().close().await;
        Ok(Self { scratch, chance })
    }

    /// A folder with a copy of both databases.
    fn copy(&self) -> Result<Scratch, RehearsalError> {
        let scratch = Scratch::make(&self.chance)?;
        for file in FILES {
            let to = scratch.path().join(file);
            fs::copy(self.scratch.path().join(file), &to).map_err(RehearsalError::file(&to, "copied"))?;
        }
        Ok(scratch)
    }
}

impl House {
    /// A house of its own for one story: at this time, with this seed.
    pub async fn on(
        stage: &Stage,
        reviewed: &Reviewed,
        service: Service,
        (begins, seed): (DateTime<Utc>, u64),
        witness: Option<Witness>,
    ) -> Result<Self, RehearsalError> {
        let scratch = stage.copy()?;
        let (clock, hand) = Clock::fixed(begins);
        let chance = Chance::seeded(seed);
        let (store, keystore) = open(&scratch, &chance).await?;
        let (writer, turns, staff) = wired(reviewed, &service, (&store, &keystore), (&clock, &chance), &witness);
        turns.opening().await?;
        deploy(&store, reviewed).await?;
        Ok(Self { turns, staff, store, keystore, writer, clock, hand, chance, service, witness, scratch })
    }

    /// Where a wire leads.
    pub fn rooms(&self) -> Rooms {
        let (turns, staff, writer) = (self.turns.clone(), self.staff.clone(), self.writer.clone());
        Rooms { turns, staff, writer, keystore: self.keystore.clone(), clock: self.clock.clone() }
    }

    /// Stops the process and starts it again, perhaps with another edition. `reopen`: the files are closed and opened again too.
    pub async fn restart(&mut self, reviewed: &Reviewed, reopen: bool) -> Result<(), RehearsalError> {
        self.writer.close().await;
        if reopen {
            self.store.close().await;
            self.keystore.store().close().await;
            (self.store, self.keystore) = open(&self.scratch, &self.chance).await?;
        }
        let mut work = self.store.begin().await?;
        outbox::wake_all(&mut work, self.clock.now()).await?;
        work.commit().await?;
        deploy(&self.store, reviewed).await?;
        let (stores, sources) = ((&self.store, &self.keystore), (&self.clock, &self.chance));
        (self.writer, self.turns, self.staff) = wired(reviewed, &self.service, stores, sources, &self.witness);
        self.turns.opening().await.map_err(RehearsalError::from)
    }

    /// How long the service waits for a quiet moment, in seconds.
    pub fn quiet_seconds(&self) -> i64 {
        i64::from(self.service.facts.quiet_seconds)
    }

    /// Closes everything.
    pub async fn close(self) {
        self.writer.close().await;
        self.store.close().await;
        self.keystore.store().close().await;
    }
}

/// Notes which edition is served now.
async fn deploy(store: &Store, reviewed: &Reviewed) -> Result<(), RehearsalError> {
    let mut work = store.begin().await?;
    archive::deploy(&mut work, &reviewed.content.hash).await?;
    Ok(work.commit().await?)
}

async fn open(scratch: &Scratch, chance: &Chance) -> Result<(Store, Keystore), RehearsalError> {
    let [data, keys] = FILES.map(|file| address(scratch.path().join(file)));
    let store = Store::open(&data).await?;
    // What is sealed with it is thrown away with it.
    let keystore = Keystore::open(&keys, Key::new([7; 32]), chance).await?;
    store::pair(&store, &keystore, chance).await?;
    Ok((store, keystore))
}

fn address(path: PathBuf) -> String {
    format!("sqlite:{}", path.display())
}

/// The rooms as `serve` puts them together.
fn wired(
    reviewed: &Reviewed,
    service: &Service,
    (store, keystore): (&Store, &Keystore),
    (clock, chance): (&Clock, &Chance),
    witness: &Option<Witness>,
) -> (Writer, Turns, Staff) {
    let writer = Writer::start(store.clone(), keystore.clone(), store::GROUP);
    let over = Over {
        store: store.clone(),
        keystore: keystore.clone(),
        writer: writer.clone(),
        clock: clock.clone(),
        chance: chance.clone(),
    };
    let about = About {
        content: reviewed.content.clone(),
        locales: reviewed.locales.clone(),
        facts: service.facts.clone(),
        lang: None,
        named: service.named.clone(),
        lead: service.lead.clone(),
    };
    let (turns, staff) = assemble(over, about, witness.clone());
    (writer, turns, staff)
}
