//! Being alive beside others: this process says so again and again, and sees who has stopped saying so. What those had in hand is free.
//!
//! Who is killed has no session with the server any more; who stands still is told by its beats. Nobody's clock is compared with anybody else's: each instance counts its beats, and the others measure by their own time how long the
//! count has stood still. Where this is the only process, all of it rests. Not here: the rows (`store::instances`).

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Mutex, Notify, watch};
use tokio::time::{Instant, MissedTickBehavior, interval, timeout};
use uuid::Uuid;

use super::Waits;
use crate::chance::Chance;
use crate::clock::Clock;
use crate::store::instances::{self, Session};
use crate::store::{Store, StoreError, Writer};
use crate::telegram::pause::draw;
use crate::telegram::refusal::backoff;

/// The longest wait between two tries to be known to the others.
const AWAY: Duration = Duration::from_secs(15);

/// This process among those that share the database.
pub(super) struct Alive {
    store: Store,
    writer: Writer,
    clock: Clock,
    chance: Chance,
    waits: Waits,
    /// `None`: nobody else can be at work.
    me: watch::Sender<Option<Me>>,
    /// What the server knows us by; none, if it broke.
    session: Mutex<Option<Session>>,
}

/// Who we are to the others.
#[derive(Clone, Copy)]
struct Me {
    id: Uuid,
    /// When we began to say that we are alive, the last time that it was heard.
    at: Instant,
}

/// Whether something that was lent may be begun with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// It is ours.
    Ours,
    /// We have not been heard for so long that the others may take us for dead.
    InDoubt,
    /// They did: somebody else has it, or will.
    Lost,
}

impl Alive {
    pub fn new(store: Store, writer: Writer, clock: Clock, chance: Chance, waits: Waits) -> Self {
        Self { store, writer, clock, chance, waits, me: watch::Sender::default(), session: Mutex::default() }
    }

    /// Becomes known to the others, before anything is lent to this process. Tries until it works.
    pub async fn enter(&self) {
        if !self.store.is_shared() {
            return self.writer.lend_to(None);
        }
        for failures in 0.. {
            let Err(error) = self.enter_anew().await else { return };
            tracing::error!(%error, "this process cannot be made known to others that share the database; trying again");
            tokio::time::sleep(backoff(failures, draw(&self.chance)).min(AWAY)).await;
        }
    }

    /// Goes on saying that we are alive. `grew` is told when others have left something behind. Does not return.
    pub async fn go_on(&self, grew: Arc<Notify>) {
        if !self.store.is_shared() {
            return std::future::pending().await;
        }
        let (mut round, mut watch) = (interval(self.waits.beat), Watch::default());
        round.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            round.tick().await;
            match timeout(self.waits.dead / 2, self.beat(&mut watch)).await {
                Ok(Ok(0)) => {}
                Ok(Ok(_)) => grew.notify_one(),
                Ok(Err(error)) => tracing::warn!(%error, "the others could not be told that this process is alive"),
                Err(_) => tracing::warn!("the others could not be told in time that this process is alive"),
            }
        }
    }

    /// Says goodbye: what is still in hand is free.
    pub async fn leave(&self) {
        let Some(me) = self.me.send_replace(None) else { return };
        let left = async {
            instances::leave(&self.store, me.id).await?;
            instances::free_lines(&self.store, self.clock.now()).await
        };
        if !matches!(timeout(self.waits.dead / 4, left).await, Ok(Ok(_))) {
            tracing::info!(
                "the others could not be told that this process has stopped; they find out in a few seconds"
            );
        }
    }

    /// How something stands that was lent to `owner` (`None`: there is nobody else).
    pub fn standing(&self, owner: Option<Uuid>) -> Standing {
        match (owner, *self.me.borrow()) {
            (None, _) => Standing::Ours,
            (Some(owner), Some(me)) if owner == me.id => {
                if me.at.elapsed() < self.waits.dead * 3 / 4 {
                    Standing::Ours
                } else {
                    Standing::InDoubt
                }
            }
            (Some(_), _) => Standing::Lost,
        }
    }

    /// Comes back when what was lent to `owner` is lost.
    pub async fn lost(&self, owner: Option<Uuid>) {
        let Some(owner) = owner else { return std::future::pending().await };
        let mut me = self.me.subscribe();
        // An error means that nobody will ever say so.
        if me.wait_for(|me| me.is_none_or(|me| me.id != owner)).await.is_err() {
            std::future::pending().await
        }
    }

    /// Under a new id: what was lent to an earlier one is nobody's now.
    async fn enter_anew(&self) -> Result<(), StoreError> {
        let (id, at) = (self.chance.uuid()?, Instant::now());
        // In this order: who has a row and no session is dead.
        *self.session.lock().await = Session::of(&self.store, id).await?;
        instances::enter(&self.store, id).await?;
        self.writer.lend_to(Some(id));
        self.me.send_replace(Some(Me { id, at }));
        Ok(())
    }

    /// One round. Says how many lines became free.
    async fn beat(&self, watch: &mut Watch) -> Result<u64, StoreError> {
        let (me, at) = (*self.me.borrow(), Instant::now());
        let Some(me) = me else { return Ok(0) };
        if self.is_heard(me.id).await? {
            self.me.send_replace(Some(Me { at, ..me }));
        } else {
            tracing::warn!("this process stood still for so long that others have taken over what it had in hand");
            self.enter_anew().await?;
        }
        let mut others = instances::all(&self.store).await?;
        others.retain(|(id, _)| *id != me.id);
        let mut gone = HashSet::new();
        for (id, _) in &others {
            if instances::is_gone(&self.store, *id).await? {
                gone.insert(*id);
            }
        }
        for (id, beats) in watch.look(&others, gone, Instant::now(), &self.waits) {
            if instances::bury(&self.store, id, beats).await? {
                tracing::warn!(instance = %id, "another process that shared the database is gone; what it had in hand is taken over");
            }
        }
        instances::free_lines(&self.store, self.clock.now()).await
    }

    /// Says that we are alive, in a new session if the last one broke.
    async fn is_heard(&self, id: Uuid) -> Result<bool, StoreError> {
        let mut kept = self.session.lock().await;
        let session = match kept.take() {
            Some(session) => Some(session),
            None => Session::of(&self.store, id).await?,
        };
        let Some(mut session) = session else { return Ok(true) };
        let heard = session.beat().await?;
        *kept = Some(session);
        Ok(heard)
    }
}

