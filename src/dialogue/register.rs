//! The register of helplines: names, numbers, hours and who checked them. No sentences (P19): a row's words are the message
//! `helpline-<id>`, with its numbers as variables (P24).
//!
//! Not here: which row answers which danger (`signpost`).

use chrono::{DateTime, Days, NaiveDate, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Facts, Nation};
use crate::directory::empty_or_date;
use crate::hours::{Hours, london};
use crate::safety::Area;

/// How many rows stand on one page of urgent help.
pub const PAGE: usize = 4;
/// For how many days a row counts as checked.
pub const CHECKED_FOR: u64 = 90;

/// Every helpline that may be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Helplines {
    /// The rows.
    #[serde(default)]
    pub helpline: Vec<Helpline>,
}

/// One helpline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Helpline {
    /// Its id: small letters, digits and hyphens. Its sentence is the message `helpline-<id>`.
    pub id: String,
    /// Its name, as it calls itself; the sentence's `{ $name }`.
    pub name: String,
    /// Its numbers or addresses as they are shown, at most three: the sentence's `{ $number }`, `{ $second }`, `{ $third }`.
    #[schemars(length(min = 1, max = 3))]
    pub numbers: Vec<String>,
    /// How it is reached.
    pub how: How,
    /// When somebody answers, in London's time. Left out if nobody knows: it then counts as closed, and comes last.
    #[serde(default)]
    pub hours: Hours,
    /// Whether nobody answers on bank holidays: the days that the service's own config lists.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub closed_on_bank_holidays: bool,
    /// Who it is for.
    #[schemars(length(min = 1))]
    pub who_for: Vec<WhoFor>,
    /// What it is about; nothing here means anything at all.
    #[serde(default)]
    pub areas: Vec<Area>,
    /// The nations that it is for; nothing here means all of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub nations: Vec<Nation>,
    /// Where the number was read.
    pub source: String,
    /// When a person of the service last checked it, as "2026-11-22"; empty until somebody has.
    #[serde(default, deserialize_with = "empty_or_date", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub checked_on: Option<NaiveDate>,
    /// Who checked it; empty until somebody has.
    #[serde(default)]
    pub checked_by: String,
    /// Whether one has to speak. `false`: it can be used without a voice.
    pub speech: bool,
    /// Whether it is the emergency number itself, which is always among the first four.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub emergency: bool,
    /// Where it stands among the others: smaller comes first.
    pub order: u16,
}

/// How a helpline is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// By phone.
    Call,
    /// By text message.
    Text,
    /// By chat on a web page.
    Chat,
    /// By an app, or a video call.
    App,
}

/// Who a helpline is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum WhoFor {
    /// Anybody, about anything.
    Anybody,
    /// People under 18 (or 19).
    #[serde(rename = "under-18")]
    Under18,
    /// People under 35.
    #[serde(rename = "under-35")]
    Under35,
    /// Adults who worry about a child.
    WorriedAboutChild,
    /// Women.
    Women,
    /// Men.
    Men,
    /// Lesbian, gay, bisexual and trans people.
    Lgbt,
    /// Older people.
    Older,
    /// Deaf people.
    Deaf,
    /// People whose phone is registered for it.
    Registered,
    /// People who served in the armed forces, and their families.
    Veterans,
    /// People who have lost somebody.
    Bereaved,
    /// People who have lost somebody by suicide.
    BereavedBySuicide,
    /// People who take drugs, and those around them.
    Drugs,
    /// Anybody, about the areas of the row only.
    AboutItsAreas,
}

impl Helplines {
    /// What was checked at the desk counts over the register's own date, if it is later.
    #[must_use]
    pub fn checked(mut self, checks: &[(String, NaiveDate, String)]) -> Self {
        for row in &mut self.helpline {
            let found =
                checks.iter().find(|(id, day, _)| *id == row.id && row.checked_on.is_none_or(|known| known < *day));
            if let Some((_, day, by)) = found {
                (row.checked_on, row.checked_by) = (Some(*day), by.clone());
            }
        }
        self
    }

