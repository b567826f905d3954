//! The clock: the only reader of the system's time. It is handed down as an argument, so a test or a rehearsal can move it.
//!
//! Not here: opening hours and London time (`hours`).

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};

/// What time it is, to the microsecond (what both databases keep).
#[derive(Clone, Debug)]
pub struct Clock {
    source: Source,
    /// When this clock was made, by the machine's steady clock.
    made: Instant,
    moved: Arc<Moved>,
}

/// Moved by a [`Hand`] or by the clock file.
#[derive(Debug, Default)]
struct Moved {
    /// Seconds added to the source's time.
    shift: AtomicI64,
    /// Those of them that count as passed.
    passed: AtomicI64,
}

#[derive(Clone, Debug)]
enum Source {
    System,
    Fixed(DateTime<Utc>),
}

/// Moves a clock that was made by [`Clock::movable`] or [`Clock::fixed`].
#[derive(Clone, Debug)]
pub struct Hand(Arc<Moved>);

impl Clock {
    /// The system's clock.
    pub fn system() -> Self {
        Self::of(Source::System)
    }

    fn of(source: Source) -> Self {
        Self { source, made: Instant::now(), moved: Arc::default() }
    }

    /// The system's clock with a hand that moves it on (for `ajar talk`).
    pub fn movable() -> (Self, Hand) {
        let clock = Self::system();
        let hand = Hand(clock.moved.clone());
        (clock, hand)
    }

    /// A clock that stands still at `at` until its hand moves it (for tests and rehearsals).
    pub fn fixed(at: DateTime<Utc>) -> (Self, Hand) {
        let clock = Self::of(Source::Fixed(at));
        let hand = Hand(clock.moved.clone());
        (clock, hand)
    }

    /// The system's clock plus the seconds written in `file`, which is read again every second until the returned task ends. A second
    /// number in it is added as well, but as a jump: by so much the clock is wrong. Whoever calls this has checked that Telegram's
    /// address is loopback.
    pub fn from_file(file: PathBuf) -> Self {
        let clock = Self::system();
        let hand = Hand(clock.moved.clone());
        let read = move |before: (i64, i64)| {
            let text = std::fs::read_to_string(&file).unwrap_or_default();
            let mut numbers = text.split_whitespace().map(|number| number.parse::<f64>().unwrap_or(0.0) as i64);
            let now = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
            hand.forward(now.0.saturating_sub(before.0));
            hand.jump(now.1.saturating_sub(before.1));
            now
        };
        let mut known = read((0, 0));
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(Duration::from_secs(1)).await;
                known = read(known);
            }
        });
        clock
    }

    /// Now, in UTC, cut to microseconds.
    pub fn now(&self) -> DateTime<Utc> {
        let base = match self.source {
            Source::System => system_now(),
            Source::Fixed(at) => at,
        };
        let moved = base.checked_add_signed(seconds(&self.moved.shift)).unwrap_or(base);
        to_micros(moved)
    }

    /// How much time has passed since this clock was made, whatever it was set to meanwhile. It never goes back. (While a machine sleeps
    /// it stands still.)
    pub fn passed(&self) -> TimeDelta {
        let base = match self.source {
            Source::System => TimeDelta::from_std(self.made.elapsed()).unwrap_or(TimeDelta::MAX),
            Source::Fixed(_) => TimeDelta::zero(),
        };
        base.checked_add(&seconds(&self.moved.passed)).unwrap_or(base)
    }
}

fn seconds(of: &AtomicI64) -> TimeDelta {
    TimeDelta::try_seconds(of.load(Ordering::Relaxed)).unwrap_or_default()
}

impl Hand {
    /// Time passes, and the clock shows it. (With a negative number it is only set back: no time passes backwards.)
    pub fn forward(&self, seconds: i64) {
        self.0.passed.fetch_add(seconds.max(0), Ordering::Relaxed);
        self.jump(seconds);
    }

    /// The clock is set on or back, and no time passes.
    pub fn jump(&self, seconds: i64) {
        self.0.shift.fetch_add(seconds, Ordering::Relaxed);
    }
}

/// `at` without what lies below a microsecond.
pub fn to_micros(at: DateTime<Utc>) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(at.timestamp_micros()).unwrap_or(at)
}

#[expect(clippy::disallowed_methods, reason = "this is the one place that asks the system for the time")]
fn system_now() -> DateTime<Utc> {
    Utc::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_clock_stands_still_until_its_hand_moves() {
        let start = DateTime::from_timestamp(1_800_000_000, 123_456_789).unwrap();
        let (clock, hand) = Clock::fixed(start);
        assert_eq!(clock.now().timestamp_subsec_nanos(), 123_456_000);
        hand.forward(30 * 3600);
        assert_eq!((clock.now() - to_micros(start)).num_hours(), 30);
        hand.jump(-3600);
        assert_eq!(((clock.now() - to_micros(start)).num_hours(), clock.passed().num_hours()), (29, 30));
    }
}
