//! A person within a turn: found by their chat, made when they first write, their state opened and sealed again.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::editions::Former;
use super::{Inner, TurnError};
use crate::dialogue::{AwayView, Content, Facts, Holder, ReferralView, Situation, State};
use crate::hours;
use crate::referral::Status;
use crate::store::people::{self, HeldBy, NewPerson, PersonRow};
use crate::store::referrals::{self, ReferralRow};
use crate::store::{Group, places};
use crate::vault::{self, Key};

/// A person, opened.
pub(super) struct Person {
    pub id: Uuid,
    pub key: Key,
    pub state: State,
    pub row: PersonRow<State>,
    pub referrals: Vec<ReferralRow>,
    /// The editions that the conversation needs beside today's; found when it is settled.
    pub former: Vec<Arc<Former>>,
}

/// Whether a chat has a person.
pub(super) enum Found {
    Person(Box<Person>),
    /// Their erasure has begun and is to be finished first.
    Forgetting(Uuid),
    Nobody,
}

/// The date that marks a person whose erasure has begun.
pub(super) const FORGETTING: DateTime<Utc> = DateTime::UNIX_EPOCH;

/// Finds the person of a chat.
pub(super) async fn find(group: &mut Group, chat: i64, erase_by: DateTime<Utc>) -> Result<Found, TurnError> {
    let Some((id, key)) = group.find(chat).await? else { return Ok(Found::Nobody) };
    open(group, id, key, erase_by).await
}

/// Opens the person of an id.
pub(super) async fn by_id(group: &mut Group, id: Uuid, erase_by: DateTime<Utc>) -> Result<Found, TurnError> {
    match group.key_of(id).await? {
        Some(key) => open(group, id, key, erase_by).await,
        None => Ok(Found::Nobody),
    }
}

async fn open(group: &mut Group, id: Uuid, key: Key, erase_by: DateTime<Utc>) -> Result<Found, TurnError> {
    group.lock(id).await?;
    let Some(row) = people::load::<State>(&mut group.main, id).await? else { return Ok(Found::Nobody) };
    if row.keep_until == FORGETTING {
        return Ok(Found::Forgetting(id));
    }
    // Past its date before the housekeeping came round: a plain new beginning all the same (P6).
    if row.keep_until <= erase_by && people::expire(&mut group.main, id, FORGETTING, erase_by).await? {
        return Ok(Found::Forgetting(id));
    }
    let referrals = referrals::of_person(&mut group.main, id).await?;
    let state = vault::open(&key, &places::state(id), &row.state)?;
    Ok(Found::Person(Box::new(Person { id, key, state, row, referrals, former: Vec::new() })))
}

/// Makes a person for a chat: a key, a random id, a conversation that has not begun.
pub(super) async fn make(
    inner: &Inner,
    group: &mut Group,
    chat: i64,
    language: Option<&str>,
) -> Result<Person, TurnError> {
    let parts = &inner.parts;
    let (id, key) = group.make_key(chat, inner.ids.people.uuid(&parts.chance)?, &parts.chance).await?;
    let state = State::new(parts.content.hash.clone(), parts.content.start(), begin_in(&parts.content, language))
        .numbered_from(u32::from_le_bytes(parts.chance.bytes()?) >> 1);
    let now = parts.clock.now();
    let new = NewPerson {
        id,
        chat: vault::seal(&key, &places::chat(id), &chat, parts.chance.bytes()?)?,
        state: vault::seal(&key, &places::state(id), &state, parts.chance.bytes()?)?,
        keep_until: keep_until(&parts.facts, inner.keep_from()),
        created_at: now,
    };
    let row = people::add(&mut group.main, new).await?;
    Ok(Person { id, key, state, row, referrals: Vec::new(), former: Vec::new() })
}

/// The language that a conversation begins in: the app's own, if we have it, else the base language.
fn begin_in(content: &Content, language: Option<&str>) -> String {
    let wanted = language.and_then(|code| code.split('-').next()).unwrap_or_default().to_lowercase();
    let found = content.locales.iter().find(|(code, _)| code.split('-').next().is_some_and(|base| base == wanted));
    found.or(content.locales.first()).map(|(code, _)| code.clone()).unwrap_or_default()
}

/// Until when a person is kept after a message of theirs.
pub(super) fn keep_until(facts: &Facts, now: DateTime<Utc>) -> DateTime<Utc> {
    now + TimeDelta::days(i64::from(facts.keep_draft_days))
}

impl Person {
    /// What `step` has to know beside the state.
    pub(super) fn situation<'a>(&self, facts: &'a Facts, now: DateTime<Utc>) -> Situation<'a> {
        let holder = match (self.row.holder, &self.row.coordinator_name) {
            (HeldBy::Coordinator, Some(name)) => {
                Holder::Coordinator { name: name.clone(), in_touch: self.in_touch().is_some() }
            }
            (HeldBy::Coordinator, None) | (HeldBy::Bot, _) => Holder::Bot,
        };
        Situation { facts, holder, away: self.away(now), referrals: self.referrals.iter().map(view).collect() }
    }

    /// Whether whoever has the conversation does not read now.
    pub(super) fn away(&self, now: DateTime<Utc>) -> Option<AwayView> {
        let (from, back) = self.row.away_from.zip(self.row.away_back)?;
        let today = hours::london(now).0;
        (from <= today && today < back).then(|| AwayView { back, cover: self.row.cover_name.clone() })
    }

    /// What the coordinator who has the conversation has written about. Other coordinators may be in touch in other queues: what goes to
    /// one of them never goes to another (P13).
    pub(super) fn in_touch(&self) -> Option<&ReferralRow> {
        let theirs = |row: &&ReferralRow| row.coordinator.is_some() && row.coordinator == self.row.coordinator;
        self.referrals.iter().filter(theirs).find(|row| row.status == Status::InTouch)
    }

    /// Messages reach them (again).
    pub(super) async fn reached(&mut self, group: &mut Group) -> Result<(), TurnError> {
        if !self.row.reachable {
            people::set_reachable(&mut group.main, self.id, true).await?;
            self.row.reachable = true;
        }
        Ok(())
    }

    /// Seals the state and saves it.
    pub(super) async fn save(&self, inner: &Inner, group: &mut Group, touched: bool) -> Result<(), TurnError> {
        let parts = &inner.parts;
        let sealed = vault::seal(&self.key, &places::state(self.id), &self.state, parts.chance.bytes()?)?;
        let until = if touched { keep_until(&parts.facts, inner.keep_from()) } else { self.row.keep_until };
        Ok(people::save(&mut group.main, self.id, self.row.turns, sealed, until).await?)
    }
}

fn view(row: &ReferralRow) -> ReferralView {
    ReferralView {
        queue: row.queue,
        status: row.status,
        opened_by: row.coordinator_name.clone(),
        opened: row.claimed_at.is_some(),
        contact_welcome: row.contact_welcome,
        sent_at: row.sent_at,
    }
}
