//! In place of Telegram: takes what stands in the outbox, and puts it on the phones, or fails in the ways that delivery knows.
//!
//! This is the one file that knows how things leave the house; delivery itself, over a connection, has tests of its own.

use ajar::store::outbox::{self, Class, Item, Kind, Line, OutboxRow, Take};
use ajar::store::outgoing::Outgoing;
use ajar::store::{Work, bubbles, errands, places};
use ajar::vault;
use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::broken::{Held, must};
use super::phone::Phone;
use super::run::{Run, Tamper};

/// What a call to Telegram comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Call {
    /// Taken, and confirmed.
    Done,
    /// Surely not taken.
    NotTaken,
    /// Taken, and the answer was lost.
    Unconfirmed,
    /// Refused for good.
    Refused,
    /// The process ended before the call.
    EndedBefore,
    /// The process ended after the call.
    EndedAfter,
}

const CALLS: [(usize, Call); 5] = [
    (35, Call::NotTaken),
    (25, Call::Unconfirmed),
    (10, Call::Refused),
    (15, Call::EndedBefore),
    (15, Call::EndedAfter),
];
/// A line in hand, opened.
struct InHand {
    person: Uuid,
    class: Class,
    rows: Vec<(Item, i64, Outgoing)>,
}

/// How long a line is lent for; longer than any attempt takes.
const LENT: TimeDelta = TimeDelta::minutes(3);

