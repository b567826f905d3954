//! The three people that everybody else is a copy of: they come by real turns, and are then read and opened.
//!
//! Not here: copying them (`copy`).

use std::sync::Arc;

use ajar::buttons::{Button, Press};
use ajar::dialogue::{Event, State};
use ajar::referral::Queue;
use ajar::store::approvals::{self, ApprovalRow};
use ajar::store::fragments::{self, FragmentRow};
use ajar::store::outgoing::Outgoing;
use ajar::store::{Work, people, places, referrals};
use ajar::story::{Content, Fragment, Section, Words};
use ajar::turn::Incoming;
use ajar::vault::{self, Key};
use uuid::Uuid;

use crate::error::PopulateError;
use crate::house::House;

/// The three chats, which no crowd of a test uses.
const CHATS: [i64; 3] = [6_999_999_001, 6_999_999_002, 6_999_999_003];
const SAID: [&str; 3] = [
    "It has been a long winter. I sleep badly, and I have stopped answering the phone.",
    "I used to bake bread for the whole street, and I am good with my hands.",
    "My sister lives round the corner. The harbour early in the morning is where I breathe.",
];
/// Longer than any quiet moment.
const QUIET: i64 = 60;

/// Somebody to copy, opened.
pub struct Model {
    /// Where their conversation stands.
    pub state: State,
    /// What they wrote, each with its row (sealed for the model, and of use for its other columns only).
    pub words: Vec<(FragmentRow, Fragment)>,
    /// What they sent: queue, row, and what was shown.
    pub sent: Option<(Queue, ApprovalRow, Vec<Section>)>,
}

impl Model {
    /// Half of all look round, three in ten are writing, two in ten have sent their words.
    pub async fn three(house: &House) -> Result<Arc<[Self; 3]>, PopulateError> {
        let [looking, writing, sending] = CHATS;
        if house.keystore.find(looking).await?.is_none() {
            begin(house, sending, &SAID).await?;
            send(house, sending).await?;
            begin(house, looking, &[]).await?;
            begin(house, writing, &SAID).await?;
        }
        Ok(Arc::new([read(house, looking).await?, read(house, writing).await?, read(house, sending).await?]))
    }

    /// The model for the copy with this number.
    pub fn of(models: &[Self; 3], number: i64) -> &Self {
        let [looking, writing, sent] = models;
        match number % 10 {
            0..5 => looking,
            5..8 => writing,
            _ => sent,
        }
    }
}

async fn begin(house: &House, chat: i64, words: &[&str]) -> Result<(), PopulateError> {
    take(house, chat, Some(1), Event::Start { code: None }).await?;
    for (message, said) in (2..).zip(words) {
        let content = Content::Text(Words::new(*said));
        let event = Event::Said { message, sent_at: house.clock.now(), content };
        take(house, chat, Some(message), event).await?;
    }
    house.sent().await.map(drop)
}

/// A quiet moment comes, the whole is shown, and *Send these words* is pressed.
async fn send(house: &House, chat: i64) -> Result<(), PopulateError> {
    house.hand.forward(QUIET);
    house.turns.due().await?;
    let press = house.sent().await?.iter().find_map(sending);
    let press = press.ok_or(PopulateError::Lost("a quiet moment brings no *Send these words*"))?;
    take(house, chat, None, Event::Pressed { query: String::new(), press }).await?;
    house.sent().await?;
    house.hand.forward(-QUIET);
    Ok(())
}

fn sending(outgoing: &Outgoing) -> Option<Press> {
    let Outgoing::Bubble { rows, .. } = outgoing else { return None };
    let is_send =
        |button: &&Button| matches!(&button.press, Press::Choice { choice, .. } if choice.starts_with("send"));
    rows.iter().flatten().find(is_send).map(|button| button.press.clone())
}

async fn take(house: &House, chat: i64, message: Option<i64>, event: Event) -> Result<(), PopulateError> {
    let incoming = Incoming { update: None, chat, message, language: Some("en".to_owned()), event };
    house.turns.take(incoming).await.map(drop).map_err(PopulateError::from)
}

async fn read(house: &House, chat: i64) -> Result<Model, PopulateError> {
    let lost = || PopulateError::Lost("one of the three is not there");
    let (person, key) = house.keystore.find(chat).await?.ok_or_else(lost)?;
    let mut work = house.store.reading().await?;
    let row = people::load::<State>(&mut work, person).await?.ok_or_else(lost)?;
    let state = vault::open(&key, &places::state(person), &row.state)?;
    let mut words = Vec::new();
    for row in fragments::of_person(&mut work, person).await? {
        let place = row.message.to_string();
        let fragment = vault::open(&key, &places::fragment(person, &place), &row.fragment)?;
        words.push((row, fragment));
    }
    let sent = sent(&mut work, person, &key).await?;
    if sent.is_none() && chat == CHATS[2] {
        return Err(PopulateError::Lost("who presses *Send these words* is in no queue"));
    }
    Ok(Model { state, words, sent })
}

async fn sent(
    work: &mut Work,
    person: Uuid,
    key: &Key,
) -> Result<Option<(Queue, ApprovalRow, Vec<Section>)>, PopulateError> {
    let Some(referral) = referrals::of_person(work, person).await?.pop() else { return Ok(None) };
    let Some(row) = approvals::of_referral(work, referral.id).await?.pop() else { return Ok(None) };
    let place = approvals::place(referral.id, row.number);
    let sections = vault::open(key, &places::sections(person, &place), &row.sections)?;
    Ok(Some((referral.queue, row, sections)))
}
