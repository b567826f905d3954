//! The house put together: config, root key, content, the two databases, their one writer, and the two ways to act. Every command
//! that touches what is kept begins here, so what production runs on is what tests run on.
//!
//! Not here: what the commands do with it.

use std::path::PathBuf;
use std::sync::Arc;

use super::CliError;
use super::args::Args;
use crate::chance::Chance;
use crate::clock::Clock;
use crate::config::{Config, Environment};
use crate::content::Edition;
use crate::metrics::Metrics;
use crate::referral::Queue;
use crate::rehearsal::Rooms;
use crate::staff::{self, Staff};
use crate::store::{GROUP, Keystore, Store, StoreError, Writer, is_there, pair};
use crate::turn::{self, Turns, Witness};
use crate::vault::Key;

/// Everything that a command may need. Cheap to clone.
#[derive(Clone)]
pub(super) struct House {
    pub config: Arc<Config>,
    pub kept: Kept,
    pub turns: Turns,
    pub staff: Staff,
}

/// What lasts, and the way to write into it. Cheap to clone.
#[derive(Clone)]
pub(super) struct Kept {
    pub store: Store,
    pub keystore: Keystore,
    pub writer: Writer,
    pub clock: Clock,
    pub chance: Chance,
    pub metrics: Metrics,
}

impl Kept {
    /// Opens the databases that the config names, and brings them up to date.
    pub async fn open(config: &Config, environment: &Environment) -> Result<Self, CliError> {
        let root = config.root_key(environment)?;
        Self::of(config, root, (config.clock(environment)?, Chance::system())).await
    }

    /// The same, with a key and a clock that are given.
    pub async fn of(config: &Config, root: Key, (clock, chance): (Clock, Chance)) -> Result<Self, CliError> {
        let (database, keys) = config.databases();
        if is_there(&database) && !is_there(&keys) {
            return Err(CliError::store("the keystore")(StoreError::KeystoreGone));
        }
        let keystore = Keystore::open(&keys, root, &chance).await.map_err(CliError::store("the keystore"))?;
        let store = Store::open(&database).await.map_err(CliError::store("the database"))?;
        pair(&store, &keystore, &chance).await.map_err(CliError::store("the database and the keystore"))?;
        let metrics = Metrics::new();
        let writer = Writer::measured(store.clone(), keystore.clone(), GROUP, metrics.clone());
        Ok(Self { store, keystore, writer, clock, chance, metrics })
    }

    /// Takes no more writes, and comes back when those that were under way are kept.
    pub async fn close(&self) {
        self.writer.close().await;
        self.store.close().await;
        self.keystore.store().close().await;
    }
}

impl House {
    /// Opens the house that the config describes, and brings its databases up to date. The content is read first: a house with
    /// broken words does not touch what is kept.
    pub async fn open(args: &Args, environment: &Environment) -> Result<Self, CliError> {
        let config = Config::load(args.config_path(), environment)?;
        let edition = edition(args, Some(&config))?;
        only_known(&edition, &config)?;
        let kept = Kept::open(&config, environment).await?;
        Self::over(kept, config, edition, None)
    }

    /// Puts it together over what is kept; a rehearsal has a witness.
    pub fn over(kept: Kept, config: Config, mut edition: Edition, witness: Option<Witness>) -> Result<Self, CliError> {
        only_enabled(&mut edition, &config)?;
        let locales = Arc::new(edition.locales);
        let Kept { store, keystore, writer, clock, chance, .. } = kept.clone();
        let parts = turn::Parts {
            content: edition.content,
            locales: locales.clone(),
            facts: config.facts(),
            store: store.clone(),
            keystore: keystore.clone(),
            writer: writer.clone(),
            clock: clock.clone(),
            chance: chance.clone(),
        };
        let turns = Turns::witnessed(parts, witness);
        let staff = Staff::new(staff::Parts {
            store,
            keystore,
            writer,
            clock,
            chance,
            locales,
            lang: config.languages.enabled.first().cloned().unwrap_or_default(),
            service: config.service.name.clone(),
            keep_days: config.facts().keep_draft_days,
            named: named(&config),
            outbox_grew: turns.outbox_grew(),
        });
        Ok(Self { config: Arc::new(config), kept, turns, staff })
    }

    /// Puts another edition in the place of the one that people meet.
    pub fn meet(&self, mut edition: Edition) -> Result<(), CliError> {
        only_enabled(&mut edition, &self.config)?;
        let locales = Arc::new(edition.locales);
        self.staff.speak(locales.clone());
        self.turns.meet(edition.content, locales);
        Ok(())
    }

    /// Where the wire of a rehearsal leads.
    pub fn rooms(&self) -> Rooms {
        let Kept { writer, keystore, clock, .. } = self.kept.clone();
        Rooms { turns: self.turns.clone(), writer, keystore, clock }
    }

    /// Takes no more writes, and comes back when those that were under way are kept.
    pub async fn close(&self) {
        self.kept.close().await;
    }
}

/// Who alone opens which queue.
pub(super) fn named(config: &Config) -> Vec<(Queue, String)> {
    let named = [(Queue::Complaints, &config.complaints), (Queue::Young, &config.young)];
    named.into_iter().filter_map(|(queue, who)| Some((queue, who.as_ref()?.name.clone()))).collect()
}

/// Refuses an edition that has no words for a language that the config has switched on.
pub(super) fn only_known(edition: &Edition, config: &Config) -> Result<(), CliError> {
    let known = &edition.content.locales;
    let unknown = config.languages.enabled.iter().find(|code| !known.iter().any(|(known, _)| known == *code));
    unknown.map_or(Ok(()), |code| Err(CliError::Language(code.clone())))
}

/// Keeps the languages that the config has switched on.
pub(super) fn only_enabled(edition: &mut Edition, config: &Config) -> Result<(), CliError> {
    only_known(edition, config)?;
    edition.content.locales.retain(|(code, _)| config.languages.enabled.contains(code));
    Ok(())
}

/// The reviewed content: from the command line's folder, or the config's, or the binary.
pub(super) fn edition(args: &Args, config: Option<&Config>) -> Result<Edition, CliError> {
    Ok(Edition::load(content_dir(args, config).as_deref())?)
}

/// The folder that is laid over the built-in content, if there is one.
pub(super) fn content_dir(args: &Args, config: Option<&Config>) -> Option<PathBuf> {
    let named = || config.and_then(|config| config.content.dir.as_ref().map(|dir| config.path(dir)));
    args.content.clone().or_else(named)
}
