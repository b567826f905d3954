//! Hours: when somebody is there, in London's time, both clock changes included. Pure.
//!
//! Not here: how hours are said in words (`locale`), and what time it is (`clock`).

mod day;
mod waits;
mod week;

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeZone, Utc, Weekday};
use chrono_tz::Europe::London;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use day::{Day, Span};
pub use waits::{ENOUGH, LOOKED_AT, nine_in_ten, waited};
pub use week::Week;

/// How far ahead an opening is looked for, in days: past this, closed days have swallowed a year.
const HORIZON: u64 = 400;

/// Every day of the week, Monday first.
pub const WEEKDAYS: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

/// Opening hours: a week that repeats, less the days on which nobody is there. The default is never open.
///
/// In TOML: `"always"`, `"never"`, or a table of days: `{ mon = "09:30-16:30", tue = "09:30-12:00, 13:00-16:30" }`.
/// `daily` stands for every day that has no line of its own; a day with no line is closed. `24:00` may end a span.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Hours {
    week: Week,
    #[serde(skip)]
    closed: BTreeSet<NaiveDate>,
}

/// What is wrong with hours as they were written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HoursError {
    /// A word that stands for no hours.
    #[error(
        "\"{0}\" says no hours; write \"always\", \"never\", or a table of days such as {{ mon = \"09:30-16:30\" }}"
    )]
    Word(String),
    /// Not `HH:MM-HH:MM`.
    #[error("\"{0}\" is no span of hours; write it as \"09:30-16:30\"")]
    Span(String),
    /// A time that no clock shows.
    #[error("\"{0}\" is no time of day; write it as \"09:30\" (\"24:00\" may end a span)")]
    Time(String),
    /// The end does not come after the beginning.
    #[error("\"{0}\" ends before it begins; past midnight, end it at \"24:00\" and begin the next day at \"00:00\"")]
    Backwards(String),
    /// Two spans of one day overlap.
    #[error("\"{0}\" overlaps another span of the same day; join them into one")]
    Overlap(String),
}

impl Hours {
    /// Open at every moment.
    pub fn always() -> Self {
        Self::from(Week::Always)
    }

    /// Never open.
    pub fn never() -> Self {
        Self::default()
    }

    /// From pairs of a day and its spans, as `(Weekday::Mon, "09:30-12:00, 13:00-16:30")`.
    pub fn parse(days: &[(Weekday, &str)]) -> Result<Self, HoursError> {
        days.iter().try_fold(Week::default(), |week, (day, spans)| Ok(week.with(*day, spans.parse()?))).map(Self::from)
    }

    /// The same, but closed all day on these dates (bank holidays). Hours that are `always` stay so.
    #[must_use]
    pub fn closed_on(mut self, dates: impl IntoIterator<Item = NaiveDate>) -> Self {
        self.closed.extend(dates);
        self
    }

    /// Whether `at` falls on one of those dates.
    pub fn is_bank_holiday(&self, at: DateTime<Utc>) -> bool {
        self.closed.contains(&london(at).0)
    }

    /// Whether somebody is there at every moment.
    pub fn is_always(&self) -> bool {
        self.week == Week::Always
    }

    /// Whether there is no opening at all (or none is known).
    pub fn is_never(&self) -> bool {
        self.weekdays().is_empty()
    }

    /// Whether somebody is there at `at`.
    pub fn is_open(&self, at: DateTime<Utc>) -> bool {
        let (date, time) = london(at);
        self.is_always() || self.spans(date).iter().any(|span| span.holds(time))
    }

    /// When it is next open: `at` itself if it is open then; `None` if it never is.
    pub fn next_opening(&self, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        if self.is_open(at) {
            return Some(at);
        }
        let (today, _) = london(at);
        (0..HORIZON).find_map(|ahead| self.openings(today.checked_add_days(Days::new(ahead))?).find(|open| *open >= at))
    }

    /// The weekdays with hours, Monday first (bank holidays aside).
    pub fn weekdays(&self) -> Vec<Weekday> {
        WEEKDAYS.into_iter().filter(|day| !self.day(*day).is_empty()).collect()
    }

    /// The spans of a weekday, earliest first (bank holidays aside).
    pub fn day(&self, day: Weekday) -> &[Span] {
        self.week.day(day)
    }

    /// Whether `date` has hours: a working day.
    pub fn works_on(&self, date: NaiveDate) -> bool {
        self.is_always() || !self.spans(date).is_empty()
    }

    /// The date that is `days` working days after `from` (which does not count itself); `None` if it is never open.
    pub fn add_working_days(&self, from: NaiveDate, days: u16) -> Option<NaiveDate> {
        let mut date = from;
        for _ in 0..days {
            date = date.iter_days().skip(1).take(HORIZON as usize).find(|next| self.works_on(*next))?;
        }
        Some(date)
    }

    /// The spans of a date.
    fn spans(&self, date: NaiveDate) -> &[Span] {
        if self.closed.contains(&date) && !self.is_always() { &[] } else { self.day(date.weekday()) }
    }

    /// The instants of `date` at which it becomes open, earliest first.
    fn openings(&self, date: NaiveDate) -> impl Iterator<Item = DateTime<Utc>> {
        // Both clock changes happen at 01:00 UTC. A span's beginning may fall into the hour that is left out, and a span may
        // open a second time in the hour that comes twice: in both cases that moment is where it opens.
        let change = date.and_hms_opt(1, 0, 0).map(|naive| naive.and_utc());
        let mut openings: Vec<_> = (self.spans(date).iter())
            .filter_map(|span| date.and_time(span.from()).and_local_timezone(London).earliest())
            .map(|local| local.to_utc())
            .chain(change)
            .chain(self.spans(date).iter().filter_map(|span| twice(date, span.from())))
            .filter(|at| self.is_open(*at))
            .collect();
        openings.sort();
        openings.into_iter()
    }
}

impl From<Week> for Hours {
    fn from(week: Week) -> Self {
        Self { week, closed: BTreeSet::new() }
    }
}

/// The date and the time of day that clocks in London show at `at`.
pub fn london(at: DateTime<Utc>) -> (NaiveDate, NaiveTime) {
    let local = at.with_timezone(&London);
    (local.date_naive(), local.time())
}

/// The moment at which clocks in London show this date and time. In the hour that comes twice, the first; in the hour that is
/// left out, the moment that the clocks change.
pub fn moment(date: NaiveDate, time: NaiveTime) -> DateTime<Utc> {
    let naive = date.and_time(time);
    let change = date.and_hms_opt(1, 0, 0).unwrap_or(naive).and_utc();
    London.from_local_datetime(&naive).earliest().map_or(change, |local| local.to_utc())
}

/// The second moment at which clocks show `time`, where an hour comes twice.
fn twice(date: NaiveDate, time: NaiveTime) -> Option<DateTime<Utc>> {
    London.from_local_datetime(&date.and_time(time)).latest().map(|local| local.to_utc())
}

#[cfg(test)]
mod tests;
