//! People: one row for each, with the sealed state of their conversation.
//!
//! Not here: their keys (`keystore`), their words (`fragments`, `approvals`, `talk`).

use std::collections::BTreeSet;
use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::ahead::Wanted;
use super::statements::many;
use super::work::{all, many_rows, run, values};
use super::{Keystore, Store, StoreError, Work, statements};
use crate::vault::Sealed;

/// How many are looked at together where everybody is.
const PAGE: i64 = 500;
/// How long they rest between two pages.
const BREATH: Duration = Duration::from_millis(10);

/// Who has a conversation, as it stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeldBy {
    /// The dialogues.
    Bot,
    /// A coordinator.
    Coordinator,
}

impl HeldBy {
    /// The name used in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Bot => "bot",
            Self::Coordinator => "coordinator",
        }
    }

    /// The holder of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Bot, Self::Coordinator].into_iter().find(|known| known.as_str() == name)
    }
}

/// A person with what a turn needs. `S` is the state's type.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct PersonRow<S> {
    /// Their random id.
    pub id: Uuid,
    /// Telegram's id of their chat.
    pub chat: Sealed<i64>,
    /// Where their conversation stands.
    pub state: Sealed<S>,
    /// Who has the conversation.
    pub holder: HeldBy,
    /// Which coordinator has it, if one does.
    pub coordinator: Option<Uuid>,
    /// That coordinator's name.
    pub coordinator_name: Option<String>,
    /// The first day on which that coordinator does not read, if they are away or will be.
    pub away_from: Option<NaiveDate>,
    /// The day on which they read again.
    pub away_back: Option<NaiveDate>,
    /// The name of whoever covers.
    pub cover_name: Option<String>,
    /// Whether messages reach them.
    pub reachable: bool,
    /// Goes up by one with every save.
    pub turns: i64,
    /// Until when they are kept.
    pub keep_until: DateTime<Utc>,
    /// When they first wrote.
    pub created_at: DateTime<Utc>,
}

impl PersonRow<()> {
    fn with_state<S>(self) -> PersonRow<S> {
        PersonRow {
            id: self.id,
            chat: self.chat,
            state: self.state.retyped(),
            holder: self.holder,
            coordinator: self.coordinator,
            coordinator_name: self.coordinator_name,
            away_from: self.away_from,
            away_back: self.away_back,
            cover_name: self.cover_name,
            reachable: self.reachable,
            turns: self.turns,
            keep_until: self.keep_until,
            created_at: self.created_at,
        }
    }
}

/// Somebody new: held by the bot, reachable, with no turn yet.
#[derive(Clone, Debug)]
pub struct NewPerson<S> {
    /// Their random id: the one that their key was made for.
    pub id: Uuid,
    /// Telegram's id of their chat.
    pub chat: Sealed<i64>,
    /// Where their conversation stands.
    pub state: Sealed<S>,
    /// Until when they are kept.
    pub keep_until: DateTime<Utc>,
    /// Now.
    pub created_at: DateTime<Utc>,
}

/// Where a conversation stands, to be saved.
#[derive(Clone, Debug)]
pub(super) struct Save {
    pub person: Uuid,
    pub state: Sealed<()>,
    pub keep_until: DateTime<Utc>,
    /// What was read.
    pub turns: i64,
}

/// A person by id.
pub async fn load<S>(work: &mut Work, person: Uuid) -> Result<Option<PersonRow<S>>, StoreError> {
    let row = match work.ahead.person(person) {
        Some(row) => Some(row),
        None => many_rows!(work, many::PEOPLE_LOAD, &[Wanted { person }], [person])?.pop(),
    };
    Ok(row.map(PersonRow::with_state))
}

/// Adds somebody new, and gives their row. Their key was made before, in the same group. (Gathered.)
pub async fn add<S>(work: &mut Work, new: NewPerson<S>) -> Result<PersonRow<S>, StoreError> {
    work.gathered.add(NewPerson {
        id: new.id,
        chat: new.chat.clone(),
        state: new.state.clone().retyped(),
        keep_until: new.keep_until,
        created_at: new.created_at,
    });
    Ok(PersonRow {
        id: new.id,
        chat: new.chat,
        state: new.state,
        holder: HeldBy::Bot,
        coordinator: None,
        coordinator_name: None,
        away_from: None,
        away_back: None,
        cover_name: None,
        reachable: true,
        turns: 0,
        keep_until: new.keep_until,
        created_at: new.created_at,
    })
}

/// Saves where a conversation stands now. If another turn came between (`turns` is not what was read), nothing of the group is kept. (Gathered.)
pub async fn save<S>(
    work: &mut Work,
    person: Uuid,
    turns: i64,
    state: Sealed<S>,
    keep_until: DateTime<Utc>,
) -> Result<(), StoreError> {
    if work.gathered.saves(person) {
        work.write_gathered().await?;
    }
    work.gathered.save(Save { person, turns, state: state.retyped(), keep_until });
    Ok(())
}

