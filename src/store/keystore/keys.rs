//! Finding and making people's keys.
//!
//! Not here: taking them away (`erase`).

use std::collections::HashMap;

use sqlx::FromRow;
use uuid::Uuid;

use super::super::statements::many;
use super::super::work::{all, many, many_rows, maybe, on, values};
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

/// The same, with the hash of the chat that it was found by.
#[derive(FromRow)]
struct WrappedOf {
    hash: Vec<u8>,
    #[sqlx(flatten)]
    key: Wrapped,
}

/// A new person's key that is to be kept, as a given row.
#[derive(Debug)]
pub(in super::super) struct NewKey {
    person: Vec<u8>,
    hash: Vec<u8>,
    wrapped: Vec<u8>,
}

/// A person, as a given row.
struct WantedKey {
    person: Vec<u8>,
}

/// A chat's hash, as a given row.
struct Wanted {
    hash: Vec<u8>,
}

/// Opens many keys: the epoch key is opened once, for all were read at one moment.
struct Opener<'k> {
    keystore: &'k Keystore,
    epoch: Option<Epoch>,
}

impl<'k> Opener<'k> {
    fn of(keystore: &'k Keystore) -> Self {
        Self { keystore, epoch: None }
    }

    /// `None`: this one key is broken.
    fn open(&mut self, row: &Wrapped) -> Result<Option<(Uuid, Key)>, StoreError> {
        let known = match self.epoch.take() {
            Some(known) if known.number == row.number => known,
            Some(_) | None => wrap::open_epoch(&self.keystore.root, row.number, &row.epoch)?,
        };
        let whose = id(&row.person)?;
        let key = wrap::open_key(self.epoch.insert(known), whose, &row.wrapped);
        Ok(key.ok().map(|key| (whose, key)))
    }
}

fn place(wanted: &[Wanted], hash: &[u8]) -> Option<usize> {
    wanted.iter().position(|chat| chat.hash == hash)
}

impl Keystore {
    /// The person of a chat, with their key. `None`: nobody known (or somebody forgotten).
    pub async fn find(&self, chat: i64) -> Result<Option<(Uuid, Key)>, StoreError> {
        let found: Option<Wrapped> = maybe!(self.store, statements::KEY_FIND, self.hash(chat))?;
        found.map(|found| self.opened(&found)).transpose()
    }

    /// The people of many chats, with their keys; who is not known is not among them.
    pub(in super::super) async fn find_many(&self, chats: &[i64]) -> Result<Vec<(i64, Uuid, Key)>, StoreError> {
        let wanted: Vec<Wanted> = chats.iter().map(|chat| Wanted { hash: self.hash(*chat) }).collect();
        let found: Vec<WrappedOf> = many_rows!(self.store, many::KEYS_FIND, &wanted, [hash])?;
        let mut opener = Opener::of(self);
        let mut out = Vec::with_capacity(found.len());
        for row in found {
            // One broken key must not keep everybody else of a group waiting: its person's own turn meets it again.
            if let (Some((whose, key)), Some(place)) = (opener.open(&row.key)?, place(&wanted, &row.hash)) {
                out.extend(chats.get(place).map(|chat| (*chat, whose, key)));
            }
        }
        Ok(out)
    }

    /// A person's key. `None`: it was erased, and nothing of theirs can be opened any more.
    pub async fn key_of(&self, person: Uuid) -> Result<Option<Key>, StoreError> {
        let found: Option<Wrapped> = maybe!(self.store, statements::KEY_OF, person.as_bytes().to_vec())?;
        Ok(found.map(|found| self.opened(&found)).transpose()?.map(|(_, key)| key))
    }

    /// Many people's keys; whose was erased is not among them.
    pub async fn keys_of(&self, people: &[Uuid]) -> Result<HashMap<Uuid, Key>, StoreError> {
        let wanted: Vec<WantedKey> =
            people.iter().map(|person| WantedKey { person: person.as_bytes().to_vec() }).collect();
        let found: Vec<Wrapped> = many_rows!(self.store, many::KEYS_OF, &wanted, [person])?;
        let mut opener = Opener::of(self);
        let mut out = HashMap::with_capacity(found.len());
        for row in &found {
            // One broken key must not keep everybody else of a list from sight.
            out.extend(opener.open(row)?);
        }
        Ok(out)
    }

