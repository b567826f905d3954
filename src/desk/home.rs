//! The first page: on to what somebody is here for.

use super::answer::Answer;
use super::ask::Ask;
use super::failure::Failure;
use crate::store::coordinators::Role;

/// On to the first page that their role opens.
pub(super) async fn home(ask: Ask) -> Result<Answer, Failure> {
    let roles = ask.me()?.roles;
    let to = match () {
        () if roles.reads_stories() => "/people",
        () if roles.has(Role::Auditor) => "/audit",
        () if roles.has(Role::Keeper) => "/settings",
        () => "/devices",
    };
    Ok(Answer::go(to))
}
