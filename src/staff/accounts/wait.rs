//! Waiting after attempts that failed. An attempt is counted before it is looked at, so a hundred at once are no way around it.
//!
//! A stranger cannot lock anybody out: what fails is counted against the address that it came from, and where somebody has signed in before,
//! against that device alone. (Codes are counted against the account, for devices that it does not know: only who has the password gets there.)

use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};

use crate::staff::StaffError;
use crate::store::{Work, sessions};

/// So many attempts may fail with no waiting.
const FREE: i64 = 5;
/// Nobody waits for longer than this.
const LONGEST: TimeDelta = TimeDelta::minutes(15);
/// After so long with no attempt it counts from one again.
pub(super) const FORGOTTEN: TimeDelta = TimeDelta::hours(1);

/// What attempts are counted against: the hash of what it is.
pub(super) type Counted = [u8; 32];

/// What attempts are counted against.
pub(super) fn counted(kind: &str, what: &[u8]) -> Counted {
    Sha256::new().chain_update(kind).chain_update([0]).chain_update(what).finalize().into()
}

/// Counts an attempt, or says from when on there may be another.
pub(super) async fn attempt(work: &mut Work, against: Counted, now: DateTime<Utc>) -> Result<(), StaffError> {
    if let Some(row) = sessions::failures(work, against).await? {
        let until = row.last_at + wait(row.failures);
        if now < until && now < row.last_at + FORGOTTEN {
            return Err(StaffError::Wait { until });
        }
    }
    Ok(sessions::failed(work, against, now, now - FORGOTTEN).await?)
}

/// How long to wait after so many failures in a row: from two seconds, twice as long each time.
fn wait(failures: i64) -> TimeDelta {
    match u32::try_from(failures - FREE) {
        Err(_) => TimeDelta::zero(),
        Ok(over) => TimeDelta::seconds(2_i64.saturating_pow(over.saturating_add(1)).min(LONGEST.num_seconds())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_grows_and_ends() {
        let seconds: Vec<i64> = [0, 4, 5, 6, 10, 13, 40, i64::from(u32::MAX)].map(|n| wait(n).num_seconds()).to_vec();
        assert_eq!(seconds, [0, 0, 2, 4, 64, 512, 900, 900]);
    }
}
