//! Time as stories write it: `3 weeks pass`, `a quiet moment passes`, `it is Monday, 9:30`, and the date on which a story begins.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Timelike, Utc, Weekday};

use crate::hours;
use crate::rehearsal::story::Span;

/// Small numbers, as people write them.
const NUMBERS: [&str; 13] =
    ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A stretch of time, if it is one.
pub(super) fn span(inside: &str) -> Option<Span> {
    if let Some(moment) = inside.strip_prefix("it is ") {
        let (day, time) = moment.split_once(", ")?;
        let day: Weekday = day.parse().ok()?;
        let time = clock(time)?;
        let minute = u16::try_from(time.hour() * 60 + time.minute()).ok()?;
        return Some(Span::Until(u8::try_from(day.num_days_from_monday()).ok()?, minute));
    }
    let length = inside.strip_suffix(" pass").or(inside.strip_suffix(" passes"))?;
    if length == "a quiet moment" {
        return Some(Span::Quiet);
    }
    let (number, unit) = length.split_once(' ')?;
    Some(Span::Seconds(self::number(number)? * unit_of_time(unit)?))
}

/// `second`, `minutes`, `week`: how many seconds one is.
pub fn unit_of_time(unit: &str) -> Option<i64> {
    match unit.trim_end_matches('s') {
        "second" => Some(1),
        "minute" => Some(60),
        "hour" => Some(3_600),
        "day" => Some(86_400),
        "week" => Some(604_800),
        _ => None,
    }
}

/// `3`, `three`, `a`.
pub(super) fn number(text: &str) -> Option<i64> {
    if matches!(text, "a" | "an") {
        return Some(1);
    }
    let word = || NUMBERS.iter().position(|word| *word == text).and_then(|number| i64::try_from(number).ok());
    text.parse::<u32>().ok().map(i64::from).or_else(word)
}

/// `Sunday 22 November 2026, 21:40`, in London. (Seconds may stand behind, as `21:40:07`.)
pub(super) fn moment(text: &str) -> Option<DateTime<Utc>> {
    let (day, time) = text.split_once(", ")?;
    let mut fields = day.split(' ').rev();
    let year = fields.next()?.parse().ok()?;
    let month = fields.next()?;
    let month = MONTHS.iter().position(|known| *known == month)?;
    let date = NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()? + 1, fields.next()?.parse().ok()?)?;
    if let Some(weekday) = fields.next() {
        (weekday.parse::<Weekday>().ok()? == date.weekday()).then_some(())?;
    }
    Some(hours::moment(date, clock(time)?))
}

/// The same, written.
pub(in crate::rehearsal) fn written(at: DateTime<Utc>) -> String {
    let (date, time) = hours::london(at);
    let seconds = if time.second() == 0 { String::new() } else { format!(":{:02}", time.second()) };
    let month = MONTHS.get(date.month0() as usize).copied().unwrap_or_default();
    let weekday = date.format("%A");
    format!("{weekday} {} {month} {}, {}:{:02}{seconds}", date.day(), date.year(), time.hour(), time.minute())
}

/// So many seconds, as a story writes that they pass.
pub(in crate::rehearsal) fn passing(seconds: i64) -> String {
    let units = [(604_800, "week"), (86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second")];
    let (each, unit) = units.into_iter().find(|(each, _)| seconds % each == 0).unwrap_or((1, "second"));
    match seconds / each {
        1 => format!("(1 {unit} passes)"),
        many => format!("({many} {unit}s pass)"),
    }
}

fn clock(text: &str) -> Option<NaiveTime> {
    ["%H:%M", "%H:%M:%S"].into_iter().find_map(|form| NaiveTime::parse_from_str(text, form).ok())
}
