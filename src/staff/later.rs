//! Answers that are sent at a time that suits the person. What has happened since comes first: if the person has written, asked not to be contacted,
//! or is with somebody else by then, nothing is sent, and the words stand as begun.
//!
//! Not here: which times suit them (`look`), answering at once (`answer`).

use std::sync::Arc;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::answer::{LONGEST, Reply, may_write};
use super::aside::{fits, write_begun};
use super::guard::{openable, record, somebody};
use super::{Parts, Staff, StaffError};
use crate::store::audit::Done;
use crate::store::coordinators::{self, CoordinatorRow};
use crate::store::later::{self, LaterRow};
use crate::store::referrals::{self, ReferralRow};
use crate::store::talk::Author;
use crate::store::{Group, places, talk};
use crate::story::Words;
use crate::vault::{self, Key};

/// Looked at in one round.
const AT_ONCE: i64 = 50;

/// An answer that is to be sent later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Later {
    /// Its id.
    pub id: Uuid,
    /// When it is to be sent.
    pub at: DateTime<Utc>,
    /// What.
    pub words: Words,
}

impl Staff {
    /// Writes to the person in the coordinator's name, at a time to come.
    pub async fn reply_at(&self, name: &str, reference: &str, text: &str, at: DateTime<Utc>) -> Result<(), StaffError> {
        let parts = self.parts();
        if at <= parts.clock.now() {
            return Err(StaffError::Passed(crate::hours::london(at).0));
        }
        let asked = (parts.chance.uuid()?, name.to_owned(), reference.to_owned(), fits(text, LONGEST)?, at);
        self.write("reply later", asked, |parts, group, asked| Box::pin(put(parts, group, asked))).await
    }

    /// It is not to be sent: it stands as begun.
    pub async fn not_later(&self, name: &str, id: Uuid) -> Result<(), StaffError> {
        self.write("not later", (name.to_owned(), id), |parts, group, (name, id)| {
            Box::pin(async move {
                let who = somebody(&mut group.main, name).await?;
                let row = later::get(&mut group.main, *id).await?.filter(|row| row.coordinator == who.id);
                match row {
                    Some(row) => put_down(parts, group, &row).await,
                    None => Err(StaffError::TooLate),
                }
            })
        })
        .await
    }

    /// Sends what is to be sent by now. Says how many times have come.
    pub async fn due(&self) -> Result<usize, StaffError> {
        let parts = self.parts();
        let come = later::come(&mut parts.store.reading().await?, parts.clock.now(), AT_ONCE).await?;
        let count = come.len();
        for row in come {
            let (parts, row, writer) = (parts.clone(), Arc::new(row), parts.writer.clone());
            let grew = parts.outbox_grew.clone();
            let sent = writer.write_for(row.person, "send later", move |group| {
                let (parts, row) = (parts.clone(), row.clone());
                Box::pin(async move { send(&parts, group, &row).await })
            });
            match sent.await {
                Ok(()) => grew.notify_one(),
                Err(StaffError::Store(error)) => return Err(error.into()),
                // It must not stand before the others.
                Err(error) => tracing::error!(%error, "an answer for later could not be sent; it is kept"),
            }
        }
        Ok(count)
    }
}

async fn put(
    parts: &Parts,
    group: &mut Group,
    (id, name, reference, text, at): &(Uuid, String, String, String, DateTime<Utc>),
) -> Result<(), StaffError> {
    let who = somebody(&mut group.main, name).await?;
    let row = openable(parts, group, &who, reference).await?;
    if later::get(&mut group.main, *id).await?.is_some() {
        return Ok(());
    }
    may_write(group, &row, &who).await?;
    let key = group.key_of(row.person).await?.ok_or(StaffError::Forgotten)?;
    let (now, place) = (parts.clock.now(), id.to_string());
    let words =
        vault::seal(&key, &places::later(row.person, &place), &Words::new(text.as_str()), parts.chance.bytes()?)?;
    let (referral, person, coordinator) = (row.id, row.person, who.id);
    let kept = LaterRow { id: *id, referral, person, coordinator, words, made_at: now, at: *at };
    later::put(&mut group.main, &kept).await?;
    write_begun(parts, group, (&who, &row), "").await?;
    record(parts, group, Some(who.id), Done::WroteForLater, Some(row.id), now).await
}

/// The time has come. Whatever stands against it, the words are not lost.
async fn send(parts: &Parts, group: &mut Group, row: &LaterRow) -> Result<(), StaffError> {
    if later::get(&mut group.main, row.id).await?.is_none() {
        return Ok(());
    }
    let Some((who, referral)) = still(group, row).await? else { return put_down(parts, group, row).await };
    let key = group.key_of(row.person).await?.ok_or(StaffError::Forgotten)?;
    let reply =
        Reply { id: row.id, name: who.name, reference: referral.reference, text: open(&key, row)?.as_str().to_owned() };
    later::remove(&mut group.main, row.id).await?;
    reply.write(parts, group).await
}

/// Whether it may be sent still: theirs, welcome, and nothing was said by the person since it was written.
async fn still(group: &mut Group, row: &LaterRow) -> Result<Option<(CoordinatorRow, ReferralRow)>, StaffError> {
    let main = &mut group.main;
    let who = coordinators::get(main, row.coordinator).await?.filter(|who| who.active);
    let (Some(who), Some(referral)) = (who, referrals::get(main, row.referral).await?) else { return Ok(None) };
    let spoken = talk::of_referral(main, row.referral).await?;
    let since = spoken.iter().any(|said| said.author == Author::Person && said.at > row.made_at);
    if since || referral.sent_at > row.made_at || may_write(group, &referral, &who).await.is_err() {
        return Ok(None);
    }
    Ok(Some((who, referral)))
}

/// It is not sent: the words stand as begun with whoever wrote them.
async fn put_down(parts: &Parts, group: &mut Group, row: &LaterRow) -> Result<(), StaffError> {
    later::remove(&mut group.main, row.id).await?;
    let who = coordinators::get(&mut group.main, row.coordinator).await?;
    let referral = referrals::get(&mut group.main, row.referral).await?;
    let (Some(who), Some(referral), Some(key)) = (who, referral, group.key_of(row.person).await?) else {
        return Ok(());
    };
    write_begun(parts, group, (&who, &referral), open(&key, row)?.as_str()).await?;
    record(parts, group, Some(who.id), Done::DidNotSendForLater, Some(referral.id), parts.clock.now()).await
}

fn open(key: &Key, row: &LaterRow) -> Result<Words, StaffError> {
    let place = row.id.to_string();
    Ok(vault::open(key, &places::later(row.person, &place), &row.words)?)
}

/// What is to be sent in one referral, opened.
pub(super) async fn all(group: &mut Group, key: &Key, referral: Uuid) -> Result<Vec<Later>, StaffError> {
    let rows = later::of_referral(&mut group.main, referral).await?;
    rows.iter().map(|row| Ok(Later { id: row.id, at: row.at, words: open(key, row)? })).collect()
}
