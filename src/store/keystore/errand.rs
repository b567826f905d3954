//! Keys of errands: what is left to do in a chat after its person's key is gone, for ten minutes at most.
//!
//! Not here: the errands themselves (`store::errands`).

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::super::errands::LIFE;
use super::super::work::{maybe, run};
use super::super::{StoreError, Work, statements};
use super::keys::Wrapped;
use super::{Epoch, Keystore, wrap};
use crate::chance::Chance;
use crate::vault::Key;

impl Keystore {
    /// The key of an errand. `None`: its time is over.
    pub async fn errand_key(&self, errand: Uuid) -> Result<Option<Key>, StoreError> {
        let found: Option<Wrapped> = maybe!(self.store, statements::ERRAND_KEY_GET, errand.as_bytes().to_vec())?;
        Ok(found.map(|found| self.opened(&found)).transpose()?.map(|(_, key)| key))
    }

    /// Takes an errand's key away and wipes what is left of it. What the errand held cannot be opened from then on.
    pub async fn end_errand(&self, errand: Uuid) -> Result<(), StoreError> {
        let mut work = self.store.begin().await?;
        run!(work, statements::ERRAND_KEY_DROP, errand.as_bytes().to_vec())?;
        work.commit().await?;
        self.scrub().await
    }

    /// Takes away the keys of all errands whose time is over; says how many.
    pub async fn expire_errands(&self, now: DateTime<Utc>) -> Result<u64, StoreError> {
        let mut work = self.store.begin().await?;
        let gone = run!(work, statements::ERRAND_KEY_EXPIRE, now)?;
        work.commit().await?;
        if gone > 0 {
            self.scrub().await?;
        }
        Ok(gone)
    }

    /// After the clock was set back: no errand's key lives longer than that of a new one.
    pub async fn errands_set_back(&self, now: DateTime<Utc>) -> Result<(), StoreError> {
        let mut work = self.store.begin().await?;
        run!(work, statements::ERRAND_KEY_SHORTEN, now + LIFE)?;
        work.commit().await
    }

    pub(in super::super) async fn make_errand_in(
        &self,
        work: &mut Work,
        epoch: &Epoch,
        errand: Uuid,
        expires_at: DateTime<Utc>,
        chance: &Chance,
    ) -> Result<Key, StoreError> {
        let key = Key::new(chance.bytes()?);
        let wrapped = wrap::wrap_key(epoch, errand, &key, chance)?;
        run!(work, statements::ERRAND_KEY_PUT, errand.as_bytes().to_vec(), expires_at, wrapped)?;
        Ok(key)
    }
}
