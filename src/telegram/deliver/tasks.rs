//! What delivery has under way: one task each, counted by kind, so that no kind takes the room of another.
//!
//! Not here: what the tasks do (`hand`, `passing`, `strip`).

use std::collections::HashMap;

use futures_util::future::BoxFuture;
use tokio::task::{Id, JoinError, JoinSet};

use super::hand::After;
use super::lent::Thing;
use super::owed::Found;
use super::record::Taken;

/// What a task is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// Looking into the outbox.
    Look,
    /// A line or errand that was taken from the outbox.
    Taken,
    /// A line that was handed over.
    Handed,
    /// The answer to a press, or a mark.
    Passing,
    /// Taking buttons off.
    Strip,
    /// Looking for marks that are owed.
    Owed,
    /// Writing down which marks are done with.
    Marks,
}

/// What a task came to.
pub(super) enum Ended {
    /// This was taken.
    Looked(Taken),
    /// These marks are owed.
    Owed(Found),
    /// A line is done with.
    Line(After),
    /// Nothing follows.
    Done,
    /// It broke off. What it had in hand is to be let go.
    Fell(Option<Thing>),
}

/// All of them.
#[derive(Default)]
pub(super) struct Tasks {
    set: JoinSet<Ended>,
    of: HashMap<Id, (Kind, Option<Thing>)>,
    count: HashMap<Kind, usize>,
}

impl Tasks {
    /// Begins one, with this in hand. Boxed by the caller: what waits for a call is big, and would be copied on its way into the task.
    pub fn begin(&mut self, kind: Kind, thing: Option<Thing>, work: BoxFuture<'static, Ended>) {
        let id = self.set.spawn(work).id();
        self.of.insert(id, (kind, thing));
        *self.count.entry(kind).or_default() += 1;
    }

    /// How many of this kind are under way.
    pub fn count(&self, kind: Kind) -> usize {
        self.count.get(&kind).copied().unwrap_or_default()
    }

    /// Whether nothing is under way.
    pub fn is_empty(&self) -> bool {
        self.set.is_empty()
    }

    /// The next that ends. Nothing: none is under way.
    pub async fn next(&mut self) -> Option<Ended> {
        let ended = self.set.join_next_with_id().await?;
        Some(self.put_down(ended))
    }

    fn put_down(&mut self, ended: Result<(Id, Ended), JoinError>) -> Ended {
        let id = ended.as_ref().map_or_else(JoinError::id, |(id, _)| *id);
        let known = self.of.remove(&id);
        if let Some((kind, _)) = known {
            self.count.entry(kind).and_modify(|count| *count = count.saturating_sub(1));
        }
        ended.map_or_else(|_| Ended::Fell(known.and_then(|(_, thing)| thing)), |(_, ended)| ended)
    }
}
