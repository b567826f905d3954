//! The root key, the keystore and the database: each alone, and together.

use std::path::Path;

use super::{Finding, broken, look, ok};
use crate::chance::Chance;
use crate::cli::house::named;
use crate::config::{Config, Environment};
use crate::staff::opens_for;
use crate::store::coordinators;
use crate::store::{Keystore, Store, StoreError, is_there, pair};
use crate::vault::Key;

/// Looks at the root key and the databases. Nothing is made that is not there.
pub(super) async fn look_at(config: &Config, environment: &Environment) -> Vec<Finding> {
    let source = config.key_source(environment).name();
    let root = match config.root_key(environment) {
        Ok(root) => root,
        Err(error) => return vec![broken("root key", error.to_string())],
    };
    let mut found = vec![ok("root key", format!("in {source}, for its owner only"))];
    let (database, keys) = config.databases();
    if is_there(&database) && !is_there(&keys) {
        found.push(broken("keystore", StoreError::KeystoreGone.to_string()));
        return found;
    }
    for (what, url) in [("keystore", &keys), ("database", &database)] {
        if is_missing(url) {
            found.push(look(what, format!("{url} is not there yet; `ajar migrate` or `ajar serve` makes it")));
        }
    }
    if found.len() == 1 {
        found.extend(opened(config, (&database, &keys), root).await);
    }
    found
}

fn is_missing(url: &str) -> bool {
    url.strip_prefix("sqlite:").is_some_and(|file| !Path::new(file).exists())
}

async fn opened(config: &Config, (database, keys): (&str, &str), root: Key) -> Vec<Finding> {
    let chance = Chance::system();
    let keystore = match Keystore::open(keys, root, &chance).await {
        Ok(keystore) => keystore,
        Err(error) => return vec![broken("keystore", error.to_string())],
    };
    let store = match Store::open(database).await {
        Ok(store) => store,
        Err(error) => return vec![broken("database", error.to_string())],
    };
    let paired = pair(&store, &keystore, &chance).await;
    let nobody = nobody_for(config, &store).await;
    store.close().await;
    keystore.store().close().await;
    match paired {
        Ok(()) => [
            ok("keystore", "it opens with the root key; back it up apart, as a mirror with no history"),
            ok("database", "it opens, is up to date, and belongs to the keystore"),
        ]
        .into_iter()
        .chain(nobody)
        .collect(),
        Err(error) => vec![broken("database", error.to_string())],
    }
}

/// What is sent to somebody who is named in the config and is not on the team.
async fn nobody_for(config: &Config, store: &Store) -> Vec<Finding> {
    let team = match store.reading().await {
        Ok(mut work) => coordinators::list(&mut work).await,
        Err(error) => Err(error),
    };
    let Ok(team) = team else { return Vec::new() };
    let alone = named(config).into_iter().filter(|(_, name)| !team.iter().any(|row| opens_for(row, name)));
    alone.map(|(_, name)| look("routes", alone_says(&name))).collect()
}

fn alone_says(name: &str) -> String {
    format!(
        "nobody on the team is called {name}, so nobody can open what people are told goes to {name}; invite them by that name, of 19 letters at most"
    )
}
