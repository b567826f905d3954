//! The turn: a person's act, from update to commit. The only caller of `dialogue::step`, and one of the only two ways to act
//! (the other is `staff`).
//!
//! One turn is one job of the store's writer: remember the update, open the state, take the step, carry out its effects, save. All of it is
//! committed together, or none of it. Not here: Telegram (`telegram`), what is said (`dialogue`), a coordinator's acts (`staff`).

mod carry_out;
mod clock_watch;
mod colleagues;
mod drafts;
mod editions;
mod forget;
mod glance;
mod handing_over;
mod heard;
mod housekeeping;
mod person;
mod render;
mod take;

use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use tokio::sync::{Notify, watch};

use crate::chance::{Chance, Nearby, NoChance};
use crate::clock::Clock;
use crate::dialogue::{Content, Event, Facts, State, Turn};
use crate::locale::Locales;
use crate::store::{Keystore, Store, StoreError, Writer};
use crate::vault::VaultError;

use clock_watch::ClockWatch;
pub use render::{KnownFacts, Renderer};

/// Something that came from a chat, or from a stored time. Its `Debug` holds neither the chat nor words (P28).
#[derive(Clone)]
pub struct Incoming {
    /// Telegram's id of the update: each is taken once. `None` for what did not come from Telegram.
    pub update: Option<i64>,
    /// The chat that it came from.
    pub chat: i64,
    /// The chat's id of the person's message, if it was one: noted so that the chat can be cleared.
    pub message: Option<i64>,
    /// The language of the person's app, as a code ("en", "pt-br"): what a new conversation begins in, if we have it.
    pub language: Option<String>,
    /// What happened.
    pub event: Event,
}

impl fmt::Debug for Incoming {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Incoming(..)")
    }
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It had its effect, which is committed.
    Done,
    /// It had had its effect before.
    Again,
}

/// Why a turn could not be taken. Nothing of it was kept; the update will come again.
#[derive(Debug, thiserror::Error)]
pub enum TurnError {
    /// The database or the keystore.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A sealed value did not open.
    #[error("a sealed value could not be used ({0}); nothing of this turn was kept")]
    Vault(#[from] VaultError),
    /// The system gave no randomness.
    #[error(transparent)]
    Chance(#[from] NoChance),
}

/// Everything a turn needs. Cheap to clone. Each turn takes what is there when it begins, and ends on that.
#[derive(Clone)]
pub struct Turns(Arc<watch::Sender<Arc<Inner>>>);

/// What is said at one moment: a later [`Turns::meet`] does not change it.
pub struct Today(Arc<Inner>);

/// What [`Turns`] is made from.
#[derive(Clone)]
pub struct Parts {
    /// The reviewed content.
    pub content: Content,
    /// The reviewed words.
    pub locales: Arc<Locales>,
    /// Facts of the service.
    pub facts: Facts,
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
}

/// A move of one conversation, as a witness is told it.
pub struct Moved<'a> {
    /// Where the conversation stood.
    pub before: &'a State,
    /// What happened.
    pub event: &'a Event,
    /// What came of it, before it is committed.
    pub turn: &'a Turn,
}

/// Told of every move: for rehearsals, which ask what was exercised and why. It sees words, so nothing that serves people has one.
pub type Witness = Arc<dyn Fn(&Moved<'_>) + Send + Sync>;

struct Inner {
    parts: Parts,
    /// How long an answer takes, as the config has it: what is told until there is a real figure.
    configured: Option<u16>,
    witness: Option<Witness>,
    known: KnownFacts,
    outbox_grew: Arc<Notify>,
    watch: Arc<ClockWatch>,
    ids: Arc<Ids>,
    editions: editions::Editions,
}

/// Where new ids come from, of those that rows lie in the order of.
#[derive(Default)]
struct Ids {
    people: Nearby,
    referrals: Nearby,
}

impl Turns {
    /// Puts it together.
    pub fn new(parts: Parts) -> Self {
        Self::witnessed(parts, None)
    }

    /// The same, with somebody who is told of every move (a rehearsal).
    pub fn witnessed(parts: Parts, witness: Option<Witness>) -> Self {
        let watch = Arc::new(ClockWatch::new(&parts.clock));
        let configured = parts.facts.heard_within_days;
        Self(Arc::new(watch::Sender::new(Arc::new(Inner::new(
            parts,
            configured,
            witness,
            (Arc::default(), watch, Arc::default()),
        )))))
    }

    /// Puts an edition in the place of the one that people meet. A turn that is under way ends on the one that it began with; whoever stands
    /// in the middle meets the new one with their next turn, as after a start. Whether it may go live was asked before, and it is archived.
    pub fn meet(&self, content: Content, locales: Arc<Locales>) {
        self.0.send_modify(|inner| {
            let parts = Parts { content, locales, ..inner.parts.clone() };
            *inner = Arc::new(inner.anew(parts));
        });
    }

    /// Told whenever something may stand in the outbox.
    pub fn outbox_grew(&self) -> Arc<Notify> {
        self.inner().outbox_grew.clone()
    }

    /// What is said now.
    pub fn today(&self) -> Today {
        Today(self.inner())
    }

    fn inner(&self) -> Arc<Inner> {
        self.0.borrow().clone()
    }
}

impl Today {
    /// A renderer in `lang`, with the facts of this service.
    pub fn renderer<'a>(&'a self, lang: &'a str) -> Renderer<'a> {
        self.0.renderer(lang)
    }

    /// The languages that people can choose from: code and name.
    pub fn languages(&self) -> &[(String, String)] {
        &self.0.parts.content.locales
    }
}

impl Inner {
    fn new(
        parts: Parts,
        configured: Option<u16>,
        witness: Option<Witness>,
        (outbox_grew, watch, ids): (Arc<Notify>, Arc<ClockWatch>, Arc<Ids>),
    ) -> Self {
        let known = KnownFacts::new(&parts.facts, &parts.content.helplines);
        Self { parts, configured, witness, known, outbox_grew, watch, ids, editions: editions::Editions::default() }
    }

    /// The same with other parts.
    fn anew(&self, parts: Parts) -> Self {
        Self::new(
            parts,
            self.configured,
            self.witness.clone(),
            (self.outbox_grew.clone(), self.watch.clone(), self.ids.clone()),
        )
    }

    fn renderer<'a>(&'a self, lang: &'a str) -> Renderer<'a> {
        Renderer::new(&self.parts.locales, &self.known, lang)
    }

    /// The date by which whoever is past theirs is erased.
    fn erase_by(&self) -> DateTime<Utc> {
        self.watch.erase_by(&self.parts.clock)
    }

    /// The date from which whoever writes is kept on.
    fn keep_from(&self) -> DateTime<Utc> {
        self.watch.keep_from(&self.parts.clock)
    }
}
