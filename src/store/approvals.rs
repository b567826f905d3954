//! Approvals: what a person saw and sent, numbered, never changed but for parts that they remove (P12, P14).
//!
//! Not here: making one (`story::Draft::approve`), where it stands (`referrals`).

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::work::{all, run, values};
use super::{StoreError, Work, statements};
use crate::story::{Purpose, Section};
use crate::vault::Sealed;

/// One approval of a referral.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ApprovalRow {
    /// Of which referral.
    pub referral: Uuid,
    /// 1 for the first.
    pub number: i64,
    /// What it is for.
    pub purpose: Purpose,
    /// The draft's revision that was shown.
    pub revision: i64,
    /// The language that it was shown in.
    pub locale: String,
    /// The edition of the dialogues.
    pub content_hash: String,
    /// When it was sent.
    pub approved_at: DateTime<Utc>,
    /// What was sent, in order, sealed at `places::sections`.
    pub sections: Sealed<Vec<Section>>,
}

/// An approval's row, within the place that its sections are bound to.
pub fn place(referral: Uuid, number: i64) -> String {
    format!("{referral}/{number}")
}

/// The number of a referral's next approval. (Sections are sealed at their number, so it is asked for before.)
pub async fn next_number(work: &mut Work, referral: Uuid) -> Result<i64, StoreError> {
    values!(work, statements::APPROVAL_NEXT, referral).map(|found: Vec<i64>| found.first().copied().unwrap_or(1))
}

/// Adds an approval.
pub async fn add(work: &mut Work, row: &ApprovalRow) -> Result<(), StoreError> {
    run!(
        work,
        statements::APPROVAL_PUT,
        row.referral,
        row.number,
        row.purpose,
        row.revision,
        &row.locale,
        &row.content_hash,
        row.approved_at,
        &row.sections
    )
    .map(drop)
}

/// All approvals of a referral, the first first.
pub async fn of_referral(work: &mut Work, referral: Uuid) -> Result<Vec<ApprovalRow>, StoreError> {
    all!(work, statements::APPROVAL_LIST, referral)
}

/// Puts other sections in the place of an approval's: without a part that the person has removed.
pub async fn replace(
    work: &mut Work,
    referral: Uuid,
    number: i64,
    sections: &Sealed<Vec<Section>>,
) -> Result<bool, StoreError> {
    Ok(run!(work, statements::APPROVAL_REPLACE, referral, number, sections)? == 1)
}

/// All approvals of a referral go; says how many.
pub async fn remove_all(work: &mut Work, referral: Uuid) -> Result<u64, StoreError> {
    run!(work, statements::APPROVAL_DROP, referral)
}
