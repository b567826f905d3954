//! Between the terminal's phone and the house: what the person does goes in as events; what turns hand over and what waits in the outbox
//! comes out. It does what the telegram room does, with a Telegram that never refuses.
//!
//! Not here: the chat (`phone`), what is typed (`line`).

use chrono::{DateTime, DurationRound as _, TimeDelta, Utc};
use futures_util::FutureExt as _;
use uuid::Uuid;

use super::phone::Phone;
use crate::cli::CliError;
use crate::cli::house::House;
use crate::dialogue::Event;
use crate::store::errands::ErrandRow;
use crate::store::handed::{Handed, HandedLine, Passing};
use crate::store::outbox::{Class, Item, Line, OutboxRow, Take};
use crate::store::outgoing::Outgoing;
use crate::store::{StoreError, bubbles, errands, outbox, places};
use crate::turn::Incoming;
use crate::vault;

/// The one chat.
const CHAT: i64 = 1;
/// More rounds of sending than one act can lead to.
const ROUNDS: usize = 50;
/// How much of each kind is handed over at most between two looks.
const HANDED: usize = 64;

/// The wire.
pub(super) struct Wire {
    house: House,
    handed: Handed,
    update: i64,
    language: Option<String>,
}

impl Wire {
    /// A wire to `house`.
    pub fn new(house: House) -> Self {
        let handed = house.writer.hand_over(HANDED);
        Self { house, handed, update: 0, language: None }
    }

    /// The house at its other end.
    pub fn house(&self) -> &House {
        &self.house
    }

    /// The language that the person's Telegram is in from now on.
    pub fn speak(&mut self, language: String) {
        self.language = Some(language);
    }

    /// Now, in whole seconds, as Telegram tells it.
    pub fn now(&self) -> DateTime<Utc> {
        let now = self.house.clock.now();
        now.duration_trunc(TimeDelta::seconds(1)).unwrap_or(now)
    }

    /// Something happened in the chat, with the person's message of this id if it was one.
    pub async fn take(&mut self, message: Option<i64>, event: Event) -> Result<(), CliError> {
        self.update += 1;
        let (update, language) = (Some(self.update), self.language.clone());
        let incoming = Incoming { update, chat: CHAT, message, language, event };
        self.house.turns.take(incoming).await?;
        Ok(())
    }

    /// Stored times that have come.
    pub async fn due(&self) -> Result<(), CliError> {
        for _ in 0..ROUNDS {
            if self.house.turns.due().await? == 0 {
                break;
            }
        }
        Ok(())
    }

    /// What the house does from time to time.
    pub async fn housekeeping(&self) -> Result<(), CliError> {
        Ok(self.house.turns.housekeeping().await?)
    }

    /// Hands everything that waits to the phone.
    pub async fn drain(&mut self, phone: &mut Phone) -> Result<(), CliError> {
        while let Ok(passing) = self.handed.passing.try_recv() {
            phone.receive(&passing.outgoing);
            self.marked(&passing).await.map_err(CliError::store("the marks"))?;
        }
        while let Ok(line) = self.handed.lines.try_recv() {
            self.send_handed(line, phone).await.map_err(CliError::store("the outbox"))?;
        }
        for _ in 0..ROUNDS {
            let lines = self.lines().await.map_err(CliError::store("the outbox"))?;
            if lines.is_empty() {
                break;
            }
            for line in &lines {
                self.send(line, phone).await.map_err(CliError::store("the outbox"))?;
            }
        }
        self.errands(phone).await.map_err(CliError::store("the errands"))
    }

    /// A mark that was owed stands there.
    async fn marked(&self, passing: &Passing) -> Result<(), StoreError> {
        let (Some(person), Outgoing::Mark { message }) = (passing.owed, &passing.outgoing) else { return Ok(()) };
        let message = *message;
        let noted = self.house.writer.write("talk-marked", move |group| {
            bubbles::marked(&mut group.main, person, message);
            async { Ok(()) }.boxed()
        });
        noted.await
    }

    async fn lines(&self) -> Result<Vec<Line>, StoreError> {
        let now = self.house.clock.now();
        let take = Take { lines: 16, rows: 64, until: now + TimeDelta::minutes(1) };
        self.house.writer.write("talk-take", move |group| outbox::take(&mut group.main, now, take).boxed()).await
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
        let now = self.house.clock.now();
        let done = self.house.writer.write("talk-done", move |group| {
            outbox::done(&mut group.main, person, class, now);
            async { Ok(()) }.boxed()
        });
        done.await
    }

    /// Shows a row, and takes the buttons off the earlier messages.
    async fn sent(&self, item: Item, order: Option<&Outgoing>, phone: &mut Phone) -> Result<(), StoreError> {
        let now = self.house.clock.now();
        let messages: Vec<i64> = order.and_then(|order| phone.receive(order)).into_iter().collect();
        let sent = self.house.writer.write("talk-sent", move |group| {
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
        let Some(key) = self.house.keystore.key_of(person).await? else { return Ok(None) };
        Ok(Some(vault::open(&key, &places::outgoing(person, &id.to_string()), &row.outgoing)?))
    }

    /// What is left to do in the chat of somebody who is forgotten.
    async fn errands(&self, phone: &mut Phone) -> Result<(), StoreError> {
        let now = self.house.clock.now();
        let until = now + TimeDelta::minutes(1);
        let writer = &self.house.writer;
        let take = writer.write("talk-errands", move |group| errands::take(&mut group.main, now, until, 16).boxed());
        for errand in take.await? {
            self.run(&errand, phone).await?;
        }
        Ok(())
    }

    async fn run(&self, errand: &ErrandRow, phone: &mut Phone) -> Result<(), StoreError> {
        let id = errand.id;
        if let Some(key) = self.house.keystore.errand_key(id).await? {
            let orders = vault::open(&key, &places::errand(id), &errand.orders)?;
            for order in &orders.left {
                phone.receive(order);
            }
        }
        self.house.writer.write("talk-errand", move |group| errands::remove(&mut group.main, id).boxed()).await?;
        self.house.keystore.end_errand(id).await
    }
}
