//! Talk: what a person and a coordinator wrote to each other, and whether a coordinator's words have arrived.
//!
//! Not here: sending them (`outbox`), the story that was approved (`approvals`).

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::statements::acts;
use super::work::{all, maybe, run, values};
use super::{StoreError, Work, statements};
use crate::story::Content;
use crate::vault::Sealed;

/// Who wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author {
    /// The person.
    Person,
    /// A coordinator.
    Coordinator,
}

/// What became of a coordinator's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// They wait to be sent, or are being sent.
    Waiting,
    /// Telegram has taken them.
    Sent,
    /// They may not have arrived, and are not sent again (P31).
    Unsure,
    /// They cannot arrive: the person has blocked the bot, the chat is gone, or the person asked not to be contacted before they were sent.
    Refused,
}

impl Author {
    /// The name used in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Coordinator => "coordinator",
        }
    }

    /// The author of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Person, Self::Coordinator].into_iter().find(|known| known.as_str() == name)
    }
}

impl Delivery {
    /// The name used in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sent => "sent",
            Self::Unsure => "unsure",
            Self::Refused => "refused",
        }
    }

    /// The state of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Waiting, Self::Sent, Self::Unsure, Self::Refused].into_iter().find(|known| known.as_str() == name)
    }
}

/// One message.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct TalkRow {
    /// Its id.
    pub id: Uuid,
    /// In which referral.
    pub referral: Uuid,
    /// With whom.
    pub person: Uuid,
    /// Who wrote.
    pub author: Author,
    /// Which coordinator, if one did.
    pub coordinator: Option<Uuid>,
    /// Their name.
    pub coordinator_name: Option<String>,
    /// The words, sealed at `places::talk`.
    pub words: Sealed<Content>,
    /// When.
    pub at: DateTime<Utc>,
    /// Telegram's id of the message: the person's, or the coordinator's once it has arrived.
    pub message: Option<i64>,
    /// When whoever wrote it last edited it.
    pub edited_at: Option<DateTime<Utc>>,
    /// Whether a coordinator's words have arrived; `None` for the person's.
    pub delivery: Option<Delivery>,
    /// When the coordinator took them back out of the chat.
    pub deleted_at: Option<DateTime<Utc>>,
}

/// The person wrote.
#[derive(Clone, Debug)]
pub struct FromPerson {
    /// The message's id here.
    pub id: Uuid,
    /// In which referral.
    pub referral: Uuid,
    /// Who.
    pub person: Uuid,
    /// The words, sealed at `places::talk`.
    pub words: Sealed<Content>,
    /// When.
    pub at: DateTime<Utc>,
    /// Telegram's id of the message.
    pub message: i64,
}

/// A coordinator wrote.
#[derive(Clone, Debug)]
pub struct FromCoordinator {
    /// The message's id here.
    pub id: Uuid,
    /// In which referral.
    pub referral: Uuid,
    /// To whom.
    pub person: Uuid,
    /// Who.
    pub coordinator: Uuid,
    /// The words, sealed at `places::talk`.
    pub words: Sealed<Content>,
    /// When.
    pub at: DateTime<Utc>,
    /// The row in the outbox that carries them; put there in the same transaction.
    pub outbox: Uuid,
}

/// Keeps what a person wrote.
pub async fn from_person(work: &mut Work, new: &FromPerson) -> Result<(), StoreError> {
    run!(
        work,
        statements::TALK_PUT,
        new.id,
        new.referral,
        new.person,
        Author::Person,
        None::<Uuid>,
        &new.words,
        new.at,
        Some(new.message),
        None::<Uuid>,
        None::<Delivery>
    )
    .map(drop)
}

/// Keeps what a coordinator wrote; it waits to be sent.
pub async fn from_coordinator(work: &mut Work, new: &FromCoordinator) -> Result<(), StoreError> {
    run!(
        work,
        statements::TALK_PUT,
        new.id,
        new.referral,
        new.person,
        Author::Coordinator,
        Some(new.coordinator),
        &new.words,
        new.at,
        None::<i64>,
        Some(new.outbox),
        Some(Delivery::Waiting)
    )
    .map(drop)
}

/// All of one referral, in order.
pub async fn of_referral(work: &mut Work, referral: Uuid) -> Result<Vec<TalkRow>, StoreError> {
    all!(work, statements::TALK_LIST, referral)
}

/// The person's message of that id, for an edit of it.
pub async fn find(work: &mut Work, person: Uuid, message: i64) -> Result<Option<TalkRow>, StoreError> {
    maybe!(work, statements::TALK_FIND, person, message)
}

/// How many answers of coordinators' may not have arrived.
pub async fn count_unsure(work: &mut Work) -> Result<i64, StoreError> {
    values!(work, statements::TALK_UNSURE).map(|found: Vec<i64>| found.first().copied().unwrap_or(0))
}

/// One message, by its id here.
pub async fn get(work: &mut Work, talk: Uuid) -> Result<Option<TalkRow>, StoreError> {
    maybe!(work, statements::TALK_GET, talk)
}

/// The person edited a message of theirs. False: a later edit is kept.
pub async fn replace(
    work: &mut Work,
    talk: Uuid,
    words: &Sealed<Content>,
    edited_at: DateTime<Utc>,
) -> Result<bool, StoreError> {
    Ok(run!(work, statements::TALK_REPLACE, talk, words, edited_at)? == 1)
}

/// The coordinator took back what they wrote; nothing is left of the words.
pub async fn take_back(
    work: &mut Work,
    talk: Uuid,
    nothing: &Sealed<Content>,
    at: DateTime<Utc>,
) -> Result<bool, StoreError> {
    Ok(run!(work, acts::TALK_TAKE_BACK, talk, nothing, at)? == 1)
}

/// A coordinator's words of this referral that still wait are not sent: the person does not want them any more.
pub async fn stop_waiting(work: &mut Work, referral: Uuid) -> Result<(), StoreError> {
    run!(work, statements::OUTBOX_STOP, referral)?;
    run!(work, statements::TALK_STOP, referral).map(drop)
}

/// All of one referral goes; says how many messages went.
pub async fn remove_all(work: &mut Work, referral: Uuid) -> Result<u64, StoreError> {
    run!(work, statements::TALK_DROP, referral)
}

/// The coordinator's words that an outbox row carried have arrived, as this message.
pub(super) async fn arrived(work: &mut Work, outbox: Uuid, message: Option<i64>) -> Result<(), StoreError> {
    run!(work, acts::TALK_ARRIVED, outbox, message).map(drop)
}

/// What became of the coordinator's words that an outbox row carried.
pub(super) async fn set_delivery(work: &mut Work, outbox: Uuid, delivery: Delivery) -> Result<(), StoreError> {
    run!(work, statements::TALK_DELIVERY, outbox, delivery).map(drop)
}

/// Nothing that waits for this person will arrive.
pub(super) async fn refuse_waiting(work: &mut Work, person: Uuid) -> Result<(), StoreError> {
    run!(work, statements::TALK_REFUSE, person).map(drop)
}
