//! Fragments: the person's words as they came, one row a message, before they are sent.
//!
//! Not here: what was sent (`approvals`), joining fragments into a text (`story`).

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::work::{all, maybe, run};
use super::{StoreError, Work, statements};
use crate::story::{Fragment, Purpose};
use crate::vault::Sealed;

/// A fragment in its place.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct FragmentRow {
    /// Whose it is.
    pub person: Uuid,
    /// Telegram's id of the message. A closed choice has no message of the person's: the caller gives it a number below zero.
    pub message: i64,
    /// In which draft.
    pub purpose: Purpose,
    /// In which part of it.
    pub part: String,
    /// Where in the draft; equal ones stand in the order of their messages.
    pub position: i64,
    /// The words, sealed at `places::fragment`.
    pub fragment: Sealed<Fragment>,
    /// When the message was last edited.
    pub edited_at: Option<DateTime<Utc>>,
}

/// Keeps a fragment. If one of this message is kept already, that one stays as it is. (Gathered.)
pub fn put(work: &mut Work, row: FragmentRow) {
    work.gathered.fragment(row);
}

/// Replaces a message's words. False: there are none, or they were edited at `edited_at` or later.
pub async fn replace(
    work: &mut Work,
    person: Uuid,
    message: i64,
    fragment: &Sealed<Fragment>,
    edited_at: DateTime<Utc>,
) -> Result<bool, StoreError> {
    work.ahead.drop_drafts(person);
    Ok(run!(work, statements::FRAGMENT_REPLACE, person, message, fragment, edited_at)? == 1)
}

/// One draft, in order.
pub async fn of_draft(work: &mut Work, person: Uuid, purpose: Purpose) -> Result<Vec<FragmentRow>, StoreError> {
    match with_gathered(work, person) {
        Some(rows) => Ok(rows.into_iter().filter(|row| row.purpose == purpose).collect()),
        None => all!(work, statements::FRAGMENT_DRAFT, person, purpose),
    }
}

/// What was read ahead of a person's drafts, with what is gathered.
fn with_gathered(work: &Work, person: Uuid) -> Option<Vec<FragmentRow>> {
    let mut rows = work.ahead.drafts(person)?.to_vec();
    for row in work.gathered.fragments_of(person) {
        if rows.iter().all(|known| known.message != row.message) {
            rows.push(row.clone());
        }
    }
    rows.sort_by_key(|row| (row.position, row.message));
    Some(rows)
}

/// All drafts of a person's, each in order.
pub async fn of_person(work: &mut Work, person: Uuid) -> Result<Vec<FragmentRow>, StoreError> {
    all!(work, statements::FRAGMENT_PERSON, person)
}

/// The fragment of one message.
pub async fn find(work: &mut Work, person: Uuid, message: i64) -> Result<Option<FragmentRow>, StoreError> {
    maybe!(work, statements::FRAGMENT_FIND, person, message)
}

/// A part's words go; says how many fragments went.
pub async fn remove_part(work: &mut Work, person: Uuid, purpose: Purpose, part: &str) -> Result<u64, StoreError> {
    work.ahead.drop_drafts(person);
    run!(work, statements::FRAGMENT_DROP_PART, person, purpose, part)
}

/// A part's words belong to another part now.
pub async fn rename_part(
    work: &mut Work,
    person: Uuid,
    purpose: Purpose,
    (from, to): (&str, &str),
) -> Result<(), StoreError> {
    work.ahead.drop_drafts(person);
    run!(work, statements::FRAGMENT_RENAME_PART, person, purpose, from, to).map(drop)
}

/// A draft's words go. (Gathered.)
pub fn remove_draft(work: &mut Work, person: Uuid, purpose: Purpose) {
    work.ahead.drop_drafts(person);
    work.gathered.drop_draft(person, purpose);
}

/// One message's words go.
pub async fn remove_one(work: &mut Work, person: Uuid, message: i64) -> Result<bool, StoreError> {
    work.ahead.drop_drafts(person);
    Ok(run!(work, statements::FRAGMENT_DROP, person, message)? == 1)
}
