//! What seldom happens by chance and matters most: the shortest way gone at once, an edit that meets a press to send, a coordinator's answer
//! that meets the person taking their words back.
//!
//! Not here: what each act must come to (`expect`, `compare`, `team`).

use ajar::buttons::Press;
use ajar::dialogue::{Event, OtherKind, Step};
use ajar::referral::Status;
use ajar::store::referrals::ReferralRow;

use super::broken::{Broken, Held};
use super::expect::{Expected, label};
use super::look::Look;
use super::run::Run;
use super::team::Act;

impl Run<'_> {
    /// Some people come having sent something, and some of those have been answered.
    pub async fn some_have_begun(&mut self) -> Held {
        for number in 0..self.folk.len() {
            if self.dice.percent(55) {
                self.shortest_way(number).await?;
            }
            if let Some(row) = self.first_sent(number).await?.filter(|_| self.dice.percent(65)) {
                let name = *self.dice.pick(&["Sam", "Joe"]);
                self.one_act(Act::Claim, name, number, &row).await?;
                let row = self.first_sent(number).await?.ok_or_else(|| Broken("a referral is gone".into()))?;
                self.one_act(Act::Reply, name, number, &row).await?;
            }
            self.post().await?;
        }
        Ok(())
    }

    async fn first_sent(&mut self, number: usize) -> Held<Option<ReferralRow>> {
        Ok(self.seen(number).await?.and_then(|seen| seen.sent.into_iter().next()).map(|sent| sent.row))
    }

    /// Start; write; see it; send it (P10). Where a fault comes between, as far as it goes.
    async fn shortest_way(&mut self, number: usize) -> Held {
        let message = self.fresh();
        let start = self.incoming(number, Some(message), Event::Start { code: None });
        self.act(number, start).await?;
        self.pending(number).await?;
        let words = self.words(number, false);
        self.act(number, words).await?;
        self.pending(number).await?;
        self.forward(22);
        self.stored_times().await?;
        self.post().await?;
        let Some(press) = self.press_to_send(number) else { return Ok(()) };
        let send = self.press(number, press);
        self.act(number, send).await?;
        self.pending(number).await
    }

    fn press_to_send(&self, number: usize) -> Option<Press> {
        let is_send = |press: &&Press| matches!(press, Press::Choice { choice, .. } if choice.starts_with("send-"));
        let phone = &self.folk[number].phone;
        phone.newest().into_iter().map(|button| &button.press).find(is_send).cloned()
    }

    /// An edit and a press to send at the same time: what goes is what was on the screen, or nothing does (P13).
    pub async fn edit_meets_sending(&mut self, number: usize) -> Held {
        self.pending(number).await?;
        let Some(before) = self.before(number).await? else { return Ok(()) };
        // With faults the two may change places, and then either is right.
        let Some(press) = self.press_to_send(number).filter(|_| self.weather.fuse == 0) else { return Ok(()) };
        self.note(format!("person {number}: an edit and a press to send at once"));
        self.saw("edits that met a press to send");
        let given = vec![self.edit(number, 0), self.press(number, press)];
        self.given_edits(number, &given);
        let mut expected = Expected::default();
        for incoming in &given {
            expected.add(&self.world.content, Some(&before), &incoming.event);
        }
        expected.surely = false;
        let all = [(number, Some(before), given)];
        self.at_once(&all).await?;
        let [(_, before, given)] = &all;
        self.afterwards(number, &expected, before.as_ref(), given).await
    }

    /// What would be sent is on its way when the bot is blocked, and never arrives; then the buttons come back without it (P13).
    async fn whole_that_never_arrives(&mut self, number: usize) -> Held {
        let words = self.words(number, false);
        self.act(number, words).await?;
        self.pending(number).await?;
        self.forward(22);
        self.stored_times().await?;
        self.folk[number].phone.blocked = true;
        if self.dice.percent(50) {
            let blocks = self.incoming(number, None, Event::Blocked);
            self.act(number, blocks).await?;
            self.pending(number).await?;
        }
        self.post().await?;
        self.folk[number].phone.unblock();
        let back = self.incoming(number, None, Event::Unblocked);
        self.act(number, back).await?;
        self.pending(number).await
    }

    /// The same, and they press to send if they can.
    pub async fn blocks_before_it_arrives(&mut self, number: usize) -> Held {
        if self.folk[number].phone.blocked {
            return Ok(());
        }
        self.whole_that_never_arrives(number).await?;
        let message = self.fresh();
        let sticker = Event::OtherKind { message, kind: OtherKind::Sticker };
        let sticker = self.incoming(number, Some(message), sticker);
        self.act(number, sticker).await?;
        self.pending(number).await?;
        self.post().await?;
        self.saw("bubbles that a block kept from arriving");
        let Some(press) = self.press_to_send(number) else { return Ok(()) };
        let send = self.press(number, press);
        self.act(number, send).await
    }

    /// A word that acted is edited before it is kept as words after all (P11).
    pub async fn edit_meets_typed_word(&mut self, number: usize) -> Held {
        if self.folk[number].phone.blocked {
            return Ok(());
        }
        let help = self.command(number, "help");
        self.act(number, help).await?;
        self.pending(number).await?;
        if self.dice.percent(50) {
            let edit = self.edit(number, 0);
            self.act(number, edit).await?;
            self.pending(number).await?;
        }
        self.post().await?;
        let is_keep = |press: &&Press| matches!(press, Press::Choice { choice, .. } if choice == "keep-typed");
        let phone = &self.folk[number].phone;
        let press = phone.newest().into_iter().map(|button| &button.press).find(is_keep).cloned();
        let Some(press) = press else { return Ok(()) };
        let tap = self.press(number, press);
        self.act(number, tap).await
    }

    /// A coordinator answers just before the person takes it back, or asks not to be contacted, or at that very moment (P15).
    pub async fn answer_meets_no(&mut self, number: usize, row: &ReferralRow) -> Held {
        let Some(name) = row.coordinator_name.clone() else { return Ok(()) };
        if !self.folk[number].pending.is_empty() {
            // What comes again may move the referral; another time.
            return self.pending(number).await;
        }
        let side_by_side = row.status == Status::InTouch && self.weather.fuse == 0 && self.dice.percent(60);
        if !side_by_side {
            self.one_act(Act::Reply, &name, number, row).await?;
        }
        let Some(before) = self.before(number).await? else { return Ok(()) };
        let Some(press) = self.no(&before) else { return Ok(()) };
        let tap = self.press(number, press);
        self.saw("answers that met a no");
        if !side_by_side {
            return self.act(number, tap).await;
        }
        self.note(format!("person {number}: {} while {name} answers", super::acts::told(&tap)));
        let mut expected = Expected::default();
        expected.add(&self.world.content, Some(&before), &tap.event);
        let turns = self.process.turns.clone();
        let (taken, came) = tokio::join!(turns.take(tap.clone()), self.does(Act::Reply, &name, number, row));
        taken?;
        came?;
        self.afterwards(number, &expected, Some(&before), &[tap]).await
    }

    /// The press by which they say no, if they stand where it is offered.
    fn no(&mut self, before: &Look) -> Option<Press> {
        let stands = matches!(self.world.content.step(&before.state.place), Some(Step::Sent(_)));
        let choice = if self.dice.percent(60) { "take-back" } else { "no-contact" };
        (stands && before.state.overlay.is_none()).then(|| Press::Choice {
            nonce: before.state.nonce,
            place: label(&before.state),
            choice: choice.to_owned(),
        })
    }
}
