//! Breaking something on purpose, to see that the simulation notices: what cannot fail shows nothing.

use ajar::store::fragments;
use ajar::store::places;
use ajar::story::Words;
use ajar::vault;

use super::broken::Held;
use super::look::Look;
use super::run::{Run, Tamper};

impl Run<'_> {
    /// Does to what is kept of somebody what no act of theirs does.
    pub async fn tamper_with(&mut self, number: usize, seen: &Look) -> Held {
        match self.tamper {
            Some(Tamper::LoseWords) => self.lose(seen).await,
            Some(Tamper::OtherWords) => self.other_words(number, seen).await,
            Some(Tamper::ForgetUpdates | Tamper::RepeatWords) | None => Ok(()),
        }
    }

    async fn lose(&self, seen: &Look) -> Held {
        let Some(message) = seen.kept.keys().next() else { return Ok(()) };
        let mut work = self.world.store.begin().await?;
        fragments::remove_one(&mut work, seen.id, *message).await?;
        Ok(work.commit().await?)
    }

    async fn other_words(&self, number: usize, seen: &Look) -> Held {
        let Some((message, kept)) = seen.kept.iter().next() else { return Ok(()) };
        let Some((id, key)) = self.world.keystore.find(self.folk[number].chat).await? else { return Ok(()) };
        let mut fragment = kept.fragment.clone();
        fragment.content = fragment.content.with_words(Words::new("other"));
        let place = message.to_string();
        let sealed = vault::seal(&key, &places::fragment(id, &place), &fragment, self.sources.chance.bytes().unwrap())?;
        let mut work = self.world.store.begin().await?;
        fragments::replace(&mut work, id, *message, &sealed, self.now()).await?;
        Ok(work.commit().await?)
    }

    /// No update was ever seen.
    pub async fn forget_updates(&self) -> Held {
        if self.tamper == Some(Tamper::ForgetUpdates) {
            let mut work = self.world.store.begin().await?;
            let far = self.now() + chrono::TimeDelta::days(900);
            ajar::store::updates::forget_old(&mut work, far).await?;
            work.commit().await?;
        }
        Ok(())
    }
}
