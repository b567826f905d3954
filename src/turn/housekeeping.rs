//! Housekeeping: what time alone brings to an end. Drafts past their date, erasures that were broken off, old update ids, errands' ten minutes.

use chrono::{DateTime, TimeDelta, Utc};

use super::person::FORGETTING;
use super::{TurnError, Turns};
use crate::store::{bubbles, errands, heard, in_step, people, updates};

/// People erased in one round; the rest follow in the next.
const AT_ONCE: i64 = 100;

/// For how long it is kept how long somebody waited.
const KEPT: TimeDelta = TimeDelta::days(120);

impl Turns {
    /// What has to be known before anybody's turn is taken: whether the clock is to be believed.
    pub async fn opening(&self) -> Result<(), TurnError> {
        self.compare_clock().await
    }

    /// One round. Called after the start and every ten minutes. Each part is done whether or not another one fails; the first error is told.
    pub async fn housekeeping(&self) -> Result<(), TurnError> {
        let inner = self.inner();
        let clock = self.compare_clock().await;
        let (now, by) = (inner.parts.clock.now(), inner.erase_by());
        let parts = [
            // Without what was stored of the clock nothing is known to be past its date.
            if clock.is_ok() { self.past_their_date(by).await } else { Ok(()) },
            clock,
            self.half_erased().await,
            self.note_keystore().await,
            self.old_rows(by).await,
            self.expire_errands(now).await,
            self.look_how_long().await,
        ];
        if let Err(error) = inner.parts.keystore.scrub_if_owed().await {
            tracing::warn!(%error, "what is left of erased keys could not be wiped yet; it is tried again in ten minutes");
        }
        parts.into_iter().collect()
    }

    async fn past_their_date(&self, now: DateTime<Utc>) -> Result<(), TurnError> {
        let inner = self.inner();
        let parts = &inner.parts;
        // Read to the end before anything is erased: a reader would hold the journal.
        let past = people::past_their_date(&mut parts.store.reading().await?, now, AT_ONCE).await?;
        let mut first = Ok(());
        for person in past {
            first = first.and(self.expire(person, now).await);
        }
        first
    }

    /// Marked first, in a turn's order: somebody who writes at this very moment either is kept, or is met as somebody new.
    async fn expire(&self, person: uuid::Uuid, now: DateTime<Utc>) -> Result<(), TurnError> {
        let inner = self.inner();
        let marked = inner.parts.writer.write_for(person, "expire", move |group| {
            Box::pin(async move { Ok::<_, TurnError>(people::expire(&mut group.main, person, FORGETTING, now).await?) })
        });
        if marked.await? { self.finish_forgetting(person).await } else { Ok(()) }
    }

    async fn half_erased(&self) -> Result<(), TurnError> {
        let inner = self.inner();
        for person in people::half_erased(&inner.parts.store, &inner.parts.keystore).await? {
            self.erase_rows(person).await?;
        }
        Ok(())
    }

    /// So that an older copy of the keystore is known as such.
    async fn note_keystore(&self) -> Result<(), TurnError> {
        let inner = self.inner();
        let age = in_step::age(&inner.parts.keystore).await?;
        let written = inner.parts.writer.write("note the keystore", move |group| {
            Box::pin(async move { Ok::<_, TurnError>(in_step::note(&mut group.main, age).await?) })
        });
        // An earlier note does as well.
        if let Err(error) = written.await {
            tracing::warn!(%error, "how new the keystore is could not be written down; it is tried again in ten minutes");
        }
        Ok(())
    }

    async fn old_rows(&self, now: DateTime<Utc>) -> Result<(), TurnError> {
        let inner = self.inner();
        let written = inner.parts.writer.write("housekeeping", move |group| {
            Box::pin(async move {
                updates::forget_old(&mut group.main, now).await?;
                bubbles::forget_old(&mut group.main, now).await?;
                heard::forget(&mut group.main, now - KEPT).await?;
                Ok::<_, TurnError>(())
            })
        });
        written.await
    }

    /// Errands whose ten minutes are over go, and their keys with them.
    pub(super) async fn expire_errands(&self, now: DateTime<Utc>) -> Result<(), TurnError> {
        let inner = self.inner();
        // The key first: without it the row is noise; the other way round a crash would leave a key that nobody looks for.
        inner.parts.keystore.expire_errands(now).await?;
        let written = inner.parts.writer.write("expire errands", move |group| {
            Box::pin(async move { Ok::<_, TurnError>(errands::expire(&mut group.main, now).await?) })
        });
        written.await.map(drop)
    }
}
