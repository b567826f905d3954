//! Referrals: what stands in the queues. The guard of every transition is in its `WHERE`; each function says whether the row moved.
//!
//! Not here: the words (`approvals`, `talk`), who may act (`staff`).

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::approvals::ApprovalRow;
use super::statements::acts;
use super::work::{all, maybe, run};
use super::{StoreError, Work, approvals, later, notes, statements, talk};
use crate::referral::{Glance, Queue, Status};
use crate::vault::Sealed;

/// A referral.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ReferralRow {
    /// Its id.
    pub id: Uuid,
    /// Whose it is.
    pub person: Uuid,
    /// Which queue it stands in.
    pub queue: Queue,
    /// The short code that is said on the phone.
    pub reference: String,
    /// What can be told of it without opening it.
    pub glance: Option<Sealed<Glance>>,
    /// Within how many working days nine in ten hear, as they were told.
    pub told_days: Option<i64>,
    /// Where it stands.
    pub status: Status,
    /// Who has taken it on, or had when it was taken back or rested.
    pub coordinator: Option<Uuid>,
    /// Their name.
    pub coordinator_name: Option<String>,
    /// Whether the person may be contacted.
    pub contact_welcome: bool,
    /// When it was first sent.
    pub created_at: DateTime<Utc>,
    /// When it was last sent or added to.
    pub sent_at: DateTime<Utc>,
    /// When it was taken on, and so opened.
    pub claimed_at: Option<DateTime<Utc>>,
    /// When it last changed in any way.
    pub changed_at: DateTime<Utc>,
}

/// A referral to add; it waits.
#[derive(Clone, Debug)]
pub struct NewReferral {
    /// Its id.
    pub id: Uuid,
    /// Whose it is.
    pub person: Uuid,
    /// Which queue it stands in.
    pub queue: Queue,
    /// The short code that is said on the phone.
    pub reference: String,
    /// Whether the person may be contacted.
    pub contact_welcome: bool,
    /// What can be told of it without opening it, sealed at `places::glance`.
    pub glance: Option<Sealed<Glance>>,
    /// Within how many working days nine in ten hear, as they are told with it; nothing where that is not known.
    pub told_days: Option<i64>,
    /// Now.
    pub at: DateTime<Utc>,
}

/// What became of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// It is theirs.
    Won,
    /// Somebody else was first: who has it, if anybody still does.
    Lost {
        /// Their name.
        by: Option<String>,
        /// Where it stands.
        status: Status,
    },
    /// There is no such referral.
    Unknown,
}

/// Adds a referral. False: one of this person's stands in this queue already, and nothing was added. A reference that is in use is
/// [`StoreError::ReferenceTaken`]: draw another.
pub async fn add(work: &mut Work, new: &NewReferral) -> Result<bool, StoreError> {
    let added = run!(
        work,
        statements::REFERRAL_PUT,
        new.id,
        new.person,
        new.queue,
        &new.reference,
        new.contact_welcome,
        new.at,
        &new.glance,
        new.told_days
    )?;
    if added == 0 && standing(work, new.person, new.queue).await?.is_none() {
        return Err(StoreError::ReferenceTaken);
    }
    Ok(added == 1)
}

/// Adds the first thing that a person sends, with its first approval. (Gathered: if the reference is in use the whole group is undone, and the
/// turn is taken again.)
pub fn add_first(work: &mut Work, new: NewReferral, approval: ApprovalRow) {
    work.gathered.first_referral(new, approval);
}

/// Whether this group has added the first thing that this person sends.
pub fn has_added_first(work: &Work, person: Uuid) -> bool {
    work.gathered.refers(person)
}

/// Everything that a person has sent, taken back or not, the first first.
pub async fn of_person(work: &mut Work, person: Uuid) -> Result<Vec<ReferralRow>, StoreError> {
    if let Some(rows) = work.ahead.referrals(person) {
        return Ok(rows);
    }
    all!(work, statements::REFERRAL_PERSON, person)
}

/// One, by id.
pub async fn get(work: &mut Work, referral: Uuid) -> Result<Option<ReferralRow>, StoreError> {
    maybe!(work, statements::REFERRAL_GET, referral)
}

/// One, by its short code.
pub async fn by_reference(work: &mut Work, reference: &str) -> Result<Option<ReferralRow>, StoreError> {
    maybe!(work, statements::REFERRAL_REFERENCE, reference)
}

/// What a person has standing in a queue.
pub async fn standing(work: &mut Work, person: Uuid, queue: Queue) -> Result<Option<ReferralRow>, StoreError> {
    maybe!(work, statements::REFERRAL_STANDING, person, queue)
}

/// What is open in a queue, the longest waiting first, `limit` at most.
pub async fn open_in(work: &mut Work, queue: Queue, limit: i64) -> Result<Vec<ReferralRow>, StoreError> {
    all!(work, statements::REFERRAL_OPEN, queue, limit)
}

/// What this coordinator had taken on and the person has taken back since `since`.
pub async fn taken_back_from(
    work: &mut Work,
    coordinator: Uuid,
    since: DateTime<Utc>,
) -> Result<Vec<ReferralRow>, StoreError> {
    all!(work, statements::REFERRAL_TAKEN_BACK, coordinator, since)
}

