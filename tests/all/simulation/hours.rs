//! Time: from seconds to months, with what it brings: quiet moments, reminders, dates that pass.
//!
//! Not here: what anybody does meanwhile (nothing).

use ajar::referral::Status;
use ajar::store::StoreError;
use ajar::store::{fragments, people, referrals, settings};
use ajar::turn::TurnError;

use super::broken::{Broken, Held, must};
use super::compare;
use super::expect::Expected;
use super::look::Look;
use super::run::Run;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// How far time goes at once, and how often.
const STEPS: [(usize, i64); 10] = [
    (25, 5),
    (45, 22),
    (10, 11 * MINUTE),
    (8, HOUR),
    (8, 13 * HOUR),
    (6, 3 * DAY),
    (3, 9 * DAY),
    (2, 40 * DAY),
    (2, 91 * DAY),
    (1, 400 * DAY),
];

impl Run<'_> {
    /// Time goes on by a few seconds, and Telegram's with it.
    pub fn seconds(&mut self, from: i64, to: i64) {
        let by = self.dice.between(from, to);
        self.forward(by);
    }

    pub fn forward(&mut self, by: i64) {
        self.sources.hand.forward(by);
        self.telegrams_time = self.telegrams_time.max(self.now());
    }

    pub async fn time_passes(&mut self) -> Held {
        let by = self.dice.weighed(&STEPS);
        self.note(format!("{by} seconds pass"));
        let calm = self.weather.calls == 0 && self.weather.fuse == 0;
        self.post().await?;
        let heard: Vec<usize> = self.folk.iter().map(|who| who.phone.bubbles.len()).collect();
        self.forward(by);
        self.the_clock_is_believed().await?;
        let mut come = Vec::new();
        for number in 0..self.folk.len() {
            let seen = self.seen(number).await?;
            come.push(seen.map_or(0, |seen| seen.dues.iter().filter(|due| due.at <= self.now()).count()));
        }
        self.stored_times().await?;
        if self.dice.percent(if by > DAY { 60 } else { 20 }) {
            self.housekeeping().await?;
        }
        self.lives_that_are_over().await?;
        if !calm {
            return Ok(());
        }
        self.post().await?;
        for (number, who) in self.folk.iter().enumerate() {
            let new = who.phone.bubbles.len() - heard[number];
            must(new <= 2 * come[number], || {
                format!("P5: {new} bubbles to somebody silent, for {} stored times", come[number])
            })?;
        }
        Ok(())
    }

    /// A house that lives looks at its clock every ten minutes and writes the time down. Here that is not left to the housekeeping that comes
    /// when it comes: without it a restart would find a clock that is months ahead, and doubt it.
    async fn the_clock_is_believed(&self) -> Held {
        let mut work = self.world.store.begin().await?;
        settings::put(&mut work, "clock", &self.now().to_rfc3339()).await?;
        Ok(work.commit().await?)
    }

    /// Whatever has come is acted on, through faults.
    pub async fn stored_times(&mut self) -> Held {
        for _ in 0..20 {
            let fuse = self.perhaps_blow();
            let done = self.process.turns.due().await;
            self.take_out(fuse);
            match done {
                Ok(0) => return Ok(()),
                Ok(_) => self.saw("rounds of stored times"),
                Err(TurnError::Store(StoreError::Injected)) if fuse => self.note("  a stored time failed".into()),
                Err(error) => return Err(Broken(format!("a stored time fails by itself: {error}"))),
            }
        }
        must(self.weather.fuse > 0, || "stored times never end".into())
    }

    pub async fn housekeeping(&mut self) -> Held {
        self.note("housekeeping".into());
        for tries in 0.. {
            let fuse = tries < 2 && self.perhaps_blow();
            let done = self.process.turns.housekeeping().await;
            self.take_out(fuse);
            match done {
                // A wipe that was held up is not an error; an erasure that was broken off is gone on with in the next round.
                Ok(()) if !fuse => return Ok(()),
                Ok(()) => {}
                Err(TurnError::Store(StoreError::Injected)) if fuse => self.note("  housekeeping failed".into()),
                Err(error) => return Err(Broken(format!("housekeeping fails by itself: {error}"))),
            }
        }
        Ok(())
    }

    /// Where somebody stands before an act. `None`: nobody is known there, or their date has passed and they begin anew.
    pub async fn before(&mut self, number: usize) -> Held<Option<Look>> {
        let Some(seen) = self.seen(number).await? else {
            self.lives_that_are_over().await?;
            return Ok(None);
        };
        if !self.is_over(number, &seen) {
            return Ok(Some(seen));
        }
        self.note(format!("person {number} is past their date"));
        self.saw("people who came back past their date");
        self.folk[number].id = Some(seen.id);
        self.folk[number].forgotten();
        if self.dice.percent(50) {
            self.housekeeping().await?;
            self.nothing_left(number).await?;
        }
        Ok(None)
    }

    fn is_over(&self, number: usize, seen: &Look) -> bool {
        let open = |status: Status| matches!(status, Status::Waiting | Status::Claimed | Status::InTouch);
        let over = self.folk[number].keep_until <= self.now();
        over && !seen.sent.iter().any(|sent| open(sent.row.status))
    }

    /// After housekeeping: whoever's date has passed is gone, whoever's has not is there (`look_at_all`).
    async fn lives_that_are_over(&mut self) -> Held {
        for number in 0..self.folk.len() {
            let seen = self.seen(number).await?;
            match seen {
                Some(seen) if self.is_over(number, &seen) => {}
                None if self.folk[number].id.is_some() => {
                    let half = self.folk[number].leaving;
                    let over = self.folk[number].keep_until <= self.now() || half;
                    must(over, || format!("P6: person {number} is gone before their date"))?;
                    self.folk[number].forgotten();
                    self.saw("people past their date, erased by housekeeping");
                    if half {
                        // Their key is gone; what was broken off after that is finished by the next round.
                        self.housekeeping().await?;
                    }
                    self.nothing_left(number).await?;
                }
                Some(_) | None => {}
            }
        }
        Ok(())
    }

    /// Everybody's words are as they were, and nothing has moved by itself.
    pub async fn look_at_all(&mut self) -> Held {
        for number in 0..self.folk.len() {
            let seen = self.seen(number).await?;
            let who = &self.folk[number];
            let Some(seen) = seen else {
                let gone = who.id.is_none() || !who.pending.is_empty() || who.keep_until <= self.sources.clock.now();
                must(gone, || format!("P31: person {number} is gone"))?;
                continue;
            };
            if !who.pending.is_empty() || self.is_over(number, &seen) || seen.keep_until.timestamp() == 0 {
                continue;
            }
            compare::after_act(&self.process.turns, &mut self.folk[number], &Expected::default(), Some(&seen), &seen)
                .map_err(|Broken(what)| Broken(format!("person {number}, who did nothing: {what}")))?;
        }
        Ok(())
    }

    /// Forgotten means gone (P26): no key, no row, nothing in a queue.
    pub async fn nothing_left(&self, number: usize) -> Held {
        let mut work = self.world.store.reading().await?;
        for id in &self.folk[number].former {
            let key = self.world.keystore.key_of(*id).await?.is_some();
            let row = people::ids(&mut work).await?.contains(id);
            let kept = fragments::of_person(&mut work, *id).await?.len();
            let sent = referrals::of_person(&mut work, *id).await?.len();
            must(!key && !row && kept + sent == 0, || {
                format!(
                    "P26: of somebody forgotten there are left: key {key}, row {row}, {kept} fragments, {sent} referrals"
                )
            })?;
        }
        Ok(())
    }
}
