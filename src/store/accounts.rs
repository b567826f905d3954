//! Accounts: how a coordinator signs in. Password hash, sealed second factor, recovery codes as hashes, and the invitation that begins it all.
//!
//! Not here: hashing, sealing and what is asked of a password (`staff`), who is signed in where (`sessions`).

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::coordinators::CoordinatorRow;
use super::statements::desk;
use super::work::{maybe, run, values};
use super::{StoreError, Work};
use crate::vault::Sealed;

/// How somebody signs in.
#[derive(Clone, sqlx::FromRow)]
pub struct AccountRow {
    /// Who.
    pub coordinator: Uuid,
    /// What argon2id makes of their password.
    pub password: String,
    /// The second factor's secret, once it was proved.
    pub second: Option<Sealed<String>>,
    /// One that is still to be proved.
    pub next: Option<Sealed<String>>,
    /// The last step of time whose code was used.
    pub step: i64,
    /// When password or second factor last changed.
    pub changed_at: DateTime<Utc>,
}

// A hash of a password is nothing to print either.
impl std::fmt::Debug for AccountRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AccountRow(..)")
    }
}

/// An invitation to put.
#[derive(Clone, Debug)]
pub struct NewInvitation {
    /// Whom it invites.
    pub coordinator: Uuid,
    /// The hash of its token.
    pub token: [u8; 32],
    /// Who made it; nobody by name, if it was made in a terminal.
    pub made_by: Option<Uuid>,
    /// When.
    pub at: DateTime<Utc>,
    /// Until when it holds.
    pub expires_at: DateTime<Utc>,
}

/// How somebody signs in.
pub async fn get(work: &mut Work, coordinator: Uuid) -> Result<Option<AccountRow>, StoreError> {
    maybe!(work, desk::ACCOUNT_GET, coordinator)
}

/// Whether anybody can sign in.
pub async fn any(work: &mut Work) -> Result<bool, StoreError> {
    let count: Vec<i64> = values!(work, desk::ACCOUNT_ANY)?;
    Ok(count.first().is_some_and(|count| *count > 0))
}

/// Keeps a password's hash; the second factor stays.
pub async fn put_password(work: &mut Work, coordinator: Uuid, hash: &str, at: DateTime<Utc>) -> Result<(), StoreError> {
    run!(work, desk::ACCOUNT_PUT, coordinator, hash, at).map(drop)
}

/// Keeps a second factor that is to be proved; or none.
pub async fn put_next(work: &mut Work, coordinator: Uuid, next: Option<&Sealed<String>>) -> Result<(), StoreError> {
    run!(work, desk::ACCOUNT_NEXT, coordinator, next).map(drop)
}

/// It was proved with the code of that step. False: there was none to be proved.
pub async fn proved(work: &mut Work, coordinator: Uuid, step: i64, at: DateTime<Utc>) -> Result<bool, StoreError> {
    Ok(run!(work, desk::ACCOUNT_PROVED, coordinator, step, at)? == 1)
}

/// Uses the code of a step up. False: it, or a later one, was used already.
pub async fn use_step(work: &mut Work, coordinator: Uuid, step: i64) -> Result<bool, StoreError> {
    Ok(run!(work, desk::ACCOUNT_STEP, coordinator, step)? == 1)
}

/// They can no longer sign in.
pub async fn drop_account(work: &mut Work, coordinator: Uuid) -> Result<(), StoreError> {
    run!(work, desk::ACCOUNT_DROP, coordinator).map(drop)
}

/// Other recovery codes take the place of those that there were.
pub async fn put_recovery(work: &mut Work, coordinator: Uuid, codes: &[[u8; 32]]) -> Result<(), StoreError> {
    run!(work, desk::RECOVERY_DROP, coordinator)?;
    for code in codes {
        run!(work, desk::RECOVERY_PUT, coordinator, code.as_slice())?;
    }
    Ok(())
}

/// Uses a recovery code up. False: there is no such code.
pub async fn use_recovery(work: &mut Work, coordinator: Uuid, code: [u8; 32]) -> Result<bool, StoreError> {
    Ok(run!(work, desk::RECOVERY_USE, coordinator, code.as_slice())? == 1)
}

/// How many recovery codes are left.
pub async fn count_recovery(work: &mut Work, coordinator: Uuid) -> Result<i64, StoreError> {
    let count: Vec<i64> = values!(work, desk::RECOVERY_COUNT, coordinator)?;
    Ok(count.first().copied().unwrap_or_default())
}

/// Keeps an invitation; an older one of the same person no longer holds.
pub async fn invite(work: &mut Work, new: &NewInvitation) -> Result<(), StoreError> {
    let token = new.token.as_slice();
    run!(work, desk::INVITATION_PUT, new.coordinator, token, new.made_by, new.at, new.expires_at).map(drop)
}

/// Whom a token invites.
pub async fn invited(
    work: &mut Work,
    token: [u8; 32],
    at: DateTime<Utc>,
) -> Result<Option<CoordinatorRow>, StoreError> {
    maybe!(work, desk::INVITATION_FIND, token.as_slice(), at)
}

/// Their invitation no longer holds.
pub async fn uninvite(work: &mut Work, coordinator: Uuid) -> Result<bool, StoreError> {
    Ok(run!(work, desk::INVITATION_DROP, coordinator)? == 1)
}
