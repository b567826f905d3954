//! What coordinators do in a story: through `staff`, as at their own pages.

use chrono::Days;

use super::{Fault, Player, Stop, in_words};
use crate::hours;
use crate::referral::{Queue, Status};
use crate::rehearsal::RehearsalError;
use crate::rehearsal::story::{Act, Does};
use crate::rehearsal::wire::CHAT;
use crate::staff::StaffError;
use crate::store::StoreError;
use crate::store::referrals::{self, ReferralRow};

impl Player<'_> {
    pub(super) async fn team(&mut self, index: usize, act: &Act) -> Result<(), Stop> {
        let Act::Team { name, does, queue, refused } = act else { return Ok(()) };
        if let Does::IsAway(days, cover) = does {
            return self.is_away(index, (name, *days, cover.as_deref())).await;
        }
        let Some(row) = self.newest(*queue).await? else {
            let message = format!("there is nothing that {name} could {}", in_words(does));
            return if *refused { Ok(()) } else { Err(Stop::Fault(Fault::new(index, message))) };
        };
        let staff = &self.house.staff;
        let reference = row.reference.as_str();
        let done = match does {
            Does::PicksUp => staff.claim(name, reference).await,
            Does::Opens => staff.show(name, reference).await.map(drop),
            Does::Writes(words) => staff.reply(name, reference, words).await,
            Does::Rests => staff.rest(name, reference).await,
            Does::HandsBack => staff.hand_back(name, reference).await,
            Does::HandsOn(to) => staff.hand_on(name, reference, to).await,
            Does::KnowsThem => staff.i_know_them(name, reference, None).await,
            // Nothing that is done with a referral.
            Does::IsAway(..) => Ok(()),
        };
        match (done, refused) {
            (Ok(()), false) => Ok(()),
            (Err(StaffError::Store(error)), _) if matches!(error, StoreError::Injected) => Err(error.into()),
            (Err(_), true) => Ok(()),
            (Err(error), false) => {
                Err(Stop::Fault(Fault::new(index, format!("{name} cannot {}: {error}", in_words(does)))))
            }
            (Ok(()), true) => Err(Stop::Fault(Fault::new(index, format!("{name} can {}", in_words(does))))),
        }
    }

    /// From today on.
    async fn is_away(&self, index: usize, (name, days, cover): (&str, u8, Option<&str>)) -> Result<(), Stop> {
        let today = hours::london(self.house.clock.now()).0;
        let back = today + Days::new(u64::from(days));
        match self.house.staff.away(name, (today, back), cover).await {
            Ok(()) => Ok(()),
            Err(StaffError::Store(error)) if matches!(error, StoreError::Injected) => Err(error.into()),
            Err(error) => Err(Stop::Fault(Fault::new(index, format!("{name} cannot be away: {error}")))),
        }
    }

    /// The newest thing that this person has sent, taken back or not; in this queue only, if one is named.
    pub(super) async fn newest(&self, queue: Option<Queue>) -> Result<Option<ReferralRow>, RehearsalError> {
        let Some((person, _)) = self.house.keystore.find(CHAT).await? else { return Ok(None) };
        let rows = referrals::of_person(&mut self.house.store.reading().await?, person).await?;
        let rows = rows.into_iter().filter(|row| queue.is_none_or(|queue| row.queue == queue));
        // What stands comes before what was taken back.
        Ok(rows.max_by_key(|row| (row.status != Status::Withdrawn, row.sent_at)))
    }
}
