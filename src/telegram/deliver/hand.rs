//! What is done with what is in hand: a line row by row, an errand order by order, each told to the store before the next.
//!
//! Not here: sending one order (`attempt`), writing (`record`), taking buttons off (`strip`).

use std::time::Duration;

use chrono::TimeDelta;
use tokio::time::Instant;
use uuid::Uuid;

use super::Shared;
use super::attempt::{Outcome, Parcel};
use super::lent::Thing;
use super::note::{Next, Written};
use super::record::Opened;
use super::strip::Strip;
use crate::store::errands::{ErrandRow, Orders};
use crate::store::handed::{HandedLine, LENT};
use crate::store::outbox::{Class, Item, Kind, Line, OutboxRow};
use crate::store::outgoing::Outgoing;
use crate::telegram::pause::draw;
use crate::telegram::refusal::{Order, backoff};

/// How long before the loan's end the last moment is at which a row may be begun with: longer than its sending can take.
const SENDING: Duration = Duration::from_secs(120);
/// How long before it the last moment is at which a line can be given back.
const WRITING: Duration = Duration::from_secs(30);
/// A line that has been in hand for longer goes back after the row that is under way, so that urgent help can overtake.
const SHORT: Duration = Duration::from_secs(1);
/// When a line is looked at again that could not be opened.
const SHUT: Duration = Duration::from_secs(30);

/// A line in hand, taken or handed over.
pub(super) struct InHand {
    person: Uuid,
    class: Class,
    rows: Vec<Row>,
    lent_until: Instant,
    owner: Option<Uuid>,
}

enum Row {
    Taken(Box<OutboxRow>),
    Handed(Item, i64, Outgoing),
}

/// What is left to do after a line.
#[derive(Default)]
pub(super) struct After {
    /// Earlier bubbles whose buttons are to go.
    pub strip: Option<Strip>,
}

impl InHand {
    /// What it is that is in hand.
    pub fn thing(&self) -> Thing {
        Thing::Line(self.person, self.class)
    }
}

impl From<Line> for InHand {
    fn from(line: Line) -> Self {
        let rows = line.rows.into_iter().map(|row| Row::Taken(Box::new(row))).collect();
        let (person, class, owner) = (line.person, line.class, line.owner);
        Self { person, class, rows, lent_until: Instant::now() + LENT, owner }
    }
}

impl From<HandedLine> for InHand {
    fn from(line: HandedLine) -> Self {
        let (chat, person, class) = (line.chat, line.person, Class::Bubble);
        let rows = line.rows.into_iter().map(|row| Row::Handed(row.item, chat, row.outgoing)).collect();
        Self { person, class, rows, lent_until: line.lent_until, owner: line.owner }
    }
}

impl Row {
    fn item(&self) -> Item {
        match self {
            Self::Taken(row) => row.item,
            Self::Handed(item, ..) => *item,
        }
    }
}

impl After {
    fn note(&mut self, person: Uuid, opened: &Opened, written: Written) {
        let Some((chat, _)) = opened.as_ref().filter(|_| !written.live.is_empty()) else { return };
        // What an earlier row of this line found is among what a later one finds.
        self.strip = Some(Strip { person, chat: *chat, messages: written.live });
    }
}

impl Shared {
    /// Sends the rows of a line, in order.
    pub(super) async fn line(&self, line: InHand) -> After {
        let (begun, mut after) = (Instant::now(), After::default());
        let (person, class) = (line.person, line.class);
        if begun + WRITING > line.lent_until {
            // The loan ends by itself, and may have ended: whoever has the line then is not to be disturbed.
            self.lent.release(line.thing());
            return after;
        }
        let mut rows = line.rows.into_iter().peekable();
        while let Some(row) = rows.next() {
            if *self.leave.borrow() {
                self.record.put_back(person, class, self.after(Duration::ZERO)).await;
                break;
            }
            let item = row.item();
            let Some(opened) = self.open(row).await else {
                self.record.put_back(person, class, self.after(SHUT)).await;
                break;
            };
            let outcome = self.row(item, &opened, (line.lent_until - SENDING, line.owner)).await;
            let goes_on = rows.peek().is_some() && begun.elapsed() < SHORT && is_over(&outcome);
            let wait = if let Outcome::Later { after, .. } = &outcome { *after } else { Duration::ZERO };
            let next = if goes_on { Next::Row } else { Next::At(self.after(wait)) };
            let written = self.record.settle(item, &outcome, next).await;
            after.note(person, &opened, written);
            if !goes_on {
                break;
            }
        }
        after
    }

