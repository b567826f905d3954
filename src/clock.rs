//! The clock: the only reader of the system's time. It is handed down as an argument, so a test or a rehearsal can move it.
//!
//! Not here: opening hours and London time (`hours`).

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

/// What time it is, to the microsecond (what both databases keep).
#[derive(Clone, Debug)]
pub struct Clock {
    source: Source,
    /// Seconds added to the source's time; moved by a [`Hand`] or by the clock file.
    shift: Arc<AtomicI64>,
}

#[derive(Clone, Debug)]
enum Source {
    System,
    Fixed(DateTime<Utc>),
}

/// Moves a clock that was made by [`Clock::movable`] or [`Clock::fixed`].
#[derive(Clone, Debug)]
pub struct Hand(Arc<AtomicI64>);

impl Clock {
    /// The system's clock.
    pub fn system() -> Self {
        Self { source: Source::System, shift: Arc::default() }
    }

    /// The system's clock with a hand that moves it on (for `ajar talk`).
    pub fn movable() -> (Self, Hand) {
        let clock = Self::system();
        let hand = Hand(clock.shift.clone());
        (clock, hand)
    }

    /// A clock that stands still at `at` until its hand moves it (for tests and rehearsals).
    pub fn fixed(at: DateTime<Utc>) -> (Self, Hand) {
        let shift = Arc::<AtomicI64>::default();
        (Self { source: Source::Fixed(at), shift: shift.clone() }, Hand(shift))
    }

    /// The system's clock plus the seconds written in `file`, which is read again every second until the returned task ends.
    /// Whoever calls this has checked that Telegram's address is loopback.
    pub fn from_file(file: PathBuf) -> Self {
        let clock = Self::system();
        let shift = clock.shift.clone();
        let read = move || {
            let seconds = std::fs::read_to_string(&file).ok().and_then(|text| text.trim().parse::<f64>().ok());
            shift.store(seconds.unwrap_or(0.0) as i64, Ordering::Relaxed);
        };
        read();
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(Duration::from_secs(1)).await;
                read();
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
        let moved = base.checked_add_signed(TimeDelta::seconds(self.shift.load(Ordering::Relaxed))).unwrap_or(base);
        to_micros(moved)
    }
}

impl Hand {
    /// Moves the clock on (or back, with a negative number).
    pub fn forward(&self, seconds: i64) {
        self.0.fetch_add(seconds, Ordering::Relaxed);
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
    }
}
