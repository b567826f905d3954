//! Delivery: sends what turns hand over and what waits in the outbox, at Telegram's pace, and tells the store of each.
//!
//! In reading order: `hand` (one line, one errand: what is done with what is in hand), `attempt` (one order, from its calls to what
//! became of it), `passing` (answers to presses, marks), `owed` (marks that were left behind), `strip` (buttons off), `alive` (beside other
//! processes), `pace`, `tasks`, `record` and `note` (all that is read from and written to the store).
//!
//! Not here: what a refusal means (`refusal`), which calls an order needs (`outbound`).

mod alive;
mod attempt;
mod hand;
mod lent;
mod note;
mod owed;
pub mod pace;
mod passing;
mod record;
mod strip;
mod tasks;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Notify, Semaphore, watch};
use tokio::time::{Instant, MissedTickBehavior, interval};

use self::alive::Alive;
use self::hand::InHand;
use self::lent::{Lent, Thing};
use self::owed::{Done, Found};
use self::pace::{Pace, Rates};
use self::passing::Mark;
use self::record::{Record, Taken};
use self::tasks::{Ended, Kind, Tasks};
use super::client::Client;
use super::pause::stopped;
use crate::chance::Chance;
use crate::clock::Clock;
use crate::store::handed::{Handed, Passing};
use crate::store::{Keystore, Store, Writer};

/// How long what is ready may still be sent after the program was told to stop.
const DRAIN: Duration = Duration::from_secs(8);
/// How long what is on its way may take after that.
const LAST: Duration = Duration::from_secs(1);
/// How often the outbox is looked at when nobody says that it grew.
const TICK: Duration = Duration::from_secs(1);
/// How many lines and errands are taken from the outbox at most at the same time.
const TAKEN: usize = 256;
/// How many of the lines that were handed over are in hand at most.
const HANDED: usize = 256;
/// How many answers to presses and marks are under way at most.
const PASSING: usize = 1_000;

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
    /// How long it waits before it takes things for left behind: [`Waits::REAL`] in earnest.
    pub waits: Waits,
}

/// How long delivery waits before it takes things for left behind.
#[derive(Clone, Copy, Debug)]
pub struct Waits {
    /// How often this process says that it is alive, where others share its database.
    pub beat: Duration,
    /// After how long another one counts as dead that does not.
    pub dead: Duration,
    /// Since when a mark has to be owed to be looked for.
    pub owed: Duration,
    /// How often they are looked for.
    pub look: Duration,
}

impl Waits {
    /// What is right in earnest: a mark is owed for longer only if whoever had it in hand is gone, or Telegram does not take it.
    pub const REAL: Self = Self {
        beat: Duration::from_millis(500),
        dead: Duration::from_secs(4),
        owed: Duration::from_secs(5),
        look: Duration::from_secs(2),
    };
}

/// Delivery, ready to run.
pub struct Deliver {
    shared: Arc<Shared>,
    grew: Arc<Notify>,
    leave: watch::Sender<bool>,
    waits: Waits,
    tasks: Tasks,
    /// The outbox is to be looked at.
    look: bool,
    /// When it was last looked at there was nothing, and nothing has been taken into hand since.
    quiet: bool,
}

