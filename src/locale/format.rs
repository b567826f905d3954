//! Days, times, lists and hours, the way a language says them. The patterns are messages (`format.ftl`), London's clock is the clock.
//!
//! Not here: when anything is open (`hours`).

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Timelike, Utc, Weekday};

use super::{Locales, Value};
use crate::hours::{Hours, Span, WEEKDAYS, london};

/// Every key that this room itself names.
pub const KEYS: &[&str] = &[
    "missing-text",
    "language-name",
    "weekday-1",
    "weekday-2",
    "weekday-3",
    "weekday-4",
    "weekday-5",
    "weekday-6",
    "weekday-7",
    "month-1",
    "month-2",
    "month-3",
    "month-4",
    "month-5",
    "month-6",
    "month-7",
    "month-8",
    "month-9",
    "month-10",
    "month-11",
    "month-12",
    "format-day",
    "format-time",
    "format-midnight",
    "format-moment",
    "list-last",
    "list-next",
    "hours-always",
    "hours-never",
    "hours-line",
    "hours-span",
    "hours-all-day",
];

impl Locales {
    /// A date, as "Monday 3 March".
    pub fn day(&self, language: &str, date: NaiveDate) -> String {
        let month = self.text(language, &format!("month-{}", date.month()), &[]);
        let args = [
            ("weekday", Value::Text(self.weekday(language, date.weekday()))),
            ("day", Value::Number(i64::from(date.day()))),
            ("month", Value::Text(month)),
        ];
        self.text(language, "format-day", &args)
    }

    /// A day and a time of day in London, as "Monday 3 March, 9:30".
    pub fn moment(&self, language: &str, at: DateTime<Utc>) -> String {
        let (date, time) = london(at);
        let args = [("day", Value::Text(self.day(language, date))), ("time", Value::Text(self.time(language, time)))];
        self.text(language, "format-moment", &args)
    }

    /// A time of day, as "9:30".
    pub fn time(&self, language: &str, time: NaiveTime) -> String {
        let minute = Value::Fact(format!("{:02}", time.minute()));
        self.text(language, "format-time", &[("hour", Value::Number(i64::from(time.hour()))), ("minute", minute)])
    }

    /// A weekday's name, as "Monday".
    pub fn weekday(&self, language: &str, day: Weekday) -> String {
        self.text(language, &format!("weekday-{}", day.number_from_monday()), &[])
    }

    /// Several things, as "one, two and three".
    pub fn list(&self, language: &str, items: &[String]) -> String {
        let Some((first, rest)) = items.split_first() else { return String::new() };
        rest.iter().enumerate().fold(first.clone(), |so_far, (place, next)| {
            let key = if place + 1 == rest.len() { "list-last" } else { "list-next" };
            self.text(language, key, &[("before", Value::Text(so_far)), ("next", Value::Text(next.clone()))])
        })
    }

    /// Opening hours, a line for each day that has any, as "Monday: 9:30 to 16:30".
    pub fn hours(&self, language: &str, hours: &Hours) -> String {
        if hours.is_always() {
            return self.text(language, "hours-always", &[]);
        }
        if hours.is_never() {
            return self.text(language, "hours-never", &[]);
        }
        let lines: Vec<_> = hours.weekdays().into_iter().map(|day| self.hours_line(language, hours, day)).collect();
        lines.join("\n")
    }

    /// The days on which somebody is there, as "Monday, Tuesday and Thursday".
    pub fn reading_days(&self, language: &str, hours: &Hours) -> String {
        let open = WEEKDAYS.into_iter().filter(|day| !hours.day(*day).is_empty());
        self.list(language, &open.map(|day| self.weekday(language, day)).collect::<Vec<_>>())
    }

    fn hours_line(&self, language: &str, hours: &Hours, day: Weekday) -> String {
        let spans: Vec<_> = hours.day(day).iter().map(|span| self.span(language, *span)).collect();
        let args =
            [("day", Value::Text(self.weekday(language, day))), ("spans", Value::Text(self.list(language, &spans)))];
        self.text(language, "hours-line", &args)
    }

    fn span(&self, language: &str, span: Span) -> String {
        if span == Span::WHOLE {
            return self.text(language, "hours-all-day", &[]);
        }
        let midnight = || self.text(language, "format-midnight", &[]);
        let until = span.until().map_or_else(midnight, |time| self.time(language, time));
        let args = [("from", Value::Text(self.time(language, span.from()))), ("until", Value::Text(until))];
        self.text(language, "hours-span", &args)
    }
}
