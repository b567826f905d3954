//! The house to fill: databases, writer and turns, put together as `serve` does it, and a clock that can be moved.
//!
//! Not here: the archive of editions; `ajar serve` keeps its own at the next start.

use std::sync::Arc;

use ajar::chance::Chance;
use ajar::clock::{Clock, Hand};
use ajar::config::Config;
use ajar::content::Edition;
use ajar::store::outbox::{self, Take};
use ajar::store::outgoing::Outgoing;
use ajar::store::{GROUP, Keystore, Store, Writer, pair, people, places};
use ajar::turn::{self, Turns};
use ajar::vault::{self, Key};

use crate::error::PopulateError;

/// Everything that is needed to add somebody.
pub struct House {
    /// The data.
    pub store: Store,
    /// The keys.
    pub keystore: Keystore,
    /// The one writer.
    pub writer: Writer,
    /// Turns.
    pub turns: Turns,
    /// Randomness.
    pub chance: Chance,
    /// What time it is.
    pub clock: Clock,
    /// Moves it.
    pub hand: Hand,
}

impl House {
    /// Opens the house that the config describes, and makes its databases ready.
    pub async fn open(config: &Config, root: Key) -> Result<Self, PopulateError> {
        let (chance, (clock, hand)) = (Chance::system(), Clock::movable());
        let (data, keys) = config.databases();
        let keystore = Keystore::open(&keys, root, &chance).await?;
        let store = Store::open(&data).await?;
        pair(&store, &keystore, &chance).await?;
        let writer = Writer::start(store.clone(), keystore.clone(), GROUP);
        let edition = Edition::load(None)?;
        let turns = Turns::new(turn::Parts {
            content: edition.content,
            locales: Arc::new(edition.locales),
            facts: config.facts(),
            store: store.clone(),
            keystore: keystore.clone(),
            writer: writer.clone(),
            clock: clock.clone(),
            chance: chance.clone(),
        });
        Ok(Self { store, keystore, writer, turns, chance, clock, hand })
    }

    /// How many people are there.
    pub async fn people(&self) -> Result<i64, PopulateError> {
        let ids = people::ids(&mut self.store.reading().await?).await?;
        Ok(i64::try_from(ids.len()).unwrap_or(i64::MAX))
    }

    /// Takes what waits to be sent, as if Telegram had it.
    pub async fn sent(&self) -> Result<Vec<Outgoing>, PopulateError> {
        let (now, mut work, mut out) = (self.clock.now(), self.store.begin().await?, Vec::new());
        for line in outbox::take(&mut work, now, Take { lines: 100, rows: 100, until: now }).await? {
            let key = self.keystore.key_of(line.person).await?.ok_or(PopulateError::Lost("a key is missing"))?;
            for row in &line.rows {
                out.push(vault::open(&key, &places::outgoing(line.person, &row.item.id.to_string()), &row.outgoing)?);
                outbox::sent(&mut work, &row.item, &[], now).await?;
            }
            outbox::done(&mut work, line.person, line.class, now);
        }
        work.commit().await?;
        Ok(out)
    }

    /// Everything is kept, and the journal is small again.
    pub async fn close(&self) -> Result<(), PopulateError> {
        self.writer.close().await;
        self.store.checkpoint().await?;
        self.keystore.store().checkpoint().await?;
        self.store.close().await;
        self.keystore.store().close().await;
        Ok(())
    }
}
