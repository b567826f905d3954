//! Handing on: to a colleague by name, or to the queue; reading along; and who does not open something at all. Nobody is asked for a reason.
//!
//! Not here: taking on (`open`), handing back unanswered and resting (`answer`).

use uuid::Uuid;

use super::answer::tell;
use super::guard::{may_open, openable, queues_of, record, record_with, somebody, standing, theirs};
use super::{Parts, Staff, StaffError};
use crate::locale::Value;
use crate::referral::Status;
use crate::store::apart::{self, Why};
use crate::store::audit::Done;
use crate::store::coordinators::{CoordinatorRow, Role};
use crate::store::referrals::{self, ReferralRow};
use crate::store::{Group, people, readers};

impl Staff {
    /// Gives what this coordinator has to another one, who has not opened it yet; a lead gives what anybody has, so that nobody's stays behind
    /// when they leave. The person is told, if somebody had written to them.
    pub async fn hand_on(&self, name: &str, reference: &str, to: &str) -> Result<(), StaffError> {
        let asked = (name.to_owned(), reference.to_owned(), to.to_owned());
        self.write("hand on", asked, |parts, group, asked| Box::pin(hand_on(parts, group, asked))).await?;
        self.parts().outbox_grew.notify_one();
        Ok(())
    }

    /// Asks a colleague to read along: they open it and note, and do not write to the person.
    pub async fn read_with(&self, name: &str, reference: &str, with: &str) -> Result<(), StaffError> {
        self.with_theirs("read with", (name, reference), with.to_owned(), |parts, group, (who, row), with| {
            Box::pin(async move {
                let with = colleague(parts, group, &row, with).await?;
                if apart::is_kept(&mut group.main, with.id, row.person).await? || with.id == who.id {
                    return Err(StaffError::NotForThem(with.name));
                }
                readers::add(&mut group.main, row.id, with.id, parts.clock.now()).await?;
                record_with(parts, group, (who.id, Done::AskedToReadAlong, &with.name), row.id).await
            })
        })
        .await
    }

    /// They do not read along any more.
    pub async fn read_alone(&self, name: &str, reference: &str, with: &str) -> Result<(), StaffError> {
        self.with_theirs("read alone", (name, reference), with.to_owned(), |parts, group, (who, row), with| {
            Box::pin(async move {
                let with = somebody(&mut group.main, with).await?;
                readers::remove(&mut group.main, row.id, with.id).await?;
                record_with(parts, group, (who.id, Done::EndedReadingAlong, &with.name), row.id).await
            })
        })
        .await
    }

    /// *I know this person*: it goes on unread, to a colleague or to the queue, and is never opened by this coordinator again.
    pub async fn i_know_them(&self, name: &str, reference: &str, to: Option<&str>) -> Result<(), StaffError> {
        let asked = (name.to_owned(), reference.to_owned(), to.map(str::to_owned));
        self.write("i know them", asked, |parts, group, asked| Box::pin(know(parts, group, asked))).await?;
        self.parts().outbox_grew.notify_one();
        Ok(())
    }

    /// Somebody of the team wrote here before they were of it: from now on the lead alone opens it.
    pub async fn only_for_lead(&self, name: &str, reference: &str) -> Result<(), StaffError> {
        let asked = (name.to_owned(), reference.to_owned());
        self.write("only for the lead", asked, |parts, group, (name, reference)| {
            Box::pin(async move {
                let who = somebody(&mut group.main, name).await?;
                let row = standing(parts, group, &who, reference).await?;
                let lead = parts.lead.clone().ok_or(StaffError::NoLead)?;
                let lead = somebody(&mut group.main, &lead).await?;
                apart::keep_for(&mut group.main, row.person, lead.id).await?;
                apart::let_go(&mut group.main, row.person, parts.clock.now()).await?;
                record_with(parts, group, (who.id, Done::KeptForTheLead, &lead.name), row.id).await
            })
        })
        .await
    }
}

/// Somebody on the team who opens what people send, and the queue that it stands in.
async fn colleague(
    parts: &Parts,
    group: &mut Group,
    row: &ReferralRow,
    name: &str,
) -> Result<CoordinatorRow, StaffError> {
    let found = somebody(&mut group.main, name).await?;
    let opens = may_open(&found).is_ok() && queues_of(parts, &found.name).contains(&row.queue);
    if opens { Ok(found) } else { Err(StaffError::NotForThem(found.name)) }
}

async fn hand_on(
    parts: &Parts,
    group: &mut Group,
    (name, reference, to): &(String, String, String),
) -> Result<(), StaffError> {
    let who = somebody(&mut group.main, name).await?;
    may_open(&who)?;
    let row = standing(parts, group, &who, reference).await?;
    // Handing on opens nothing, so a lead may do it with what is not for them to open.
    if !who.roles.has(Role::Lead) {
        theirs(&row, &who)?;
    }
    let from = row.coordinator.ok_or(StaffError::NotYours)?;
    let to = colleague(parts, group, &row, to).await?;
    give(parts, group, (&who, from, &to), &row).await
}

/// From whoever has it to another, guarded.
async fn give(
    parts: &Parts,
    group: &mut Group,
    (who, from, to): (&CoordinatorRow, Uuid, &CoordinatorRow),
    row: &ReferralRow,
) -> Result<(), StaffError> {
    let now = parts.clock.now();
    if from == to.id || !referrals::hand_on(&mut group.main, row.id, (from, to.id), now).await? {
        return Err(StaffError::NotForThem(to.name.clone()));
    }
    // Whoever reads along and is handed it has it now.
    readers::remove(&mut group.main, row.id, to.id).await?;
    if people::release(&mut group.main, row.person, from).await? {
        people::take_up(&mut group.main, row.person, to.id).await?;
    }
    if row.status == Status::InTouch && row.contact_welcome {
        tell(parts, group, row, ("handed-on", &[("name", Value::Fact(to.name.clone()))]), None).await?;
    }
    record_with(parts, group, (who.id, Done::HandedOn, &to.name), row.id).await
}

async fn know(
    parts: &Parts,
    group: &mut Group,
    (name, reference, to): &(String, String, Option<String>),
) -> Result<(), StaffError> {
    let who = somebody(&mut group.main, name).await?;
    let row = openable(parts, group, &who, reference).await?;
    let now = parts.clock.now();
    let waits = row.status == Status::Waiting;
    if !waits {
        theirs(&row, &who)?;
    }
    readers::remove(&mut group.main, row.id, who.id).await?;
    match to {
        Some(to) => {
            let to = colleague(parts, group, &row, to).await?;
            if !waits {
                give(parts, group, (&who, who.id, &to), &row).await?;
            } else if to.id == who.id || !referrals::give(&mut group.main, row.id, to.id, now).await? {
                return Err(StaffError::NotForThem(to.name));
            } else {
                people::take_up(&mut group.main, row.person, to.id).await?;
                record_with(parts, group, (who.id, Done::HandedOn, &to.name), row.id).await?;
            }
        }
        None if !waits => {
            referrals::let_go(&mut group.main, row.id, who.id, now).await?;
            people::release(&mut group.main, row.person, who.id).await?;
        }
        None => {}
    }
    apart::keep_from(&mut group.main, row.person, who.id, Why::Knows).await?;
    record(parts, group, Some(who.id), Done::KnowsThem, Some(row.id), now).await
}
