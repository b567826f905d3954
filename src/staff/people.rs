//! Who waits, who is with somebody else, what rests: lists by time, a page at a time.
//!
//! Not here: a coordinator's own (`mine`), what a line shows (`line`).

use chrono::DateTime;
use uuid::Uuid;

use super::guard::{may_open, queues_of, somebody};
use super::line::{PersonLine, lines};
use super::{Parts, Staff, StaffError, posters};
use crate::referral::Queue;
use crate::store::Work;
use crate::store::lists::{self, Behind, ListRow};
use crate::store::referrals;

pub use crate::store::lists::Which;

/// Lines on a page.
const PAGE: usize = 50;

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct People {
    /// The lines, in order.
    pub lines: Vec<PersonLine>,
    /// What to ask for the next page with, if there is one.
    pub next: Option<String>,
    /// How many there are, but for what rests, of which nobody counts.
    pub total: Option<i64>,
}

impl Staff {
    /// A page of a list, behind the place that the page before gave. A place that is none is the beginning.
    pub async fn people(&self, name: &str, which: Which, after: Option<&str>) -> Result<People, StaffError> {
        let parts = self.parts();
        let mut work = parts.store.reading().await?;
        let who = somebody(&mut work, name).await?;
        may_open(&who)?;
        let queues = queues_of(&parts, &who.name);
        let behind = after.and_then(read).unwrap_or(which.start());
        let three = padded(&queues);
        let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
        let mut rows = lists::page(&mut work, (which, who.id), three, behind, limit).await?;
        let more = rows.len() > PAGE;
        rows.truncate(PAGE);
        let next = rows.last().filter(|_| more).map(|last| written(which.place(&last.referral)));
        let total = count(&mut work, which, three).await?;
        let posters = posters::labels(&mut work).await?;
        drop(work);
        Ok(People { lines: lines(&parts, &posters, rows).await?, next, total })
    }

    /// One line, without opening anything.
    pub async fn peek(&self, name: &str, reference: &str) -> Result<PersonLine, StaffError> {
        let parts = self.parts();
        let mut work = parts.store.reading().await?;
        let who = somebody(&mut work, name).await?;
        may_open(&who)?;
        let wanted = reference.trim().to_uppercase();
        let row = referrals::by_reference(&mut work, &wanted).await?;
        let row = row.filter(|row| queues_of(&parts, &who.name).contains(&row.queue));
        let row = row.ok_or(StaffError::NoSuchReference(wanted))?;
        let row = lists::one(&mut work, who.id, row.id).await?.ok_or(StaffError::Forgotten)?;
        let posters = posters::labels(&mut work).await?;
        drop(work);
        one(&parts, &posters, row).await
    }

    /// What this coordinator had taken on and was taken back in the last two weeks.
    pub async fn taken_back(&self, name: &str) -> Result<Vec<PersonLine>, StaffError> {
        let parts = self.parts();
        let mut work = parts.store.reading().await?;
        let who = somebody(&mut work, name).await?;
        let rows = referrals::taken_back_from(&mut work, who.id, self.now() - super::queue::TOLD_FOR).await?;
        let rows = rows.into_iter().map(|referral| ListRow { referral, locked: true, reading_along: false }).collect();
        drop(work);
        lines(&parts, &posters::Labels::new(), rows).await
    }
}

/// One line of one row.
pub(super) async fn one(parts: &Parts, posters: &posters::Labels, row: ListRow) -> Result<PersonLine, StaffError> {
    let mut all = lines(parts, posters, vec![row]).await?;
    all.pop().ok_or(StaffError::Forgotten)
}

async fn count(work: &mut Work, which: Which, queues: [Queue; 3]) -> Result<Option<i64>, StaffError> {
    Ok(match which {
        Which::Waiting => Some(lists::count_waiting(work, queues).await?),
        Which::Others | Which::Resting => None,
    })
}

/// Three queues, the first again where there are fewer: the statements ask for three.
pub(super) fn padded(queues: &[Queue]) -> [Queue; 3] {
    let first = queues.first().copied().unwrap_or(Queue::Main);
    [0, 1, 2].map(|place| queues.get(place).copied().unwrap_or(first))
}

fn written(place: Behind) -> String {
    format!("{}.{}", place.at.timestamp_micros(), place.id.simple())
}

fn read(text: &str) -> Option<Behind> {
    let (at, id) = text.split_once('.')?;
    let at = DateTime::from_timestamp_micros(at.parse().ok()?)?;
    Some(Behind { at, id: Uuid::try_parse(id).ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_comes_back_as_it_went_and_anything_else_is_none() {
        let place = Behind { at: DateTime::from_timestamp_micros(1_795_000_000_123_456).unwrap(), id: Uuid::max() };
        assert_eq!(read(&written(place)), Some(place));
        for junk in ["", ".", "1", "x.y", "1.2", "99999999999999999999.0", "1.' OR 1=1"] {
            assert_eq!(read(junk), None, "{junk}");
        }
    }
}
