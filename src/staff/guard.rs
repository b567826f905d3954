//! The guard: who acts, on what, and that it is written down.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{Parts, Staff, StaffError};
use crate::referral::{Queue, Status};
use crate::store::audit::{self, NewAct};
use crate::store::coordinators::{self, CoordinatorRow};
use crate::store::referrals::{self, ReferralRow};
use crate::store::{Group, Work};

/// Letters in a name at most: "Write to NAME" fits on a button of 28.
const LONGEST_NAME: usize = 19;

impl Staff {
    /// Adds somebody to the team. False: somebody of that name is there already.
    pub async fn add_coordinator(&self, name: &str) -> Result<bool, StaffError> {
        let length = name.trim().chars().count();
        if length == 0 || length > LONGEST_NAME {
            return Err(StaffError::NameLength { length, most: LONGEST_NAME });
        }
        let (parts, name, at) = (self.parts(), name.trim().to_owned(), self.now());
        let writer = parts.writer.clone();
        let written = writer.write("add coordinator", move |group| {
            let (parts, name) = (parts.clone(), name.clone());
            Box::pin(async move {
                let id = parts.chance.uuid()?;
                let added = coordinators::add(&mut group.main, id, &name, at).await?;
                if added {
                    record(&parts, group, Some(id), "added to the team", None, at).await?;
                }
                Ok::<_, StaffError>(added)
            })
        });
        written.await
    }

    /// The names of everybody on the team.
    pub async fn team(&self) -> Result<Vec<String>, StaffError> {
        let rows = coordinators::list(&mut self.parts().store.reading().await?).await?;
        Ok(rows.into_iter().filter(|row| row.active).map(|row| row.name).collect())
    }
}

/// The coordinator of that name.
pub(super) async fn somebody(work: &mut Work, name: &str) -> Result<CoordinatorRow, StaffError> {
    let found = coordinators::by_name(work, name).await?.filter(|row| row.active);
    found.ok_or_else(|| StaffError::Stranger(name.trim().to_owned()))
}

/// Which queues somebody may open: a named queue is for the person who is named for it, the main queue for everybody.
pub(super) fn queues_of(parts: &Parts, name: &str) -> Vec<Queue> {
    let opens = |queue: Queue| {
        queue == Queue::Main
            || parts.named.iter().any(|(of, named)| *of == queue && named.trim().eq_ignore_ascii_case(name.trim()))
    };
    Queue::ALL.into_iter().filter(|queue| opens(*queue)).collect()
}

/// The referral of that reference, if it stands in a queue of theirs and was not taken back. Its person is locked first, as for a turn of
/// theirs: a person who takes it back, and a coordinator who answers, come one after the other, whichever process they come from.
pub(super) async fn standing(
    parts: &Parts,
    group: &mut Group,
    who: &CoordinatorRow,
    reference: &str,
) -> Result<ReferralRow, StaffError> {
    let wanted = reference.trim().to_uppercase();
    if let Some(row) = referrals::by_reference(&mut group.main, &wanted).await? {
        group.lock(row.person).await?;
    }
    let found = referrals::by_reference(&mut group.main, &wanted).await?;
    let row = found
        .filter(|row| queues_of(parts, &who.name).contains(&row.queue))
        .ok_or(StaffError::NoSuchReference(wanted))?;
    if row.status == Status::Withdrawn { Err(StaffError::TakenBack) } else { Ok(row) }
}

/// Refuses unless it is theirs.
pub(super) fn theirs(row: &ReferralRow, who: &CoordinatorRow) -> Result<(), StaffError> {
    match (row.coordinator, &row.coordinator_name) {
        (Some(id), _) if id == who.id => Ok(()),
        (Some(_), Some(by)) => Err(StaffError::TakenOn { by: by.clone() }),
        (Some(_) | None, _) => Err(StaffError::NotYours),
    }
}

/// Writes an act down, in the same transaction.
pub(super) async fn record(
    parts: &Parts,
    group: &mut Group,
    who: Option<Uuid>,
    act: &str,
    referral: Option<Uuid>,
    at: DateTime<Utc>,
) -> Result<(), StaffError> {
    let new = NewAct { id: parts.chance.uuid()?, at, coordinator: who, act, referral, detail: None };
    Ok(audit::add(&mut group.main, &new).await?)
}
