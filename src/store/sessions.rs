//! Sessions: who is signed in, and on which devices somebody has been; and how often it went wrong, from where.
//!
//! Tokens stand here as hashes only. Not here: how long a session lasts, and how long somebody has to wait (`staff`).

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::coordinators::Roles;
use super::statements::desk;
use super::work::{all, maybe, run, values};
use super::{StoreError, Work};

/// How far a session has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The password was right; a code is asked for.
    Code,
    /// A second factor is being set up.
    Enrol,
    /// They are in.
    In,
}

impl Stage {
    /// The name used in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Enrol => "enrol",
            Self::In => "in",
        }
    }

    /// The stage of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Code, Self::Enrol, Self::In].into_iter().find(|stage| stage.as_str() == name)
    }
}

/// A session.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct SessionRow {
    /// Its id.
    pub id: Uuid,
    /// Whose.
    pub coordinator: Uuid,
    /// Their name.
    pub name: String,
    /// What they may do.
    #[sqlx(try_from = "String")]
    pub roles: Roles,
    /// How far it has come.
    pub stage: Stage,
    /// On what, in a few words.
    pub device: String,
    /// Since when.
    pub made_at: DateTime<Utc>,
    /// When it was last used.
    pub used_at: DateTime<Utc>,
}

/// A session to put.
#[derive(Clone, Debug)]
pub struct NewSession {
    /// Its id.
    pub id: Uuid,
    /// The hash of its token.
    pub token: [u8; 32],
    /// Whose.
    pub coordinator: Uuid,
    /// How far it has come.
    pub stage: Stage,
    /// On what, in a few words.
    pub device: String,
    /// Since when.
    pub at: DateTime<Utc>,
}

/// Sessions that were used after the first moment and made after the second are not over.
#[derive(Clone, Copy, Debug)]
pub struct Since {
    /// Used after this.
    pub used: DateTime<Utc>,
    /// Made after this.
    pub made: DateTime<Utc>,
}

/// Failures from one source.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub struct FailuresRow {
    /// How many in a row.
    pub failures: i64,
    /// When the last one was.
    pub last_at: DateTime<Utc>,
}

/// What an open page may show has changed when this has.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Stirred {
    referral: Option<DateTime<Utc>>,
    talk: Option<DateTime<Utc>>,
    edited: Option<DateTime<Utc>>,
    act: Option<DateTime<Utc>>,
    under_way: i64,
    /// Falls when somebody is forgotten, of which nothing else is left to see.
    in_hand: i64,
}

/// Keeps a session.
pub async fn put(work: &mut Work, new: &NewSession) -> Result<(), StoreError> {
    let (token, device) = (new.token.as_slice(), new.device.as_str());
    run!(work, desk::SESSION_PUT, new.id, token, new.coordinator, new.stage, device, new.at).map(drop)
}

/// The session of a token, unless it is over or its person may not act.
pub async fn find(work: &mut Work, token: [u8; 32], since: Since) -> Result<Option<SessionRow>, StoreError> {
    maybe!(work, desk::SESSION_FIND, token.as_slice(), since.used, since.made)
}

/// Somebody's sessions.
pub async fn list(work: &mut Work, coordinator: Uuid, since: Since) -> Result<Vec<SessionRow>, StoreError> {
    all!(work, desk::SESSION_LIST, coordinator, since.used, since.made)
}

/// It is in use.
pub async fn touch(work: &mut Work, session: Uuid, at: DateTime<Utc>) -> Result<(), StoreError> {
    run!(work, desk::SESSION_TOUCH, session, at).map(drop)
}

/// Ends one of somebody's. False: there is none of theirs by this id.
pub async fn end(work: &mut Work, session: Uuid, coordinator: Uuid) -> Result<bool, StoreError> {
    Ok(run!(work, desk::SESSION_END, session, coordinator)? == 1)
}

/// Ends all of somebody's.
pub async fn end_all(work: &mut Work, coordinator: Uuid) -> Result<(), StoreError> {
    run!(work, desk::SESSION_END_ALL, coordinator).map(drop)
}

/// Takes away what is over, and failures that are long past.
pub async fn sweep(work: &mut Work, since: Since, failures: DateTime<Utc>) -> Result<(), StoreError> {
    run!(work, desk::SESSION_SWEEP, since.used, since.made)?;
    run!(work, desk::THROTTLE_SWEEP, failures).map(drop)
}

/// Somebody has signed in on this device.
pub async fn know(work: &mut Work, device: [u8; 32], who: Uuid, at: DateTime<Utc>) -> Result<(), StoreError> {
    run!(work, desk::DEVICE_PUT, device.as_slice(), who, at).map(drop)
}

/// Whether somebody has signed in on this device since then.
pub async fn knows(work: &mut Work, device: [u8; 32], who: Uuid, since: DateTime<Utc>) -> Result<bool, StoreError> {
    let count: Vec<i64> = values!(work, desk::DEVICE_FIND, device.as_slice(), who, since)?;
    Ok(count.first().is_some_and(|count| *count > 0))
}

/// No device of somebody's is known any more.
pub async fn unknow(work: &mut Work, who: Uuid) -> Result<(), StoreError> {
    run!(work, desk::DEVICE_DROP, who).map(drop)
}

/// How often it went wrong from this source.
pub async fn failures(work: &mut Work, source: [u8; 32]) -> Result<Option<FailuresRow>, StoreError> {
    maybe!(work, desk::THROTTLE_GET, source.as_slice())
}

/// It went wrong once more; what was before `since` no longer counts.
pub async fn failed(
    work: &mut Work,
    source: [u8; 32],
    at: DateTime<Utc>,
    since: DateTime<Utc>,
) -> Result<(), StoreError> {
    run!(work, desk::THROTTLE_FAIL, source.as_slice(), at, since).map(drop)
}

/// It went well.
pub async fn clear(work: &mut Work, source: [u8; 32]) -> Result<(), StoreError> {
    run!(work, desk::THROTTLE_CLEAR, source.as_slice()).map(drop)
}

/// What has to change for an open page to be drawn anew.
pub async fn stirred(work: &mut Work) -> Result<Option<Stirred>, StoreError> {
    maybe!(work, desk::STIRRED)
}
