//! Housekeeping: what time alone brings to an end. Drafts past their date, erasures that were broken off, old update ids, errands' ten minutes.

use super::{TurnError, Turns};
use crate::store::{Group, bubbles, errands, people, updates};

/// People erased in one round; the rest follow in the next.
const AT_ONCE: i64 = 100;

impl Turns {
    /// One round. Called at start and every ten minutes.
    pub async fn housekeeping(&self) -> Result<(), TurnError> {
        let parts = &self.0.parts;
        let now = parts.clock.now();
        for person in people::past_their_date(&mut parts.store.reading().await?, now, AT_ONCE).await? {
            self.finish_forgetting(person).await?;
        }
        for person in people::half_erased(&parts.store, &parts.keystore).await? {
            self.0.erase_rows(person).await?;
            parts.store.checkpoint().await?;
        }
        let job = move |group: &mut Group| {
            let job: futures_util::future::BoxFuture<'_, Result<(), TurnError>> = Box::pin(async move {
                updates::forget_old(&mut group.main, now).await?;
                bubbles::forget_old(&mut group.main, now).await?;
                errands::expire(&mut group.main, now).await?;
                Ok(())
            });
            job
        };
        parts.writer.write("housekeeping", job).await?;
        parts.keystore.expire_errands(now).await?;
        Ok(())
    }
}