/// Gives the conversation to a coordinator, or back to the bot.
pub async fn hold(work: &mut Work, person: Uuid, coordinator: Option<Uuid>) -> Result<(), StoreError> {
    let holder = if coordinator.is_some() { HeldBy::Coordinator } else { HeldBy::Bot };
    run!(work, statements::PERSON_HOLD, person, holder, coordinator).map(drop)
}

/// Gives a conversation that no coordinator has to one. Whoever is there already stays.
pub async fn take_up(work: &mut Work, person: Uuid, coordinator: Uuid) -> Result<bool, StoreError> {
    Ok(run!(work, statements::PERSON_TAKE, person, coordinator)? == 1)
}

/// Gives a conversation back to the bot, if this coordinator has it.
pub async fn release(work: &mut Work, person: Uuid, coordinator: Uuid) -> Result<bool, StoreError> {
    Ok(run!(work, statements::PERSON_RELEASE, person, coordinator)? == 1)
}

/// Notes whether messages reach this person. When they do not, `outbox::unreachable` also drops what waits.
pub async fn set_reachable(work: &mut Work, person: Uuid, reachable: bool) -> Result<(), StoreError> {
    run!(work, statements::PERSON_REACH, person, reachable).map(drop)
}

/// Moves the date until which this person is kept.
pub async fn keep_until(work: &mut Work, person: Uuid, until: DateTime<Utc>) -> Result<(), StoreError> {
    run!(work, statements::PERSON_KEEP, person, until).map(drop)
}

/// The same, but never to an earlier one.
pub async fn keep_on_until(work: &mut Work, person: Uuid, until: DateTime<Utc>) -> Result<(), StoreError> {
    run!(work, statements::PERSON_KEEP_ON, person, until).map(drop)
}

/// Marks somebody whose date has passed with `mark`. False: they have written meanwhile, or something of theirs is open.
pub async fn expire(
    work: &mut Work,
    person: Uuid,
    mark: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    Ok(run!(work, statements::PERSON_EXPIRE, person, mark, now)? == 1)
}

/// Whose date has passed and who has nothing open in any queue, `limit` at most, the longest past first.
pub async fn past_their_date(work: &mut Work, now: DateTime<Utc>, limit: i64) -> Result<Vec<Uuid>, StoreError> {
    values!(work, statements::PERSON_PAST, now, limit)
}

/// Everybody who has rows.
pub async fn ids(work: &mut Work) -> Result<Vec<Uuid>, StoreError> {
    values!(work, statements::PERSON_IDS)
}

/// Some people behind `after`, in the order of their ids, with where their conversations stand. None: that is everybody.
pub async fn states_behind<S>(work: &mut Work, after: Uuid) -> Result<Vec<(Uuid, Sealed<S>)>, StoreError> {
    all!(work, statements::PERSON_STATES, after, PAGE)
}

/// Deletes every row of a person's, everywhere. Their key was erased before; `Store::checkpoint` comes after the commit.
pub async fn erase_rows(work: &mut Work, person: Uuid) -> Result<bool, StoreError> {
    Ok(run!(work, statements::PERSON_ERASE, person)? == 1)
}

/// People with rows and no key: their erasure was broken off after the key had gone, and is to be finished with [`erase_rows`]. Both databases
/// are read page by page, however many people there are.
pub async fn half_erased(store: &Store, keystore: &Keystore) -> Result<Vec<Uuid>, StoreError> {
    let (mut found, mut after) = (Vec::new(), Uuid::nil());
    loop {
        // In this order: a new person's key is there before their rows are.
        let page: Vec<Uuid> = values!(store, statements::PERSON_PAGE, after, PAGE)?;
        let Some(last) = page.last().copied() else { return Ok(found) };
        let is_last = (page.len() as i64) < PAGE;
        found.append(&mut without_keys(keystore, after, page).await?);
        if is_last {
            return Ok(found);
        }
        after = last;
        // Nobody waits for this, and in a large house somebody waits for everything else.
        tokio::time::sleep(BREATH).await;
    }
}

/// Who of a page of people, those behind `after`, has no key.
async fn without_keys(keystore: &Keystore, mut after: Uuid, page: Vec<Uuid>) -> Result<Vec<Uuid>, StoreError> {
    let mut left: BTreeSet<Uuid> = page.into_iter().collect();
    while left.last().is_some_and(|last| *last > after) {
        let keys = keystore.people_behind(after, PAGE).await?;
        let Some(last) = keys.last().copied() else { break };
        keys.iter().for_each(|person| _ = left.remove(person));
        after = last;
    }
    Ok(left.into_iter().collect())
}
