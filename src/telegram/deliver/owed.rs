//! Marks that are stored as owed: looking for those that nobody has in hand (their turn was committed and then the process died, or Telegram
//! would not take them for long), and writing down, for many at once, which are there or never will be.
//!
//! Not here: putting one (`passing`).

use std::collections::{BTreeMap, HashSet};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::Notify;
use tokio::time::sleep;
use uuid::Uuid;

use super::lent::Thing;
use super::tasks::{Ended, Kind};
use super::{Deliver, PASSING, Shared};
use crate::store::StoreError;
use crate::store::bubbles::Owed;
use crate::store::handed::Passing;
use crate::telegram::pause::stopped;

/// So many that nobody has in hand are found in one round at most.
const ROUND: usize = 64;
/// For how long marks are gathered before they are written down.
const GATHER: Duration = Duration::from_millis(100);
/// So many are not gathered any longer.
const MANY: usize = 64;

/// A message that was marked, or never will be, and is to be written down as such.
pub(super) type Marked = (Uuid, i64);

/// Those.
#[derive(Default)]
pub(super) struct Done {
    all: Mutex<Vec<Marked>>,
    many: Notify,
}

/// What a look has found.
pub(super) struct Found {
    pub marks: Vec<Passing>,
    /// There may be more.
    pub full: bool,
}

impl Done {
    pub fn put(&self, marked: Marked) {
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.push(marked);
        if all.len() >= MANY {
            self.many.notify_one();
        }
    }

    pub fn is_empty(&self) -> bool {
        self.all.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
    }

    fn take(&self) -> Vec<Marked> {
        let mut all = std::mem::take(&mut *self.all.lock().unwrap_or_else(PoisonError::into_inner));
        // In one order everywhere, so that two instances do not wait for each other.
        all.sort_unstable();
        all
    }
}

impl Deliver {
    /// Looks for marks that are owed since `by` or longer, unless that is being done.
    pub(super) fn look_for_marks(&mut self, by: DateTime<Utc>) {
        // They leave room for what turns hand over: a press waits for its answer.
        if self.tasks.count(Kind::Owed) == 0 && self.tasks.count(Kind::Passing) < PASSING / 4 {
            let shared = self.shared.clone();
            self.tasks.begin(Kind::Owed, None, Box::pin(async move { Ended::Owed(shared.find_owed(by).await) }));
        }
    }

    /// At the start: those that an earlier process left behind, which are all of them if nobody else can be at work.
    pub(super) fn look_for_left_marks(&mut self) {
        let by = if self.shared.record.is_shared() { self.long_owed() } else { self.shared.clock.now() };
        self.look_for_marks(by);
    }

    /// Owed since when a mark counts as left behind.
    pub(super) fn long_owed(&self) -> DateTime<Utc> {
        self.shared.clock.now() - TimeDelta::from_std(self.waits.owed).unwrap_or(TimeDelta::MAX)
    }

    /// Has it written down which marks are done with, if any are.
    pub(super) fn note_marks(&mut self) {
        if self.tasks.count(Kind::Marks) > 0 || self.shared.marked.is_empty() {
            return;
        }
        let shared = self.shared.clone();
        self.tasks.begin(
            Kind::Marks,
            None,
            Box::pin(async move {
                tokio::select! {
                    () = sleep(GATHER) => {}
                    () = shared.marked.many.notified() => {}
                    () = stopped(shared.leave.clone()) => {}
                }
                shared.write_marks().await;
                Ended::Done
            }),
        );
    }
}

impl Shared {
    /// Writes down which marks are done with.
    pub(super) async fn write_marks(&self) {
        let marked = self.marked.take();
        if marked.is_empty() {
            return;
        }
        self.record.marked(marked.clone()).await;
        marked.into_iter().for_each(|(person, message)| self.lent.release(Thing::Mark(person, message)));
    }

    async fn find_owed(&self, by: DateTime<Utc>) -> Found {
        // Whatever is let go of after this was written down before it is read.
        let in_hand = self.lent.marks();
        let found = match self.record.owed(by, ROUND + in_hand.len()).await {
            Ok(found) => found,
            Err(error) => {
                tracing::warn!(%error, "marks that are owed could not be looked for; trying again");
                Vec::new()
            }
        };
        let full = found.len() >= ROUND + in_hand.len();
        let mut marks = Vec::new();
        for owed in self.newest(found, &in_hand) {
            match self.open_owed(&owed).await {
                Ok(Some(mark)) => marks.push(mark),
                Ok(None) => {}
                Err(error) => tracing::warn!(%error, "a mark that is owed could not be opened; trying again"),
            }
        }
        Found { full: full && !marks.is_empty(), marks }
    }

    /// The newest of each person that is not in hand. Earlier ones need not be put any more.
    fn newest(&self, found: Vec<Owed>, in_hand: &HashSet<Marked>) -> Vec<Owed> {
        let mut newest: BTreeMap<Uuid, Owed> = BTreeMap::new();
        for owed in found {
            let before = newest.remove(&owed.person);
            let (newer, older) = match before {
                Some(before) if before.message > owed.message => (before, Some(owed)),
                before => (owed, before),
            };
            let older = older.map(|older| (older.person, older.message));
            older.filter(|older| !in_hand.contains(older)).into_iter().for_each(|older| self.marked.put(older));
            newest.insert(newer.person, newer);
        }
        newest.into_values().filter(|owed| !in_hand.contains(&(owed.person, owed.message))).collect()
    }

    /// Nothing: its person was erased meanwhile, or it can never be put.
    async fn open_owed(&self, owed: &Owed) -> Result<Option<Passing>, StoreError> {
        match self.record.open_chat(owed.person, &owed.chat).await? {
            Some(Some(chat)) => Ok(Some(Passing::mark(owed.person, chat, owed.message))),
            Some(None) => {
                tracing::warn!(person = %owed.person, "a chat does not open with its person's key; a mark was given up");
                self.marked.put((owed.person, owed.message));
                Ok(None)
            }
            None => Ok(None),
        }
    }
}
