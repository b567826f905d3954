//! One day's spans of hours.
//!
//! Not here: the week that they repeat in (`week`).

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use chrono::{NaiveTime, Timelike};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::HoursError;

const DAY: u16 = 24 * 60;

/// The spans of one day, earliest first; none if it is closed. Written as `"09:30-12:00, 13:00-16:30"`, or `""`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Day(Vec<Span>);

/// From one time of day to another, the end not included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// Minutes since midnight.
    from: u16,
    /// Minutes since midnight; 1,440 is the midnight that ends the day.
    until: u16,
}

impl Day {
    /// From midnight to midnight.
    pub fn whole() -> Self {
        Self(vec![Span::WHOLE])
    }

    /// The spans, earliest first.
    pub fn spans(&self) -> &[Span] {
        &self.0
    }
}

impl Span {
    /// The whole day.
    pub const WHOLE: Self = Self { from: 0, until: DAY };

    /// When it begins.
    pub fn from(self) -> NaiveTime {
        time(self.from)
    }

    /// When it ends; `None` at the midnight that ends the day.
    pub fn until(self) -> Option<NaiveTime> {
        (self.until < DAY).then(|| time(self.until))
    }

    /// Whether clocks that show `at` stand within it.
    pub fn holds(self, at: NaiveTime) -> bool {
        let minutes = at.hour() * 60 + at.minute();
        (u32::from(self.from)..u32::from(self.until)).contains(&minutes)
    }
}

fn time(minutes: u16) -> NaiveTime {
    NaiveTime::from_num_seconds_from_midnight_opt(u32::from(minutes) * 60, 0).unwrap_or_default()
}

impl FromStr for Day {
    type Err = HoursError;

    fn from_str(text: &str) -> Result<Self, HoursError> {
        let written = text.split(',').map(str::trim).filter(|span| !span.is_empty());
        let mut spans = written.map(str::parse).collect::<Result<Vec<Span>, _>>()?;
        spans.sort();
        let overlap = spans.iter().zip(spans.iter().skip(1)).find(|(one, next)| next.from < one.until);
        match overlap {
            Some((_, next)) => Err(HoursError::Overlap(next.to_string())),
            None => Ok(Self(spans)),
        }
    }
}

impl FromStr for Span {
    type Err = HoursError;

    fn from_str(text: &str) -> Result<Self, HoursError> {
        let (from, until) = text.split_once(['-', '–']).ok_or_else(|| HoursError::Span(text.to_owned()))?;
        let span = Self { from: minutes(from.trim())?, until: minutes(until.trim())? };
        if span.from < span.until { Ok(span) } else { Err(HoursError::Backwards(text.to_owned())) }
    }
}

fn minutes(text: &str) -> Result<u16, HoursError> {
    let digits = |part: &str| (part.len() == 2).then(|| part.parse::<u16>().ok()).flatten();
    let read = || {
        let (hour, minute) = text.split_once(':')?;
        let minutes = digits(hour)? * 60 + digits(minute).filter(|minute| *minute < 60)?;
        (minutes <= DAY).then_some(minutes)
    };
    read().ok_or_else(|| HoursError::Time(text.to_owned()))
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let spans: Vec<_> = self.0.iter().map(Span::to_string).collect();
        f.write_str(&spans.join(", "))
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { from, until } = self;
        write!(f, "{:02}:{:02}-{:02}:{:02}", from / 60, from % 60, until / 60, until % 60)
    }
}

impl serde::Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for Day {
    fn schema_name() -> Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "Spans of hours in London's time, such as \"09:30-12:00, 13:00-16:30\"; \"\" is closed.",
        })
    }
}
