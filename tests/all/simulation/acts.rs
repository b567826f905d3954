//! Acts at work: an update is given to the house until it is taken, and what it came to is held against what it was to do.
//!
//! Not here: which act (`people`), what it is to do (`expect`).

use ajar::dialogue::Event;
use ajar::turn::{Incoming, Taken};
use chrono::TimeDelta;

use super::broken::{Broken, Held, must};
use super::compare;
use super::expect::Expected;
use super::look::{Look, look};
use super::run::Run;

/// How long Telegram offers an update.
const OFFERED: TimeDelta = TimeDelta::hours(23);

impl Run<'_> {
    pub async fn seen(&self, number: usize) -> Held<Option<Look>> {
        look(self.world, &self.process.turns, self.folk[number].chat).await
    }

    pub async fn somebody_acts(&mut self) -> Held {
        let number = self.dice.below(self.folk.len());
        self.pending(number).await?;
        match self.dice.below(100) {
            0..6 => return self.edit_meets_sending(number).await,
            6..8 => return self.blocks_before_it_arrives(number).await,
            8..10 => return self.edit_meets_typed_word(number).await,
            _ => {}
        }
        let incoming = self.draw(number);
        self.seconds(0, 3);
        self.act(number, incoming).await
    }

    /// What failed before is given again first: Telegram keeps the order of a chat.
    pub async fn pending(&mut self, number: usize) -> Held {
        for incoming in std::mem::take(&mut self.folk[number].pending) {
            self.note(format!("person {number}: once more"));
            self.act_until_taken(number, incoming, true).await?;
        }
        Ok(())
    }

    /// One act of one person, from before it to after it. It may fail, and wait for its next time.
    pub async fn act(&mut self, number: usize, incoming: Incoming) -> Held {
        self.act_until_taken(number, incoming, false).await
    }

    async fn act_until_taken(&mut self, number: usize, incoming: Incoming, patient: bool) -> Held {
        let before = self.before(number).await?;
        self.note(format!("person {number}: {}", told(&incoming)));
        self.given_edits(number, std::slice::from_ref(&incoming));
        let was_empty = self.waits().await? == 0;
        let mut expected = Expected::default();
        expected.add(&self.world.content, before.as_ref(), &incoming.event);
        let answers = self.folk[number].phone.answers;
        let (heard, bubbles) = (self.folk[number].phone.heard(), self.folk[number].phone.bubbles.len());
        let Some(taken) = self.give(&incoming, patient).await? else {
            self.folk[number].leaving |= expected.forgets;
            self.folk[number].pending.push(incoming);
            return Ok(());
        };
        if taken == Taken::Again && before.is_none() {
            // It had had its effect after all, and with it they were forgotten.
            return self.nothing_left(number).await;
        }
        self.afterwards(number, &expected, before.as_ref(), std::slice::from_ref(&incoming)).await?;
        let quiet = self.weather.calls == 0 && taken == Taken::Done;
        if was_empty && quiet && !self.dice.percent(self.weather.slow) {
            self.answered(number, &expected, (heard, bubbles)).await?;
            let pressed = matches!(incoming.event, Event::Pressed { .. });
            let stopped = self.folk[number].phone.answers > answers;
            must(!pressed || stopped || self.folk[number].phone.blocked, || "a press is not answered".into())?;
        }
        Ok(())
    }

    /// Edits move the model when they are given; the same edit once more does nothing.
    pub fn given_edits(&mut self, number: usize, given: &[Incoming]) {
        for incoming in given {
            if let Event::Edited { message, edited_at, words, .. } = &incoming.event {
                self.folk[number].edit(*message, *edited_at, words.as_str());
            }
        }
    }

    /// What must be true after one or several acts of one person.
    pub async fn afterwards(
        &mut self,
        number: usize,
        expected: &Expected,
        before: Option<&Look>,
        given: &[Incoming],
    ) -> Held {
        let now = self.telegrams_time;
        self.given.extend(given.iter().map(|incoming| (incoming.clone(), now)));
        let after = self.seen(number).await?;
        let who = &mut self.folk[number];
        who.reminder |= expected.reminder;
        who.tell_me |= expected.tell_me;
        if expected.forgets {
            must(after.is_none(), || "P26: they asked to be forgotten, and are known".into())?;
            who.forgotten();
            self.saw("people who asked to be forgotten");
            return self.nothing_left(number).await;
        }
        let Some(after) = after else {
            let nothing = before.is_none() && given.iter().all(|one| !begins(&one.event));
            return must(nothing, || "P31: they wrote, and nobody is known there".into());
        };
        self.tamper_with(number, &after).await?;
        let after = self.seen(number).await?.ok_or_else(|| Broken("they were there".into()))?;
        self.saw_of(expected, before, &after);
        let who = &mut self.folk[number];
        who.keep_until = self.sources.clock.now() + TimeDelta::days(90);
        compare::after_act(&self.process.turns, who, expected, before, &after)?;
        self.team.moved(number, before, &after, expected)?;
        must(after.keep_until == self.folk[number].keep_until, || {
            "P6: they are not kept as long as they were told".into()
        })
    }

    fn saw_of(&mut self, expected: &Expected, before: Option<&Look>, after: &Look) {
        let approvals = |look: &Look| look.sent.iter().map(|sent| sent.approvals.len()).sum::<usize>();
        let counts = |look: &Look| [approvals(look), look.talk.len(), look.sent.len(), look.kept.len()];
        let (was, is) = (before.map_or([0; 4], counts), counts(after));
        let more =
            [("things sent", 0), ("messages straight to a coordinator", 1), ("referrals", 2), ("messages kept", 3)];
        more.into_iter().filter(|(_, at)| is[*at] > was[*at]).for_each(|(what, _)| self.saw(what));
        if is[0] < was[0] {
            self.saw("things taken back");
        }
        if expected.sends.is_some() && is[0] == was[0] {
            self.saw("presses to send that were stale");
        }
        let told =
            [(!expected.removed.is_empty(), "parts removed"), (expected.typed.is_some(), "typed words kept after all")];
        told.into_iter().filter(|(so, _)| *so).for_each(|(_, what)| self.saw(what));
    }

    /// Whoever acts is answered: by a bubble, a mark, or a notice; never by more than two bubbles (P3).
    async fn answered(&mut self, number: usize, expected: &Expected, at: (usize, usize)) -> Held {
        self.post().await?;
        let phone = &self.folk[number].phone;
        let exempt = expected.silent || phone.blocked;
        must(exempt || phone.heard() > at.0, || "nobody answered".into())?;
        let bubbles = phone.bubbles.len() - at.1;
        must(bubbles <= 2, || format!("P3: {bubbles} bubbles in one turn"))
    }

    /// The same updates once more, in any order, several at once: nothing changes (P31).
    pub async fn old_updates_again(&mut self) -> Held {
        let since = self.telegrams_time - OFFERED;
        self.given.retain(|(_, at)| *at > since);
        if self.given.is_empty() {
            return Ok(());
        }
        self.post().await?;
        let many = self.dice.between(1, 6);
        let again: Vec<Incoming> = (0..many).map(|_| self.dice.pick(&self.given).0.clone()).collect();
        for number in 0..self.folk.len() {
            self.before(number).await?;
        }
        let waits = self.waits().await?;
        self.note(format!("{many} old updates again, at once"));
        self.forget_updates().await?;
        let turns = self.process.turns.clone();
        let taken = futures_util::future::join_all(again.into_iter().map(|incoming| turns.take(incoming))).await;
        for taken in taken {
            self.saw("old updates given again");
            must(taken? == Taken::Again, || "P31: an update had its effect twice".into())?;
        }
        must(self.waits().await? == waits, || "P31: an old update puts something into the outbox".into())?;
        self.look_at_all().await
    }

    /// Several people, and several messages of each, at the same time.
    pub async fn many_at_once(&mut self) -> Held {
        self.seconds(0, 2);
        let mut all = Vec::new();
        for number in 0..self.folk.len() {
            if self.folk[number].phone.blocked {
                continue;
            }
            self.pending(number).await?;
            let before = self.before(number).await?;
            let mut given = vec![self.words(number, false)];
            while self.dice.percent(60) {
                // Two edits of one second would count in the order in which they are taken; these may change places when one fails.
                self.telegrams_time += TimeDelta::seconds(1);
                given.push(if self.dice.percent(70) { self.words(number, false) } else { self.edit(number, 0) });
            }
            self.given_edits(number, &given);
            all.push((number, before, given));
        }
        self.at_once(&all).await?;
        for (number, before, given) in all {
            let mut expected = Expected::default();
            for incoming in &given {
                expected.add(&self.world.content, before.as_ref(), &incoming.event);
            }
            second_date(&mut expected, before.as_ref());
            self.afterwards(number, &expected, before.as_ref(), &given).await?;
        }
        Ok(())
    }

    /// Gives all of them at once, some twice, and again until all are taken.
    pub async fn at_once(&mut self, all: &[(usize, Option<Look>, Vec<Incoming>)]) -> Held {
        let mut left: Vec<Incoming> = all.iter().flat_map(|(_, _, given)| given.clone()).collect();
        let twice: Vec<Incoming> = left.iter().filter(|_| self.dice.percent(self.weather.again)).cloned().collect();
        self.note(format!("{} updates at once, {} of them twice", left.len() + twice.len(), twice.len()));
        left.extend(twice);
        for tries in 0.. {
            let fuse = tries < 3 && self.perhaps_blow();
            let turns = self.process.turns.clone();
            let taken = left.iter().map(|incoming| turns.take(incoming.clone()));
            let taken = futures_util::future::join_all(taken).await;
            self.take_out(fuse);
            let failed = left.into_iter().zip(taken).filter(|(_, taken)| taken.is_err());
            left = failed.map(|(incoming, _)| incoming).collect();
            must(left.is_empty() || fuse, || "an update fails by itself".into())?;
            if left.is_empty() {
                return Ok(());
            }
            self.note(format!("  {} failed", left.len()));
        }
        Ok(())
    }
}

