//! The house put together: config, root key, content, the two databases, their one writer, and the two ways to act. Every command
//! that touches what is kept begins here, so what production runs on is what tests run on.
//!
//! Not here: what the commands do with it.

use std::path::PathBuf;
use std::sync::Arc;

use futures_util::FutureExt as _;

use super::CliError;
use super::args::Args;
use crate::chance::Chance;
use crate::clock::Clock;
use crate::config::{Config, Environment};
use crate::content::Edition;
use crate::locale::Locales;
use crate::metrics::Metrics;
use crate::referral::Queue;
use crate::rehearsal::Rooms;
use crate::staff::{self, Staff};
use crate::store::{GROUP, Keystore, Store, StoreError, Writer, archive, is_there, pair};
use crate::turn::{self, Turns, Witness};
use crate::vault::Key;

/// Everything that a command may need. Cheap to clone.
#[derive(Clone)]
pub(super) struct House {
    pub config: Arc<Config>,
    pub locales: Arc<Locales>,
    pub store: Store,
    pub keystore: Keystore,
    pub writer: Writer,
    pub turns: Turns,
    pub staff: Staff,
    pub clock: Clock,
    pub chance: Chance,
    pub metrics: Metrics,
}

impl House {
    /// Opens the house that the config describes, and brings its databases up to date. The content is read first: a house with
    /// broken words does not touch what is kept.
    pub async fn open(args: &Args, environment: &Environment) -> Result<Self, CliError> {
        let config = Config::load(args.config_path(), environment)?;
        let edition = edition(args, Some(&config))?;
        Self::open_with(config, edition, environment).await
    }

    /// The same, where the content has been read already.
    pub async fn open_with(config: Config, edition: Edition, environment: &Environment) -> Result<Self, CliError> {
        let root = config.root_key(environment)?;
        let clock = config.clock(environment)?;
        Self::build(config, edition, root, (clock, Chance::system()), None).await
    }

    /// Builds a house from its parts; a rehearsal has a witness.
    pub async fn build(
        config: Config,
        mut edition: Edition,
        root: Key,
        (clock, chance): (Clock, Chance),
        witness: Option<Witness>,
    ) -> Result<Self, CliError> {
        only_enabled(&mut edition, &config)?;
        let (database, keys) = config.databases();
        if is_there(&database) && !is_there(&keys) {
            return Err(CliError::store("the keystore")(StoreError::KeystoreGone));
        }
        let keystore = Keystore::open(&keys, root, &chance).await.map_err(CliError::store("the keystore"))?;
        let store = Store::open(&database).await.map_err(CliError::store("the database"))?;
        pair(&store, &keystore, &chance).await.map_err(CliError::store("the database and the keystore"))?;
        let metrics = Metrics::new();
        let writer = Writer::measured(store.clone(), keystore.clone(), GROUP, metrics.clone());
        keep_edition(&writer, &edition).await.map_err(CliError::store("the database"))?;
        let locales = Arc::new(edition.locales);
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
            store: store.clone(),
            keystore: keystore.clone(),
            writer: writer.clone(),
            clock: clock.clone(),
            chance: chance.clone(),
            locales: locales.clone(),
            lang: config.languages.enabled.first().cloned().unwrap_or_default(),
            service: config.service.name.clone(),
            keep_days: config.facts().keep_draft_days,
            named: named(&config),
            outbox_grew: turns.outbox_grew(),
        });
        Ok(Self { config: Arc::new(config), locales, store, keystore, writer, turns, staff, clock, chance, metrics })
    }

    /// Where the wire of a rehearsal leads.
    pub fn rooms(&self) -> Rooms {
        let (turns, writer) = (self.turns.clone(), self.writer.clone());
        Rooms { turns, writer, keystore: self.keystore.clone(), clock: self.clock.clone() }
    }

    /// Takes no more writes, and comes back when those that were under way are kept.
    pub async fn close(&self) {
        self.writer.close().await;
        self.store.close().await;
        self.keystore.store().close().await;
    }
}

/// Who alone opens which queue.
pub(super) fn named(config: &Config) -> Vec<(Queue, String)> {
    let named = [(Queue::Complaints, &config.complaints), (Queue::Young, &config.young)];
    named.into_iter().filter_map(|(queue, who)| Some((queue, who.as_ref()?.name.clone()))).collect()
}

/// Keeps the languages that the config has switched on.
pub(super) fn only_enabled(edition: &mut Edition, config: &Config) -> Result<(), CliError> {
    let (enabled, known) = (&config.languages.enabled, &mut edition.content.locales);
    match enabled.iter().find(|code| !known.iter().any(|(known, _)| known == *code)) {
        Some(code) => Err(CliError::Language(code.clone())),
        None => {
            known.retain(|(code, _)| enabled.contains(code));
            Ok(())
        }
    }
}

/// Archives the edition that runs now, so that somebody who comes back to a changed dialogue can be met on the one they knew (P32).
async fn keep_edition(writer: &Writer, edition: &Edition) -> Result<(), StoreError> {
    let files: Arc<[_]> = edition.archived().cloned().collect();
    let hash = edition.hash.clone();
    writer
        .write("archive", move |group| {
            let (files, hash) = (files.clone(), hash.clone());
            async move {
                for (name, body) in files.iter() {
                    archive::put(&mut group.main, &hash, name, body).await?;
                }
                archive::deploy(&mut group.main, &hash).await
            }
            .boxed()
        })
        .await
}

/// The reviewed content: from the command line's folder, or the config's, or the binary.
pub(super) fn edition(args: &Args, config: Option<&Config>) -> Result<Edition, CliError> {
    Ok(Edition::load(content_dir(args, config).as_deref())?)
}

/// The reviewed content that is to go live: refused, in a sentence, if the checker finds an error in it. (Coordinators still reach their queue
/// with it.)
pub(super) fn fit_to_go_live(args: &Args, config: &Config, environment: &Environment) -> Result<Edition, CliError> {
    // What is built in was checked before it was built in (`content::tests`): a start need not wait for that.
    let Some(dir) = content_dir(args, Some(config)) else { return edition(args, Some(config)) };
    let (edition, _) = Edition::load_checked(Some(&dir), config.clock(environment)?.now())?;
    Ok(edition)
}

/// The folder that is laid over the built-in content, if there is one.
pub(super) fn content_dir(args: &Args, config: Option<&Config>) -> Option<PathBuf> {
    let named = || config.and_then(|config| config.content.dir.as_ref().map(|dir| config.path(dir)));
    args.content.clone().or_else(named)
}
