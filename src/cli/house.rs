//! The house put together: config, root key, content, the two databases, their one writer, and the two ways to act. Every command
//! that touches what is kept begins here, so what production runs on is what tests run on.
//!
//! Not here: what the commands do with it.

use std::path::PathBuf;
use std::sync::Arc;

use tokio::sync::watch;

use super::args::Args;
use super::{CliError, deployed};
use crate::assembly::{About, Over, assemble};
use crate::chance::Chance;
use crate::clock::Clock;
use crate::config::{Config, Environment};
use crate::content::Edition;
use crate::desk::Reviewed;
use crate::dialogue::Content;
use crate::locale::Locales;
use crate::metrics::Metrics;
use crate::referral::Queue;
use crate::rehearsal::Rooms;
use crate::staff::Staff;
use crate::store::rehearsed::{self, Purpose};
use crate::store::{GROUP, Keystore, Store, StoreError, Writer, is_there, pair};
use crate::turn::{Turns, Witness};
use crate::vault::Key;

/// Everything that a command may need. Cheap to clone.
#[derive(Clone)]
pub(super) struct House {
    pub config: Arc<Config>,
    pub kept: Kept,
    pub turns: Turns,
    pub staff: Staff,
    /// What the team reads.
    pub desk_words: watch::Sender<Arc<Locales>>,
    /// What people read, as the desk shows it.
    pub reviewed: watch::Sender<Arc<Reviewed>>,
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
        let kept = Self::of(config, root, (config.clock(environment)?, Chance::system())).await?;
        kept.only_if(|purpose| purpose != Purpose::Rehearsal, CliError::OnlyRehearsed).await
    }

    /// Opens databases for a rehearsal, with a key and a clock of its own, and marks what is kept there as made up. Refused where people are
    /// served from them.
    pub async fn rehearsed(config: &Config, root: Key, clock: (Clock, Chance)) -> Result<Self, CliError> {
        let kept = Self::of(config, root, clock).await?;
        let kept = kept.only_if(|purpose| purpose != Purpose::People, CliError::NotRehearsed).await?;
        rehearsed::mark(&kept.store).await.map_err(CliError::store("the database"))?;
        Ok(kept)
    }

    async fn only_if(self, fits: impl Fn(Purpose) -> bool, error: CliError) -> Result<Self, CliError> {
        if fits(rehearsed::purpose(&self.store).await.map_err(CliError::store("the database"))?) {
            return Ok(self);
        }
        self.close().await;
        Err(error)
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
    /// Opens the house that the config describes, for a command beside `ajar serve`, and brings its databases up to date. Coordinators reach
    /// people in the words that people meet by now, whatever somebody has been changing in the folder since (decision 0031).
    pub async fn open(args: &Args, environment: &Environment) -> Result<Self, CliError> {
        let config = Config::load(args.config_path(), environment)?;
        let kept = Kept::open(&config, environment).await?;
        let deployed = deployed::last_good(&kept.store, &config).await.map_err(CliError::store("the database"))?;
        let edition = match deployed {
            Some(edition) => edition,
            // Nothing has been served from here yet.
            None => first_of(args, &config)?,
        };
        Self::over(kept, config, edition, None)
    }

    /// Puts it together over what is kept; a rehearsal has a witness.
    pub fn over(kept: Kept, config: Config, mut edition: Edition, witness: Option<Witness>) -> Result<Self, CliError> {
        only_enabled(&mut edition, &config)?;
        let (content, reviewed) = taken_apart(edition);
        let desk_words = watch::Sender::new(reviewed.desk.clone());
        let Kept { store, keystore, writer, clock, chance, .. } = kept.clone();
        let about = About {
            content,
            locales: reviewed.locales.clone(),
            facts: config.facts(),
            lang: config.languages.enabled.first().cloned(),
            named: named(&config),
            lead: config.team.lead.clone(),
        };
        let (turns, staff) = assemble(Over { store, keystore, writer, clock, chance }, about, witness);
        let reviewed = watch::Sender::new(Arc::new(reviewed));
        Ok(Self { config: Arc::new(config), kept, turns, staff, desk_words, reviewed })
    }

    /// Puts another edition in the place of the one that people meet.
    pub fn meet(&self, mut edition: Edition) -> Result<(), CliError> {
        only_enabled(&mut edition, &self.config)?;
        let (content, reviewed) = taken_apart(edition);
        let locales = reviewed.locales.clone();
        self.desk_words.send_replace(reviewed.desk.clone());
        self.reviewed.send_replace(Arc::new(reviewed));
        self.staff.speak(locales.clone());
        self.turns.meet(content, locales);
        Ok(())
    }

    /// Where the wire of a rehearsal leads.
    pub fn rooms(&self) -> Rooms {
        let Kept { writer, keystore, clock, .. } = self.kept.clone();
        Rooms { turns: self.turns.clone(), staff: self.staff.clone(), writer, keystore, clock }
    }

    /// Takes no more writes, and comes back when those that were under way are kept.
    pub async fn close(&self) {
        self.kept.close().await;
    }
}

/// What the engine moves by, and the same as the desk shows it.
fn taken_apart(edition: Edition) -> (Content, Reviewed) {
    let Edition { content, locales, desk, files, .. } = edition;
    let (locales, desk) = (Arc::new(locales), Arc::new(desk));
    (content.clone(), Reviewed { content, locales, desk, files })
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

/// What would be served first: the folder, if it can go live; else what is built in.
fn first_of(args: &Args, config: &Config) -> Result<Edition, CliError> {
    let readable = edition(args, Some(config)).and_then(|edition| only_known(&edition, config).map(|()| edition));
    match readable {
        Err(error) if content_dir(args, Some(config)).is_some() => {
            eprintln!("The content folder cannot be used ({error}); the built-in words are.");
            Ok(Edition::load(None)?)
        }
        read => read,
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn config_in(folder: &std::path::Path) -> Config {
        let mut config = Config::sample();
        let at = |file: &str| format!("sqlite:{}", folder.join(file).display());
        (config.database.url, config.database.keystore) = (at("ajar.db"), at("keys.db"));
        config
    }

    fn key() -> Key {
        Key::new([7; 32])
    }

    fn sources() -> (Clock, Chance) {
        (Clock::system(), Chance::system())
    }

    #[tokio::test]
    async fn a_rehearsal_and_what_people_wrote_never_share_a_database() {
        let (made_up, real) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let config = config_in(made_up.path());
        Kept::rehearsed(&config, key(), sources()).await.unwrap().close().await;
        // Again is fine; serving from it is not, whether or not anything was tried.
        let kept = Kept::rehearsed(&config, key(), sources()).await.unwrap();
        let refused = kept.only_if(|purpose| purpose != Purpose::Rehearsal, CliError::OnlyRehearsed).await;
        assert!(matches!(refused, Err(CliError::OnlyRehearsed)));

        let config = config_in(real.path());
        let kept = Kept::of(&config, key(), sources()).await.unwrap();
        crate::cli::deploy::deploy(&kept, &Edition::load(None).unwrap()).await.unwrap();
        kept.close().await;
        let refused = Kept::rehearsed(&config, key(), sources()).await;
        assert!(matches!(refused, Err(CliError::NotRehearsed)));
    }
}