    /// All rows for the general screen of urgent help, best first, to be shown four at a time.
    ///
    /// What is open at `at` comes first; for somebody young, what is for the young before what is for anybody. The emergency
    /// number is among the first four, and one that needs no voice (an open one, if there is one). What is for other nations is left out.
    pub fn now(&self, at: DateTime<Utc>, young: bool, facts: &Facts) -> Vec<&Helpline> {
        let mut rows: Vec<_> = self.helpline.iter().filter(|row| row.is_in(facts.nation)).collect();
        rows.sort_by_key(|row| (!row.is_open(at, facts), row.nearness(young), row.order));
        pull_forward(&mut rows, PAGE - 2, |row| row.emergency);
        pull_forward(&mut rows, PAGE - 1, |row| !row.speech && row.is_open(at, facts));
        pull_forward(&mut rows, PAGE - 1, |row| !row.speech);
        rows
    }

    /// The row of that id.
    pub fn get(&self, id: &str) -> Option<&Helpline> {
        self.helpline.iter().find(|row| row.id == id)
    }

    /// The rows that nobody has checked in the last 90 days.
    pub fn stale(&self, at: DateTime<Utc>) -> Vec<&Helpline> {
        self.helpline.iter().filter(|row| !row.is_checked(at)).collect()
    }
}

impl Helpline {
    /// The key of its sentence.
    pub fn key(&self) -> String {
        format!("helpline-{}", self.id)
    }

    /// The variables of its sentence, by name.
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        let numbers = ["number", "second", "third"].into_iter().zip(self.numbers.iter().cloned());
        std::iter::once(("name", self.name.clone())).chain(numbers).collect()
    }

    /// The number that somebody would want to copy: digits to be dialled, unless they are as short as 999.
    pub fn to_copy(&self) -> Option<&str> {
        let long = |number: &&String| number.chars().filter(char::is_ascii_digit).count() >= 5;
        (self.is_opened() == Some(false)).then(|| self.numbers.iter().find(long).map(String::as_str)).flatten()
    }

    /// Whether somebody answers at `at`, as far as anybody knows; `facts` know the bank holidays.
    pub fn is_open(&self, at: DateTime<Utc>, facts: &Facts) -> bool {
        self.hours.is_open(at) && !(self.closed_on_bank_holidays && facts.hours.is_bank_holiday(at))
    }

    /// Whether its numbers are pages to be opened (`true`) or digits to be dialled (`false`); `None` for an app, which has a name.
    pub fn is_opened(&self) -> Option<bool> {
        match self.how {
            How::Call | How::Text => Some(false),
            How::Chat => Some(true),
            How::App => None,
        }
    }

    /// Whether it is for people in this nation.
    pub fn is_in(&self, nation: Nation) -> bool {
        self.nations.is_empty() || self.nations.contains(&nation)
    }

    /// Whether a person checked it in the last 90 days.
    pub fn is_checked(&self, at: DateTime<Utc>) -> bool {
        let (today, _) = london(at);
        let until = self.checked_on.and_then(|day| day.checked_add_days(Days::new(CHECKED_FOR)));
        until.is_some_and(|until| today <= until)
    }

    /// How near it is to the person: 0 for what is theirs, 2 for what is for some people only.
    fn nearness(&self, young: bool) -> u8 {
        if young && self.who_for.contains(&WhoFor::Under18) {
            0
        } else if self.who_for.contains(&WhoFor::Anybody) {
            1
        } else {
            2
        }
    }
}

/// Moves the first row that is `wanted` up to `place`, unless one stands at or before it already.
fn pull_forward(rows: &mut [&Helpline], place: usize, wanted: impl Fn(&Helpline) -> bool) {
    let found = rows.iter().position(|row| wanted(row)).filter(|found| *found > place);
    if let Some(between) = found.and_then(|found| rows.get_mut(place..=found)) {
        between.rotate_right(1);
    }
}

#[cfg(test)]
mod tests;
