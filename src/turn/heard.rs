//! How long people wait for an answer: the real figure, looked at now and then, in place of the one in the config once there are enough (P18).
//!
//! Not here: the sum (`hours`), noting a first answer (`staff`).

use std::sync::Arc;

use super::{TurnError, Turns};
use crate::hours;
use crate::store::heard;

impl Turns {
    /// Looks how long people wait now, and says that from here on.
    pub(super) async fn look_how_long(&self) -> Result<(), TurnError> {
        let inner = self.inner();
        let (parts, now) = (&inner.parts, inner.parts.clock.now());
        let since = now - hours::LOOKED_AT;
        let mut work = parts.store.reading().await?;
        let heard = heard::since(&mut work, since).await?;
        let not_yet = heard::not_yet(&mut work, since).await?;
        drop(work);
        let real = hours::nine_in_ten(&parts.facts.hours, &heard, &not_yet, now);
        self.hear(real);
        Ok(())
    }

    /// The real figure; nothing puts the config's in its place again.
    fn hear(&self, real: Option<u16>) {
        self.0.send_if_modified(|inner| {
            let said = real.or(inner.configured);
            if inner.parts.facts.heard_within_days == said {
                return false;
            }
            let mut parts = inner.parts.clone();
            parts.facts.heard_within_days = said;
            *inner = Arc::new(inner.anew(parts));
            true
        });
    }
}
