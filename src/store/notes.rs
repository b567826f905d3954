//! Notes: what coordinators write down about a referral, sealed with the person's key: the person can ask to read them, and they go when the
//! person does.
//!
//! Not here: opening them (`staff`, `turn`).

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::statements::acts;
use super::work::{all, run, values};
use super::{StoreError, Work};
use crate::story::Words;
use crate::vault::Sealed;

/// A note.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct NoteRow {
    /// Its id.
    pub id: Uuid,
    /// About which referral.
    pub referral: Uuid,
    /// About whom.
    pub person: Uuid,
    /// Whose.
    pub coordinator: Uuid,
    /// Their name.
    pub coordinator_name: String,
    /// The words, sealed at `places::note`.
    pub words: Sealed<Words>,
    /// When.
    pub at: DateTime<Utc>,
}

/// Keeps a note. (Its coordinator's name is not looked at.)
pub async fn add(work: &mut Work, row: &NoteRow) -> Result<(), StoreError> {
    run!(work, acts::NOTE_PUT, row.id, row.referral, row.person, row.coordinator, &row.words, row.at).map(drop)
}

/// All of one referral, in order.
pub async fn of_referral(work: &mut Work, referral: Uuid) -> Result<Vec<NoteRow>, StoreError> {
    all!(work, acts::NOTE_LIST, referral)
}

/// Whether anything is noted about a person.
pub async fn any_of(work: &mut Work, person: Uuid) -> Result<bool, StoreError> {
    values!(work, acts::NOTE_ANY, person).map(|found: Vec<Uuid>| !found.is_empty())
}

/// All of one referral go.
pub async fn remove_all(work: &mut Work, referral: Uuid) -> Result<(), StoreError> {
    run!(work, acts::NOTE_DROP, referral).map(drop)
}
