//! The team: who is on it, what each may do, who is away from it for a while and who has left. Leads alone change any of it.
//!
//! Not here: invitations (`invite`), away days (a coordinator's own act).

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::acting;
use crate::staff::guard::record_of;
use crate::staff::{Parts, Staff, StaffError};
use crate::store::audit::Done;
use crate::store::coordinators::{self, MemberRow, Role, Roles};
use crate::store::{Group, accounts, audit, sessions};

/// Somebody on the team.
#[derive(Clone, Debug)]
pub struct Member {
    /// Their id.
    pub id: Uuid,
    /// Their name.
    pub name: String,
    /// What they may do.
    pub roles: Roles,
    /// Whether they may act at all.
    pub active: bool,
    /// Whether they can sign in.
    pub can_sign_in: bool,
    /// Until when their invitation holds.
    pub invited_until: Option<DateTime<Utc>>,
    /// Since when they are gone for good.
    pub left_at: Option<DateTime<Utc>>,
}

/// What a lead does to somebody's place on the team.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    Roles(Roles),
    Suspend,
    Restore,
    Remove,
}

impl Staff {
    /// Everybody, by name.
    pub async fn members(&self) -> Result<Vec<Member>, StaffError> {
        let mut work = self.parts().store.reading().await?;
        let now = self.now();
        Ok(coordinators::members(&mut work).await?.into_iter().map(|row| member(row, now)).collect())
    }

    /// What somebody may do from now on. Their sessions end.
    pub async fn set_roles(&self, by: Uuid, who: Uuid, roles: Roles) -> Result<(), StaffError> {
        if roles == Roles::default() {
            return Err(StaffError::NoRole);
        }
        self.change(by, who, Change::Roles(roles)).await
    }

    /// Somebody may do nothing until they are restored.
    pub async fn suspend(&self, by: Uuid, who: Uuid) -> Result<(), StaffError> {
        self.change(by, who, Change::Suspend).await
    }

    /// They may act again.
    pub async fn restore(&self, by: Uuid, who: Uuid) -> Result<(), StaffError> {
        self.change(by, who, Change::Restore).await
    }

    /// Somebody has left: they can no longer sign in, and what they did stays under their name.
    pub async fn remove(&self, by: Uuid, who: Uuid) -> Result<(), StaffError> {
        self.change(by, who, Change::Remove).await
    }

    /// What was done, the newest first; from `before` on backwards.
    pub async fn acts(&self, before: Option<DateTime<Utc>>, most: i64) -> Result<Vec<audit::ActRow>, StaffError> {
        let mut work = self.parts().store.reading().await?;
        Ok(match before {
            Some(at) => audit::before(&mut work, at, most).await?,
            None => audit::newest(&mut work, most).await?,
        })
    }

    /// What changes when something changes that an open page may show.
    pub async fn stirred(&self) -> Result<Option<sessions::Stirred>, StaffError> {
        let mut work = self.parts().store.reading().await?;
        Ok(sessions::stirred(&mut work).await?)
    }

    async fn change(&self, by: Uuid, who: Uuid, change: Change) -> Result<(), StaffError> {
        self.write("change team", (by, who, change), |parts, group, (by, who, change)| {
            Box::pin(alter(parts, group, (*by, *who), *change))
        })
        .await
    }
}

fn member(row: MemberRow, now: DateTime<Utc>) -> Member {
    Member {
        id: row.who.id,
        name: row.who.name,
        roles: row.who.roles,
        active: row.who.active,
        can_sign_in: row.can_sign_in,
        invited_until: row.invited_until.filter(|until| *until > now),
        left_at: row.who.left_at,
    }
}

async fn alter(parts: &Parts, group: &mut Group, (by, who): (Uuid, Uuid), change: Change) -> Result<(), StaffError> {
    acting(&mut group.main, by, Role::Lead).await?;
    let row = coordinators::get(&mut group.main, who).await?.ok_or(StaffError::NobodyThere)?;
    let stays_lead = match change {
        Change::Roles(roles) => roles.has(Role::Lead),
        Change::Restore => true,
        Change::Suspend | Change::Remove => false,
    };
    if row.roles.has(Role::Lead) && !stays_lead && !has_other_lead(group, who).await? {
        return Err(StaffError::LastLead);
    }
    let act = match change {
        Change::Roles(roles) => {
            coordinators::set_roles(&mut group.main, who, roles).await?;
            Done::GaveOtherRolesTo
        }
        Change::Suspend => {
            coordinators::set_active(&mut group.main, who, false).await?;
            Done::Suspended
        }
        Change::Restore => {
            coordinators::set_active(&mut group.main, who, true).await?;
            Done::Restored
        }
        Change::Remove => {
            coordinators::leave(&mut group.main, who, parts.clock.now()).await?;
            accounts::drop_account(&mut group.main, who).await?;
            accounts::uninvite(&mut group.main, who).await?;
            sessions::unknow(&mut group.main, who).await?;
            Done::Removed
        }
    };
    sessions::end_all(&mut group.main, who).await?;
    record_of(parts, group, Some(by), (act, &row.name)).await
}

/// Whether somebody else looks after the team, and can sign in to do so.
async fn has_other_lead(group: &mut Group, but: Uuid) -> Result<bool, StaffError> {
    let members = coordinators::members(&mut group.main).await?;
    let is_lead =
        |row: &MemberRow| row.who.id != but && row.who.active && row.can_sign_in && row.who.roles.has(Role::Lead);
    Ok(members.iter().any(is_lead))
}
