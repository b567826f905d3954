//! Days, times, lists and hours, the way a language says them. The patterns are messages (`format.ftl`), London's clock is the clock.
//!
//! Not here: when anything is open (`hours`).

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Timelike, Utc, Weekday};

use super::{Locales, Value, visible};
use crate::hours::{Hours, Span, london};

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
    "days-range",
    "days-unknown",
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
        let args = [("day", Value::Text(self.day(language, date))), ("time", Value::Fact(self.time(language, time)))];
        self.text(language, "format-moment", &args)
    }

    /// A time of day, as "9:30". It goes into a sentence as a fact: its digits keep their order together, and hold no marks.
    pub fn time(&self, language: &str, time: NaiveTime) -> String {
        let minute = Value::Fact(format!("{:02}", time.minute()));
        let args = [("hour", Value::Number(i64::from(time.hour()))), ("minute", minute)];
        visible(&self.text(language, "format-time", &args))
    }

    /// A weekday's name, as "Monday".
    pub fn weekday(&self, language: &str, day: Weekday) -> String {
        self.text(language, &format!("weekday-{}", day.number_from_monday()), &[])
    }

    /// Several facts (names, say), as "one, two and three".
    pub fn list(&self, language: &str, items: &[String]) -> String {
        self.joined(language, items.iter().cloned().map(Value::Fact).collect())
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

    /// The days on which somebody is there, as "Monday to Wednesday and Friday": three in a row or more are said as a range.
    pub fn reading_days(&self, language: &str, hours: &Hours) -> String {
        if hours.is_never() {
            return self.text(language, "days-unknown", &[]);
        }
        let said = in_a_row(&hours.weekdays()).into_iter().flat_map(|days| match days.as_slice() {
            [first, _, .., last] => vec![self.days(language, *first, *last)],
            few => few.iter().map(|day| self.weekday(language, *day)).collect(),
        });
        self.joined(language, said.map(Value::Text).collect())
    }

    fn days(&self, language: &str, from: Weekday, until: Weekday) -> String {
        let day = |day| Value::Text(self.weekday(language, day));
        self.text(language, "days-range", &[("from", day(from)), ("until", day(until))])
    }

    /// Joins them the way the language does.
    fn joined(&self, language: &str, items: Vec<Value>) -> String {
        let last = items.len().saturating_sub(1);
        let join = |so_far: String, (place, next): (usize, Value)| {
            let key = if place == last { "list-last" } else { "list-next" };
            self.text(language, key, &[("before", Value::Text(so_far)), ("next", next)])
        };
        let mut items = items.into_iter().enumerate();
        let first = items.next().map(|(_, first)| first.alone()).unwrap_or_default();
        items.fold(first, join)
    }

    fn hours_line(&self, language: &str, hours: &Hours, day: Weekday) -> String {
        let spans: Vec<_> = hours.day(day).iter().map(|span| self.span(language, *span)).collect();
        let spans = self.joined(language, spans.into_iter().map(Value::Text).collect());
        let args = [("day", Value::Text(self.weekday(language, day))), ("spans", Value::Text(spans))];
        self.text(language, "hours-line", &args)
    }

    fn span(&self, language: &str, span: Span) -> String {
        if span == Span::WHOLE {
            return self.text(language, "hours-all-day", &[]);
        }
        let midnight = || self.text(language, "format-midnight", &[]);
        let until = span.until().map_or_else(midnight, |time| self.time(language, time));
        let args = [("from", Value::Fact(self.time(language, span.from()))), ("until", Value::Fact(until))];
        self.text(language, "hours-span", &args)
    }
}

/// Days cut into runs of neighbours, Monday first.
fn in_a_row(days: &[Weekday]) -> Vec<Vec<Weekday>> {
    days.chunk_by(|day, next| day.succ() == *next).map(<[Weekday]>::to_vec).collect()
}