    async fn row(&self, item: Item, opened: &Opened, (until, owner): (Instant, Option<Uuid>)) -> Outcome {
        let Some((chat, outgoing)) = opened else {
            tracing::warn!(person = %item.person, "something to be sent does not open with its person's key; it was given up");
            return Outcome::GivenUp("it does not open with its person's key");
        };
        let tries = u32::try_from(item.attempts).unwrap_or(u32::MAX);
        let (order, urgent, until) = (order(outgoing, item.kind), item.urgent, Some(until));
        let outcome = self.attempt(&Parcel { chat: *chat, outgoing, order, urgent, tries, until, owner }).await;
        match &outcome {
            Outcome::GivenUp(why) => {
                tracing::warn!(person = %item.person, ?order, why, "something to be sent was given up");
            }
            Outcome::Unreachable => {
                tracing::info!(person = %item.person, "messages do not reach this person; all else is kept")
            }
            Outcome::Unsure => {
                tracing::warn!(person = %item.person, "a coordinator's words may not have arrived; they are shown so")
            }
            Outcome::Sent(_) | Outcome::Later { .. } | Outcome::NotOurs => {}
        }
        outcome
    }

    /// Opens a row. Nothing: its person was erased meanwhile, or the keystore is away.
    async fn open(&self, row: Row) -> Option<Opened> {
        let row = match row {
            Row::Taken(row) => row,
            Row::Handed(_, chat, outgoing) => return Some(Some((chat, outgoing))),
        };
        match self.record.open(&row).await {
            Ok(opened) => opened,
            Err(error) => {
                tracing::error!(%error, "something to be sent could not be opened; it is tried again in a while");
                None
            }
        }
    }

    /// Carries out what is left to do in a chat after its person is gone.
    pub(super) async fn errand(&self, errand: ErrandRow) {
        let thing = Thing::Errand(errand.id);
        self.carry_out(errand).await;
        self.lent.release(thing);
    }

    async fn carry_out(&self, errand: ErrandRow) {
        let mut orders = match self.record.open_errand(&errand).await {
            Ok(Some(orders)) => orders,
            // Its key is gone: so is its time.
            Ok(None) => return self.record.end_errand(errand.id).await,
            Err(error) => return tracing::error!(%error, "an errand could not be opened; it is tried again in a while"),
        };
        let mut tries = 0;
        while let Some(outgoing) = orders.left.first() {
            let order = order(outgoing, Kind::Scripted);
            let (until, owner) = (None, None);
            let parcel = Parcel { chat: orders.chat, outgoing, order, urgent: false, tries, until, owner };
            let outcome = self.attempt(&parcel).await;
            if let Outcome::Later { after, counts } = outcome {
                tries += u32::from(counts);
                let after = after.max(backoff(0, draw(&self.chance)));
                let short = after < Duration::from_secs(5) && !*self.leave.borrow();
                if !short {
                    return self.record.save_errand(errand.id, &orders, self.after(after)).await;
                }
                tokio::time::sleep(after).await;
                continue;
            }
            if matches!(outcome, Outcome::Unreachable) {
                break;
            }
            orders = Orders { chat: orders.chat, left: orders.left.split_off(1) };
            self.record.save_errand(errand.id, &orders, self.after(LENT)).await;
        }
        self.record.end_errand(errand.id).await;
    }

    fn after(&self, wait: Duration) -> chrono::DateTime<chrono::Utc> {
        self.clock.now() + TimeDelta::from_std(wait).unwrap_or(TimeDelta::MAX)
    }
}

/// Whether nothing more is to be done about it.
fn is_over(outcome: &Outcome) -> bool {
    match outcome {
        Outcome::Sent(_) | Outcome::GivenUp(_) | Outcome::Unsure => true,
        Outcome::Later { .. } | Outcome::Unreachable | Outcome::NotOurs => false,
    }
}

fn order(outgoing: &Outgoing, kind: Kind) -> Order {
    match (outgoing, kind) {
        (Outgoing::Bubble { .. }, Kind::Coordinator) => Order::Words,
        (Outgoing::Bubble { .. }, Kind::Scripted) => Order::Bubble,
        (Outgoing::Ack { .. }, _) => Order::Ack,
        (Outgoing::Mark { .. }, _) => Order::Mark,
        (Outgoing::Strip { .. }, _) => Order::Strip,
        (Outgoing::Edit { .. }, _) => Order::Edit,
        (Outgoing::Delete { .. }, _) => Order::Delete,
        (Outgoing::Leave, _) => Order::Leave,
    }
}