/// The first words at "a date" are taken for one that cannot be read, the next are kept.
fn second_date(expected: &mut Expected, before: Option<&Look>) {
    let asked = before.and_then(|before| before.state.overlay.clone());
    if asked == Some(ajar::dialogue::Overlay::Remind { asked: 1 }) && expected.not_kept.len() > 1 {
        let rest = expected.not_kept.split_off(1);
        let unkept = before.is_some_and(|before| before.state.place.dialogue == "someone");
        if unkept { expected.not_kept.extend(rest) } else { expected.kept.extend(rest) }
    }
}

fn begins(event: &Event) -> bool {
    matches!(event, Event::Start { .. } | Event::Said { .. } | Event::OtherKind { .. } | Event::Pressed { .. })
}

/// An act by number and kind: what a trace may show.
pub fn told(incoming: &Incoming) -> String {
    match &incoming.event {
        Event::Start { code } => format!("/start{}", if code.is_some() { " with a code" } else { "" }),
        Event::Said { message, content, .. } => {
            let text = super::look::words(content);
            let kind = if text.contains(super::expect::OWN) || text.is_empty() { "words" } else { text };
            format!("message {message}: {kind}")
        }
        Event::OtherKind { message, kind } => format!("message {message}: {}", kind.as_str()),
        Event::Edited { message, .. } => format!("edits message {message}"),
        Event::Pressed { press, .. } => format!("presses {}", press.encode()),
        Event::Blocked => "blocks the bot".to_owned(),
        Event::Unblocked => "lets the bot back in".to_owned(),
        Event::Due { .. } | Event::Stale { .. } => "nothing that a person does".to_owned(),
    }
}
