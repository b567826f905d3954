//! The desk's own words, in its language, and times the way people say them.
//!
//! Not here: the words themselves (`locales/en-GB/desk.ftl`), a person's words (they never pass through here).

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use crate::hours::{Hours, london};
use crate::locale::{BASE, Locales, Value};

/// The words, and what time it is. Cheap to clone.
#[derive(Clone)]
pub(super) struct Words {
    locales: Arc<Locales>,
    now: DateTime<Utc>,
}

impl Words {
    pub(super) fn new(locales: Arc<Locales>, now: DateTime<Utc>) -> Self {
        Self { locales, now }
    }

    /// A text.
    pub(super) fn text(&self, key: &str, args: &[(&str, Value)]) -> String {
        self.locales.text(BASE, key, args)
    }

    /// A moment, as "today, 9:30", "yesterday, 16:00" or "Monday 3 March, 9:30".
    pub(super) fn when(&self, at: DateTime<Utc>) -> String {
        let (date, time) = london(at);
        let time = || ("time", Value::Fact(self.locales.time(BASE, time)));
        match (london(self.now).0 - date).num_days() {
            0 => self.text("desk-today", &[time()]),
            1 => self.text("desk-yesterday", &[time()]),
            -1 => self.text("desk-tomorrow", &[time()]),
            _ => self.locales.moment(BASE, at),
        }
    }

    /// A day, as "today", "tomorrow" or "Monday 3 March".
    pub(super) fn day(&self, date: NaiveDate) -> String {
        match (london(self.now).0 - date).num_days() {
            0 => self.text("desk-day-today", &[]),
            1 => self.text("desk-day-yesterday", &[]),
            -1 => self.text("desk-day-tomorrow", &[]),
            _ => self.locales.day(BASE, date),
        }
    }

    /// What time it is.
    pub(super) fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// A moment, as "Monday 3 March, 9:30", whenever it was.
    pub(super) fn moment(&self, at: DateTime<Utc>) -> String {
        self.locales.moment(BASE, at)
    }

    /// A day as "Monday 3 March", whenever it was.
    pub(super) fn date(&self, date: NaiveDate) -> String {
        self.locales.day(BASE, date)
    }

    /// Opening hours, a line for each day that has any.
    pub(super) fn hours(&self, hours: &Hours) -> String {
        self.locales.hours(BASE, hours)
    }

    /// A moment to the second, in London's time: what stands behind the words.
    pub(super) fn exact(&self, at: DateTime<Utc>) -> String {
        let (date, time) = london(at);
        format!("{} {}", date.format("%d.%m.%Y"), time.format("%H:%M:%S"))
    }

    /// A moment for a program.
    pub(super) fn machine(&self, at: DateTime<Utc>) -> String {
        at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
    }
}
