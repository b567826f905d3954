//! A group: the one transaction in which the writer runs several jobs, on the data and, once a job needs it, on the keystore.
//!
//! The keystore's part is committed first: a key without rows does no harm, rows without a key would be a person half erased.
//!
//! Not here: the queue of jobs (`writer`).

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::handed::{Hatch, Tray};
use super::outgoing::Outgoing;
use super::work::{on, run};
use super::{Keystore, Store, StoreError, Work, statements};
use crate::chance::Chance;
use crate::vault::Key;

/// What a job works on.
pub struct Group {
    /// The data.
    pub main: Work,
    keystore: Keystore,
    keys: Option<Work>,
    looking: Option<Work>,
    /// Each job has a savepoint of its own.
    savepoints: bool,
    /// What is handed to delivery once this is committed.
    pub(super) tray: Tray,
}

impl Group {
    /// The person of a chat, with their key, as this group sees it. `None`: nobody known.
    pub async fn find(&mut self, chat: i64) -> Result<Option<(Uuid, Key)>, StoreError> {
        let keystore = self.keystore.clone();
        keystore.find_in(self.look().await?, chat).await
    }

    /// A person's key. `None`: it was erased.
    pub async fn key_of(&mut self, person: Uuid) -> Result<Option<Key>, StoreError> {
        let keystore = self.keystore.clone();
        keystore.key_of_in(self.look().await?, person).await
    }

    /// A key for the person of a new chat. The answer may name another person than was asked for: the chat was known after all (another
    /// instance was faster, or an earlier group could commit the key but not the data, so that the person may have no row yet).
    pub async fn make_key(&mut self, chat: i64, person: Uuid, chance: &Chance) -> Result<(Uuid, Key), StoreError> {
        let keystore = self.keystore.clone();
        let made = keystore.make_in(self.change_keys().await?, chat, person, chance).await?;
        if made.0 != person {
            self.lock(made.0).await?;
        }
        Ok(made)
    }

    /// A key for an errand.
    pub async fn make_errand_key(
        &mut self,
        errand: Uuid,
        expires_at: DateTime<Utc>,
        chance: &Chance,
    ) -> Result<Key, StoreError> {
        let keystore = self.keystore.clone();
        keystore.make_errand_in(self.change_keys().await?, errand, expires_at, chance).await
    }

    /// Locks a person against other instances until the group ends. People named with the job are locked already, in the order of their ids;
    /// this is for one who was found on the way.
    pub async fn lock(&mut self, person: Uuid) -> Result<(), StoreError> {
        match &self.main {
            Work::Sqlite(..) => Ok(()),
            Work::Postgres(..) => {
                let main = &mut self.main;
                run!(main, statements::LOCK_PERSON, lock_number(person)).map(drop)
            }
        }
    }

    /// Hands something to delivery once this is committed, without storing it: the answer to a press, or a mark.
    pub fn pass(&mut self, chat: i64, outgoing: Outgoing) {
        self.tray.pass(chat, outgoing);
    }

    /// What this job has handed over for this person is not to be sent after all.
    pub fn take_back(&mut self, person: Uuid) {
        self.tray.take_back(person);
    }

    pub(super) async fn begin(
        store: &Store,
        keystore: &Keystore,
        hatch: &Hatch,
        savepoints: bool,
    ) -> Result<Self, StoreError> {
        let main = store.begin().await?;
        Ok(Self { main, keystore: keystore.clone(), keys: None, looking: None, savepoints, tray: hatch.tray() })
    }

    pub(super) async fn commit(self) -> Result<(), StoreError> {
        if let Some(keys) = self.keys {
            keys.commit().await?;
        }
        self.main.commit().await?;
        self.tray.forward();
        Ok(())
    }

    pub(super) async fn open_job(&mut self) -> Result<(), StoreError> {
        self.tray.next_job();
        if self.savepoints {
            step(&mut self.main, statements::JOB_OPEN).await?;
            if let Some(keys) = &mut self.keys {
                step(keys, statements::JOB_OPEN).await?;
            }
        }
        Ok(())
    }

    pub(super) async fn keep_job(&mut self) -> Result<(), StoreError> {
        step(&mut self.main, statements::JOB_KEEP).await?;
        if let Some(keys) = &mut self.keys {
            step(keys, statements::JOB_KEEP).await?;
        }
        Ok(())
    }

    pub(super) async fn undo_job(&mut self) -> Result<(), StoreError> {
        // A transaction in which something failed may not be read in any more.
        self.looking = None;
        self.tray.undo_job();
        step(&mut self.main, statements::JOB_UNDO).await?;
        if let Some(keys) = &mut self.keys {
            step(keys, statements::JOB_UNDO).await?;
        }
        self.keep_job().await
    }

    /// Where keys are read: where this group changes them, if it does.
    async fn look(&mut self) -> Result<&mut Work, StoreError> {
        if let Some(keys) = &mut self.keys {
            return Ok(keys);
        }
        let looking = match self.looking.take() {
            Some(looking) => looking,
            None => self.keystore.store().reading().await?,
        };
        Ok(self.looking.insert(looking))
    }

    async fn change_keys(&mut self) -> Result<&mut Work, StoreError> {
        let keys = match self.keys.take() {
            Some(keys) => keys,
            None => {
                self.looking = None;
                let mut keys = self.keystore.store().begin().await?;
                if self.savepoints {
                    step(&mut keys, statements::JOB_OPEN).await?;
                }
                keys
            }
        };
        Ok(self.keys.insert(keys))
    }
}

async fn step(work: &mut Work, statement: &'static str) -> Result<(), StoreError> {
    on!(work, db => sqlx::query(statement).execute(db).await.map(drop))
}

/// The number that stands for a person among PostgreSQL's advisory locks. Two people may share one: they then wait for each other, no more.
fn lock_number(person: Uuid) -> i64 {
    let (high, low) = person.as_u64_pair();
    (high ^ low) as i64
}
