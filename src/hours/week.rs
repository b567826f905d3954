//! A week of hours, and how it is written.
//!
//! Not here: bank holidays and the clock (`hours`).

use std::borrow::Cow;
use std::fmt;

use chrono::Weekday;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Day, HoursError, Span};

/// The hours of a week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Week {
    /// At every moment.
    Always,
    /// Monday's spans, Tuesday's, and so on.
    Days([Day; 7]),
}

impl Week {
    /// The spans of a weekday.
    pub fn day(&self, day: Weekday) -> &[Span] {
        match self {
            Self::Always => &[Span::WHOLE],
            Self::Days(days) => days.get(index(day)).map_or(&[], Day::spans),
        }
    }

    /// The same with another `day`.
    #[must_use]
    pub fn with(self, day: Weekday, hours: Day) -> Self {
        let mut days = match self {
            Self::Always => std::array::from_fn(|_| Day::whole()),
            Self::Days(days) => days,
        };
        if let Some(slot) = days.get_mut(index(day)) {
            *slot = hours;
        }
        Self::Days(days)
    }
}

impl Default for Week {
    fn default() -> Self {
        Self::Days(Default::default())
    }
}

fn index(day: Weekday) -> usize {
    usize::try_from(day.num_days_from_monday()).unwrap_or_default()
}

/// A week as a table.
#[derive(Serialize, Deserialize, JsonSchema, Default)]
#[serde(deny_unknown_fields)]
struct Table {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    mon: Option<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    tue: Option<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    wed: Option<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    thu: Option<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    fri: Option<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sat: Option<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sun: Option<Day>,
    /// Every day that has no line of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    daily: Option<Day>,
}

impl From<Table> for Week {
    fn from(table: Table) -> Self {
        let daily = table.daily.unwrap_or_default();
        let days = [table.mon, table.tue, table.wed, table.thu, table.fri, table.sat, table.sun];
        Self::Days(days.map(|day| day.unwrap_or_else(|| daily.clone())))
    }
}

impl From<&[Day; 7]> for Table {
    fn from(days: &[Day; 7]) -> Self {
        let [mon, tue, wed, thu, fri, sat, sun] =
            days.clone().map(|day| Some(day).filter(|day| !day.spans().is_empty()));
        Self { mon, tue, wed, thu, fri, sat, sun, daily: None }
    }
}

impl Serialize for Week {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Always => to.serialize_str("always"),
            Self::Days(days) if days.iter().all(|day| day.spans().is_empty()) => to.serialize_str("never"),
            Self::Days(days) => Table::from(days).serialize(to),
        }
    }
}

impl<'de> Deserialize<'de> for Week {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Reader)
    }
}

/// Reads a word or a table. (An untagged enum would lose what is wrong with the table, and where.)
struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Week;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("\"always\", \"never\", or a table of days such as { mon = \"09:30-16:30\" }")
    }

    fn visit_str<E: Error>(self, word: &str) -> Result<Week, E> {
        match word {
            "always" => Ok(Week::Always),
            "never" => Ok(Week::default()),
            other => Err(E::custom(HoursError::Word(other.to_owned()))),
        }
    }

    fn visit_map<M: MapAccess<'de>>(self, table: M) -> Result<Week, M::Error> {
        Table::deserialize(MapAccessDeserializer::new(table)).map(Week::from)
    }
}

impl JsonSchema for Week {
    fn schema_name() -> Cow<'static, str> {
        "Week".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let table = generator.subschema_for::<Table>();
        json_schema!({
            "description": "Opening hours in London's time: \"always\", \"never\", or a table of days.",
            "anyOf": [{ "enum": ["always", "never"] }, table],
        })
    }
}
