//! What this process has in hand of what the store lends. It might lend the same thing again once its time is over: then it is passed over.
//!
//! Not here: for how long things are lent (`record`).

use std::collections::HashSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use uuid::Uuid;

use crate::store::outbox::Class;

/// One thing in hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Thing {
    /// A person's line of one class.
    Line(Uuid, Class),
    /// An errand.
    Errand(Uuid),
    /// The buttons under an earlier bubble of a person's, while they are taken off.
    Buttons(Uuid, i64),
    /// The mark that is owed for a message of a person's.
    Mark(Uuid, i64),
}

/// Everything in hand.
#[derive(Debug, Default)]
pub(super) struct Lent(Mutex<HashSet<Thing>>);

impl Lent {
    /// Takes a thing into hand. False: it is in hand already.
    pub fn hold(&self, thing: Thing) -> bool {
        self.all().insert(thing)
    }

    /// It is not in hand any more. For a line this is said while its last row is being written down: neither earlier, or
    /// somebody else would send what was sent, nor later, or the store's next loan of the line would be passed over.
    pub fn release(&self, thing: Thing) {
        self.all().remove(&thing);
    }

    /// The marks in hand.
    pub fn marks(&self) -> HashSet<(Uuid, i64)> {
        let mark = |thing: &Thing| match thing {
            Thing::Mark(person, message) => Some((*person, *message)),
            Thing::Line(..) | Thing::Errand(_) | Thing::Buttons(..) => None,
        };
        self.all().iter().filter_map(mark).collect()
    }

    fn all(&self) -> MutexGuard<'_, HashSet<Thing>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
