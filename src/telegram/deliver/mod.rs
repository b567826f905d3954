//! Delivery: takes lines from the outbox, sends them at Telegram's pace, and tells the store of each.
//!
//! In reading order: `hand` (one line, one errand: what is done with what was taken), `attempt` (one order, from its calls to what
//! became of it), `pace`, `record` and `note` (all that is
//! read from and written to the store).
//!
//! Not here: what a refusal means (`refusal`), which calls an order needs (`outbound`).

mod attempt;
mod hand;
mod lent;
mod note;
pub mod pace;
mod record;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{Notify, Semaphore, watch};
use tokio::task::{Id, JoinError, JoinSet};
use tokio::time::{Instant, MissedTickBehavior, interval};

use self::lent::{Lent, Thing};
use self::pace::{Pace, Rates};
use self::record::{Record, Taken};
use super::client::Client;
use super::pause::stopped;
use crate::chance::Chance;
use crate::clock::Clock;
use crate::store::{Keystore, Store, Writer};

/// How long what is ready may still be sent after the program was told to stop.
const DRAIN: Duration = Duration::from_secs(8);
/// How long what is on its way may take after that.
const LAST: Duration = Duration::from_secs(1);
/// How often the outbox is looked at when nobody says that it grew.
const TICK: Duration = Duration::from_secs(1);
/// How many lines are in hand at most.
const IN_HAND: usize = 256;

/// Everything that delivery needs.
pub struct Parts {
    /// The way to Telegram.
    pub client: Client,
    /// The data.
    pub store: Store,
    /// The keys, to open what is sent.
    pub keystore: Keystore,
    /// The one writer.
    pub writer: Writer,
    /// What time it is.
    pub clock: Clock,
    /// For jitter, ids and sealing.
    pub chance: Chance,
    /// How fast Telegram may be called.
    pub rates: Rates,
    /// How many calls may be under way at once, answers to presses not counted.
    pub calls: usize,
    /// Told when the outbox grew: `Turns::outbox_grew`.
    pub grew: Arc<Notify>,
}

/// Delivery, ready to run.
pub struct Deliver {
    shared: Arc<Shared>,
    grew: Arc<Notify>,
    leave: watch::Sender<bool>,
    /// What each task has in hand, to let go of it if the task falls.
    tasks: HashMap<Id, Thing>,
}

/// What every task of the delivery uses.
struct Shared {
    client: Client,
    record: Record,
    lent: Arc<Lent>,
    pace: Mutex<Pace>,
    calls: Semaphore,
    clock: Clock,
    chance: Chance,
    /// True once nothing may wait for its pace any more.
    leave: watch::Receiver<bool>,
}

impl Deliver {
    /// Puts it together.
    pub fn new(parts: Parts) -> Self {
        let (leave, left) = watch::channel(false);
        let (clock, chance) = (parts.clock.clone(), parts.chance.clone());
        let lent = Arc::<Lent>::default();
        let shared = Shared {
            client: parts.client,
            record: Record::new(parts.store, parts.keystore, parts.writer, clock.clone(), chance.clone(), lent.clone()),
            lent,
            pace: Mutex::new(Pace::new(parts.rates)),
            calls: Semaphore::new(parts.calls.max(1)),
            clock,
            chance,
            leave: left,
        };
        Self { shared: Arc::new(shared), grew: parts.grew, leave, tasks: HashMap::new() }
    }

    /// Delivers until `stop` becomes true, and then for 8 seconds at most what is ready. What is left stays in the outbox.
    pub async fn run(mut self, stop: watch::Receiver<bool>) {
        self.shared.record.wake_all().await;
        let mut tasks = JoinSet::new();
        let mut tick = interval(TICK);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut until: Option<Instant> = None;
        loop {
            let took = self.take(&mut tasks).await;
            if until.is_some_and(|until| Instant::now() >= until) || (until.is_some() && !took && tasks.is_empty()) {
                break;
            }
            tokio::select! {
                _ = tick.tick() => {}
                () = self.grew.notified() => {}
                Some(done) = tasks.join_next_with_id() => self.put_down(done),
                () = stopped(stop.clone()), if until.is_none() => until = Some(Instant::now() + DRAIN),
            }
        }
        self.leave.send_replace(true);
        let rest = async { while tasks.join_next().await.is_some() {} };
        if tokio::time::timeout(LAST, rest).await.is_err() {
            tracing::warn!(
                "stopped while calls were under way; what they were to send is looked at again at the next start"
            );
        }
    }

    /// Takes what is ready, as far as there is room. True if there was anything.
    async fn take(&mut self, tasks: &mut JoinSet<()>) -> bool {
        let room = IN_HAND.saturating_sub(tasks.len());
        if room == 0 {
            return false;
        }
        let Taken { lines, errands } = self.shared.record.take(room).await;
        let before = tasks.len();
        for line in lines {
            let shared = self.shared.clone();
            self.hand(tasks, Thing::Line(line.person, line.class), async move { shared.line(line).await });
        }
        for errand in errands {
            let shared = self.shared.clone();
            self.hand(tasks, Thing::Errand(errand.id), async move { shared.errand(errand).await });
        }
        tasks.len() > before
    }

    fn hand(&mut self, tasks: &mut JoinSet<()>, thing: Thing, work: impl Future<Output = ()> + Send + 'static) {
        if self.shared.lent.hold(thing) {
            self.tasks.insert(tasks.spawn(work).id(), thing);
        }
    }

    fn put_down(&mut self, done: Result<(Id, ()), JoinError>) {
        let (id, fell) = match done {
            Ok((id, ())) => (id, false),
            Err(error) => (error.id(), true),
        };
        let thing = self.tasks.remove(&id);
        if fell {
            thing.into_iter().for_each(|thing| self.shared.lent.release(thing));
            tracing::error!("sending stopped with a fault in Ajar; it is tried again in a while; please report this");
        }
    }
}

impl Shared {
    fn pace(&self) -> std::sync::MutexGuard<'_, Pace> {
        self.pace.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
