//! Staff: the one path of a coordinator's act. Guard, audit, outbox, one transaction. Pages and commands are thin shells over it.
//!
//! Not here: a person's acts (`turn`), how anything looks (`cli`, later the desk).

mod answer;
mod guard;
mod open;
mod queue;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use tokio::sync::{Notify, watch};

use crate::chance::{Chance, NoChance};
use crate::clock::Clock;
use crate::locale::Locales;
use crate::referral::Queue;
use crate::store::{Keystore, Store, StoreError, Writer};
use crate::vault::VaultError;

pub use open::{OpenedReferral, Sent, Talk};
pub use queue::QueueLine;

/// Everything that coordinators' acts need. Cheap to clone.
#[derive(Clone)]
pub struct Staff(Arc<watch::Sender<Arc<Parts>>>);

/// What [`Staff`] is made from.
#[derive(Clone)]
pub struct Parts {
    /// The data.
    pub store: Store,
    /// The keys.
    pub keystore: Keystore,
    /// The one writer.
    pub writer: Writer,
    /// What time it is.
    pub clock: Clock,
    /// Randomness.
    pub chance: Chance,
    /// The reviewed words.
    pub locales: Arc<Locales>,
    /// The language that people are written to in where theirs is not known.
    pub lang: String,
    /// The service's name.
    pub service: String,
    /// How long a person is kept after the last thing that happened, in days.
    pub keep_days: u16,
    /// Who alone opens which queue: the named person for complaints, the named lead for people under 18. Others open the main queue.
    pub named: Vec<(Queue, String)>,
    /// Told whenever something stands in the outbox.
    pub outbox_grew: Arc<Notify>,
}

/// Why an act was not done. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum StaffError {
    /// Nobody of that name is on the team.
    #[error("nobody called {0} is on the team; `ajar coordinator add NAME` adds somebody")]
    Stranger(String),
    /// The reference names nothing in a queue of theirs.
    #[error("nothing with the reference {0} stands in a queue of yours")]
    NoSuchReference(String),
    /// Somebody else has taken it on.
    #[error("{by} has taken this on")]
    TakenOn {
        /// Who.
        by: String,
    },
    /// It has to be taken on first.
    #[error("this has not been taken on by you; claim it first")]
    NotYours,
    /// The person took it back.
    #[error("the person took this back and asks not to be contacted; their words are gone")]
    TakenBack,
    /// The person asked not to be contacted.
    #[error("the person asked not to be contacted; nothing was sent")]
    NotWelcome,
    /// The person has blocked the bot.
    #[error("this chat cannot be reached: the person has stopped the bot; nothing was sent")]
    Unreachable,
    /// An answer of nothing, or of more than fits into one message.
    #[error("an answer holds at least one word, and {most} characters at most; this one has {length}")]
    Length {
        /// How many it has.
        length: usize,
        /// How many fit.
        most: usize,
    },
    /// A name that would not fit on a button.
    #[error("a name holds at least one letter, and {most} at most, so that it fits on a button; this one has {length}")]
    NameLength {
        /// How many it has.
        length: usize,
        /// How many fit.
        most: usize,
    },
    /// The step does not exist from where it stands.
    #[error(
        "this is {0}, so that cannot be done with it; `ajar queue list` shows what can be answered, `rest` puts it to rest"
    )]
    NoSuchStep(&'static str),
    /// The person has been forgotten.
    #[error("the person asked to be forgotten; nothing of theirs is left")]
    Forgotten,
    /// The database or the keystore.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A sealed value did not open.
    #[error("a sealed value could not be used ({0}); nothing was changed")]
    Vault(#[from] VaultError),
    /// The system gave no randomness.
    #[error(transparent)]
    Chance(#[from] NoChance),
}

impl Staff {
    /// Puts it together.
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(watch::Sender::new(Arc::new(parts))))
    }

    /// Puts other words in the place of those that are used by now. An act that is under way ends with the words that it began with.
    pub fn speak(&self, locales: Arc<Locales>) {
        self.0.send_modify(|parts| *parts = Arc::new(Parts { locales, ..Parts::clone(parts) }));
    }

    fn parts(&self) -> Arc<Parts> {
        self.0.borrow().clone()
    }

    fn now(&self) -> DateTime<Utc> {
        self.parts().clock.now()
    }
}
