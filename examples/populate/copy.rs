//! Copies of the three, each under a key and an id of their own: one group of the writer's for each batch.
//!
//! Not here: who is copied (`model`).

use std::ops::Range;
use std::sync::Arc;

use ajar::chance::Chance;
use ajar::store::approvals::{self, ApprovalRow};
use ajar::store::bubbles::{self, Bubble};
use ajar::store::fragments::{self, FragmentRow};
use ajar::store::people::{self, NewPerson};
use ajar::store::referrals::{self, NewReferral};
use ajar::store::{Group, StoreError, places};
use ajar::vault::{self, Bound, Key, Sealed};
use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use uuid::Uuid;

use crate::error::PopulateError;
use crate::house::House;
use crate::model::Model;

/// The letters of references.
const LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// Adds a person for each of these chats. All of the batch is kept, or none of it.
pub async fn people(house: &House, models: Arc<[Model; 3]>, chats: Range<i64>) -> Result<(), PopulateError> {
    let (chance, now) = (house.chance.clone(), house.clock.now());
    let written = house.writer.write("populate", move |group| {
        let (models, chance, chats) = (models.clone(), chance.clone(), chats.clone());
        Box::pin(async move {
            for chat in chats {
                let model = Model::of(&models, chat);
                Copy::begin(group, chat, &chance, now).await?.add(group, chat, model).await?;
            }
            Ok::<_, PopulateError>(())
        })
    });
    written.await
}

/// One copy in the making.
struct Copy<'a> {
    person: Uuid,
    key: Key,
    chance: &'a Chance,
    /// When they wrote: within the last eighty days.
    at: DateTime<Utc>,
    keep_until: DateTime<Utc>,
}

impl<'a> Copy<'a> {
    async fn begin(
        group: &mut Group,
        chat: i64,
        chance: &'a Chance,
        now: DateTime<Utc>,
    ) -> Result<Self, PopulateError> {
        let (person, key) = group.make_key(chat, chance.uuid()?, chance).await?;
        let at = now - TimeDelta::minutes(chat % (80 * 24 * 60));
        Ok(Self { person, key, chance, at, keep_until: at + TimeDelta::days(365) })
    }

    async fn add(&self, group: &mut Group, chat: i64, model: &Model) -> Result<(), PopulateError> {
        let new = NewPerson {
            id: self.person,
            chat: self.seal(&places::chat(self.person), &chat)?,
            state: self.seal(&places::state(self.person), &model.state)?,
            keep_until: self.keep_until,
            created_at: self.at,
        };
        people::add(&mut group.main, new).await?;
        for (row, fragment) in &model.words {
            let place = row.message.to_string();
            let fragment = self.seal(&places::fragment(self.person, &place), fragment)?;
            fragments::put(&mut group.main, FragmentRow { person: self.person, fragment, ..row.clone() });
        }
        // Of an old chat only the message with the buttons is still noted.
        let bubble = Bubble { person: self.person, message: 9, from_us: true, at: self.at, live: true };
        bubbles::put(&mut group.main, bubble);
        self.refer(group, model).await
    }

    async fn refer(&self, group: &mut Group, model: &Model) -> Result<(), PopulateError> {
        let Some((queue, row, sections)) = &model.sent else { return Ok(()) };
        let (id, person) = (self.chance.uuid()?, self.person);
        let mut new = NewReferral {
            id,
            person,
            queue: *queue,
            reference: self.reference()?,
            contact_welcome: true,
            glance: None,
            told_days: None,
            at: self.at,
        };
        // Among hundreds of thousands a reference or two is drawn twice.
        loop {
            match referrals::add(&mut group.main, &new).await {
                Err(StoreError::ReferenceTaken) => new.reference = self.reference()?,
                added => {
                    added?;
                    break;
                }
            };
        }
        let place = approvals::place(id, row.number);
        let sections = self.seal(&places::sections(person, &place), sections)?;
        let row = ApprovalRow { referral: id, approved_at: self.at, sections, ..row.clone() };
        Ok(approvals::add(&mut group.main, &row).await?)
    }

    fn reference(&self) -> Result<String, PopulateError> {
        let bytes: [u8; 7] = self.chance.bytes()?;
        let letter = |byte: &u8| LETTERS.get(usize::from(byte % 32)).map(|letter| char::from(*letter));
        Ok(bytes.iter().filter_map(letter).collect())
    }

    fn seal<T: Serialize>(&self, place: &Bound<'_>, value: &T) -> Result<Sealed<T>, PopulateError> {
        Ok(vault::seal(&self.key, place, value, self.chance.bytes()?)?)
    }
}
