//! A coordinator's own words, changed or taken back after they have arrived: as long as Telegram lets a message be deleted, and no longer, so that
//! both sides see the same.
//!
//! Not here: sending them (`answer`). What was there before is kept nowhere.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::answer::{LONGEST, bubble, language_of, post, tell, writes_straight};
use super::aside::fits;
use super::guard::{may_open, record, somebody};
use super::{Parts, Staff, StaffError};
use crate::locale::Value;
use crate::store::audit::Done;
use crate::store::coordinators::CoordinatorRow;
use crate::store::outbox::{self, Class, Kind};
use crate::store::outgoing::Outgoing;
use crate::store::referrals::{self, ReferralRow};
use crate::store::talk::{self, Delivery, TalkRow};
use crate::store::{Group, bubbles, places};
use crate::story::{Content, Words};
use crate::vault::{self, Key, Sealed};

/// Before the two days are quite over: the call is made a moment later.
const MARGIN: TimeDelta = TimeDelta::minutes(10);

/// A message of a coordinator's that is to change.
struct Own {
    who: CoordinatorRow,
    row: ReferralRow,
    talk: TalkRow,
    /// Telegram's id of it.
    message: i64,
    key: Key,
}

impl Staff {
    /// Puts other words in the place of what this coordinator wrote, in the chat and here.
    pub async fn edit(&self, name: &str, talk: Uuid, text: &str) -> Result<(), StaffError> {
        self.write("edit", (name.to_owned(), talk, fits(text, LONGEST)?), |parts, group, (name, talk, text)| {
            Box::pin(async move {
                let own = own(parts, group, name, *talk).await?;
                edit(parts, group, &own, text).await
            })
        })
        .await?;
        self.parts().outbox_grew.notify_one();
        Ok(())
    }

    /// Takes back what this coordinator wrote, out of the chat and from here.
    pub async fn delete(&self, name: &str, talk: Uuid) -> Result<(), StaffError> {
        self.write("delete", (name.to_owned(), talk), |parts, group, (name, talk)| {
            Box::pin(async move {
                let own = own(parts, group, name, *talk).await?;
                delete(parts, group, &own).await
            })
        })
        .await?;
        self.parts().outbox_grew.notify_one();
        Ok(())
    }
}

/// Whether a message is this coordinator's, has arrived, and can still be changed or taken back.
pub(super) fn may_change(row: &TalkRow, who: Uuid, now: DateTime<Utc>) -> bool {
    row.coordinator == Some(who)
        && row.delivery == Some(Delivery::Sent)
        && row.message.is_some()
        && row.deleted_at.is_none()
        && now < row.at + bubbles::DELETABLE - MARGIN
}

async fn own(parts: &Parts, group: &mut Group, name: &str, talk: Uuid) -> Result<Own, StaffError> {
    let who = somebody(&mut group.main, name).await?;
    may_open(&who)?;
    let found = talk::get(&mut group.main, talk).await?.ok_or(StaffError::TooLate)?;
    group.lock(found.person).await?;
    let talk = talk::get(&mut group.main, talk).await?.ok_or(StaffError::TooLate)?;
    let row = referrals::get(&mut group.main, talk.referral).await?.ok_or(StaffError::Forgotten)?;
    let Some(message) = talk.message.filter(|_| may_change(&talk, who.id, parts.clock.now())) else {
        return Err(StaffError::TooLate);
    };
    let key = group.key_of(row.person).await?.ok_or(StaffError::Forgotten)?;
    Ok(Own { who, row, talk, message, key })
}

async fn edit(parts: &Parts, group: &mut Group, own: &Own, words: &str) -> Result<(), StaffError> {
    let Own { who, row, talk, message, key } = own;
    let lang = language_of(parts, group, row).await?;
    let straight = writes_straight(group, key, row.person, &who.name).await?;
    let (text, rows) = bubble(parts, &lang, (&who.name, straight), words);
    // Buttons stand under the newest message only.
    let rows = if is_newest(group, own).await? { rows } else { Vec::new() };
    let now = parts.clock.now();
    let sealed = sealed(parts, own, words)?;
    if !talk::replace(&mut group.main, talk.id, &sealed, now).await? {
        return Err(StaffError::TooLate);
    }
    let order = Outgoing::Edit { message: *message, text, rows };
    post(parts, group, key, row, (order, Class::Tidy, Kind::Scripted)).await?;
    record(parts, group, Some(who.id), Done::ChangedTheirWords, Some(row.id), now).await
}

async fn delete(parts: &Parts, group: &mut Group, own: &Own) -> Result<(), StaffError> {
    let Own { who, row, talk, message, key } = own;
    let now = parts.clock.now();
    let newest = is_newest(group, own).await?;
    if !talk::take_back(&mut group.main, talk.id, &sealed(parts, own, "")?, now).await? {
        return Err(StaffError::TooLate);
    }
    let order = Outgoing::Delete { messages: vec![*message] };
    post(parts, group, key, row, (order, Class::Tidy, Kind::Scripted)).await?;
    bubbles::remove(&mut group.main, row.person, *message).await?;
    if newest {
        // The ways that are always there stood under it.
        tell(parts, group, row, ("words-taken-back", &[("name", Value::Fact(who.name.clone()))]), None).await?;
    }
    record(parts, group, Some(who.id), Done::TookBackTheirWords, Some(row.id), now).await
}

/// Whether its buttons act, and nothing is on its way that would take them off.
async fn is_newest(group: &mut Group, own: &Own) -> Result<bool, StaffError> {
    let live = bubbles::live(&mut group.main, own.row.person).await?;
    Ok(live.contains(&own.message) && outbox::count_of(&mut group.main, own.row.person).await? == 0)
}

fn sealed(parts: &Parts, own: &Own, words: &str) -> Result<Sealed<Content>, StaffError> {
    let place = own.talk.id.to_string();
    let content = Content::Text(Words::new(words));
    Ok(vault::seal(&own.key, &places::talk(own.row.person, &place), &content, parts.chance.bytes()?)?)
}