    /// Everybody who has a key. Who has rows in the database and is not among them was not wholly erased: read the rows' ids first, for
    /// a new person's key is committed before their rows.
    pub async fn people(&self) -> Result<Vec<Uuid>, StoreError> {
        let found: Vec<Vec<u8>> = values!(self.store, statements::KEY_PEOPLE)?;
        found.iter().map(|bytes| id(bytes)).collect()
    }

    /// The first `limit` of them behind `after`, in the order of their ids.
    pub async fn people_behind(&self, after: Uuid, limit: i64) -> Result<Vec<Uuid>, StoreError> {
        let found: Vec<Vec<u8>> = values!(self.store, statements::KEY_PEOPLE_PAGE, after.as_bytes().as_slice(), limit)?;
        found.iter().map(|bytes| id(bytes)).collect()
    }

    /// The keys of everybody behind `after` and up to `last`, in the order of their ids.
    pub async fn keys_between(&self, after: Uuid, last: Uuid) -> Result<Vec<(Uuid, Key)>, StoreError> {
        let (after, last) = (after.as_bytes().to_vec(), last.as_bytes().to_vec());
        let found: Vec<Wrapped> = all!(self.store, statements::KEYS_BETWEEN, after, last)?;
        let mut epoch: Option<Epoch> = None;
        let mut out = Vec::with_capacity(found.len());
        for row in found {
            // Opened once: all were read at one moment.
            let known = match epoch.take() {
                Some(known) if known.number == row.number => known,
                Some(_) | None => wrap::open_epoch(&self.root, row.number, &row.epoch)?,
            };
            let whose = id(&row.person)?;
            out.push((whose, wrap::open_key(&known, whose, &row.wrapped)?));
            epoch = Some(known);
        }
        Ok(out)
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
        epoch: &Epoch,
        (chat, person): (i64, Uuid),
        chance: &Chance,
    ) -> Result<(Uuid, Key), StoreError> {
        let (new, key) = self.draw(epoch, (chat, person), chance)?;
        if keep(work, &[new]).await? == 1 {
            return Ok((person, key));
        }
        self.find_in(work, chat).await?.ok_or(StoreError::BrokenKey)
    }

    /// A key for the person of a chat that has none, to be kept later with others ([`keep`]).
    pub(in super::super) fn draw(
        &self,
        epoch: &Epoch,
        (chat, person): (i64, Uuid),
        chance: &Chance,
    ) -> Result<(NewKey, Key), StoreError> {
        let key = Key::new(chance.bytes()?);
        let wrapped = wrap::wrap_key(epoch, person, &key, chance)?;
        Ok((NewKey { person: person.as_bytes().to_vec(), hash: self.hash(chat), wrapped }, key))
    }

    /// The epoch key, which nobody changes until `work` ends.
    pub(in super::super) async fn hold_epoch(&self, work: &mut Work) -> Result<Epoch, StoreError> {
        let hold = if work.is_shared() { statements::EPOCH_HOLD_POSTGRES } else { statements::EPOCH_HOLD_SQLITE };
        let (number, wrapped): (i64, Vec<u8>) = on!(work, db => sqlx::query_as(hold).fetch_one(db).await)?;
        wrap::open_epoch(&self.root, number, &wrapped)
    }

    pub(super) fn opened(&self, found: &Wrapped) -> Result<(Uuid, Key), StoreError> {
        let epoch = wrap::open_epoch(&self.root, found.number, &found.epoch)?;
        let whose = id(&found.person)?;
        Ok((whose, wrap::open_key(&epoch, whose, &found.wrapped)?))
    }
}

/// Keeps new keys; says how many. Where a chat has a key by now, that one stays.
pub(in super::super) async fn keep(work: &mut Work, keys: &[NewKey]) -> Result<u64, StoreError> {
    many!(work, many::KEYS_PUT, keys, [person, hash, wrapped])
}

/// The keystore keeps ids as bytes on both databases, so that many can be packed into one value.
pub(super) fn id(bytes: &[u8]) -> Result<Uuid, StoreError> {
    Uuid::from_slice(bytes).map_err(|_| StoreError::BrokenKey)
}
