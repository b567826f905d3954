//! The guard: who acts, on what, and that it is written down.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{Parts, Staff, StaffError};
use crate::referral::{Queue, Status};
use crate::store::apart;
use crate::store::audit::{self, Done, NewAct};
use crate::store::coordinators::{self, CoordinatorRow, Role, Roles};
use crate::store::referrals::{self, ReferralRow};
use crate::store::{Group, Work};

/// Letters in a name at most: "Write to NAME" fits on a button of 28.
const LONGEST_NAME: usize = 19;

impl Staff {
    /// Adds somebody to the team. False: somebody of that name is there already.
    pub async fn add_coordinator(&self, name: &str) -> Result<bool, StaffError> {
        self.write("add coordinator", (named(name)?, self.now()), |parts, group, (name, at)| {
            Box::pin(async move {
                let id = parts.chance.uuid()?;
                let added = coordinators::add(&mut group.main, id, name, Roles::of([Role::Coordinator]), *at).await?;
                if added {
                    record(parts, group, Some(id), Done::AddedToTheTeam, None, *at).await?;
                }
                Ok(added)
            })
        })
        .await
    }

    /// The names of everybody on the team.
    pub async fn team(&self) -> Result<Vec<String>, StaffError> {
        let rows = coordinators::list(&mut self.parts().store.reading().await?).await?;
        Ok(rows.into_iter().filter(|row| row.active).map(|row| row.name).collect())
    }
}

impl Staff {
    /// Queues that are for one named person alone, where nobody on the team has that name: what is sent there is opened by nobody.
    pub async fn nobody_for(&self) -> Result<Vec<(Queue, String)>, StaffError> {
        let named = self.parts().named.clone();
        if named.is_empty() {
            return Ok(named);
        }
        let team = coordinators::list(&mut self.parts().store.reading().await?).await?;
        Ok(named.into_iter().filter(|(_, name)| !team.iter().any(|row| opens_for(row, name))).collect())
    }
}

/// Whether somebody opens what is sent to whoever is named so.
pub(crate) fn opens_for(row: &CoordinatorRow, named: &str) -> bool {
    row.active && row.roles.reads_stories() && named.trim().eq_ignore_ascii_case(row.name.trim())
}

/// A name as it is kept: with no space at its ends, and fit for a button.
pub(super) fn named(name: &str) -> Result<String, StaffError> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let length = name.chars().count();
    let plain = name.chars().all(|c| !c.is_control());
    if length == 0 || length > LONGEST_NAME || !plain {
        return Err(StaffError::NameLength { length, most: LONGEST_NAME });
    }
    Ok(name)
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

/// Whether somebody may open what people sent at all.
pub(super) fn may_open(who: &CoordinatorRow) -> Result<(), StaffError> {
    if !who.active {
        return Err(StaffError::Stranger(who.name.clone()));
    }
    if who.roles.reads_stories() { Ok(()) } else { Err(StaffError::NotForRole) }
}

/// The referral of that reference, if it is for them to open: the person may have asked that it is not, or they may know the person.
pub(super) async fn openable(
    parts: &Parts,
    group: &mut Group,
    who: &CoordinatorRow,
    reference: &str,
) -> Result<ReferralRow, StaffError> {
    may_open(who)?;
    let row = standing(parts, group, who, reference).await?;
    if apart::is_kept(&mut group.main, who.id, row.person).await? { Err(StaffError::NotForYou) } else { Ok(row) }
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
    act: Done,
    referral: Option<Uuid>,
    at: DateTime<Utc>,
) -> Result<(), StaffError> {
    let new = NewAct { id: parts.chance.uuid()?, at, coordinator: who, act, referral, detail: None };
    Ok(audit::add(&mut group.main, &new).await?)
}

/// Writes an act on somebody of the team down, in the same transaction.
pub(super) async fn record_of(
    parts: &Parts,
    group: &mut Group,
    who: Option<Uuid>,
    (act, of): (Done, &str),
) -> Result<(), StaffError> {
    let (id, at) = (parts.chance.uuid()?, parts.clock.now());
    let new = NewAct { id, at, coordinator: who, act, referral: None, detail: Some(of) };
    Ok(audit::add(&mut group.main, &new).await?)
}

/// The same, about nobody's words, with whom else it is about.
pub(super) async fn record_about(
    parts: &Parts,
    group: &mut Group,
    (who, act): (Uuid, Done),
    detail: Option<&str>,
) -> Result<(), StaffError> {
    let (id, at) = (parts.chance.uuid()?, parts.clock.now());
    Ok(audit::add(&mut group.main, &NewAct { id, at, coordinator: Some(who), act, referral: None, detail }).await?)
}

/// The same, with whom else it is about.
pub(super) async fn record_with(
    parts: &Parts,
    group: &mut Group,
    (who, act, with): (Uuid, Done, &str),
    referral: Uuid,
) -> Result<(), StaffError> {
    let at = parts.clock.now();
    let id = parts.chance.uuid()?;
    let new = NewAct { id, at, coordinator: Some(who), act, referral: Some(referral), detail: Some(with) };
    Ok(audit::add(&mut group.main, &new).await?)
}
