//! Open pages that stay fresh: once a second, while a page is open somewhere, it is asked whether anything has changed, and those pages are told no
//! more than that it has. They then fetch themselves anew, through the same guard as always.
//!
//! Not here: what changes on a page (`pages/live.js` puts its marked parts in place).

use std::convert::Infallible;
use std::fmt;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use axum::body::Body;
use futures_util::stream;
use tokio::sync::watch;
use tokio::time::{timeout, timeout_at};

use super::answer::Answer;
use super::ask::Ask;
use super::failure::Failure;
use super::files::fingerprint;
use crate::staff::{Staff, StaffError};

/// How often it is asked.
const SECOND: Duration = Duration::from_secs(1);
/// Over how long open pages are told of one change, one after the other: if all of them fetched themselves at once, people's own turns would wait.
const SPREAD: Duration = Duration::from_secs(1);
/// How often a quiet page is told that the line stands.
const STANDS: Duration = Duration::from_secs(20);

/// What all that an open page may show stood at, when it was last looked. Another one: something has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Revision(String);

impl Revision {
    /// What it stands at now. A page asks before it reads anything else, so that no change falls between.
    pub(super) async fn now(staff: &Staff) -> Result<Self, StaffError> {
        Ok(Self(fingerprint(&format!("{:?}", staff.stirred().await?))))
    }
}

impl fmt::Display for Revision {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// What it was last seen at, while anybody listens; and how many pages have listened so far.
pub(super) struct Live {
    tell: watch::Sender<Option<Revision>>,
    count: AtomicU32,
}

impl Live {
    /// Begins to look.
    pub(super) fn start(staff: Staff, stop: watch::Receiver<bool>) -> Self {
        let (tell, _) = watch::channel(None);
        tokio::spawn(look(staff, tell.clone(), stop));
        Self { tell, count: AtomicU32::new(0) }
    }

    /// How long after a change the next page that listens is told. Whatever few or many there are, they stand far from each other.
    fn place(&self) -> Duration {
        SPREAD.mul_f64((f64::from(self.count.fetch_add(1, Ordering::Relaxed)) * GOLDEN).fract())
    }
}

async fn look(staff: Staff, tell: watch::Sender<Option<Revision>>, mut stop: watch::Receiver<bool>) {
    loop {
        // An error means that nobody is left who could say stop.
        if timeout(SECOND, stop.wait_for(|stop| *stop)).await.is_ok() {
            return;
        }
        if tell.receiver_count() == 0 {
            continue;
        }
        match Revision::now(&staff).await {
            Ok(now) => _ = tell.send_if_modified(|before| before.replace(now.clone()) != Some(now)),
            Err(error) => tracing::debug!(%error, "it could not be seen whether open pages are still fresh"),
        }
    }
}

/// Multiples of it, less their whole parts, fill a stretch evenly: each falls into one of the widest gaps that are left.
const GOLDEN: f64 = 0.618_033_988_749_895;

/// A page that listens.
struct Listener {
    changes: watch::Receiver<Option<Revision>>,
    stop: watch::Receiver<bool>,
    /// What the page shows.
    shows: Revision,
    /// What it is told first.
    first: Option<&'static str>,
    /// How long after a change it is told.
    place: Duration,
}

const CHANGED: &str = "data: changed\n\n";

impl Listener {
    async fn next(&mut self) -> Option<&'static str> {
        if let Some(first) = self.first.take() {
            return Some(first);
        }
        let until = tokio::time::Instant::now() + STANDS;
        loop {
            let changed = tokio::select! {
                _ = self.stop.wait_for(|stop| *stop) => return None,
                changed = timeout_at(until, self.changes.changed()) => changed,
            };
            match changed {
                Ok(Ok(())) => {}
                Ok(Err(_)) => return None,
                Err(_) => return Some(":\n\n"),
            }
            // What was seen first after a while in which nobody looked may be what the page shows already.
            let now = self.changes.borrow_and_update().clone();
            if let Some(now) = now.filter(|now| *now != self.shows) {
                self.shows = now;
                if timeout(self.place, self.stop.wait_for(|stop| *stop)).await.is_ok() {
                    return None;
                }
                return Some(CHANGED);
            }
        }
    }
}

/// A line on which a page is told that something has changed; at once, if it has since the page was made.
pub(super) async fn listen(ask: Ask) -> Result<Answer, Failure> {
    ask.me()?;
    let live = &ask.desk.0.live;
    let changes = live.tell.subscribe();
    let now = Revision::now(&ask.desk.staff).await?;
    let first = if ask.query.get("shows") == now.0 { "retry: 3000\n\n" } else { "retry: 3000\ndata: changed\n\n" };
    let listener =
        Listener { changes, stop: ask.desk.stop.clone(), shows: now, first: Some(first), place: live.place() };
    let lines = stream::unfold(listener, |mut listener| async move {
        let line = listener.next().await?;
        Some((Ok::<_, Infallible>(line), listener))
    });
    Ok(Answer::of("text/event-stream", "no-store", Body::from_stream(lines)))
}