impl Run<'_> {
    /// Sends what is ready, until nothing is, or the process ends.
    pub async fn post(&mut self) -> Held {
        for _ in 0..60 {
            self.passing().await?;
            let mut lines = self.taken().await?;
            // A loan that is over is nobody's: delivery lets go of it by its own watch, which does not run here.
            let over: Vec<Uuid> =
                lines.iter().filter(|line| line.class == Class::Bubble).map(|line| line.person).collect();
            lines.extend(self.handed().into_iter().filter(|line| !over.contains(&line.person)));
            if lines.is_empty() && !self.errands().await? {
                return self.one_keyboard().await;
            }
            for line in lines {
                if self.line(line).await? {
                    self.restart().await;
                }
            }
        }
        must(self.weather.calls > 0, || "the outbox is never empty".into())
    }

    /// Answers to presses, and marks, those that an earlier process left behind among them.
    async fn passing(&mut self) -> Held {
        let mut work = self.world.store.begin().await?;
        while let Ok(passing) = self.process.handed.passing.try_recv() {
            if let (Some(person), Outgoing::Mark { message }) = (passing.owed, &passing.outgoing) {
                bubbles::marked(&mut work, person, *message);
            }
            self.arrives(passing.chat, &passing.outgoing, Call::Done)?;
        }
        for owed in bubbles::owed(&mut work, self.now(), 64).await? {
            if let Some(key) = self.world.keystore.key_of(owed.person).await? {
                let chat = vault::open(&key, &places::chat(owed.person), &owed.chat)?;
                self.arrives(chat, &Outgoing::Mark { message: owed.message }, Call::Done)?;
            }
            bubbles::marked(&mut work, owed.person, owed.message);
        }
        Ok(work.commit().await?)
    }

    /// What turns have handed over.
    fn handed(&mut self) -> Vec<InHand> {
        let lines = std::iter::from_fn(|| self.process.handed.lines.try_recv().ok());
        lines
            .map(|line| {
                let rows = line.rows.into_iter().map(|row| (row.item, line.chat, row.outgoing)).collect();
                InHand { person: line.person, class: Class::Bubble, rows }
            })
            .collect()
    }

    /// What waits in the outbox, opened.
    async fn taken(&mut self) -> Held<Vec<InHand>> {
        let now = self.now();
        let take = Take { lines: 100, rows: 4, until: now + LENT };
        let mut work = self.world.store.begin().await?;
        let lines = outbox::take(&mut work, now, take).await?;
        work.commit().await?;
        let mut all = Vec::new();
        for Line { person, class, rows, .. } in lines {
            let mut opened = Vec::new();
            for row in &rows {
                opened.extend(self.open(row).await?.map(|(chat, outgoing)| (row.item, chat, outgoing)));
            }
            all.push(InHand { person, class, rows: opened });
        }
        Ok(all)
    }

    /// P1, wherever nothing is on its way any more.
    async fn one_keyboard(&self) -> Held {
        if self.waits().await? > 0 {
            return Ok(());
        }
        let settled = self.folk.iter().filter(|who| who.pending.is_empty());
        settled.map(|who| &who.phone).try_for_each(Phone::hold_to_one_keyboard)
    }

    /// Sends one line. True: the process ended on the way.
    async fn line(&mut self, line: InHand) -> Held<bool> {
        for (row, chat, outgoing) in &line.rows {
            let chat = *chat;
            must(!self.settled.contains(&row.id), || "P31: what was sent and written down is sent again".into())?;
            let call = self.call(row);
            self.saw(match call {
                Call::Done => "calls done",
                Call::NotTaken => "calls not taken",
                Call::Unconfirmed => "calls never confirmed",
                Call::Refused => "calls refused",
                Call::EndedBefore | Call::EndedAfter => "ends of the process while sending",
            });
            let messages = self.arrives(chat, outgoing, call)?;
            if matches!(call, Call::EndedBefore | Call::EndedAfter) {
                self.note(format!("  the process ends while sending: {call:?}"));
                return Ok(true);
            }
            let mut work = self.world.store.begin().await?;
            let goes_on = self.settle(&mut work, row, chat, call, &messages).await?;
            if !goes_on {
                let wait = TimeDelta::seconds(if call == Call::NotTaken { self.dice.between(0, 4) } else { 0 });
                let next = self.now() + wait;
                outbox::done(&mut work, line.person, line.class, next);
                work.commit().await?;
                return Ok(false);
            }
            work.commit().await?;
        }
        let mut work = self.world.store.begin().await?;
        outbox::done(&mut work, line.person, line.class, self.now());
        work.commit().await?;
        Ok(false)
    }

    async fn open(&self, row: &OutboxRow) -> Held<Option<(i64, Outgoing)>> {
        let Item { id, person, .. } = row.item;
        let Some(key) = self.world.keystore.key_of(person).await? else { return Ok(None) };
        let chat = vault::open(&key, &places::chat(person), &row.chat)?;
        let outgoing = vault::open(&key, &places::outgoing(person, &id.to_string()), &row.outgoing)?;
        Ok(Some((chat, outgoing)))
    }

    fn call(&mut self, row: &Item) -> Call {
        // A coordinator's words meet with more: what is not to come twice is tried most.
        let more = if row.kind == Kind::Coordinator { self.weather.calls / 2 } else { 0 };
        if !self.dice.percent(self.weather.calls + more) {
            return Call::Done;
        }
        let call = self.dice.weighed(&CALLS);
        // A bubble that Telegram refuses for good is not known to us: every text fits, and is cut where it does not.
        let fits = row.class == Class::Bubble && row.kind == Kind::Scripted;
        if call == Call::Refused && fits { Call::NotTaken } else { call }
    }

    /// What the phone shows of it. Answers the ids of its messages.
    fn arrives(&mut self, chat: i64, outgoing: &Outgoing, call: Call) -> Held<Vec<i64>> {
        let number = self.folk.iter().position(|who| who.chat == chat).unwrap();
        if matches!(call, Call::NotTaken | Call::Refused | Call::EndedBefore) || self.folk[number].phone.blocked {
            return Ok(Vec::new());
        }
        self.count += 1;
        let message = self.count;
        if let Outgoing::Bubble { text, .. } = outgoing {
            let repeats = self.tamper == Some(Tamper::RepeatWords);
            self.team.arrives(number, text)?;
            if repeats {
                self.team.arrives(number, text)?;
            }
        }
        show(&mut self.folk[number].phone, message, outgoing, call != Call::Done);
        Ok(if matches!(outgoing, Outgoing::Bubble { .. }) { vec![message] } else { Vec::new() })
    }

    /// Writes down what became of a row. False: its line is put down.
    async fn settle(&mut self, work: &mut Work, row: &Item, chat: i64, call: Call, messages: &[i64]) -> Held<bool> {
        let number = self.folk.iter().position(|who| who.chat == chat).unwrap();
        if self.folk[number].phone.blocked && matches!(row.class, Class::Bubble | Class::Tidy) {
            outbox::unreachable(work, row.person).await?;
            return Ok(false);
        }
        match call {
            Call::Done => {
                let works = !self.dice.percent(self.weather.calls / 4);
                for message in outbox::sent(work, row, messages, self.sources.clock.now()).await? {
                    self.folk[number].phone.strip(message, works);
                    bubbles::stripped(work, row.person, message);
                }
                self.settled.insert(row.id);
            }
            Call::Unconfirmed if row.kind == Kind::Coordinator => outbox::unsure(work, row).await?,
            Call::NotTaken | Call::Unconfirmed => {
                outbox::later(work, row).await?;
                return Ok(false);
            }
            Call::Refused | Call::EndedBefore | Call::EndedAfter => outbox::give_up(work, row).await?,
        }
        Ok(true)
    }

    /// What is left to do in chats whose person is gone. True if there was anything.
    async fn errands(&mut self) -> Held<bool> {
        let now = self.now();
        let mut work = self.world.store.begin().await?;
        let taken = errands::take(&mut work, now, now + LENT, 8).await?;
        work.commit().await?;
        for errand in &taken {
            let Some(key) = self.world.keystore.errand_key(errand.id).await? else { continue };
            let orders = vault::open(&key, &places::errand(errand.id), &errand.orders)?;
            let first = self.count + 1;
            self.count += 200;
            let who = self.folk.iter_mut().find(|who| who.chat == orders.chat).unwrap();
            for (message, outgoing) in (first..).zip(&orders.left) {
                // Nobody knows its number any more; it may even come after a new beginning of theirs.
                show(&mut who.phone, message, outgoing, true);
            }
            let mut work = self.world.store.begin().await?;
            errands::remove(&mut work, errand.id).await?;
            work.commit().await?;
            self.world.keystore.end_errand(errand.id).await?;
        }
        Ok(!taken.is_empty())
    }

    /// Whether anything waits to be sent.
    pub async fn waits(&self) -> Held<i64> {
        Ok(outbox::count(&mut self.world.store.reading().await?).await?)
    }
}

fn show(phone: &mut Phone, message: i64, outgoing: &Outgoing, ghost: bool) {
    match outgoing {
        Outgoing::Bubble { text, rows } => phone.show(message, text.clone(), rows.clone(), ghost),
        Outgoing::Ack { .. } => phone.answers += 1,
        Outgoing::Mark { .. } => phone.marks += 1,
        Outgoing::Strip { message } => phone.strip(*message, true),
        Outgoing::Delete { messages } => phone.deleted.extend(messages),
        Outgoing::Edit { .. } | Outgoing::Leave => {}
    }
}

/// Telegram's own clock has whole seconds.
pub fn whole_seconds(at: DateTime<Utc>) -> DateTime<Utc> {
    DateTime::from_timestamp(at.timestamp(), 0).unwrap_or(at)
}
