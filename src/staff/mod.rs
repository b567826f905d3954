//! Staff: the one path of a coordinator's act. Guard, audit, outbox, one transaction. Pages and commands are thin shells over it.
//!
//! Not here: a person's acts (`turn`), how anything looks (`cli`, `desk`).

pub mod accounts;
mod answer;
mod aside;
mod away;
mod change;
mod going;
mod guard;
mod hand_on;
mod helplines;
mod later;
mod line;
mod look;
mod mine;
mod notes;
mod open;
mod people;
mod posters;
mod queue;
mod take_along;
mod templates;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use futures_util::future::BoxFuture;
use tokio::sync::{Notify, watch};

use crate::chance::{Chance, NoChance};
use crate::clock::Clock;
use crate::hours::Hours;
use crate::locale::Locales;
use crate::referral::Queue;
use crate::store::{Group, Keystore, Store, StoreError, Writer};
use crate::vault::VaultError;

pub use away::Away;
pub use going::{Going, Wait, Week};
pub(crate) use guard::opens_for;
pub use helplines::HelplineCheck;
pub use later::Later;
pub use line::{FoundUs, Given, PersonLine};
pub use look::Look;
pub use mine::{Mine, Promise, TurnOf};
pub use notes::Note;
pub use open::{Happened, MayWrite, OpenedReferral, Sent, Talk};
pub use people::{People, Which};
pub use posters::Poster;
pub use queue::QueueLine;
pub use take_along::{Medium, TakenAs};
pub use templates::Template;

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
    /// Who leads the team: only they open what somebody of the team had sent before they were.
    pub lead: Option<String>,
    /// When people are there and read.
    pub hours: Hours,
    /// Told whenever something stands in the outbox.
    pub outbox_grew: Arc<Notify>,
}

/// What is done within a transaction, with what was asked.
type Act<A, T> = for<'a> fn(&'a Parts, &'a mut Group, &'a A) -> BoxFuture<'a, Result<T, StaffError>>;

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
    /// Opening is not theirs. It is not told why: the person may have asked for that.
    #[error("this is for somebody else to open")]
    NotForYou,
    /// It cannot go to whoever was named.
    #[error("this cannot go to {0}: it is for somebody else to open, or has moved on meanwhile")]
    NotForThem(String),
    /// No code that a link can carry, or no label.
    #[error("a poster's code is 1 to 64 letters (a-z), digits, - or _, and its label has 1 to 60 letters")]
    NoCode,
    /// The code is in use.
    #[error("there is a poster with the code {0} already")]
    CodeTaken(String),
    /// No such poster.
    #[error("there is no poster with the code {0}")]
    NoSuchPoster(String),
    /// Nobody leads the team.
    #[error("nobody is named as the team's lead; `lead` under `[team]` in ajar.toml names somebody")]
    NoLead,
    /// They read along, and do not write.
    #[error("you read this along with {with}; {with} writes")]
    ReadsAlong {
        /// Who has it.
        with: String,
    },
    /// Words that can be neither changed nor taken back.
    #[error(
        "this cannot be changed any more: it has to be your own, to have arrived, and to be less than two days old"
    )]
    TooLate,
    /// No voice note or picture stands at that place.
    #[error("no voice note or picture stands there")]
    NoSuchMedium,
    /// A day that has passed.
    #[error("{0} has passed")]
    Passed(chrono::NaiveDate),
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
    /// Their role does not allow it.
    #[error("your role on the team does not allow that; nothing was changed")]
    NotForRole,
    /// The name and the password do not go together; which of the two is not told.
    #[error("this name and this password do not go together")]
    WrongPassword,
    /// No code of theirs.
    #[error("this is not the code of now, and no recovery code")]
    WrongCode,
    /// The code was used before.
    #[error("this code was used already; the app shows another one in half a minute")]
    UsedCode,
    /// Too many attempts failed.
    #[error("several attempts did not go through; the next one is possible at {until}")]
    Wait {
        /// From when on there may be another.
        until: DateTime<Utc>,
    },
    /// The session is over, or not so far.
    #[error("you are not signed in any more")]
    NotSignedIn,
    /// The link invites nobody, or no longer does.
    #[error("this invitation was used, taken back or is over")]
    NoInvitation,
    /// A password that is too short or too long.
    #[error("a password has {least} characters at least, and {most} at most")]
    PasswordLength {
        /// How many at least.
        least: usize,
        /// How many at most.
        most: usize,
    },
    /// A password that anybody would guess.
    #[error("this password could be guessed; three or four words that have nothing to do with each other are good")]
    PasswordPlain,
    /// A password could not be hashed.
    #[error("the password could not be looked at; nothing was changed")]
    Hashing,
    /// Nobody would be left to look after the team.
    #[error("nobody else who can sign in is a lead; nothing was changed")]
    LastLead,
    /// Somebody with no role could do nothing.
    #[error("at least one role is needed; to keep somebody out, suspend or remove them")]
    NoRole,
    /// Nobody on the team has this id.
    #[error("nobody like that is on the team")]
    NobodyThere,
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

    /// What time it is here.
    pub fn time(&self) -> DateTime<Utc> {
        self.now()
    }

    fn parts(&self) -> Arc<Parts> {
        self.0.borrow().clone()
    }

    /// Does `act` in one transaction, with what was `asked`. It may be done more than once, if the transaction is tried again: what has to be the same
    /// each time (an id, a token) is part of what was asked.
    async fn write<A, T>(&self, label: &'static str, asked: A, act: Act<A, T>) -> Result<T, StaffError>
    where
        A: Send + Sync + 'static,
        T: Send + 'static,
    {
        let (parts, asked) = (self.parts(), Arc::new(asked));
        let writer = parts.writer.clone();
        let written = writer.write(label, move |group| {
            let (parts, asked) = (parts.clone(), asked.clone());
            Box::pin(async move { act(&parts, group, &asked).await })
        });
        written.await
    }

    fn now(&self) -> DateTime<Utc> {
        self.parts().clock.now()
    }
}
