//! Putting aside until a day, promising by a day, and what was begun and not sent: a coordinator's own order in their work.
//!
//! Not here: what the person sees of it (nothing).

use chrono::NaiveDate;
use futures_util::future::BoxFuture;

use super::guard::{openable, record, somebody, theirs};
use super::mine::Promise;
use super::{Parts, Staff, StaffError};
use crate::store::audit::Done;
use crate::store::coordinators::CoordinatorRow;
use crate::store::lists::{self, AsideRow};
use crate::store::referrals::ReferralRow;
use crate::store::{Group, begun, places};
use crate::story::Words;
use crate::vault::{self, Key};

/// Characters in a promise at most.
const LONGEST: usize = 1_000;
/// Characters in something begun at most: longer than an answer may be, so that it can be cut.
const LONGEST_BEGUN: usize = 20_000;

/// What is done within a transaction with a referral that is theirs.
type ActOnTheirs<A, T> =
    for<'a> fn(&'a Parts, &'a mut Group, (CoordinatorRow, ReferralRow), &'a A) -> BoxFuture<'a, Result<T, StaffError>>;

impl Staff {
    /// Puts one of this coordinator's aside until a day, or takes it up again.
    pub async fn quiet_until(&self, name: &str, reference: &str, day: Option<NaiveDate>) -> Result<(), StaffError> {
        if let Some(day) = day {
            self.is_to_come(day)?;
        }
        self.with_theirs("quiet", (name, reference), day, |parts, group, (who, row), day| {
            Box::pin(async move {
                if !lists::put_aside(&mut group.main, row.id, who.id, *day).await? {
                    return Err(StaffError::NoSuchStep(row.status.as_str()));
                }
                let act = if day.is_some() { Done::PutAside } else { Done::TookUpAgain };
                record(parts, group, Some(who.id), act, Some(row.id), parts.clock.now()).await
            })
        })
        .await
    }

    /// Notes what this coordinator has promised, by when; or that it is kept.
    pub async fn promise(
        &self,
        name: &str,
        reference: &str,
        promise: Option<(NaiveDate, &str)>,
    ) -> Result<(), StaffError> {
        let promise = match promise {
            Some((by, words)) => {
                self.is_to_come(by)?;
                Some((by, fits(words, LONGEST)?))
            }
            None => None,
        };
        self.with_theirs("promise", (name, reference), promise, |parts, group, (who, row), promise| {
            Box::pin(async move { write_promise(parts, group, (&who, &row), promise.as_ref()).await })
        })
        .await
    }

    /// Keeps what this coordinator has begun to write; nothing takes it away.
    pub async fn keep_draft(&self, name: &str, reference: &str, text: &str) -> Result<(), StaffError> {
        let text = text.to_owned();
        let length = text.encode_utf16().count();
        if length > LONGEST_BEGUN {
            return Err(StaffError::Length { length, most: LONGEST_BEGUN });
        }
        self.with_theirs("draft", (name, reference), text, |parts, group, (who, row), text| {
            Box::pin(async move { write_begun(parts, group, (&who, &row), text).await })
        })
        .await
    }

    fn is_to_come(&self, day: NaiveDate) -> Result<(), StaffError> {
        let today = crate::hours::london(self.now()).0;
        if day < today { Err(StaffError::Passed(day)) } else { Ok(()) }
    }

    /// Does something with a referral that is this coordinator's.
    pub(super) async fn with_theirs<A, T>(
        &self,
        label: &'static str,
        (name, reference): (&str, &str),
        asked: A,
        act: ActOnTheirs<A, T>,
    ) -> Result<T, StaffError>
    where
        A: Send + Sync + 'static,
        T: Send + 'static,
    {
        let asked = (name.to_owned(), reference.to_owned(), asked, act);
        self.write(label, asked, |parts, group, (name, reference, asked, act)| {
            Box::pin(async move {
                let who = somebody(&mut group.main, name).await?;
                let row = openable(parts, group, &who, reference).await?;
                theirs(&row, &who)?;
                act(parts, group, (who, row), asked).await
            })
        })
        .await
    }
}

/// The words without the white space around them, if there are any and they are not too many.
pub(super) fn fits(text: &str, most: usize) -> Result<String, StaffError> {
    let text = text.trim();
    let length = text.encode_utf16().count();
    if length == 0 || length > most { Err(StaffError::Length { length, most }) } else { Ok(text.to_owned()) }
}

async fn write_promise(
    parts: &Parts,
    group: &mut Group,
    (who, row): (&CoordinatorRow, &ReferralRow),
    promise: Option<&(NaiveDate, String)>,
) -> Result<(), StaffError> {
    let act = if promise.is_some() { Done::Promised } else { Done::KeptAPromise };
    let sealed = match promise {
        Some((by, words)) => {
            let key = group.key_of(row.person).await?.ok_or(StaffError::Forgotten)?;
            let place = row.id.to_string();
            let place = places::promise(row.person, &place);
            Some((vault::seal(&key, &place, &Words::new(words.as_str()), parts.chance.bytes()?)?, *by))
        }
        None => None,
    };
    if !lists::promise(&mut group.main, row.id, who.id, sealed).await? {
        return Err(StaffError::NoSuchStep(row.status.as_str()));
    }
    record(parts, group, Some(who.id), act, Some(row.id), parts.clock.now()).await
}

/// Keeps what a coordinator has begun to write; nothing takes it away.
pub(super) async fn write_begun(
    parts: &Parts,
    group: &mut Group,
    (who, row): (&CoordinatorRow, &ReferralRow),
    text: &str,
) -> Result<(), StaffError> {
    if text.trim().is_empty() {
        return Ok(begun::remove(&mut group.main, row.id, who.id).await?);
    }
    let key = group.key_of(row.person).await?.ok_or(StaffError::Forgotten)?;
    let place = begun::place(row.id, who.id);
    let sealed = vault::seal(&key, &places::begun(row.person, &place), &Words::new(text), parts.chance.bytes()?)?;
    Ok(begun::put(&mut group.main, (row.id, who.id), &sealed, parts.clock.now()).await?)
}

/// What a coordinator has begun to write, if anything.
pub(super) async fn begun_by(
    group: &mut Group,
    key: &Key,
    who: &CoordinatorRow,
    row: &ReferralRow,
) -> Result<Option<String>, StaffError> {
    let Some(sealed) = begun::get(&mut group.main, row.id, who.id).await? else { return Ok(None) };
    let place = begun::place(row.id, who.id);
    Ok(Some(vault::open(key, &places::begun(row.person, &place), &sealed)?.as_str().to_owned()))
}

/// What is promised, opened.
pub(super) fn promised(key: &Key, row: &ReferralRow, aside: AsideRow) -> Result<Option<Promise>, StaffError> {
    let Some((sealed, by)) = aside.promise.zip(aside.promise_by) else { return Ok(None) };
    let place = row.id.to_string();
    Ok(Some(Promise { by, words: vault::open(key, &places::promise(row.person, &place), &sealed)? }))
}
