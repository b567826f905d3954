//! Lists of referrals as coordinators see them: by time, a page at a time, however many rest behind. No word is in them (P28).
//!
//! Not here: what is shown of a line (`staff`).

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::referrals::ReferralRow;
use super::statements::acts;
use super::work::{all, maybe, run, values};
use super::{StoreError, Work};
use crate::referral::Queue;
use crate::story::Words;
use crate::vault::Sealed;

/// One line.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ListRow {
    /// The referral.
    #[sqlx(flatten)]
    pub referral: ReferralRow,
    /// Whoever looks is kept from it.
    pub locked: bool,
    /// Whoever looks reads it along.
    pub reading_along: bool,
}

/// Which list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Who waits, the longest waiting first.
    Waiting,
    /// Who is with somebody else, the longest there first.
    Others,
    /// What rests, the newest first.
    Resting,
}

/// A place in a list: what is behind it comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Behind {
    /// The time by which the list is ordered.
    pub at: DateTime<Utc>,
    /// The referral.
    pub id: Uuid,
}

/// What a coordinator knows of one of theirs beside the line.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct MineRow {
    /// The referral.
    pub id: Uuid,
    /// Put aside until that day.
    pub quiet_until: Option<NaiveDate>,
    /// What is promised, sealed at `places::promise`.
    pub promise: Option<Sealed<Words>>,
    /// By when.
    pub promise_by: Option<NaiveDate>,
    /// When the person asked that it does not rest.
    pub woken_at: Option<DateTime<Utc>>,
    /// When they last looked.
    pub seen_at: Option<DateTime<Utc>>,
    /// When the person last wrote straight to somebody.
    pub person_at: Option<DateTime<Utc>>,
    /// When somebody of the team last wrote.
    pub team_at: Option<DateTime<Utc>>,
    /// When the next of the coordinator's answers is to be sent.
    pub later_at: Option<DateTime<Utc>>,
    /// When the newest of those was written.
    pub later_made_at: Option<DateTime<Utc>>,
}

/// What is put aside and promised.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct AsideRow {
    /// Put aside until that day.
    pub quiet_until: Option<NaiveDate>,
    /// What is promised, sealed at `places::promise`.
    pub promise: Option<Sealed<Words>>,
    /// By when.
    pub promise_by: Option<NaiveDate>,
}

impl Which {
    /// The place before the first line.
    pub fn start(self) -> Behind {
        match self {
            Self::Waiting | Self::Others => Behind { at: DateTime::UNIX_EPOCH, id: Uuid::nil() },
            // 1 January of the year 3000, whatever clock a line was written by.
            Self::Resting => Behind {
                at: DateTime::from_timestamp(32_503_680_000, 0).unwrap_or(DateTime::UNIX_EPOCH),
                id: Uuid::max(),
            },
        }
    }

    /// The place of a line.
    pub fn place(self, row: &ReferralRow) -> Behind {
        match self {
            Self::Waiting | Self::Others => Behind { at: row.created_at, id: row.id },
            Self::Resting => Behind { at: row.changed_at, id: row.id },
        }
    }
}

/// A list as `coordinator` sees it, in these queues, behind a place, `limit` lines at most.
pub async fn page(
    work: &mut Work,
    (which, coordinator): (Which, Uuid),
    [one, two, three]: [Queue; 3],
    behind: Behind,
    limit: i64,
) -> Result<Vec<ListRow>, StoreError> {
    let sql = match which {
        Which::Waiting => acts::LIST_WAITING,
        Which::Others => acts::LIST_OTHERS,
        Which::Resting => acts::LIST_RESTING,
    };
    all!(work, sql, coordinator, one, two, three, behind.at, behind.id, limit)
}

/// One line.
pub async fn one(work: &mut Work, coordinator: Uuid, referral: Uuid) -> Result<Option<ListRow>, StoreError> {
    maybe!(work, acts::LIST_ONE, coordinator, referral)
}

/// How many wait in these queues.
pub async fn count_waiting(work: &mut Work, [one, two, three]: [Queue; 3]) -> Result<i64, StoreError> {
    values!(work, acts::COUNT_WAITING, one, two, three).map(first)
}

/// What is a coordinator's, or is read along by them, `limit` at most.
pub async fn mine(work: &mut Work, coordinator: Uuid, limit: i64) -> Result<Vec<MineRow>, StoreError> {
    all!(work, acts::MINE, coordinator, limit)
}

/// Whether anything has come in one of a coordinator's since they last looked.
pub async fn has_news(work: &mut Work, coordinator: Uuid) -> Result<bool, StoreError> {
    values!(work, acts::MINE_NEW, coordinator).map(|found: Vec<Uuid>| !found.is_empty())
}

/// What is put aside and promised about one.
pub async fn aside(work: &mut Work, referral: Uuid) -> Result<Option<AsideRow>, StoreError> {
    maybe!(work, acts::ASIDE, referral)
}

/// Whoever has it puts it aside until a day, or takes it up again.
pub async fn put_aside(
    work: &mut Work,
    referral: Uuid,
    coordinator: Uuid,
    until: Option<NaiveDate>,
) -> Result<bool, StoreError> {
    Ok(run!(work, acts::REFERRAL_QUIET, referral, coordinator, until)? == 1)
}

/// Whoever has it promises something by a day, or has kept what they promised.
pub async fn promise(
    work: &mut Work,
    referral: Uuid,
    coordinator: Uuid,
    promise: Option<(Sealed<Words>, NaiveDate)>,
) -> Result<bool, StoreError> {
    let (words, by) = promise.unzip();
    Ok(run!(work, acts::REFERRAL_PROMISE, referral, coordinator, &words, by)? == 1)
}

fn first(found: Vec<i64>) -> i64 {
    found.first().copied().unwrap_or(0)
}
