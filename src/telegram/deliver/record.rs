//! All that delivery reads from the store and writes to it. A write that must not get lost is tried until it is kept: what
//! Telegram has taken and the store does not know of would be sent again.
//!
//! Not here: what is written when (`hand`), each write itself (`note`).

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::attempt::Outcome;
use super::lent::Lent;
use super::note::{Next, Note, Settled, What, Written};
use super::owed::Marked;
use crate::chance::Chance;
use crate::clock::Clock;
use crate::store::bubbles::Owed;
use crate::store::errands::{self, ErrandRow, Orders};
use crate::store::handed::{Handed, LENT};
use crate::store::outbox::{self, Class, Item, Line, OutboxRow, Take};
use crate::store::outgoing::Outgoing;
use crate::store::{Keystore, Store, StoreError, Writer, bubbles, places};
use crate::telegram::pause::draw;
use crate::telegram::refusal::backoff;
use crate::vault::{self, Sealed};

/// How many rows of a line are taken at once.
const ROWS: i64 = 4;
/// How many errands are taken at once.
const ERRANDS: usize = 8;
/// How much of each kind waits to be received from turns.
const HANDED: usize = 1_000;
/// The longest wait between two tries of a write.
const AWAY: Duration = Duration::from_secs(15);

/// The store, as delivery sees it.
#[derive(Clone)]
pub(super) struct Record {
    store: Store,
    keystore: Keystore,
    writer: Writer,
    clock: Clock,
    chance: Chance,
    lent: Arc<Lent>,
}

/// What was taken.
#[derive(Default)]
pub(super) struct Taken {
    pub lines: Vec<Line>,
    pub errands: Vec<ErrandRow>,
    /// As much as was asked for: there may be more.
    pub full: bool,
}

/// A row's chat and content, if they open.
pub(super) type Opened = Option<(i64, Outgoing)>;

impl Record {
    pub fn new(
        store: Store,
        keystore: Keystore,
        writer: Writer,
        clock: Clock,
        chance: Chance,
        lent: Arc<Lent>,
    ) -> Self {
        Self { store, keystore, writer, clock, chance, lent }
    }

    /// At the start: what an earlier process had in hand is free, if nobody else can be at work.
    pub async fn wake_all(&self) {
        if !self.store.is_shared() {
            self.keep(Note::Wake(self.clock.now())).await;
        }
    }

    /// Whether others may be at work.
    pub fn is_shared(&self) -> bool {
        self.store.is_shared()
    }

    /// From now on what turns hand over comes out here. After [`Self::wake_all`], which would free it for somebody else.
    pub fn hand_over(&self) -> Handed {
        self.writer.hand_over(HANDED)
    }

    /// Takes what is ready. If the store is away, nothing is.
    pub async fn take(&self, room: usize) -> Taken {
        let now = self.clock.now();
        let until = now + TimeDelta::from_std(LENT).unwrap_or(TimeDelta::MAX);
        let taken = self.writer.write("take from the outbox", move |group| {
            Box::pin(async move {
                let take = Take { lines: count(room), rows: ROWS, until };
                let lines = outbox::take(&mut group.main, now, take).await?;
                let errands = errands::take(&mut group.main, now, until, count(ERRANDS)).await?;
                let full = lines.len() >= room || errands.len() >= ERRANDS;
                Ok::<_, StoreError>(Taken { lines, errands, full })
            })
        });
        taken.await.unwrap_or_else(|error| {
            tracing::error!(%error, "the outbox could not be looked at; trying again");
            Taken::default()
        })
    }

    /// Opens a row with its person's key. Nothing: the person was erased.
    pub async fn open(&self, row: &OutboxRow) -> Result<Option<Opened>, StoreError> {
        let Item { id, person, .. } = row.item;
        let Some(key) = self.keystore.key_of(person).await? else { return Ok(None) };
        let chat = vault::open(&key, &places::chat(person), &row.chat);
        let outgoing = vault::open(&key, &places::outgoing(person, &id.to_string()), &row.outgoing);
        Ok(Some(chat.ok().zip(outgoing.ok())))
    }

