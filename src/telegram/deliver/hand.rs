//! What is done with what was taken: a line row by row, an errand order by order, each told to the store before the next.
//!
//! Not here: sending one order (`attempt`), writing (`record`).

use std::time::Duration;

use chrono::TimeDelta;
use tokio::time::Instant;

use super::Shared;
use super::attempt::{Outcome, Parcel};
use super::lent::Thing;
use super::note::Next;
use super::record::Opened;
use crate::store::errands::{ErrandRow, Orders};
use crate::store::outbox::{Kind, Line, OutboxRow};
use crate::store::outgoing::Outgoing;
use crate::telegram::pause::draw;
use crate::telegram::refusal::{Order, backoff};

/// A line that has been in hand for longer goes back after the row that is under way, so that urgent help can overtake.
const SHORT: Duration = Duration::from_secs(1);
/// When a line is looked at again that could not be opened.
const SHUT: Duration = Duration::from_secs(30);

impl Shared {
    /// Sends the rows of a line, in order.
    pub(super) async fn line(&self, line: Line) {
        let begun = Instant::now();
        let mut rows = line.rows.iter().peekable();
        while let Some(row) = rows.next() {
            let Some(opened) = self.open(row).await else {
                return self.record.put_back(line.person, line.class, self.after(SHUT)).await;
            };
            let outcome = self.row(row, &opened).await;
            let goes_on = match &outcome {
                Outcome::Sent(_) | Outcome::GivenUp(_) | Outcome::Unsure => {
                    rows.peek().is_some() && begun.elapsed() < SHORT
                }
                Outcome::Later { .. } | Outcome::Unreachable => false,
            };
            let wait = if let Outcome::Later { after, .. } = &outcome { *after } else { Duration::ZERO };
            let next = if goes_on { Next::Row } else { Next::At(self.after(wait)) };
            self.record.settle(row, &opened.key, &outcome, next).await;
            if !goes_on {
                return;
            }
        }
    }

    async fn row(&self, row: &OutboxRow, opened: &Opened) -> Outcome {
        let Some((chat, outgoing)) = &opened.content else {
            return Outcome::GivenUp("it does not open with its person's key");
        };
        let tries = u32::try_from(row.attempts).unwrap_or(u32::MAX);
        let order = order(outgoing, row.kind);
        let outcome = self.attempt(&Parcel { chat: *chat, outgoing, order, urgent: row.urgent, tries }).await;
        match &outcome {
            // Marks are dropped as a matter of course.
            Outcome::GivenUp(why) if order != Order::Mark => {
                tracing::warn!(person = %row.person, ?order, why, "something to be sent was given up");
            }
            Outcome::Unreachable => {
                tracing::info!(person = %row.person, "messages do not reach this person; all else is kept")
            }
            Outcome::Unsure => {
                tracing::warn!(person = %row.person, "a coordinator's words may not have arrived; they are shown so")
            }
            Outcome::Sent(_) | Outcome::Later { .. } | Outcome::GivenUp(_) => {}
        }
        outcome
    }

    /// Opens a row. Nothing: its person was erased meanwhile, or the keystore is away.
    async fn open(&self, row: &OutboxRow) -> Option<Opened> {
        match self.record.open(row).await {
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
            let outcome = self.attempt(&Parcel { chat: orders.chat, outgoing, order, urgent: false, tries }).await;
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
            self.record.save_errand(errand.id, &orders, self.after(super::record::LENT)).await;
        }
        self.record.end_errand(errand.id).await;
    }

    fn after(&self, wait: Duration) -> chrono::DateTime<chrono::Utc> {
        self.clock.now() + TimeDelta::from_std(wait).unwrap_or(TimeDelta::MAX)
    }
}

fn order(outgoing: &Outgoing, kind: Kind) -> Order {
    match (outgoing, kind) {
        (Outgoing::Bubble { .. }, Kind::Coordinator) => Order::Words,
        (Outgoing::Bubble { .. }, Kind::Scripted) => Order::Bubble,
        (Outgoing::Ack { .. }, _) => Order::Ack,
        (Outgoing::Mark { .. }, _) => Order::Mark,
        (Outgoing::Strip { .. }, _) => Order::Strip,
        (Outgoing::Delete { .. }, _) => Order::Delete,
        (Outgoing::Leave, _) => Order::Leave,
    }
}