/// What was seen of the others.
#[derive(Default)]
struct Watch {
    /// Each with the beats that it had, and for how long they have not changed.
    seen: HashMap<Uuid, (i64, Duration)>,
    looked: Option<Instant>,
    /// Who had no session at the last look.
    gone: HashSet<Uuid>,
}

impl Watch {
    /// Looks at them again, of whom some are `gone`; answers who is dead: who has said nothing for long, or had no session twice (of one whose
    /// session broke it may be the first time). Of the time between two looks no more than two beats' counts: while the database was away,
    /// or this process stood still, nobody could be heard.
    fn look(&mut self, others: &[(Uuid, i64)], gone: HashSet<Uuid>, now: Instant, waits: &Waits) -> Vec<(Uuid, i64)> {
        let passed = self.looked.map_or(Duration::ZERO, |looked| now.saturating_duration_since(looked));
        let passed = passed.min(waits.beat * 2);
        self.looked = Some(now);
        let still = |(id, beats): &(Uuid, i64)| match self.seen.get(id) {
            Some((before, silent)) if before == beats => (*id, (*beats, *silent + passed)),
            Some(_) | None => (*id, (*beats, Duration::ZERO)),
        };
        self.seen = others.iter().map(still).collect();
        let before = std::mem::replace(&mut self.gone, gone);
        let is_gone = |id: &Uuid| before.contains(id) && self.gone.contains(id);
        let dead = self.seen.iter().filter(|(id, (_, silent))| *silent >= waits.dead || is_gone(id));
        dead.map(|(id, (beats, _))| (*id, *beats)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WAITS: Waits = Waits::REAL;

    fn nobody() -> HashSet<Uuid> {
        HashSet::new()
    }

    fn id(number: u128) -> Uuid {
        Uuid::from_u128(number)
    }

    #[test]
    fn whoever_goes_on_counting_is_alive_and_who_stands_still_is_dead_after_a_while() {
        let (mut watch, start) = (Watch::default(), Instant::now());
        let mut dead_at = Vec::new();
        for round in 0..16 {
            let others = [(id(1), i64::from(round)), (id(2), 7)];
            let dead = watch.look(&others, nobody(), start + WAITS.beat * round, &WAITS);
            assert!(dead.iter().all(|(who, beats)| (*who, *beats) == (id(2), 7)));
            dead_at.extend(dead.first().map(|_| WAITS.beat * round));
        }
        assert_eq!(dead_at.first(), Some(&WAITS.dead));
    }

    #[test]
    fn who_has_no_session_twice_in_a_row_is_dead() {
        let (mut watch, start, gone) = (Watch::default(), Instant::now(), || HashSet::from([id(1)]));
        let mut look = |gone| watch.look(&[(id(1), 3), (id(2), 4)], gone, start, &WAITS);
        assert!(look(gone()).is_empty() && look(nobody()).is_empty() && look(gone()).is_empty());
        assert_eq!(look(gone()), [(id(1), 3)]);
    }

    #[test]
    fn nobody_is_dead_because_the_one_who_looks_stood_still_or_the_database_was_away() {
        let (mut watch, start) = (Watch::default(), Instant::now());
        assert!(watch.look(&[(id(1), 3)], nobody(), start, &WAITS).is_empty());
        let late = start + Duration::from_secs(3_600);
        assert!(watch.look(&[(id(1), 3)], nobody(), late, &WAITS).is_empty());
        assert!(watch.look(&[(id(1), 4)], nobody(), late + WAITS.beat, &WAITS).is_empty());
    }
}
