//! A look at what the store holds of somebody, opened with their key.
//!
//! Not here: what it must be (`model`, `person`).

use std::collections::BTreeMap;

use ajar::dialogue::State;
use ajar::store::approvals;
use ajar::store::dues::{self, DueRow};
use ajar::store::fragments;
use ajar::store::people::{self, HeldBy};
use ajar::store::places;
use ajar::store::referrals::{self, ReferralRow};
use ajar::store::talk::{self, Author, Delivery};
use ajar::story::{Content, Fragment, Purpose, Section};
use ajar::turn::Turns;
use ajar::vault;
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::broken::Held;
use super::world::World;

/// What the store holds of somebody.
pub struct Look {
    pub id: Uuid,
    pub state: State,
    pub holder: Option<Uuid>,
    pub reachable: bool,
    pub keep_until: DateTime<Utc>,
    /// The drafts, by message, closed choices aside.
    pub kept: BTreeMap<i64, Kept>,
    pub talk: Vec<Spoken>,
    pub sent: Vec<Sent>,
    pub dues: Vec<DueRow>,
}

/// A message of the person's in a draft.
pub struct Kept {
    pub purpose: Purpose,
    pub part: String,
    pub fragment: Fragment,
}

/// A message between the person and a coordinator.
pub struct Spoken {
    /// Telegram's id of it, if the person wrote it. (What a coordinator wrote has one too, so that it can be changed; `team` holds that.)
    pub message: Option<i64>,
    pub is_coordinators: bool,
    pub delivery: Option<Delivery>,
    pub content: Content,
}

/// A referral with its approvals.
pub struct Sent {
    pub row: ReferralRow,
    pub approvals: Vec<Approval>,
}

/// An approval, part by part, as it would stand in a bubble.
pub struct Approval {
    pub number: i64,
    pub purpose: Purpose,
    pub sections: Vec<(String, String)>,
}

impl Approval {
    pub fn text(&self) -> String {
        self.sections.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("\n\n")
    }
}

/// The words of a message, as they are kept; none for a voice note without any.
pub fn words(content: &Content) -> &str {
    content.words().map_or("", |words| words.as_str())
}

/// A section as the person sees it.
pub fn rendered(turns: &Turns, locale: &str, section: &Section) -> (String, String) {
    (section.part.clone(), turns.today().renderer(locale).section(section))
}

/// Looks at the person of a chat. `None`: nobody is known there.
pub async fn look(world: &World, turns: &Turns, chat: i64) -> Held<Option<Look>> {
    let Some((id, key)) = world.keystore.find(chat).await? else { return Ok(None) };
    let mut work = world.store.reading().await?;
    let Some(row) = people::load::<State>(&mut work, id).await? else { return Ok(None) };
    let mut seen = Look {
        id,
        state: vault::open(&key, &places::state(id), &row.state)?,
        holder: row.coordinator.filter(|_| row.holder == HeldBy::Coordinator),
        reachable: row.reachable,
        keep_until: row.keep_until,
        kept: BTreeMap::new(),
        talk: Vec::new(),
        sent: Vec::new(),
        dues: dues::of_person(&mut work, id).await?,
    };
    for row in fragments::of_person(&mut work, id).await?.into_iter().filter(|row| row.message > 0) {
        let number = row.message.to_string();
        let fragment = vault::open(&key, &places::fragment(id, &number), &row.fragment)?;
        seen.kept.insert(row.message, Kept { purpose: row.purpose, part: row.part, fragment });
    }
    for row in referrals::of_person(&mut work, id).await? {
        let mut approvals = Vec::new();
        for known in approvals::of_referral(&mut work, row.id).await? {
            let place = approvals::place(known.referral, known.number);
            let sections = vault::open(&key, &places::sections(id, &place), &known.sections)?;
            let sections = sections.iter().map(|section| rendered(turns, &known.locale, section)).collect();
            approvals.push(Approval { number: known.number, purpose: known.purpose, sections });
        }
        for known in talk::of_referral(&mut work, row.id).await? {
            let content = vault::open(&key, &places::talk(id, &known.id.to_string()), &known.words)?;
            let is_coordinators = known.author == Author::Coordinator;
            let (message, delivery) = (known.message.filter(|_| !is_coordinators), known.delivery);
            seen.talk.push(Spoken { message, is_coordinators, delivery, content });
        }
        seen.sent.push(Sent { row, approvals });
    }
    Ok(Some(seen))
}