/// A coordinator takes it on, if it waits.
pub async fn claim(work: &mut Work, referral: Uuid, coordinator: Uuid, at: DateTime<Utc>) -> Result<Claim, StoreError> {
    if run!(work, statements::REFERRAL_CLAIM, referral, coordinator, at)? == 1 {
        return Ok(Claim::Won);
    }
    Ok(match get(work, referral).await? {
        Some(row) => Claim::Lost { by: row.coordinator_name, status: row.status },
        None => Claim::Unknown,
    })
}

/// The coordinator who has it has written. True again for every further message.
pub async fn in_touch(
    work: &mut Work,
    referral: Uuid,
    coordinator: Uuid,
    at: DateTime<Utc>,
) -> Result<bool, StoreError> {
    Ok(run!(work, statements::REFERRAL_TOUCH, referral, coordinator, at)? == 1)
}

/// The coordinator who has it lets it rest.
pub async fn rest(work: &mut Work, referral: Uuid, coordinator: Uuid, at: DateTime<Utc>) -> Result<bool, StoreError> {
    Ok(run!(work, statements::REFERRAL_REST, referral, coordinator, at)? == 1)
}

/// The coordinator who has it hands it back to the queue, unanswered.
pub async fn hand_back(
    work: &mut Work,
    referral: Uuid,
    coordinator: Uuid,
    at: DateTime<Utc>,
) -> Result<bool, StoreError> {
    Ok(run!(work, statements::REFERRAL_HAND_BACK, referral, coordinator, at)? == 1)
}

/// The coordinator who has it gives it to another one, who has not opened it yet. False: it is not theirs any more, or the other is kept from it.
pub async fn hand_on(
    work: &mut Work,
    referral: Uuid,
    (from, to): (Uuid, Uuid),
    at: DateTime<Utc>,
) -> Result<bool, StoreError> {
    Ok(run!(work, acts::REFERRAL_HAND_ON, referral, from, to, at)? == 1)
}

/// What waits goes to a coordinator by name, who has not opened it yet. False: it does not wait any more, or they are kept from it.
pub async fn give(work: &mut Work, referral: Uuid, to: Uuid, at: DateTime<Utc>) -> Result<bool, StoreError> {
    Ok(run!(work, acts::REFERRAL_GIVE, referral, to, at)? == 1)
}

/// The coordinator who has it, in touch or not, lets it go back to the queue.
pub async fn let_go(work: &mut Work, referral: Uuid, coordinator: Uuid, at: DateTime<Utc>) -> Result<bool, StoreError> {
    Ok(run!(work, acts::REFERRAL_LET_GO, referral, coordinator, at)? == 1)
}

/// The coordinator who was handed it has opened it.
pub async fn opened(work: &mut Work, referral: Uuid, coordinator: Uuid, at: DateTime<Utc>) -> Result<(), StoreError> {
    run!(work, acts::REFERRAL_OPENED, referral, coordinator, at).map(drop)
}

/// The person asks that what rests does not: whoever had it has it again.
pub async fn not_yet(work: &mut Work, referral: Uuid, at: DateTime<Utc>) -> Result<bool, StoreError> {
    Ok(run!(work, acts::REFERRAL_NOT_YET, referral, at)? == 1)
}

/// The person takes it back, and asks not to be contacted about it: what a coordinator wrote and was not sent yet, is not sent. With
/// `words_go`, everything approved and said in it is deleted. Answers where it stood; `None` if it had been taken back before, or is not there.
pub async fn withdraw(
    work: &mut Work,
    referral: Uuid,
    at: DateTime<Utc>,
    words_go: bool,
) -> Result<Option<Status>, StoreError> {
    let Some(row) = get(work, referral).await? else {
        return Ok(None);
    };
    if !row.status.may_become(Status::Withdrawn)
        || run!(work, statements::REFERRAL_WITHDRAW, referral, row.status, at)? == 0
    {
        return Ok(None);
    }
    talk::stop_waiting(work, referral).await?;
    if words_go {
        approvals::remove_all(work, referral).await?;
        talk::remove_all(work, referral).await?;
        notes::remove_all(work, referral).await?;
        later::remove_all(work, referral).await?;
    }
    Ok(Some(row.status))
}

/// What rested, or was taken back, is sent anew and waits, with nobody's name on it. False: it does not stand where `from` says.
pub async fn reopen(work: &mut Work, referral: Uuid, from: Status, at: DateTime<Utc>) -> Result<bool, StoreError> {
    let exists = from != Status::Claimed && from.may_become(Status::Waiting);
    Ok(exists && run!(work, statements::REFERRAL_REOPEN, referral, from, at)? == 1)
}

/// Other things can be told of it without opening it, and the person was told this about how long it takes.
pub async fn put_glance(
    work: &mut Work,
    referral: Uuid,
    glance: &Sealed<Glance>,
    told_days: Option<i64>,
) -> Result<(), StoreError> {
    run!(work, statements::REFERRAL_GLANCE, referral, glance, told_days).map(drop)
}

/// Something was added to it by a new approval.
pub async fn added_to(work: &mut Work, referral: Uuid, at: DateTime<Utc>) -> Result<bool, StoreError> {
    Ok(run!(work, statements::REFERRAL_ADDED, referral, at)? == 1)
}

/// The person asks not to be contacted about anything they have sent (and what waits is not sent), or allows it again.
pub async fn set_contact(work: &mut Work, person: Uuid, welcome: bool, at: DateTime<Utc>) -> Result<u64, StoreError> {
    if !welcome {
        for row in of_person(work, person).await? {
            talk::stop_waiting(work, row.id).await?;
        }
    }
    run!(work, statements::REFERRAL_CONTACT, person, welcome, at)
}
