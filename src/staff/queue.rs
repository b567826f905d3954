//! The queue: who is waiting, since when. Never a word of a story (P28), and no order but that of time (P22).

use chrono::{DateTime, TimeDelta, Utc};

use super::guard::{queues_of, somebody};
use super::{Staff, StaffError};
use crate::referral::{Queue, Status};
use crate::store::referrals::{self, ReferralRow};

/// Lines of one queue at most.
const MOST: i64 = 500;
/// For how long somebody is told that what they had taken on was taken back.
pub(super) const TOLD_FOR: TimeDelta = TimeDelta::days(14);

/// One line of a queue.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct QueueLine {
    /// The code by which it is called.
    pub reference: String,
    /// Which queue.
    pub queue: Queue,
    /// Where it stands.
    pub status: Status,
    /// Since when it has been there.
    pub waiting_since: DateTime<Utc>,
    /// When something was last sent.
    pub sent_at: DateTime<Utc>,
    /// Who has taken it on.
    pub with: Option<String>,
    /// Whether the person may be contacted.
    pub contact_welcome: bool,
}

impl Staff {
    /// Everything open in the queues that this coordinator may open, the oldest first, and what of theirs was taken back lately.
    pub async fn list(&self, name: &str) -> Result<Vec<QueueLine>, StaffError> {
        let parts = self.parts();
        let mut work = parts.store.reading().await?;
        let who = somebody(&mut work, name).await?;
        let mut out = Vec::new();
        for queue in queues_of(&parts, &who.name) {
            let rows = referrals::open_in(&mut work, queue, MOST).await?;
            out.extend(rows.into_iter().map(line));
        }
        let taken_back = referrals::taken_back_from(&mut work, who.id, self.now() - TOLD_FOR).await?;
        out.extend(taken_back.into_iter().map(line));
        Ok(out)
    }
}

pub(super) fn line(row: ReferralRow) -> QueueLine {
    QueueLine {
        reference: row.reference,
        queue: row.queue,
        status: row.status,
        waiting_since: row.created_at,
        sent_at: row.sent_at,
        with: row.coordinator_name,
        contact_welcome: row.contact_welcome,
    }
}
