//! Coordinators: the people on the team, by name, and what each may do.
//!
//! Not here: what they did (`audit`), how they sign in (`accounts`), what a role allows (`staff`).

use std::fmt;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::statements::desk;
use super::work::{all, maybe, run};
use super::{StoreError, Work};

/// What somebody on the team may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Opens and answers what people send.
    Coordinator,
    /// The same, and looks after the team.
    Lead,
    /// Looks after keys and copies; reads no stories.
    Keeper,
    /// Reads what was done, and no stories.
    Auditor,
}

impl Role {
    /// Every role there is.
    pub const ALL: [Self; 4] = [Self::Coordinator, Self::Lead, Self::Keeper, Self::Auditor];

    /// The name used in the database and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Coordinator => "coordinator",
            Self::Lead => "lead",
            Self::Keeper => "keeper",
            Self::Auditor => "auditor",
        }
    }

    /// The role of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == name)
    }

    fn bit(self) -> u8 {
        match self {
            Self::Coordinator => 1,
            Self::Lead => 2,
            Self::Keeper => 4,
            Self::Auditor => 8,
        }
    }
}

/// The roles of one person: one, several, or none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Roles(u8);

impl Roles {
    /// Of these.
    pub fn of(roles: impl IntoIterator<Item = Role>) -> Self {
        Self(roles.into_iter().fold(0, |bits, role| bits | role.bit()))
    }

    /// Whether this one is among them.
    pub fn has(self, role: Role) -> bool {
        self.0 & role.bit() != 0
    }

    /// Whether one of these is among them.
    pub fn has_any(self, roles: &[Role]) -> bool {
        roles.iter().any(|role| self.has(*role))
    }

    /// Whether they may open what people have written.
    pub fn reads_stories(self) -> bool {
        self.has_any(&[Role::Coordinator, Role::Lead])
    }

    /// Each of them.
    pub fn list(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |role| self.has(*role))
    }
}

impl fmt::Display for Roles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.list().map(Role::as_str).collect::<Vec<_>>().join(" "))
    }
}

/// A role that this version does not know allows nothing.
impl From<String> for Roles {
    fn from(written: String) -> Self {
        Self::of(written.split(' ').filter_map(Role::from_name))
    }
}

/// Somebody on the team.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct CoordinatorRow {
    /// Their id.
    pub id: Uuid,
    /// Their name, as people see it.
    pub name: String,
    /// Whether they may act.
    pub active: bool,
    /// Since when they are known.
    pub created_at: DateTime<Utc>,
    /// What they may do.
    #[sqlx(try_from = "String")]
    pub roles: Roles,
    /// Since when they are gone for good.
    pub left_at: Option<DateTime<Utc>>,
}

/// Somebody on the team, and how they stand.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct MemberRow {
    /// Who.
    #[sqlx(flatten)]
    pub who: CoordinatorRow,
    /// Whether they can sign in at the desk.
    pub can_sign_in: bool,
    /// Until when their invitation holds.
    pub invited_until: Option<DateTime<Utc>>,
}

/// Adds somebody. False: the name is in use, letter case aside.
pub async fn add(work: &mut Work, id: Uuid, name: &str, roles: Roles, at: DateTime<Utc>) -> Result<bool, StoreError> {
    Ok(run!(work, desk::COORDINATOR_PUT, id, name.trim(), folded(name), at, roles.to_string())? == 1)
}

/// By name, letter case aside.
pub async fn by_name(work: &mut Work, name: &str) -> Result<Option<CoordinatorRow>, StoreError> {
    maybe!(work, desk::COORDINATOR_FIND, folded(name))
}

/// By id.
pub async fn get(work: &mut Work, id: Uuid) -> Result<Option<CoordinatorRow>, StoreError> {
    maybe!(work, desk::COORDINATOR_GET, id)
}

/// All of them, by name.
pub async fn list(work: &mut Work) -> Result<Vec<CoordinatorRow>, StoreError> {
    all!(work, desk::COORDINATOR_LIST)
}

/// All of them, with how they stand.
pub async fn members(work: &mut Work) -> Result<Vec<MemberRow>, StoreError> {
    all!(work, desk::TEAM_LIST)
}

/// They may act no longer, or may again.
pub async fn set_active(work: &mut Work, coordinator: Uuid, active: bool) -> Result<bool, StoreError> {
    Ok(run!(work, desk::COORDINATOR_ACTIVE, coordinator, active)? == 1)
}

/// They may do this from now on.
pub async fn set_roles(work: &mut Work, coordinator: Uuid, roles: Roles) -> Result<bool, StoreError> {
    Ok(run!(work, desk::COORDINATOR_ROLES, coordinator, roles.to_string())? == 1)
}

/// They have left for good. What they did stays, under their name.
pub async fn leave(work: &mut Work, coordinator: Uuid, at: DateTime<Utc>) -> Result<bool, StoreError> {
    Ok(run!(work, desk::COORDINATOR_LEAVE, coordinator, at)? == 1)
}

fn folded(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
