//! What a group's turns will ask for, read for all of them at once before they run. Each answer is given once; whoever asks again asks the database.
//!
//! Not here: keys (`group`), who asks (`people`, `referrals`, `updates`).

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::fragments::FragmentRow;
use super::people::PersonRow;
use super::referrals::ReferralRow;
use super::statements::many;
use super::work::many_rows;
use super::{StoreError, Work};

/// What was read ahead.
#[derive(Debug, Default)]
pub(super) struct Ahead {
    people: HashMap<Uuid, PersonRow<()>>,
    referrals: HashMap<Uuid, Vec<ReferralRow>>,
    live: HashMap<Uuid, Vec<i64>>,
    /// Drafts as they are in the database; given as often as they are asked for, until something of theirs is written.
    drafts: HashMap<Uuid, Vec<FragmentRow>>,
    /// Updates that were asked about; those that were not seen before are among `fresh`.
    asked: HashSet<i64>,
    fresh: HashSet<i64>,
}

/// A person, as a given row.
pub(super) struct Wanted {
    pub person: Uuid,
}

/// An update, as a given row.
struct Seen {
    id: i64,
    at: DateTime<Utc>,
}

impl Ahead {
    /// The row of a person.
    pub fn person(&mut self, person: Uuid) -> Option<PersonRow<()>> {
        self.people.remove(&person)
    }

    /// What a person has sent.
    pub fn referrals(&mut self, person: Uuid) -> Option<Vec<ReferralRow>> {
        self.referrals.remove(&person)
    }

    /// The messages of a person's chat whose buttons act.
    pub fn live(&mut self, person: Uuid) -> Option<Vec<i64>> {
        self.live.remove(&person)
    }

    /// Everything that a person has written and not sent, each draft in order.
    pub fn drafts(&self, person: Uuid) -> Option<&[FragmentRow]> {
        self.drafts.get(&person).map(Vec::as_slice)
    }

    /// What was read of this person's drafts is not so any more.
    pub fn drop_drafts(&mut self, person: Uuid) {
        self.drafts.remove(&person);
    }

    /// Whether an update is new. `None`: it was not asked about.
    pub fn is_new(&mut self, update: i64) -> Option<bool> {
        self.asked.contains(&update).then(|| self.fresh.remove(&update))
    }
}

impl Work {
    /// Reads people and what they have sent.
    pub(super) async fn read_people_ahead(&mut self, people: &[Uuid]) -> Result<(), StoreError> {
        let wanted: Vec<Wanted> = people.iter().map(|person| Wanted { person: *person }).collect();
        let rows: Vec<PersonRow<()>> = many_rows!(self, many::PEOPLE_LOAD, &wanted, [person])?;
        let sent: Vec<ReferralRow> = many_rows!(self, many::REFERRALS_PEOPLE, &wanted, [person])?;
        self.ahead.referrals = people.iter().map(|person| (*person, Vec::new())).collect();
        for row in sent {
            self.ahead.referrals.entry(row.person).or_default().push(row);
        }
        self.ahead.people = rows.into_iter().map(|row| (row.id, row)).collect();
        Ok(())
    }

    /// Reads what people have written and not sent.
    pub(super) async fn read_drafts_ahead(&mut self, people: &[Uuid]) -> Result<(), StoreError> {
        let wanted: Vec<Wanted> = people.iter().map(|person| Wanted { person: *person }).collect();
        let rows: Vec<FragmentRow> = many_rows!(self, many::FRAGMENTS_PEOPLE, &wanted, [person])?;
        self.ahead.drafts = people.iter().map(|person| (*person, Vec::new())).collect();
        for row in rows {
            self.ahead.drafts.entry(row.person).or_default().push(row);
        }
        Ok(())
    }

    /// Reads which messages have buttons that act.
    pub(super) async fn read_live_ahead(&mut self, people: &[Uuid]) -> Result<(), StoreError> {
        let wanted: Vec<Wanted> = people.iter().map(|person| Wanted { person: *person }).collect();
        let live: Vec<(Uuid, i64)> = many_rows!(self, many::BUBBLES_LIVE, &wanted, [person])?;
        self.ahead.live = people.iter().map(|person| (*person, Vec::new())).collect();
        for (person, message) in live {
            self.ahead.live.entry(person).or_default().push(message);
        }
        Ok(())
    }

    /// Remembers updates, in the order of their numbers, so that two instances cannot wait for each other.
    pub(super) async fn remember_ahead(&mut self, updates: &[(i64, DateTime<Utc>)]) -> Result<(), StoreError> {
        let mut rows: Vec<Seen> = updates.iter().map(|(id, at)| Seen { id: *id, at: *at }).collect();
        rows.sort_unstable_by_key(|row| row.id);
        let fresh: Vec<(i64,)> = many_rows!(self, many::UPDATES_REMEMBER, &rows, [id, at])?;
        self.ahead.asked = rows.iter().map(|row| row.id).collect();
        self.ahead.fresh = fresh.into_iter().map(|(id,)| id).collect();
        Ok(())
    }
}
