//! Housekeeping: what time alone brings to an end. Drafts past their date, erasures that were broken off, old update ids, errands' ten minutes.

use std::sync::atomic::Ordering;

use super::{TurnError, Turns};
use crate::store::{bubbles, errands, people, updates};

/// People erased in one round; the rest follow in the next.
const AT_ONCE: i64 = 100;

impl Turns {
    /// One round. Called at start and every ten minutes.
    pub async fn housekeeping(&self) -> Result<(), TurnError> {
        let parts = &self.0.parts;
        let now = parts.clock.now();
        // Read to the end before anything is erased: a reader would hold the journal.
        let past = people::past_their_date(&mut parts.store.reading().await?, now, AT_ONCE).await?;
        for person in past {
            self.finish_forgetting(person).await?;
        }
        let half_erased = people::half_erased(&parts.store, &parts.keystore).await?;
        for person in half_erased {
            self.0.erase_rows(person).await?;
            parts.store.checkpoint().await?;
        }
        let written = parts.writer.write("housekeeping", move |group| {
            Box::pin(async move {
                updates::forget_old(&mut group.main, now).await?;
                bubbles::forget_old(&mut group.main, now).await?;
                errands::expire(&mut group.main, now).await?;
                Ok::<_, TurnError>(())
            })
        });
        written.await?;
        parts.keystore.expire_errands(now).await?;
        if self.0.wipe_owed.swap(false, Ordering::Relaxed)
            && let Err(error) = parts.keystore.scrub().await
        {
            self.0.wipe_owed.store(true, Ordering::Relaxed);
            return Err(error.into());
        }
        Ok(())
    }
}
