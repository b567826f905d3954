//! Whether the keystore is as new as the database: an older copy of it lacks the keys of those who came since, and their rows would be taken
//! for half-finished erasures.
//!
//! The age of a keystore is its epoch, which goes up with each erasure, and the number of its keys, which only grows within an epoch. The
//! database knows the last age that it has seen. Not here: whether the two belong together at all (`open`), finishing erasures (`turn`).

use super::work::all;
use super::{Keystore, Store, StoreError, Work, settings, statements};

/// The setting that holds the last age that was seen. An operator who has no newer keystore takes it away.
const SETTING: &str = "keystore";

/// How old a keystore is: (epoch, keys).
pub type Age = (i64, i64);

/// The age of a keystore.
pub async fn age(keystore: &Keystore) -> Result<Age, StoreError> {
    let found: Vec<Age> = all!(keystore.store(), statements::KEYS_AGE)?;
    found.first().copied().ok_or(StoreError::BrokenKey)
}

/// Notes an age in the database. It was read before: the keystore is at least as new by now.
pub async fn note(work: &mut Work, (epoch, keys): Age) -> Result<(), StoreError> {
    settings::put(work, SETTING, &format!("{epoch} {keys}")).await
}

pub(super) async fn check(store: &Store, keystore: &Keystore) -> Result<(), StoreError> {
    let noted = settings::get(&mut store.reading().await?, SETTING).await?;
    let noted = noted.as_deref().and_then(|text| text.split_once(' ')).and_then(|(epoch, keys)| {
        let age: Age = (epoch.parse().ok()?, keys.parse().ok()?);
        Some(age)
    });
    match noted {
        Some(noted) if age(keystore).await? < noted => Err(StoreError::OlderKeystore),
        Some(_) | None => Ok(()),
    }
}
