//! Finding and making people's keys.
//!
//! Not here: taking them away (`erase`).

use sqlx::FromRow;
use uuid::Uuid;

use super::super::work::{maybe, on, run, values};
use super::super::{StoreError, Work, statements};
use super::Keystore;
use super::wrap::{self, Epoch};
use crate::chance::Chance;
use crate::vault::Key;

/// A wrapped key with the epoch key that wraps it.
#[derive(FromRow)]
pub(super) struct Wrapped {
    person: Vec<u8>,
    wrapped: Vec<u8>,
    number: i64,
    epoch: Vec<u8>,
}

impl Keystore {
    /// The person of a chat, with their key. `None`: nobody known (or somebody forgotten).
    pub async fn find(&self, chat: i64) -> Result<Option<(Uuid, Key)>, StoreError> {
        self.find_in(&mut self.store.reading().await?, chat).await
    }

    /// A person's key. `None`: it was erased, and nothing of theirs can be opened any more.
    pub async fn key_of(&self, person: Uuid) -> Result<Option<Key>, StoreError> {
        self.key_of_in(&mut self.store.reading().await?, person).await
    }

    /// Everybody who has a key. Who has rows in the database and is not among them was not wholly erased: read the rows' ids first, for
    /// a new person's key is committed before their rows.
    pub async fn people(&self) -> Result<Vec<Uuid>, StoreError> {
        let found: Vec<Vec<u8>> = values!(self.store, statements::KEY_PEOPLE)?;
        found.iter().map(|bytes| id(bytes)).collect()
    }

    pub(in super::super) async fn find_in(
        &self,
        work: &mut Work,
        chat: i64,
    ) -> Result<Option<(Uuid, Key)>, StoreError> {
        let found: Option<Wrapped> = maybe!(work, statements::KEY_FIND, self.hash(chat))?;
        found.map(|found| self.opened(&found)).transpose()
    }

    pub(in super::super) async fn key_of_in(&self, work: &mut Work, person: Uuid) -> Result<Option<Key>, StoreError> {
        let found: Option<Wrapped> = maybe!(work, statements::KEY_OF, person.as_bytes().to_vec())?;
        Ok(found.map(|found| self.opened(&found)).transpose()?.map(|(_, key)| key))
    }

    /// A key for the person of a new chat. Should the chat have one already (made by another process, or by a group whose data could not be
    /// committed), that person and key are the answer.
    pub(in super::super) async fn make_in(
        &self,
        work: &mut Work,
        chat: i64,
        person: Uuid,
        chance: &Chance,
    ) -> Result<(Uuid, Key), StoreError> {
        let epoch = self.hold_epoch(work).await?;
        let key = Key::new(chance.bytes()?);
        let wrapped = wrap::wrap_key(&epoch, person, &key, chance)?;
        if run!(work, statements::KEY_PUT, person.as_bytes().to_vec(), self.hash(chat), wrapped)? == 1 {
            return Ok((person, key));
        }
        self.find_in(work, chat).await?.ok_or(StoreError::BrokenKey)
    }

    /// The epoch key, which nobody changes until `work` ends.
    pub(super) async fn hold_epoch(&self, work: &mut Work) -> Result<Epoch, StoreError> {
        let hold = match work {
            Work::Sqlite(..) => statements::EPOCH_HOLD_SQLITE,
            Work::Postgres(..) => statements::EPOCH_HOLD_POSTGRES,
        };
        let (number, wrapped): (i64, Vec<u8>) = on!(work, db => sqlx::query_as(hold).fetch_one(db).await)?;
        wrap::open_epoch(&self.root, number, &wrapped)
    }

    pub(super) fn opened(&self, found: &Wrapped) -> Result<(Uuid, Key), StoreError> {
        let epoch = wrap::open_epoch(&self.root, found.number, &found.epoch)?;
        let whose = id(&found.person)?;
        Ok((whose, wrap::open_key(&epoch, whose, &found.wrapped)?))
    }
}

/// The keystore keeps ids as bytes on both databases, so that many can be packed into one value.
pub(super) fn id(bytes: &[u8]) -> Result<Uuid, StoreError> {
    Uuid::from_slice(bytes).map_err(|_| StoreError::BrokenKey)
}
