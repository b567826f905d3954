//! Open pages that stay fresh: once a second, while a page is open somewhere, it is asked whether anything has changed, and those pages are told no
//! more than that it has. They then fetch themselves anew, through the same guard as always.
//!
//! Not here: what changes on a page (`pages/live.js` puts its marked parts in place).

use std::convert::Infallible;
use std::time::Duration;

use axum::body::Body;
use futures_util::stream;
use tokio::sync::watch;
use tokio::time::timeout;

use super::answer::Answer;
use super::ask::Ask;
use super::failure::Failure;
use crate::staff::Staff;

/// How often it is asked.
const SECOND: Duration = Duration::from_secs(1);
/// How often a quiet page is told that the line stands.
const STANDS: Duration = Duration::from_secs(20);

/// How many changes there were.
pub(super) struct Live(watch::Sender<u64>);

impl Live {
    /// Begins to look.
    pub(super) fn start(staff: Staff, stop: watch::Receiver<bool>) -> Self {
        let (tell, _) = watch::channel(0);
        tokio::spawn(look(staff, tell.clone(), stop));
        Self(tell)
    }
}

async fn look(staff: Staff, tell: watch::Sender<u64>, mut stop: watch::Receiver<bool>) {
    let mut before = None;
    loop {
        // An error means that nobody is left who could say stop.
        if timeout(SECOND, stop.wait_for(|stop| *stop)).await.is_ok() {
            return;
        }
        if tell.receiver_count() == 0 {
            continue;
        }
        match staff.stirred().await {
            Ok(now) if now != before => {
                before = now;
                tell.send_modify(|times| *times = times.wrapping_add(1));
            }
            Ok(_) => {}
            Err(error) => tracing::debug!(%error, "it could not be seen whether open pages are still fresh"),
        }
    }
}

/// A line on which a page is told that something has changed.
pub(super) async fn listen(ask: Ask) -> Result<Answer, Failure> {
    ask.me()?;
    let mut changes = ask.desk.0.live.0.subscribe();
    changes.mark_unchanged();
    let stop = ask.desk.stop.clone();
    let lines = stream::unfold((changes, stop, true), |(mut changes, mut stop, first)| async move {
        if first {
            return Some(("retry: 3000\n\n", (changes, stop, false)));
        }
        let line = tokio::select! {
            _ = stop.wait_for(|stop| *stop) => return None,
            changed = timeout(STANDS, changes.changed()) => match changed {
                Ok(Ok(())) => "data: changed\n\n",
                Ok(Err(_)) => return None,
                Err(_) => ":\n\n",
            },
        };
        Some((line, (changes, stop, false)))
    });
    let lines = futures_util::StreamExt::map(lines, Ok::<_, Infallible>);
    Ok(Answer::of("text/event-stream", "no-store", Body::from_stream(lines)))
}
