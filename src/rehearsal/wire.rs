//! Between the phone and the house: what the person does goes in as events; what turns hand over and what waits in the outbox
//! comes out. It does what the telegram room does, with a Telegram that never refuses.
//!
//! Not here: the chat (`phone`), who does what when (`play`, and `cli` for a terminal).

use chrono::{DateTime, DurationRound as _, TimeDelta, Utc};
use futures_util::FutureExt as _;
use uuid::Uuid;

use super::RehearsalError;
use super::phone::Phone;
use crate::clock::Clock;
use crate::dialogue::Event;
use crate::staff::Staff;
use crate::store::errands::ErrandRow;
use crate::store::handed::{Handed, HandedLine, Passing};
use crate::store::outbox::{Class, Item, Line, OutboxRow, Take};
use crate::store::outgoing::Outgoing;
use crate::store::{Keystore, StoreError, Writer, bubbles, errands, outbox, places};
use crate::turn::{Incoming, Taken, Turns};
use crate::vault;

/// The one chat.
pub(super) const CHAT: i64 = 1;
/// More rounds of sending than one act can lead to.
const ROUNDS: usize = 50;
/// How much of each kind is handed over at most between two looks.
const HANDED: usize = 64;

/// The rooms at its other end.
#[derive(Clone)]
pub struct Rooms {
    /// Where a person's acts go.
    pub turns: Turns,
    /// Where a coordinator's acts go.
    pub staff: Staff,
    /// The one writer.
    pub writer: Writer,
    /// The keys, to open what is to be sent.
    pub keystore: Keystore,
    /// What time it is.
    pub clock: Clock,
}

/// The wire.
pub struct Wire {
    rooms: Rooms,
    handed: Handed,
    update: i64,
    last: Option<Incoming>,
    language: Option<String>,
}

impl Wire {
    /// A wire to these rooms.
    pub fn new(rooms: Rooms) -> Self {
        let handed = rooms.writer.hand_over(HANDED);
        Self { rooms, handed, update: 0, last: None, language: None }
    }

    /// The process at its other end has been started again: what it had in hand is gone.
    pub fn lead_to(&mut self, rooms: Rooms) {
        self.handed = rooms.writer.hand_over(HANDED);
        self.rooms = rooms;
    }

    /// The language that the person's Telegram is in from now on.
    pub fn speak(&mut self, language: String) {
        self.language = Some(language);
    }

    /// Now, in whole seconds, as Telegram tells it.
    pub fn now(&self) -> DateTime<Utc> {
        let now = self.rooms.clock.now();
        now.duration_trunc(TimeDelta::seconds(1)).unwrap_or(now)
    }

    /// Something happened in the chat, with the person's message of this id if it was one.
    pub async fn take(&mut self, message: Option<i64>, event: Event) -> Result<(), RehearsalError> {
        self.hold(message, event);
        self.again().await.map(drop)
    }

    /// Something happened in the chat, and is to be given by [`Wire::again`].
    pub fn hold(&mut self, message: Option<i64>, event: Event) {
        self.update += 1;
        let (update, language) = (Some(self.update), self.language.clone());
        self.last = Some(Incoming { update, chat: CHAT, message, language, event });
    }

    /// The last update arrives, for the first time or once more.
    pub async fn again(&mut self) -> Result<Option<Taken>, RehearsalError> {
        match self.last.clone() {
            Some(incoming) => Ok(Some(self.rooms.turns.take(incoming).await?)),
            None => Ok(None),
        }
    }

    /// Stored times that have come.
    pub async fn due(&self) -> Result<(), RehearsalError> {
        for _ in 0..ROUNDS {
            if self.rooms.turns.due().await? == 0 {
                break;
            }
        }
        // What a coordinator has written for later goes when its time has come.
        self.rooms.staff.due().await?;
        Ok(())
    }

    /// What the house does from time to time.
    pub async fn housekeeping(&self) -> Result<(), RehearsalError> {
        Ok(self.rooms.turns.housekeeping().await?)
    }

