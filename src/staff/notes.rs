//! Notes: what coordinators write down for one another about a person. The form says, and it is so, that the person can ask to read them.
//!
//! Not here: showing them to the person (`turn`).

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::aside::fits;
use super::guard::{openable, record, somebody};
use super::open::reads;
use super::{Parts, Staff, StaffError};
use crate::store::audit::Done;
use crate::store::notes::{self, NoteRow};
use crate::store::{Group, places};
use crate::story::Words;
use crate::vault::{self, Key};

/// Characters in a note at most.
const LONGEST: usize = 10_000;

/// A note. Its `Debug` holds no words.
#[derive(Clone, Debug)]
pub struct Note {
    /// Its id.
    pub id: Uuid,
    /// Who wrote it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub words: Words,
}

impl Staff {
    /// Writes a note about what this coordinator has taken on or reads along.
    pub async fn note(&self, name: &str, reference: &str, text: &str) -> Result<(), StaffError> {
        // The id is made here: should the group be tried again after it had gone through unseen, the note is not kept twice.
        let asked = (self.parts().chance.uuid()?, name.to_owned(), reference.to_owned(), fits(text, LONGEST)?);
        self.write("note", asked, |parts, group, asked| Box::pin(write(parts, group, asked))).await
    }
}

async fn write(
    parts: &Parts,
    group: &mut Group,
    (id, name, reference, text): &(Uuid, String, String, String),
) -> Result<(), StaffError> {
    let who = somebody(&mut group.main, name).await?;
    let row = openable(parts, group, &who, reference).await?;
    reads(group, &row, &who).await?;
    if notes::of_referral(&mut group.main, row.id).await?.iter().any(|note| note.id == *id) {
        return Ok(());
    }
    let key = group.key_of(row.person).await?.ok_or(StaffError::Forgotten)?;
    let (at, place) = (parts.clock.now(), id.to_string());
    let words =
        vault::seal(&key, &places::note(row.person, &place), &Words::new(text.as_str()), parts.chance.bytes()?)?;
    let note = NoteRow {
        id: *id,
        referral: row.id,
        person: row.person,
        coordinator: who.id,
        coordinator_name: who.name.clone(),
        words,
        at,
    };
    notes::add(&mut group.main, &note).await?;
    record(parts, group, Some(who.id), Done::Noted, Some(row.id), at).await
}

/// All notes of one referral, opened.
pub(super) async fn all(group: &mut Group, key: &Key, referral: Uuid) -> Result<Vec<Note>, StaffError> {
    let mut out = Vec::new();
    for row in notes::of_referral(&mut group.main, referral).await? {
        let place = row.id.to_string();
        let words = vault::open(key, &places::note(row.person, &place), &row.words)?;
        out.push(Note { id: row.id, by: row.coordinator_name, at: row.at, words });
    }
    Ok(out)
}
