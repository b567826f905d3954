//! The keystore: one key for each person, each wrapped, in a small database of its own. It is the only part of the store that opens
//! anything, and it opens only keys.
//!
//! The root key wraps the epoch key; the epoch key wraps every person's key and every errand's. A person is found by a keyed hash of their
//! chat id, which stands nowhere else. Erasing (`erase`) takes the person's key and hash away and makes the epoch key anew, so an older copy
//! of the file that still holds the wrapped key cannot be opened with what is left.
//!
//! Not here: where the root key comes from (the caller has read it), sealing and opening of words (`vault`, by `turn` and `staff`).

mod erase;
mod errand;
mod keys;
mod wrap;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::open::connect;
use super::work::{run, values};
use super::{Store, StoreError, Work, statements};
use crate::chance::Chance;
use crate::vault::Key;
pub(super) use keys::{NewKey, keep};
pub(super) use wrap::Epoch;

static SQLITE: sqlx::migrate::Migrator = sqlx::migrate!("migrations/keystore/sqlite");
static POSTGRES: sqlx::migrate::Migrator = sqlx::migrate!("migrations/keystore/postgres");

/// The keystore, open. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Keystore {
    store: Store,
    root: Key,
    hash_key: Key,
    desk_key: Key,
    /// Remains of keys may lie in the journal: a wipe was held up, or the process before this one may have left it.
    owed: Arc<AtomicBool>,
}

impl Keystore {
    /// Opens the keystore at `sqlite:PATH` or `postgres://…` with its root key. A new one is made ready; one that was made with another root
    /// key is refused ([`StoreError::WrongRoot`]) and left as it is.
    pub async fn open(address: &str, root: Key, chance: &Chance) -> Result<Self, StoreError> {
        let store = connect(address, &SQLITE, &POSTGRES).await?;
        let hash_key = Key::new(hmac(&root, b"ajar: hash of chat ids, 1"));
        let desk_key = Key::new(hmac(&root, b"ajar: the desk's secrets, 1"));
        let keystore = Self { store, root, hash_key, desk_key, owed: Arc::new(AtomicBool::new(true)) };
        keystore.check_root(chance).await?;
        Ok(keystore)
    }

    /// The database it lies in.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The key that seals the team's own secrets (second factors), and keys the hashes of its short codes. It is made of the root key, and
    /// opens nothing of a person's.
    pub fn desk_key(&self) -> &Key {
        &self.desk_key
    }

    async fn check_root(&self, chance: &Chance) -> Result<(), StoreError> {
        let mut work = self.store.begin().await?;
        if check_value(&mut work).await?.is_none() {
            let check = wrap::check_value(&self.root, chance)?;
            run!(work, statements::ROOT_PUT, check)?;
            let first = Epoch { number: 1, key: Key::new(chance.bytes()?) };
            run!(work, statements::EPOCH_PUT, first.number, wrap::wrap_epoch(&self.root, &first, chance)?)?;
        }
        // Read back: another process may have been first.
        let check = check_value(&mut work).await?.ok_or(StoreError::WrongRoot)?;
        if !wrap::opens_check(&self.root, &check) {
            return Err(StoreError::WrongRoot);
        }
        work.commit().await
    }

    /// The keyed hash by which a chat is found.
    fn hash(&self, chat: i64) -> Vec<u8> {
        hmac(&self.hash_key, &chat.to_le_bytes()).to_vec()
    }
}

async fn check_value(work: &mut Work) -> Result<Option<Vec<u8>>, StoreError> {
    values!(work, statements::ROOT_CHECK).map(|found: Vec<Vec<u8>>| found.into_iter().next())
}

fn hmac(key: &Key, message: &[u8]) -> [u8; 32] {
    // A key of any length is taken, so this cannot fail; an all-zero hash would only ever find nobody.
    Hmac::<Sha256>::new_from_slice(key.bytes())
        .map_or([0; 32], |hash| hash.chain_update(message).finalize().into_bytes().into())
}
