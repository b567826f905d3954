//! A coordinator's own conversations: whose turn it is, what is promised, what has been put aside, what is new.
//!
//! Not here: how long anybody took. Nothing is counted for a coordinator.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::guard::{may_open, somebody};
use super::line::{PersonLine, line};
use super::{Parts, Staff, StaffError, posters};
use crate::referral::Status;
use crate::store::Work;
use crate::store::lists::{self, ListRow, MineRow};
use crate::store::notes::{self, NoteRow};
use crate::store::places;
use crate::story::Words;
use crate::vault::{self, Key};

/// Conversations of one coordinator at most.
const MOST: i64 = 500;

/// One of a coordinator's conversations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mine {
    /// The line.
    pub line: PersonLine,
    /// Whose turn it is.
    pub turn: TurnOf,
    /// Put aside until that day.
    pub quiet_until: Option<NaiveDate>,
    /// What the coordinator has promised.
    pub promise: Option<Promise>,
    /// Something came since they last looked.
    pub new: bool,
    /// When anything was last said or sent.
    pub last_at: DateTime<Utc>,
    /// The newest of the team's notes, once this coordinator has opened what it is about: by it they know which one it is.
    pub note: Option<Words>,
    /// When the next of this coordinator's answers is to be sent.
    pub later_at: Option<DateTime<Utc>>,
}

/// Whose turn it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TurnOf {
    /// The person waits for the coordinator.
    Me,
    /// The coordinator waits for the person.
    Them,
}

/// What a coordinator has promised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    /// By when.
    pub by: NaiveDate,
    /// What.
    pub words: Words,
}

impl Staff {
    /// What this coordinator has taken on, and what they read along, whoever waits first; what is put aside stands behind.
    pub async fn mine(&self, name: &str) -> Result<Vec<Mine>, StaffError> {
        let parts = self.parts();
        let mut work = parts.store.reading().await?;
        let who = somebody(&mut work, name).await?;
        may_open(&who)?;
        let mut rows = Vec::new();
        for row in lists::mine(&mut work, who.id, MOST).await? {
            let note = newest_note(&mut work, &row).await?;
            rows.extend(lists::one(&mut work, who.id, row.id).await?.map(|line| (line, row, note)));
        }
        let posters = posters::labels(&mut work).await?;
        drop(work);
        let people: Vec<_> = rows.iter().map(|(line, ..)| line.referral.person).collect();
        let keys = parts.keystore.keys_of(&people).await?;
        let today = crate::hours::london(parts.clock.now()).0;
        let mut out = Vec::with_capacity(rows.len());
        for row in rows {
            out.extend(one(&parts, &posters, &keys, row)?);
        }
        out.sort_by_key(|mine| {
            (mine.quiet_until.is_some_and(|day| day > today), mine.turn == TurnOf::Them, mine.last_at)
        });
        Ok(out)
    }

    /// Whether anything has come in one of this coordinator's since they last looked.
    pub async fn has_news(&self, coordinator: Uuid) -> Result<bool, StaffError> {
        Ok(lists::has_news(&mut self.parts().store.reading().await?, coordinator).await?)
    }
}

async fn newest_note(work: &mut Work, row: &MineRow) -> Result<Option<NoteRow>, StaffError> {
    if row.seen_at.is_none() {
        return Ok(None);
    }
    Ok(notes::of_referral(work, row.id).await?.pop())
}

fn one(
    parts: &Parts,
    posters: &posters::Labels,
    keys: &HashMap<Uuid, Key>,
    (list, row, note): (ListRow, MineRow, Option<NoteRow>),
) -> Result<Option<Mine>, StaffError> {
    let (person, sent_at) = (list.referral.person, list.referral.sent_at);
    let Some(key) = keys.get(&person) else { return Ok(None) };
    let person_at = [row.person_at, row.woken_at].into_iter().flatten().fold(sent_at, DateTime::max);
    let turn = match list.referral.status {
        Status::InTouch if row.team_at.is_some_and(|at| at > person_at) => TurnOf::Them,
        // What is written and waits for a time that suits them is done, unless they have said something since: then it is not sent.
        Status::InTouch | Status::Claimed if row.later_made_at.is_some_and(|at| at > person_at) => TurnOf::Them,
        Status::InTouch | Status::Waiting | Status::Claimed | Status::Closed | Status::Withdrawn => TurnOf::Me,
    };
    let note =
        note.map(|note| vault::open(key, &places::note(person, &note.id.to_string()), &note.words)).transpose()?;
    let place = row.id.to_string();
    let promise = match row.promise.zip(row.promise_by) {
        Some((sealed, by)) => Some(Promise { by, words: vault::open(key, &places::promise(person, &place), &sealed)? }),
        None => None,
    };
    Ok(Some(Mine {
        line: line(parts, posters, Some(key), list),
        turn,
        quiet_until: row.quiet_until,
        promise,
        new: row.seen_at.is_none_or(|seen| seen < person_at),
        last_at: row.team_at.map_or(person_at, |at| at.max(person_at)),
        note,
        later_at: row.later_at,
    }))
}
