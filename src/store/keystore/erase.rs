//! Forgetting a person for good: their key and hash go, the epoch key is made anew, everybody else's key is wrapped anew, and what the
//! database keeps of deleted rows is wiped.
//!
//! Not here: the person's rows (`people::erase_rows`, afterwards).

use std::sync::atomic::Ordering;

use uuid::Uuid;

use super::super::open::empty_journal;
use super::super::work::{all, run};
use super::super::{Store, StoreError, Work, statements};
use super::Keystore;
use super::keys::id;
use super::wrap::{self, Epoch, WRAPPED};
use crate::chance::Chance;
use crate::vault::Key;

/// How many keys are wrapped anew by one statement.
const AT_ONCE: i64 = 4096;

type Pack = Vec<(Vec<u8>, Vec<u8>)>;

impl Keystore {
    /// Erases a person's key, in one transaction, and wipes its remains. Doing it twice does no harm. It is not called from within a job:
    /// wiping waits until nobody reads, and the job's group does.
    ///
    /// [`StoreError::NotScrubbed`] means that the key is gone, but that the journal could not be wiped yet: call [`Keystore::scrub_if_owed`] later.
    pub async fn erase(&self, person: Uuid, chance: &Chance) -> Result<(), StoreError> {
        let mut work = self.store.begin().await?;
        let old = self.hold_epoch(&mut work).await?;
        let new = Epoch { number: old.number + 1, key: Key::new(chance.bytes()?) };
        run!(work, statements::KEY_DROP, person.as_bytes().to_vec())?;
        rewrap_people(&mut work, &old, &new, chance).await?;
        rewrap_errands(&mut work, &old, &new, chance).await?;
        run!(work, statements::EPOCH_NEXT, new.number, wrap::wrap_epoch(&self.root, &new, chance)?)?;
        work.commit().await?;
        self.scrub().await.map_err(|error| {
            tracing::warn!(%error, "a key is erased, but its remains are not wiped yet");
            StoreError::NotScrubbed
        })
    }

    /// Wipes what the database keeps of deleted rows: SQLite's journal is emptied (its pages are overwritten by `secure_delete`),
    /// PostgreSQL's tables are written anew. PostgreSQL's own log is beyond SQL: it is not to be archived.
    pub async fn scrub(&self) -> Result<(), StoreError> {
        self.owed.store(true, Ordering::SeqCst);
        let done = match &self.store {
            Store::Sqlite(file, _) => empty_journal(&file.reading).await,
            Store::Postgres(pool, _) => {
                sqlx::query(statements::SCRUB_POSTGRES).execute(pool).await.map(drop).map_err(StoreError::from)
            }
        };
        self.owed.store(done.is_err(), Ordering::SeqCst);
        done
    }

    /// Wipes, if a wipe was held up before, or may have been by an earlier process.
    pub async fn scrub_if_owed(&self) -> Result<(), StoreError> {
        if self.owed.load(Ordering::SeqCst) { self.scrub().await } else { Ok(()) }
    }
}

async fn rewrap_people(work: &mut Work, old: &Epoch, new: &Epoch, chance: &Chance) -> Result<(), StoreError> {
    let mut after = Uuid::nil().as_bytes().to_vec();
    loop {
        let page: Pack = all!(work, statements::KEY_PAGE, after, AT_ONCE)?;
        let Some((last, _)) = page.last() else {
            return Ok(());
        };
        after = last.clone();
        let mut pack = Vec::with_capacity(page.len() * (16 + WRAPPED));
        let mut wrapped_anew: i64 = 0;
        for (person, wrapped) in &page {
            // A key that is broken opens nothing, now or later: it must not keep anybody else from being forgotten.
            let fresh = match anew(person, wrapped, old, new, chance) {
                Err(StoreError::BrokenKey) => continue,
                fresh => fresh?,
            };
            pack.extend_from_slice(person);
            pack.extend(fresh);
            wrapped_anew += 1;
        }
        if wrapped_anew == 0 {
            return Err(StoreError::BrokenKey);
        }
        if wrapped_anew < page.len() as i64 {
            tracing::error!(
                broken = page.len() as i64 - wrapped_anew,
                "keys in the keystore are broken; what they sealed cannot be opened. Was the file damaged, or restored in part?"
            );
        }
        run!(work, statements::KEY_REWRAP, pack, wrapped_anew)?;
    }
}

async fn rewrap_errands(work: &mut Work, old: &Epoch, new: &Epoch, chance: &Chance) -> Result<(), StoreError> {
    let errands: Pack = all!(work, statements::ERRAND_KEY_ALL)?;
    for (errand, wrapped) in errands {
        let wrapped = anew(&errand, &wrapped, old, new, chance)?;
        run!(work, statements::ERRAND_KEY_REWRAP, errand, wrapped)?;
    }
    Ok(())
}

fn anew(whose: &[u8], wrapped: &[u8], old: &Epoch, new: &Epoch, chance: &Chance) -> Result<Vec<u8>, StoreError> {
    let whose = id(whose)?;
    wrap::wrap_key(new, whose, &wrap::open_key(old, whose, wrapped)?, chance)
}