/// What every task of the delivery uses.
struct Shared {
    client: Client,
    record: Record,
    lent: Arc<Lent>,
    alive: Alive,
    pace: Mutex<Pace>,
    /// The newest mark that waits in each chat.
    marks: Mutex<HashMap<i64, Mark>>,
    /// Marks that are done with and not written down yet.
    marked: Done,
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
        let (lent, waits) = (Arc::<Lent>::default(), parts.waits);
        let (store, writer) = (parts.store.clone(), parts.writer.clone());
        let shared = Shared {
            client: parts.client,
            record: Record::new(parts.store, parts.keystore, parts.writer, clock.clone(), chance.clone(), lent.clone()),
            lent,
            alive: Alive::new(store, writer, clock.clone(), chance.clone(), waits),
            pace: Mutex::new(Pace::new(parts.rates)),
            marks: Mutex::default(),
            marked: Done::default(),
            calls: Semaphore::new(parts.calls.max(1)),
            clock,
            chance,
            leave: left,
        };
        let (shared, grew, tasks) = (Arc::new(shared), parts.grew, Tasks::default());
        Self { shared, grew, leave, waits, tasks, look: true, quiet: false }
    }

    /// Delivers until `stop` becomes true, and then for 8 seconds at most what is ready. What is left stays in the outbox.
    pub async fn run(mut self, stop: watch::Receiver<bool>) {
        self.shared.record.wake_all().await;
        self.shared.alive.enter().await;
        self.look_for_left_marks();
        let mut handed = self.shared.record.hand_over();
        let left = handed.left.clone();
        let mut tick = interval(TICK);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut marks = interval(self.waits.look);
        marks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let shared = self.shared.clone();
        let (stopping, living) = (stopped(stop), shared.alive.go_on(self.grew.clone()));
        tokio::pin!(stopping, living);
        let mut until: Option<Instant> = None;
        while !until.is_some_and(|until| self.is_over(until)) {
            self.look(until.is_some());
            self.note_marks();
            tokio::select! {
                _ = tick.tick() => self.look = true,
                _ = marks.tick(), if until.is_none() => self.look_for_marks(self.long_owed()),
                () = &mut living => {}
                () = self.grew.notified() => self.look = true,
                () = left.notified() => self.look = true,
                Some(passing) = handed.passing.recv(), if self.tasks.count(Kind::Passing) < PASSING => self.pass(passing),
                Some(line) = handed.lines.recv(), if self.tasks.count(Kind::Handed) < HANDED => self.line(line.into(), Kind::Handed),
                Some(ended) = self.tasks.next() => self.ended(ended),
                () = &mut stopping, if until.is_none() => {
                    (self.quiet, until) = (false, Some(Instant::now() + DRAIN));
                }
            }
        }
        self.end(handed).await;
    }

    /// Whether the time after the stop is over, or nothing is left to do in it.
    fn is_over(&self, until: Instant) -> bool {
        Instant::now() >= until || (self.quiet && self.tasks.is_empty())
    }

    /// Nothing waits for its pace any more, and what is in hand goes back.
    async fn end(mut self, mut handed: Handed) {
        self.leave.send_replace(true);
        handed.lines.close();
        let rest = async {
            // What was promised room comes still.
            while let Some(line) = handed.lines.recv().await {
                self.line(line.into(), Kind::Handed);
            }
            while let Some(ended) = self.tasks.next().await {
                self.ended(ended);
            }
            self.shared.write_marks().await;
        };
        // What is still under way is nobody else's until it has come to an end, or this process has.
        if tokio::time::timeout(LAST, rest).await.is_ok() {
            self.shared.alive.leave().await;
        } else {
            tracing::warn!(
                "stopped while calls were under way; what they were to send is looked at again at the next start"
            );
        }
    }

    /// Looks into the outbox, if there is a reason to and room; beside everything else, so that no answer to a press waits for it.
    fn look(&mut self, stopping: bool) {
        let room = TAKEN.saturating_sub(self.tasks.count(Kind::Taken));
        let reason = self.look || (stopping && !self.quiet && self.tasks.is_empty());
        if !reason || room == 0 || self.tasks.count(Kind::Look) > 0 {
            return;
        }
        self.look = false;
        let shared = self.shared.clone();
        self.tasks.begin(Kind::Look, None, Box::pin(async move { Ended::Looked(shared.record.take(room).await) }));
    }

    fn ended(&mut self, ended: Ended) {
        match ended {
            Ended::Looked(taken) => self.took(taken),
            Ended::Line(after) => {
                let Some(strip) = after.strip else { return };
                let shared = self.shared.clone();
                self.begin(Kind::Strip, None, async move { shared.strip(strip).await });
            }
            Ended::Owed(found) => self.found(found),
            Ended::Done => {}
            Ended::Fell(thing) => {
                thing.into_iter().for_each(|thing| self.shared.lent.release(thing));
                tracing::error!(
                    "sending stopped with a fault in Ajar; it is tried again in a while; please report this"
                );
            }
        }
    }

    fn took(&mut self, taken: Taken) {
        self.look |= taken.full;
        self.quiet = taken.lines.is_empty() && taken.errands.is_empty();
        for line in taken.lines {
            self.line(line.into(), Kind::Taken);
        }
        for errand in taken.errands {
            let (shared, thing) = (self.shared.clone(), Thing::Errand(errand.id));
            if self.shared.lent.hold(thing) {
                self.begin(Kind::Taken, Some(thing), async move { shared.errand(errand).await });
            }
        }
    }

    /// A line, unless it is in hand already: who has it gives it back with whatever was put into it since.
    fn line(&mut self, line: InHand, kind: Kind) {
        let (shared, thing) = (self.shared.clone(), line.thing());
        if self.shared.lent.hold(thing) {
            self.quiet = false;
            self.tasks.begin(kind, Some(thing), Box::pin(async move { Ended::Line(shared.line(line).await) }));
        }
    }

    /// Marks that are owed and not in hand. While it is stopping they are left to the next start.
    fn found(&mut self, found: Found) {
        let stopping = *self.shared.leave.borrow();
        for mark in found.marks.into_iter().filter(|_| !stopping) {
            self.pass(mark);
        }
        if found.full && !stopping {
            self.look_for_marks(self.long_owed());
        }
    }

    fn pass(&mut self, passing: Passing) {
        let thing = passing::thing(&passing);
        let in_hand = thing.is_some_and(|thing| !self.shared.lent.hold(thing));
        if !in_hand && !self.shared.takes_place(&passing) {
            let shared = self.shared.clone();
            self.begin(Kind::Passing, thing, async move { shared.passing(passing).await });
        }
    }

    /// Begins what nobody asks about when it has ended.
    fn begin(&mut self, kind: Kind, thing: Option<Thing>, work: impl Future<Output = ()> + Send + 'static) {
        let work = async move {
            work.await;
            Ended::Done
        };
        self.tasks.begin(kind, thing, Box::pin(work));
    }
}

impl Shared {
    fn pace(&self) -> MutexGuard<'_, Pace> {
        self.pace.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn marks(&self) -> MutexGuard<'_, HashMap<i64, Mark>> {
        self.marks.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
