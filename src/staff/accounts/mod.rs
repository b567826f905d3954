//! Accounts: how coordinators come to the team, sign in, are signed out, and leave. Each act is guarded, and written down in its own transaction.
//!
//! In reading order: `token`, `password`, `code`, `wait` (the pieces), `invite`, `sign_in`, `second`, `sessions`, `members`. Not here: cookies and
//! pages (`desk`), what a role may do to people's words (the acts beside this folder).

mod code;
mod invite;
mod members;
mod password;
mod second;
mod sessions;
mod sign_in;
mod token;
mod wait;

use chrono::TimeDelta;
use uuid::Uuid;

use super::StaffError;
use crate::store::coordinators::{self, CoordinatorRow, Role};
use crate::store::{Work, sessions::Since};

pub use invite::Invitation;
pub use members::Member;
pub use password::{LONGEST as LONGEST_PASSWORD, SHORTEST as SHORTEST_PASSWORD};
pub use second::{Enrolled, Enrolment, Entered};
pub use sessions::{SignedIn, Visitor};
pub use sign_in::{Attempt, Source};
pub use token::Token;

/// For how long a session lasts that nobody uses.
pub const IDLE: TimeDelta = TimeDelta::minutes(30);
/// For how long a session lasts at most.
pub const LONGEST_SESSION: TimeDelta = TimeDelta::hours(12);
/// For how long an invitation holds.
pub const INVITED_FOR: TimeDelta = TimeDelta::days(7);
/// For how long a device is known after somebody signed in on it.
const KNOWN_FOR: TimeDelta = TimeDelta::days(180);

fn since(now: chrono::DateTime<chrono::Utc>) -> Since {
    Since { used: now - IDLE, made: now - LONGEST_SESSION }
}

/// Whoever acts, if they may act and have this role.
async fn acting(work: &mut Work, who: Uuid, role: Role) -> Result<CoordinatorRow, StaffError> {
    let found = coordinators::get(work, who).await?.filter(|row| row.active);
    let row = found.ok_or_else(|| StaffError::Stranger(String::new()))?;
    if row.roles.has(role) { Ok(row) } else { Err(StaffError::NotForRole) }
}
