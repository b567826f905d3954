//! How things are going: by week and by poster, how far people got and how long they waited. Numbers from one to four are not told, and nothing is
//! counted for a coordinator.
//!
//! Not here: anybody's words. Codes of posters are sealed with what was sent, so they are opened for counting and nothing else is.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, Utc};

use super::guard::somebody;
use super::{Parts, Staff, StaffError, posters};
use crate::hours::{self, Hours};
use crate::store::going::{self, BeganRow, GlanceRow, SentRow};
use crate::store::{heard, places};
use crate::vault;

/// Weeks that are shown: less than the time after which somebody who sent nothing is erased.
const WEEKS: u64 = 12;
/// Smaller numbers are not told.
const SMALL: i64 = 5;
/// Sendings looked at for their posters at most.
const MOST: i64 = 10_000;

/// How things are going.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Going {
    /// Week by week, the newest first; the first one is not over.
    pub weeks: Vec<Week>,
    /// By which poster people came who sent something in these weeks: its code, what it is called, and how many. The most first.
    pub posters: Vec<(String, Option<String>, Option<i64>)>,
    /// Nine in ten hear within so many working days, if there are enough to say so.
    pub heard_within: Option<u16>,
    /// How many answers that is taken from.
    pub heard: usize,
    /// How many answers it takes.
    pub enough: usize,
    /// How long people waited for a first answer who asked in the last 90 days. Those who wait still are not in it.
    pub waits: Vec<(Wait, Option<i64>)>,
    /// For how many days somebody is kept who sent nothing: weeks before that hold only those who are still kept.
    pub keep_days: u16,
}

/// How long somebody waited for a first answer, in working days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// By the next working day.
    One,
    /// Two.
    Two,
    /// Three to five.
    Week,
    /// Longer.
    Longer,
}

impl Wait {
    /// Every one, the shortest first.
    pub const ALL: [Self; 4] = [Self::One, Self::Two, Self::Week, Self::Longer];

    fn of(days: u16) -> Self {
        match days {
            0 | 1 => Self::One,
            2 => Self::Two,
            3..=5 => Self::Week,
            _ => Self::Longer,
        }
    }
}

/// A week. Where there are fewer than five, the number is not told; that there are none is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Week {
    /// Its Monday.
    pub monday: NaiveDate,
    /// Pressed Start for the first time.
    pub began: Option<i64>,
    /// Of those, have said anything.
    pub wrote: Option<i64>,
    /// Sent something for the first time.
    pub sent: Option<i64>,
    /// Of those, were opened.
    pub opened: Option<i64>,
    /// Of those, were answered.
    pub answered: Option<i64>,
}

impl Staff {
    /// How things are going, for everybody on the team alike.
    pub async fn how_it_goes(&self, name: &str) -> Result<Going, StaffError> {
        let parts = self.parts();
        let now = parts.clock.now();
        let mut work = parts.store.reading().await?;
        somebody(&mut work, name).await?;
        let today = hours::london(now).0;
        let monday = today - Days::new(u64::from(today.weekday().num_days_from_monday()));
        let first = monday - Days::new((WEEKS - 1) * 7);
        let began = going::began(&mut work, midnight(first)).await?;
        let sent = going::sent(&mut work, midnight(first)).await?;
        let weeks = (0..WEEKS).map(|back| week(monday - Days::new(back * 7), &began, &sent)).collect();
        let glances = going::glances(&mut work, midnight(first), MOST).await?;
        let labels = posters::labels(&mut work).await?;
        let heard = heard::since(&mut work, now - hours::LOOKED_AT).await?;
        let not_yet = heard::not_yet(&mut work, now - hours::LOOKED_AT).await?;
        drop(work);
        let heard_within = hours::nine_in_ten(&parts.hours, &heard, &not_yet, now);
        let posters = by_poster(&parts, &labels, glances).await?;
        let (waits, keep_days) = (waits(&parts.hours, &heard), parts.keep_days);
        Ok(Going { weeks, posters, heard_within, heard: heard.len(), enough: hours::ENOUGH, waits, keep_days })
    }
}

fn midnight(day: NaiveDate) -> DateTime<Utc> {
    hours::moment(day, NaiveTime::MIN)
}

fn week(monday: NaiveDate, began: &[BeganRow], sent: &[SentRow]) -> Week {
    let (from, until) = (midnight(monday), midnight(monday + Days::new(7)));
    let is_in = |at: DateTime<Utc>| from <= at && at < until;
    let of_began =
        |which: fn(&BeganRow) -> bool| told_of(began.iter().filter(|row| is_in(row.at) && which(row)).count());
    let of_sent = |which: fn(&SentRow) -> bool| told_of(sent.iter().filter(|row| is_in(row.at) && which(row)).count());
    Week {
        monday,
        began: of_began(|_| true),
        wrote: of_began(|row| row.wrote),
        sent: of_sent(|_| true),
        opened: of_sent(|row| row.opened),
        answered: of_sent(|row| row.answered),
    }
}

/// How long people waited who were answered.
fn waits(hours: &Hours, heard: &[(DateTime<Utc>, DateTime<Utc>)]) -> Vec<(Wait, Option<i64>)> {
    let waits: Vec<Wait> = heard.iter().map(|(asked, at)| Wait::of(hours::waited(hours, *asked, *at))).collect();
    let count = |which: Wait| told_of(waits.iter().filter(|wait| **wait == which).count());
    Wait::ALL.into_iter().map(|which| (which, count(which))).collect()
}

fn told_of(number: usize) -> Option<i64> {
    i64::try_from(number).ok().and_then(told)
}

fn told(number: i64) -> Option<i64> {
    (number == 0 || number >= SMALL).then_some(number)
}

async fn by_poster(
    parts: &Parts,
    labels: &posters::Labels,
    rows: Vec<GlanceRow>,
) -> Result<Vec<(String, Option<String>, Option<i64>)>, StaffError> {
    let mut people: Vec<_> = rows.iter().map(|row| row.person).collect();
    people.sort_unstable();
    people.dedup();
    let keys = parts.keystore.keys_of(&people).await?;
    let mut counts: BTreeMap<String, i64> = BTreeMap::new();
    for row in rows {
        let place = row.id.to_string();
        let Some(key) = keys.get(&row.person) else { continue };
        let glance = vault::open(key, &places::glance(row.person, &place), &row.glance).ok();
        if let Some(code) = glance.and_then(|glance| glance.found_us) {
            *counts.entry(code).or_default() += 1;
        }
    }
    let mut out: Vec<_> = counts.into_iter().collect();
    out.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    // A code that nobody of the team made may be anything that somebody typed: below five it is not shown at all.
    let known = |code: &String, count: i64| count >= SMALL || labels.contains_key(code);
    let line = |(code, count): (String, i64)| (code.clone(), labels.get(&code).cloned(), told(count));
    Ok(out.into_iter().filter(|(code, count)| known(code, *count)).map(line).collect())
}