    /// Writes down what became of a row, and what happens to its line, in one job.
    pub async fn settle(&self, item: Item, outcome: &Outcome, next: Next) -> Written {
        let settled = Settled { item, what: What::of(outcome), next, at: self.clock.now() };
        self.keep(Note::Settled(Box::new(settled))).await
    }

    /// The buttons of these messages are gone.
    pub async fn stripped(&self, person: Uuid, messages: Vec<i64>) {
        self.keep(Note::Stripped(person, messages)).await;
    }

    /// These marks are done with.
    pub async fn marked(&self, marked: Vec<Marked>) {
        self.keep(Note::Marked(marked)).await;
    }

    /// Marks that are owed since `by` or longer.
    pub async fn owed(&self, by: DateTime<Utc>, limit: usize) -> Result<Vec<Owed>, StoreError> {
        bubbles::owed(&mut self.store.reading().await?, by, count(limit)).await
    }

    /// Opens a person's chat. Nothing: the person was erased.
    pub async fn open_chat(&self, person: Uuid, chat: &Sealed<i64>) -> Result<Option<Option<i64>>, StoreError> {
        let key = self.keystore.key_of(person).await?;
        Ok(key.map(|key| vault::open(&key, &places::chat(person), chat).ok()))
    }

    /// A line goes back as it is.
    pub async fn put_back(&self, person: Uuid, class: Class, next: DateTime<Utc>) -> Written {
        self.keep(Note::PutBack(person, class, next)).await
    }

    /// Opens an errand. Nothing: its time is over.
    pub async fn open_errand(&self, errand: &ErrandRow) -> Result<Option<Orders>, StoreError> {
        let Some(key) = self.keystore.errand_key(errand.id).await? else { return Ok(None) };
        // What does not open can never be done; its time would run out anyway.
        Ok(vault::open(&key, &places::errand(errand.id), &errand.orders).ok())
    }

    /// Saves what is left of an errand. Unsaved, it is done once more from where it stood: deleting twice does no harm.
    pub async fn save_errand(&self, errand: Uuid, orders: &Orders, next: DateTime<Utc>) {
        let Ok(Some(key)) = self.keystore.errand_key(errand).await else { return };
        let Ok(nonce) = self.chance.bytes() else { return };
        if let Ok(sealed) = vault::seal(&key, &places::errand(errand), orders, nonce) {
            self.keep(Note::Errand(errand, sealed, next)).await;
        }
    }

    /// An errand is over, and its key goes.
    pub async fn end_errand(&self, errand: Uuid) {
        self.keep(Note::ErrandOver(errand)).await;
        if let Err(error) = self.keystore.end_errand(errand).await {
            tracing::warn!(%error, "the key of an errand that is over was not taken away yet; housekeeping does it");
        }
    }

    /// Writes until it is kept.
    async fn keep(&self, note: Note) -> Written {
        let (label, about, note) = (note.label(), note.about(), Arc::new(note));
        for failures in 0.. {
            let (write, lent) = (note.clone(), self.lent.clone());
            let done =
                self.writer.write_about(about, label, move |group| write.clone().write(lent.clone(), group)).await;
            // Not written, it is still in hand.
            if let (Err(_), Some(thing)) = (&done, note.gives_back()) {
                self.lent.hold(thing);
            }
            match done {
                Ok(written) => return written,
                Err(StoreError::Closed) => {
                    tracing::error!(label, "the program stopped before this was written down");
                    break;
                }
                Err(error) => tracing::error!(label, %error, "this could not be written down; trying again"),
            }
            tokio::time::sleep(backoff(failures, draw(&self.chance)).min(AWAY)).await;
        }
        Written::default()
    }
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
