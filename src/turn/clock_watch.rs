//! Watching the clock: a machine's clock can be set wrong, and is then set right. Time that has passed is measured beside it, and the last
//! time that was believed is stored, so that a jump is noticed while the house lives and when it starts.
//!
//! While the clock is doubtful (a day at most), nothing is erased by its date and nobody is forgotten because of it: a wrong clock must not
//! take everybody's words away. Once it was set back, times that were stored by the clock of before are brought near. Whoever writes is met
//! as always. Not here: what is erased (`housekeeping`), the times themselves (`store::set_back`).

use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

use super::person::FORGETTING;
use super::{Inner, TurnError, Turns};
use crate::clock::Clock;
use crate::dialogue::Due;
use crate::store::{set_back, settings};

/// A jump that is smaller is none of our business: machines are set right by seconds all the time.
const SMALL: TimeDelta = TimeDelta::seconds(10);
/// From here on a jump makes the clock doubtful.
const LARGE: TimeDelta = TimeDelta::hours(1);
/// A house that was shut for longer than this may as well have a wrong clock.
const SHUT: TimeDelta = TimeDelta::days(2);
/// For how long a clock is doubtful that nobody sets right.
const DOUBT: TimeDelta = TimeDelta::days(1);
/// The setting that holds the last time that was believed.
const SETTING: &str = "clock";

/// What the clock was seen to do. Only differences of time are looked at, so it works with any [`Clock`].
#[derive(Debug)]
pub(super) struct ClockWatch(Mutex<Seen>);

#[derive(Debug)]
struct Seen {
    now: DateTime<Utc>,
    passed: TimeDelta,
    /// By how much the clock shows more (or less) than if it had only gone on.
    off: TimeDelta,
    /// What had passed when it became doubtful.
    doubtful: Option<TimeDelta>,
    /// It was set back, and stored times were not brought near yet.
    went_back: bool,
    /// The stored time was compared.
    compared: bool,
}

impl ClockWatch {
    pub fn new(clock: &Clock) -> Self {
        let (now, passed) = (clock.now(), clock.passed());
        let (off, doubtful, went_back, compared) = (TimeDelta::zero(), None, false, false);
        Self(Mutex::new(Seen { now, passed, off, doubtful, went_back, compared }))
    }

    /// The date by which whoever is past theirs is erased: now; while the clock is doubtful, only who asked for it.
    pub fn erase_by(&self, clock: &Clock) -> DateTime<Utc> {
        let seen = self.look(clock);
        if seen.doubtful.is_some() { FORGETTING } else { seen.now }
    }

    /// The date from which whoever writes is kept on. A clock that was set far back must not make it an early one.
    pub fn keep_from(&self, clock: &Clock) -> DateTime<Utc> {
        let seen = self.look(clock);
        seen.now - seen.off.min(TimeDelta::zero())
    }

    fn look(&self, clock: &Clock) -> MutexGuard<'_, Seen> {
        let mut seen = self.seen();
        let (now, passed) = (clock.now(), clock.passed());
        let jump = (now - seen.now) - (passed - seen.passed);
        (seen.now, seen.passed) = (now, passed);
        if jump.abs() >= SMALL {
            seen.jumped(jump, jump.abs() >= LARGE);
        }
        if seen.doubtful.is_some_and(|since| passed - since >= DOUBT) {
            tracing::warn!("the clock has stood by its time for a day, and is believed from now on");
            (seen.doubtful, seen.off) = (None, TimeDelta::zero());
        }
        seen
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Seen {
    fn jumped(&mut self, by: TimeDelta, is_large: bool) {
        self.off += by;
        self.went_back |= by < TimeDelta::zero();
        if is_large && self.off.abs() < LARGE {
            tracing::warn!("the clock is back where it was, and is believed again");
            (self.doubtful, self.off) = (None, TimeDelta::zero());
        } else if is_large {
            self.doubtful = Some(self.passed);
            self.tell();
        } else if self.doubtful.is_none() {
            self.off = TimeDelta::zero();
        }
    }

    fn tell(&self) {
        if self.doubtful.is_some() {
            tracing::error!(
                hours = self.off.num_hours(),
                shows = %self.now.format("%Y-%m-%d %H:%M"),
                "the clock of this machine jumped by so many hours. If it is wrong now, set it right. Until then, and for a day at most, \
                 nothing is erased because its date has passed"
            );
        }
    }

    /// Compares with the last time that was believed, stored by this process or by one before it.
    fn compare(&mut self, stored: DateTime<Utc>) {
        let gap = self.now - stored;
        if gap > SHUT || gap <= -SMALL {
            self.jumped(gap, gap > SHUT || gap <= -LARGE);
        }
    }
}

impl Turns {
    /// Looks at the clock with the store's help; called by housekeeping before anything is erased.
    pub(super) async fn compare_clock(&self) -> Result<(), TurnError> {
        let inner = self.inner();
        let stored = settings::get(&mut inner.parts.store.reading().await?, SETTING).await?;
        let stored = stored.and_then(|text| DateTime::parse_from_rfc3339(&text).ok()).map(|at| at.with_timezone(&Utc));
        let believed = {
            let mut seen = inner.watch.look(&inner.parts.clock);
            if !std::mem::replace(&mut seen.compared, true) {
                stored.into_iter().for_each(|stored| seen.compare(stored));
            } else {
                seen.tell();
            }
            seen.doubtful.is_none().then(|| seen.now.to_rfc3339())
        };
        self.bring_near().await?;
        let Some(now) = believed else { return Ok(()) };
        let written = inner.parts.writer.write::<(), TurnError, _>("believe the clock", move |group| {
            let now = now.clone();
            Box::pin(async move { Ok(settings::put(&mut group.main, SETTING, &now).await?) })
        });
        // An earlier time stays, which does as well: on a full disk the house has to start all the same.
        if let Err(error) = written.await {
            tracing::warn!(%error, "the time could not be written down; it is tried again in ten minutes");
        }
        Ok(())
    }

