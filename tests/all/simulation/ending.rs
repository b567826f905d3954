//! The end of a run: all faults cease, everything that waits is done, and nobody is stuck wherever the run has led them.
//!
//! Not here: the run itself (`run`).

use ajar::buttons::{Constant, Press};
use ajar::dialogue::Event;
use ajar::store::{dues, errands, people};
use ajar::turn::Incoming;

use super::broken::{Broken, Held, must};
use super::run::Run;

/// The line that stands before the ways to a person. A changed sentence in `locales/` is a change here.
const HELP: &str = "These are ways to reach a person now";
/// Longer than an errand lives and a line is lent.
const A_WHILE: i64 = 700;

impl Run<'_> {
    pub async fn end(&mut self) -> Held {
        self.note("all faults cease".into());
        for number in 0..self.folk.len() {
            self.pending(number).await?;
        }
        self.restart().await;
        self.post().await?;
        self.forward(A_WHILE);
        self.stored_times().await?;
        self.housekeeping().await?;
        self.post().await?;
        self.drained().await?;
        for number in 0..self.folk.len() {
            self.is_not_stuck(number).await?;
        }
        self.look_at_all().await?;
        for number in 0..self.folk.len() {
            if let Some(seen) = self.seen(number).await? {
                self.team.delivered(number, &seen)?;
            }
        }
        self.goes(0).await
    }

    /// Nothing waits, nobody is half erased, no time is overdue.
    async fn drained(&mut self) -> Held {
        let waits = self.waits().await?;
        must(waits == 0, || format!("{waits} rows wait in the outbox for ever"))?;
        let half = people::half_erased(&self.world.store, &self.world.keystore).await?.len();
        must(half == 0, || format!("P26: {half} people are half erased"))?;
        let now = self.now();
        let mut work = self.world.store.reading().await?;
        let late = dues::late(&mut work, now).await?;
        must(late == 0, || format!("{late} stored times are overdue"))?;
        let over = errands::any_over(&mut work, now).await?;
        must(!over, || "P26: an errand outlives its ten minutes".into())
    }

    /// From wherever they are: urgent help is there, /start answers, and every button leads on.
    async fn is_not_stuck(&mut self, number: usize) -> Held {
        if self.folk[number].phone.blocked {
            self.folk[number].phone.unblock();
            let back = self.incoming(number, None, Event::Unblocked);
            self.act(number, back).await?;
        }
        let help = self.press(number, Press::Constant(Constant::Help));
        let text = self.newest_after(number, help).await?;
        must(text.contains(HELP), || "P1: urgent help is not there".into())?;
        let message = self.fresh();
        let start = self.incoming(number, Some(message), Event::Start { code: None });
        self.newest_after(number, start).await?;
        for _ in 0..4 {
            let buttons: Vec<Press> =
                self.folk[number].phone.newest().iter().map(|button| button.press.clone()).collect();
            let press = self.dice.pick(&buttons).clone();
            let tap = self.press(number, press);
            self.act(number, tap).await?;
            self.post().await?;
            if self.folk[number].id.is_none() || self.folk[number].phone.newest().is_empty() {
                return Ok(());
            }
        }
        Ok(())
    }

    /// What the newest bubble says after an act; buttons stand under it.
    async fn newest_after(&mut self, number: usize, incoming: Incoming) -> Held<String> {
        let before = self.folk[number].phone.bubbles.len();
        self.act(number, incoming).await?;
        self.post().await?;
        let phone = &self.folk[number].phone;
        must(phone.bubbles.len() > before && !phone.newest().is_empty(), || {
            "somebody is stuck: no bubble with buttons".into()
        })?;
        phone.bubbles.last().map(|bubble| bubble.text.clone()).ok_or_else(|| Broken("no bubble".into()))
    }

    /// Somebody asks to be forgotten, and is; whoever writes next is somebody new.
    async fn goes(&mut self, number: usize) -> Held {
        let known = self.folk[number].id;
        let ask = self.command(number, "/forget");
        self.newest_after(number, ask).await?;
        let find = |press: &Press| matches!(press, Press::Choice { choice, .. } if choice == "forget");
        let press = self.folk[number].phone.newest().iter().map(|button| button.press.clone()).find(find);
        let press = press.ok_or_else(|| Broken("P26: no button to be forgotten".into()))?;
        let tap = self.press(number, press);
        self.act(number, tap).await?;
        self.post().await?;
        self.nothing_left(number).await?;
        let hello = self.words(number, false);
        self.newest_after(number, hello).await?;
        must(self.folk[number].id != known || known.is_none(), || "P26: who writes again is not new".into())
    }
}
