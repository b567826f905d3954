//! One line of a list: what a coordinator sees of somebody without opening what they sent. Never a word of theirs (P28), and no order but that of
//! time (P22).
//!
//! Not here: which lines there are (`people`, `mine`).

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::posters::Labels;
use super::{Parts, StaffError};
use crate::referral::{self, Glance, Queue, Status};
use crate::store::lists::ListRow;
use crate::store::places;
use crate::vault::{self, Key};

/// One line.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct PersonLine {
    /// The code by which it is called.
    pub reference: String,
    /// Which queue.
    pub queue: Queue,
    /// Where it stands.
    pub status: Status,
    /// Since when it has been there.
    pub waiting_since: DateTime<Utc>,
    /// When something was last sent.
    pub sent_at: DateTime<Utc>,
    /// When it last changed in any way.
    pub changed_at: DateTime<Utc>,
    /// Who has it, or had when it rested.
    pub with: Option<String>,
    /// Whether the person may be contacted.
    pub contact_welcome: bool,
    /// It is not for whoever looks to open. Why is not told.
    pub locked: bool,
    /// Whoever looks reads it along with somebody.
    pub reading_along: bool,
    /// What the person was told: nine in ten hear within so many working days. Nothing: that it is not known yet.
    pub told_days: Option<u16>,
    /// How they found the service.
    pub found_us: Option<FoundUs>,
    /// The language that they last sent something in.
    pub language: Option<String>,
    /// Which way they would like to be reached.
    pub way: Option<Given>,
    /// Good and bad times.
    pub times: Option<Given>,
    /// What helps them take part.
    pub access: Option<Given>,
    /// Whether it is safe to leave a message.
    pub message: Option<Given>,
    /// They asked that somebody writes to them.
    pub asked_for_a_person: bool,
    /// They would like to come to something.
    pub wants_visit: bool,
    /// They were shown ways to urgent help, and left that in what they sent.
    pub urgent_help_shown: bool,
}

/// The poster or leaflet that somebody came by.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct FoundUs {
    /// Its code.
    pub code: String,
    /// What the team calls it, if it is known.
    pub label: Option<String>,
}

/// What was given to a question.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Given {
    /// A closed choice, as it stands on its button in the team's language.
    Chosen(String),
    /// Words: they are read when it is opened.
    Words,
}

/// A line, from its row and its person's key. Whose key is gone, or whose glance does not open, is shown without it.
pub(super) fn line(parts: &Parts, posters: &Labels, key: Option<&Key>, row: ListRow) -> PersonLine {
    let ListRow { referral: row, locked, reading_along } = row;
    let glance = row.glance.as_ref().zip(key);
    let place = row.id.to_string();
    let glance = glance.and_then(|(sealed, key)| vault::open(key, &places::glance(row.person, &place), sealed).ok());
    let known = glance.unwrap_or_default();
    let Glance { found_us, language, way, times, access, safe_message, asked_for_a_person, visit, help_shown } = known;
    let given = |given: Option<referral::Given>| given.map(|given| in_words(parts, given));
    PersonLine {
        reference: row.reference,
        queue: row.queue,
        status: row.status,
        waiting_since: row.created_at,
        sent_at: row.sent_at,
        changed_at: row.changed_at,
        with: row.coordinator_name,
        contact_welcome: row.contact_welcome,
        locked,
        reading_along,
        told_days: row.told_days.and_then(|days| u16::try_from(days).ok()),
        found_us: found_us.map(|code| FoundUs { label: posters.get(&code).cloned(), code }),
        language: Some(language).filter(|code| !code.is_empty()),
        way: given(way),
        times: given(times),
        access: given(access),
        message: given(safe_message),
        asked_for_a_person,
        wants_visit: visit,
        urgent_help_shown: help_shown,
    }
}

/// The lines of many rows.
pub(super) async fn lines(parts: &Parts, posters: &Labels, rows: Vec<ListRow>) -> Result<Vec<PersonLine>, StaffError> {
    let mut people: Vec<Uuid> = rows.iter().map(|row| row.referral.person).collect();
    people.sort_unstable();
    people.dedup();
    let keys = parts.keystore.keys_of(&people).await?;
    Ok(rows.into_iter().map(|row| line(parts, posters, keys.get(&row.referral.person), row)).collect())
}

/// A closed choice as it stands on its button today. One that no message is left for was given all the same.
fn in_words(parts: &Parts, given: referral::Given) -> Given {
    match given {
        referral::Given::Chosen(key) if parts.locales.has(&parts.lang, &key) => {
            Given::Chosen(parts.locales.text(&parts.lang, &key, &[]))
        }
        referral::Given::Chosen(_) | referral::Given::Words => Given::Words,
    }
}
