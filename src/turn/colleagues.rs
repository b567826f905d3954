//! What a person's act does to whoever has their conversation: somebody else is asked for, or what rests is taken up again.
//!
//! Not here: coordinators' own acts (`staff`).

use super::TurnError;
use super::carry_out::Hands;
use crate::referral::{Queue, Status};
use crate::store::audit::{self, Done, NewAct};
use crate::store::referrals::ReferralRow;
use crate::store::{coordinators, people, referrals};

/// Somebody else answers from now on: whoever covers for the one who is away, or whoever takes it on next.
pub(super) async fn somebody_else(hands: &mut Hands<'_>) -> Result<(), TurnError> {
    let Some(from) = hands.person.row.coordinator else { return Ok(()) };
    let theirs =
        |row: &&ReferralRow| row.coordinator == Some(from) && matches!(row.status, Status::Claimed | Status::InTouch);
    let rows: Vec<ReferralRow> = hands.person.referrals.iter().filter(theirs).cloned().collect();
    let (person, now) = (hands.person.id, hands.now());
    let cover = match hands.away().and_then(|away| away.cover) {
        Some(cover) => coordinators::by_name(&mut hands.group.main, &cover).await?.filter(|cover| cover.active),
        None => None,
    };
    people::release(&mut hands.group.main, person, from).await?;
    for row in rows {
        let main = &mut hands.group.main;
        let covered = match &cover {
            Some(cover) => referrals::hand_on(main, row.id, (from, cover.id), now).await?,
            None => false,
        };
        match (&cover, covered) {
            (Some(cover), true) => drop(people::take_up(main, person, cover.id).await?),
            (Some(_), false) | (None, _) => drop(referrals::let_go(main, row.id, from, now).await?),
        }
        record(hands, &row, Done::AskedForSomebodyElse).await?;
    }
    Ok(())
}

/// What rests does not: whoever had it has it again, and sees that it is new.
pub(super) async fn not_yet(hands: &mut Hands<'_>, queue: Queue) -> Result<(), TurnError> {
    let (person, now) = (hands.person.id, hands.now());
    let rests = |row: &&ReferralRow| row.queue == queue && row.status == Status::Closed;
    let Some(row) = hands.person.referrals.iter().find(rests).cloned() else { return Ok(()) };
    let (true, Some(coordinator)) = (referrals::not_yet(&mut hands.group.main, row.id, now).await?, row.coordinator)
    else {
        return Ok(());
    };
    people::take_up(&mut hands.group.main, person, coordinator).await?;
    record(hands, &row, Done::AskedThatItDoesNotRest).await
}

/// It stands in the history that coordinators see.
async fn record(hands: &mut Hands<'_>, row: &ReferralRow, act: Done) -> Result<(), TurnError> {
    let (id, at) = (hands.inner.parts.chance.uuid()?, hands.now());
    let new = NewAct { id, at, coordinator: None, act, referral: Some(row.id), detail: None };
    Ok(audit::add(&mut hands.group.main, &new).await?)
}