    /// Hands everything that waits to the phone.
    pub async fn drain(&mut self, phone: &mut Phone) -> Result<(), RehearsalError> {
        while let Ok(passing) = self.handed.passing.try_recv() {
            phone.receive(&passing.outgoing);
            self.marked(&passing).await.map_err(RehearsalError::from)?;
        }
        while let Ok(line) = self.handed.lines.try_recv() {
            self.send_handed(line, phone).await.map_err(RehearsalError::from)?;
        }
        for _ in 0..ROUNDS {
            let lines = self.lines().await.map_err(RehearsalError::from)?;
            if lines.is_empty() {
                break;
            }
            for line in &lines {
                self.send(line, phone).await.map_err(RehearsalError::from)?;
            }
        }
        self.errands(phone).await.map_err(RehearsalError::from)
    }

    /// A mark that was owed stands there.
    async fn marked(&self, passing: &Passing) -> Result<(), StoreError> {
        let (Some(person), Outgoing::Mark { message }) = (passing.owed, &passing.outgoing) else { return Ok(()) };
        let message = *message;
        let noted = self.rooms.writer.write("talk-marked", move |group| {
            bubbles::marked(&mut group.main, person, message);
            async { Ok(()) }.boxed()
        });
        noted.await
    }

    async fn lines(&self) -> Result<Vec<Line>, StoreError> {
        let now = self.rooms.clock.now();
        let take = Take { lines: 16, rows: 64, until: now + TimeDelta::minutes(1) };
        self.rooms.writer.write("talk-take", move |group| outbox::take(&mut group.main, now, take).boxed()).await
    }

    async fn send_handed(&self, line: HandedLine, phone: &mut Phone) -> Result<(), StoreError> {
        for row in &line.rows {
            self.sent(row.item, Some(&row.outgoing), phone).await?;
        }
        self.done(line.person, Class::Bubble).await
    }

    async fn send(&self, line: &Line, phone: &mut Phone) -> Result<(), StoreError> {
        for row in &line.rows {
            self.sent(row.item, self.open(row).await?.as_ref(), phone).await?;
        }
        self.done(line.person, line.class).await
    }

    async fn done(&self, person: Uuid, class: Class) -> Result<(), StoreError> {
        let now = self.rooms.clock.now();
        let done = self.rooms.writer.write("talk-done", move |group| {
            outbox::done(&mut group.main, person, class, now);
            async { Ok(()) }.boxed()
        });
        done.await
    }

    /// Shows a row, and takes the buttons off the earlier messages.
    async fn sent(&self, item: Item, order: Option<&Outgoing>, phone: &mut Phone) -> Result<(), StoreError> {
        let now = self.rooms.clock.now();
        let messages: Vec<i64> = order.and_then(|order| phone.receive(order)).into_iter().collect();
        let sent = self.rooms.writer.write("talk-sent", move |group| {
            let messages = messages.clone();
            async move {
                let live = outbox::sent(&mut group.main, &item, &messages, now).await?;
                for message in &live {
                    bubbles::stripped(&mut group.main, item.person, *message);
                }
                Ok::<_, StoreError>(live)
            }
            .boxed()
        });
        for message in sent.await? {
            phone.receive(&Outgoing::Strip { message });
        }
        Ok(())
    }

    /// The order in a row; `None` if its key is gone already.
    async fn open(&self, row: &OutboxRow) -> Result<Option<Outgoing>, StoreError> {
        let Item { id, person, .. } = row.item;
        let Some(key) = self.rooms.keystore.key_of(person).await? else { return Ok(None) };
        Ok(Some(vault::open(&key, &places::outgoing(person, &id.to_string()), &row.outgoing)?))
    }

    /// What is left to do in the chat of somebody who is forgotten.
    async fn errands(&self, phone: &mut Phone) -> Result<(), StoreError> {
        let now = self.rooms.clock.now();
        let until = now + TimeDelta::minutes(1);
        let writer = &self.rooms.writer;
        let take = writer.write("talk-errands", move |group| errands::take(&mut group.main, now, until, 16).boxed());
        for errand in take.await? {
            self.run(&errand, phone).await?;
        }
        Ok(())
    }

    async fn run(&self, errand: &ErrandRow, phone: &mut Phone) -> Result<(), StoreError> {
        let id = errand.id;
        if let Some(key) = self.rooms.keystore.errand_key(id).await? {
            let orders = vault::open(&key, &places::errand(id), &errand.orders)?;
            for order in &orders.left {
                phone.receive(order);
            }
        }
        self.rooms.writer.write("talk-errand", move |group| errands::remove(&mut group.main, id).boxed()).await?;
        self.rooms.keystore.end_errand(id).await
    }
}
