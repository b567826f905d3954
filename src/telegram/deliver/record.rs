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
use super::note::{Next, Note, Settled, What};
use crate::chance::Chance;
use crate::clock::Clock;
use crate::store::errands::{self, ErrandRow, Orders};
use crate::store::outbox::{self, Class, Line, OutboxRow, Take};
use crate::store::outgoing::Outgoing;
use crate::store::{Keystore, Store, StoreError, Writer, places};
use crate::telegram::pause::draw;
use crate::telegram::refusal::backoff;
use crate::vault::{self, Key};

/// For how long what was taken belongs to its taker: longer than the longest wait in `attempt` and its slowest calls.
pub(super) const LENT: Duration = Duration::from_secs(180);
/// How many rows of a line are taken at once.
const ROWS: i64 = 4;
/// How many errands are taken at once.
const ERRANDS: i64 = 8;
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
}

/// A row's key, and its content if that opens.
pub(super) struct Opened {
    pub key: Key,
    pub content: Option<(i64, Outgoing)>,
}

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

    /// Takes what is ready. If the store is away, nothing is.
    pub async fn take(&self, lines: usize) -> Taken {
        let now = self.clock.now();
        let until = now + TimeDelta::from_std(LENT).unwrap_or(TimeDelta::MAX);
        let lines = i64::try_from(lines).unwrap_or(i64::MAX);
        let taken = self.writer.write("take from the outbox", move |group| {
            Box::pin(async move {
                let lines = outbox::take(&mut group.main, now, Take { lines, rows: ROWS, until }).await?;
                let errands = errands::take(&mut group.main, now, until, ERRANDS).await?;
                Ok::<_, StoreError>(Taken { lines, errands })
            })
        });
        taken.await.unwrap_or_else(|error| {
            tracing::error!(%error, "the outbox could not be looked at; trying again");
            Taken::default()
        })
    }

    /// Opens a row with its person's key. Nothing: the person was erased.
    pub async fn open(&self, row: &OutboxRow) -> Result<Option<Opened>, StoreError> {
        let Some(key) = self.keystore.key_of(row.person).await? else { return Ok(None) };
        let chat = vault::open(&key, &places::chat(row.person), &row.chat);
        let outgoing = vault::open(&key, &places::outgoing(row.person, &row.id.to_string()), &row.outgoing);
        let content = chat.ok().zip(outgoing.ok());
        Ok(Some(Opened { key, content }))
    }

    /// Writes down what became of a row, and what happens to its line, in one job.
    pub async fn settle(&self, row: &OutboxRow, key: &Key, outcome: &Outcome, next: Next) {
        let (row, key, what) = (row.clone(), key.clone(), What::of(outcome));
        let settled = Settled { row, key, what, next, at: self.clock.now(), chance: self.chance.clone() };
        self.keep(Note::Settled(Box::new(settled))).await;
    }

    /// A line goes back as it is.
    pub async fn put_back(&self, person: Uuid, class: Class, next: DateTime<Utc>) {
        self.keep(Note::PutBack(person, class, next)).await;
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
    async fn keep(&self, note: Note) {
        let (label, person, note) = (note.label(), note.person(), Arc::new(note));
        for failures in 0.. {
            let (write, lent) = (note.clone(), self.lent.clone());
            let done = match person {
                Some(person) => {
                    self.writer.write_for(person, label, move |group| write.clone().write(lent.clone(), group)).await
                }
                None => self.writer.write(label, move |group| write.clone().write(lent.clone(), group)).await,
            };
            // Not written, it is still in hand.
            if let (Err(_), Some(thing)) = (&done, note.gives_back()) {
                self.lent.hold(thing);
            }
            match done {
                Ok(()) => return,
                Err(StoreError::Closed) => {
                    return tracing::error!(label, "the program stopped before this was written down");
                }
                Err(error) => tracing::error!(label, %error, "this could not be written down; trying again"),
            }
            tokio::time::sleep(backoff(failures, draw(&self.chance)).min(AWAY)).await;
        }
    }
}