    /// If the clock was set back: what waits would wait until it has caught up. Called once a second.
    pub(super) async fn bring_near(&self) -> Result<(), TurnError> {
        let inner = self.inner();
        let now = {
            let mut seen = inner.watch.look(&inner.parts.clock);
            if !std::mem::take(&mut seen.went_back) {
                return Ok(());
            }
            seen.now
        };
        let done = bring_near(&inner, now).await;
        match &done {
            Ok(()) => inner.outbox_grew.notify_one(),
            Err(_) => inner.watch.seen().went_back = true,
        }
        done
    }
}

async fn bring_near(inner: &Inner, now: DateTime<Utc>) -> Result<(), TurnError> {
    tracing::warn!("the clock was set back; what waits to be sent is looked at anew");
    let parts = &inner.parts;
    let quiet = now + TimeDelta::seconds(i64::from(parts.facts.quiet_seconds));
    let shared = parts.store.is_shared();
    let written = parts.writer.write("the clock was set back", move |group| {
        Box::pin(async move {
            set_back::lines(&mut group.main, now, shared).await?;
            set_back::marks(&mut group.main, now).await?;
            set_back::dues(&mut group.main, Due::Quiet.as_str(), quiet).await?;
            Ok::<_, TurnError>(set_back::errands(&mut group.main, now).await?)
        })
    });
    written.await?;
    Ok(parts.keystore.errands_set_back(now).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn watched() -> (ClockWatch, Clock, crate::clock::Hand, DateTime<Utc>) {
        let start = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let (clock, hand) = Clock::fixed(start);
        (ClockWatch::new(&clock), clock, hand, start)
    }

    #[test]
    fn time_that_passes_is_believed_however_long_it_is() {
        let (watch, clock, hand, start) = watched();
        hand.forward(200 * 86_400);
        assert_eq!(watch.erase_by(&clock), start + TimeDelta::days(200));
    }

    #[test]
    fn p6_a_jump_ahead_erases_nobody_for_a_day_and_is_forgotten_when_it_is_mended() {
        let (watch, clock, hand, start) = watched();
        hand.jump(365 * 86_400);
        assert_eq!(watch.erase_by(&clock), FORGETTING);
        hand.forward(3_600);
        hand.jump(-365 * 86_400);
        assert_eq!(watch.erase_by(&clock), start + TimeDelta::hours(1));
        hand.jump(90 * 86_400);
        assert_eq!(watch.erase_by(&clock), FORGETTING);
        hand.forward(86_400);
        assert_eq!(watch.erase_by(&clock), clock.now());
    }

    #[test]
    fn p6_a_clock_that_is_far_behind_makes_nobodys_date_an_early_one() {
        let (watch, clock, hand, start) = watched();
        hand.jump(-6 * 365 * 86_400);
        assert_eq!(watch.keep_from(&clock), start);
        hand.jump(6 * 365 * 86_400);
        assert_eq!((watch.keep_from(&clock), watch.erase_by(&clock)), (start, start));
    }

    #[test]
    fn a_machine_that_is_set_right_by_seconds_is_never_doubtful() {
        let (watch, clock, hand, _) = watched();
        for by in [3, -4, 30, -40, 600, -600].repeat(50) {
            hand.jump(by);
            assert_eq!(watch.erase_by(&clock), clock.now());
        }
    }

    #[test]
    fn the_time_that_was_stored_is_compared_when_a_house_starts() {
        let day = |days| DateTime::from_timestamp(1_800_000_000, 0).unwrap() + TimeDelta::days(days);
        for (stored, believed) in [(day(-1), true), (day(-91), false), (day(1), false), (day(0), true)] {
            let (watch, clock, ..) = watched();
            watch.seen().compare(stored);
            assert_eq!(watch.erase_by(&clock) == clock.now(), believed, "{stored}");
        }
    }
}
