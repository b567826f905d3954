//! What is deployed, and who waits where in it: everybody's place, counted. A place is all that is looked at, and a number is all that is kept
//! of it.
//!
//! Not here: what becomes of them (`diff`), what may take its place (`deploy`).

use std::collections::BTreeMap;

use crate::chance::Chance;
use crate::check::Waiting;
use crate::cli::CliError;
use crate::cli::house::only_known;
use crate::config::{Config, Environment};
use crate::content::Edition;
use crate::dialogue::{Content, Place, State};
use crate::store::{Keystore, Store, StoreError, Work, archive, is_there, pair, people, places};
use crate::vault::{self, Key};
use uuid::Uuid;

/// Which edition somebody stands in, by its hash, and at which step: how many.
pub(super) type Standing = BTreeMap<(String, Place), u64>;

/// What is deployed.
pub(super) struct Deployed {
    /// The newest edition.
    pub newest: Edition,
    /// Every edition that somebody stands in, by its hash; those that are in the archive.
    pub earlier: BTreeMap<String, Content>,
    /// Who waits where.
    pub standing: Standing,
}

impl Deployed {
    /// Reads it out of the databases.
    pub async fn read(config: &Config, environment: &Environment) -> Result<Self, CliError> {
        let (database, keys) = config.databases();
        if !is_there(&database) || !is_there(&keys) {
            return Err(CliError::NothingDeployed);
        }
        let chance = Chance::system();
        let root = config.root_key(environment)?;
        let keystore = Keystore::open(&keys, root, &chance).await.map_err(CliError::store("the keystore"))?;
        let store = Store::open(&database).await.map_err(CliError::store("the database"))?;
        pair(&store, &keystore, &chance).await.map_err(CliError::store("the database and the keystore"))?;
        let read = read(&store, &keystore).await;
        store.close().await;
        keystore.store().close().await;
        read
    }
}

async fn read(store: &Store, keystore: &Keystore) -> Result<Deployed, CliError> {
    let of = CliError::store;
    let mut work = store.reading().await.map_err(of("the database"))?;
    let hash = archive::deployed(&mut work).await.map_err(of("the database"))?.ok_or(CliError::NothingDeployed)?;
    let newest = edition(&mut work, &hash).await.map_err(of("the database"))?.ok_or(CliError::NothingDeployed)?;
    let standing = standing(&mut work, keystore).await.map_err(of("the database"))?;
    let mut earlier = BTreeMap::new();
    for (hash, _) in standing.keys() {
        if !earlier.contains_key(hash)
            && let Some(edition) = edition(&mut work, hash).await.map_err(of("the database"))?
        {
            earlier.insert(hash.clone(), edition.content);
        }
    }
    Ok(Deployed { newest, earlier, standing })
}

/// An edition out of the archive. `None`: it was never deployed here, or this version of the program cannot read it.
pub(super) async fn edition(work: &mut Work, hash: &str) -> Result<Option<Edition>, StoreError> {
    let files = archive::get(work, hash).await?;
    if files.is_empty() {
        return Ok(None);
    }
    Ok(Edition::of(files.into_iter().map(|file| (file.name, file.body)).collect()).ok())
}

/// What people meet by now, with words for every language that is switched on. `None`: nothing of that kind is in the archive.
pub(super) async fn last_good(store: &Store, config: &Config) -> Result<Option<Edition>, StoreError> {
    let mut work = store.reading().await?;
    let Some(hash) = archive::deployed(&mut work).await? else { return Ok(None) };
    Ok(edition(&mut work, &hash).await?.filter(|edition| only_known(edition, config).is_ok()))
}

/// How many wait at each step of the edition of this hash.
pub(super) fn waiting(standing: &Standing, hash: &str) -> Waiting {
    let there = standing.iter().filter(|((content, _), _)| content == hash);
    there.map(|((_, place), count)| (place.clone(), *count)).collect()
}

/// Everybody's place. Who is being erased, and whose row does not open, stands nowhere.
pub(super) async fn standing(work: &mut Work, keystore: &Keystore) -> Result<Standing, StoreError> {
    let mut standing = Standing::new();
    let mut after = Uuid::nil();
    loop {
        let page = people::states_behind::<State>(work, after).await?;
        let Some((last, _)) = page.last() else { return Ok(standing) };
        let keys: BTreeMap<Uuid, Key> = keystore.keys_between(after, *last).await?.into_iter().collect();
        after = *last;
        for (person, sealed) in page {
            let opened = keys.get(&person).map(|key| vault::open(key, &places::state(person), &sealed));
            if let Some(Ok(state)) = opened {
                *standing.entry((state.content, state.place)).or_default() += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::deploy::deploy;
    use crate::cli::house::{House, Kept};
    use crate::clock::Clock;
    use crate::dialogue::{Event, Stand, stand};
    use crate::turn::Incoming;

    #[tokio::test]
    async fn p28_p32_people_are_counted_by_the_step_and_the_version_that_they_stand_in() {
        let folder = tempfile::tempdir().unwrap();
        let mut config = Config::sample();
        let at = |file: &str| format!("sqlite:{}", folder.path().join(file).display());
        (config.database.url, config.database.keystore) = (at("ajar.db"), at("keys.db"));
        let edition = Edition::load(None).unwrap();
        let hash = edition.hash.clone();
        let kept = Kept::of(&config, Key::new([7; 32]), (Clock::system(), Chance::system())).await.unwrap();
        deploy(&kept, &edition).await.unwrap();
        let house = House::over(kept.clone(), config, edition, None).unwrap();
        for chat in 1..=3 {
            let incoming =
                Incoming { update: None, chat, message: None, language: None, event: Event::Start { code: None } };
            house.turns.take(incoming).await.unwrap();
        }
        let deployed = read(&kept.store, &kept.keystore).await.unwrap();
        let welcome = Place { dialogue: "first-contact".into(), step: "welcome".into() };
        assert_eq!(deployed.standing, Standing::from([((hash.clone(), welcome.clone()), 3)]));
        assert_eq!(deployed.newest.hash, hash);
        let today = &deployed.newest.content;
        assert_eq!(stand(today, deployed.earlier.get(&hash), &welcome), Stand::Here(welcome));
    }
}
