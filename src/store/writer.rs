//! The one task of a process that writes. It takes jobs from its queue in order, runs a group of them in one transaction (one `fsync` for
//! many turns), and hands each its result only after the commit.
//!
//! A job that errs is undone alone; its neighbours go on. If the commit fails, or the connection breaks, the jobs are tried again one by one.
//!
//! Not here: what a job may do (`group`), what the jobs are (`turn`, `staff`, `telegram::deliver`).

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Instant;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use tokio::sync::{Notify, mpsc, oneshot, watch};
use uuid::Uuid;

use super::handed::{Handed, Hatch};
use super::{Group, Keystore, Store, StoreError};
use crate::metrics::Metrics;

/// How many jobs are committed together at most.
pub const GROUP: usize = 100;
/// How many jobs wait at most; who comes then waits before the queue.
const QUEUE: usize = 1_000;

/// Takes every write. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Writer {
    queue: mpsc::Sender<Box<dyn Job>>,
    stop: Arc<Notify>,
    done: watch::Receiver<bool>,
    hatch: Hatch,
}

impl Writer {
    /// Starts the task, which commits up to `group` jobs together ([`GROUP`] in earnest).
    pub fn start(store: Store, keystore: Keystore, group: usize) -> Self {
        Self::measured(store, keystore, group, Metrics::new())
    }

    /// The same, with its commits counted and timed.
    pub fn measured(store: Store, keystore: Keystore, group: usize, metrics: Metrics) -> Self {
        let (queue, jobs) = mpsc::channel(QUEUE);
        let (finished, done) = watch::channel(false);
        let stop = Arc::new(Notify::new());
        let hatch = Hatch::default();
        let task = Task { store, keystore, group: group.max(1), metrics, hatch: hatch.clone() };
        let stopping = stop.clone();
        tokio::spawn(async move {
            task.run(jobs, stopping).await;
            finished.send_replace(true);
        });
        Self { queue, stop, done, hatch }
    }

    /// From now on what committed jobs hand over comes out here, `room` of each kind at most; where it came out before, nothing more does.
    pub fn hand_over(&self, room: usize) -> Handed {
        self.hatch.open(room)
    }

    /// Runs `job` in the next group and waits for the commit. It may be run more than once, so ids and times that have to stay the same are
    /// made outside of it. Whoever stops waiting does not stop the job.
    pub async fn write<T, E, F>(&self, label: &'static str, job: F) -> Result<T, E>
    where
        F: for<'a> Fn(&'a mut Group) -> BoxFuture<'a, Result<T, E>> + Send + Sync + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.queue(label, None, job).await
    }

    /// The same, with the person that the job is about locked against other instances before it runs.
    pub async fn write_for<T, E, F>(&self, person: Uuid, label: &'static str, job: F) -> Result<T, E>
    where
        F: for<'a> Fn(&'a mut Group) -> BoxFuture<'a, Result<T, E>> + Send + Sync + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.queue(label, Some(person), job).await
    }

    /// Takes no more jobs, and comes back when all that were queued are done.
    pub async fn close(&self) {
        self.stop.notify_one();
        // An error means that the task is gone, which is what is waited for.
        let _ = self.done.clone().wait_for(|done| *done).await;
    }

    async fn queue<T, E, F>(&self, label: &'static str, person: Option<Uuid>, job: F) -> Result<T, E>
    where
        F: for<'a> Fn(&'a mut Group) -> BoxFuture<'a, Result<T, E>> + Send + Sync + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (tell, told) = oneshot::channel();
        let job = Asked { label, person, job, outcome: None, tell };
        self.queue.send(Box::new(job)).await.map_err(|_| StoreError::Closed)?;
        told.await.unwrap_or_else(|_| Err(StoreError::BrokeOff.into()))
    }
}

/// One job in the queue, whatever its result is.
trait Job: Send {
    fn person(&self) -> Option<Uuid>;
    /// Runs it; true if it went well. The result is kept back until [`Job::settle`].
    fn run<'a>(&'a mut self, group: &'a mut Group) -> BoxFuture<'a, bool>;
    /// Hands over its own result, or what became of the group.
    fn settle(self: Box<Self>, group: Result<(), StoreError>);
}

struct Asked<T, E, F> {
    label: &'static str,
    person: Option<Uuid>,
    job: F,
    outcome: Option<Result<T, E>>,
    tell: oneshot::Sender<Result<T, E>>,
}

impl<T, E, F> Job for Asked<T, E, F>
where
    F: for<'a> Fn(&'a mut Group) -> BoxFuture<'a, Result<T, E>> + Send + Sync,
    T: Send,
    E: From<StoreError> + Send,
{
    fn person(&self) -> Option<Uuid> {
        self.person
    }

    fn run<'a>(&'a mut self, group: &'a mut Group) -> BoxFuture<'a, bool> {
        Box::pin(async move {
            // A job that breaks off must not take the writer with it: everybody else's words go through here.
            let ended = AssertUnwindSafe((self.job)(group)).catch_unwind().await;
            let outcome = ended.unwrap_or_else(|_| Err(StoreError::BrokeOff.into()));
            let well = outcome.is_ok();
            self.outcome = Some(outcome);
            well
        })
    }

    fn settle(self: Box<Self>, group: Result<(), StoreError>) {
        let outcome = match (group, self.outcome) {
            (Ok(()), Some(outcome)) => outcome,
            // Its own error says more than that of the group which went down with it.
            (Err(_), Some(Err(own))) => Err(own),
            (Ok(()), None) => Err(StoreError::BrokeOff.into()),
            (Err(error), Some(Ok(_)) | None) => {
                tracing::warn!(job = self.label, %error, "a write failed");
                Err(error.into())
            }
        };
        // Nobody waits any more: the job is done all the same.
        let _ = self.tell.send(outcome);
    }
}

/// What went wrong with a group as a whole.
enum Fell {
    /// It could not even begin: trying its jobs singly would only take long.
    Shut(StoreError),
    /// It broke on the way, or could not be committed.
    Broke(StoreError),
}

struct Task {
    store: Store,
    keystore: Keystore,
    group: usize,
    metrics: Metrics,
    hatch: Hatch,
}

impl Task {
    async fn run(self, mut jobs: mpsc::Receiver<Box<dyn Job>>, stop: Arc<Notify>) {
        let mut taken = Vec::with_capacity(self.group);
        let mut stopping = false;
        loop {
            tokio::select! {
                biased;
                () = stop.notified(), if !stopping => {
                    stopping = true;
                    jobs.close();
                }
                count = jobs.recv_many(&mut taken, self.group) => {
                    if count == 0 {
                        return;
                    }
                    self.commit_all(std::mem::take(&mut taken)).await;
                }
            }
        }
    }

    async fn commit_all(&self, mut jobs: Vec<Box<dyn Job>>) {
        match self.attempt(&mut jobs).await {
            Ok(()) => settle(jobs, Ok(())),
            Err(Fell::Shut(error)) => settle(jobs, Err(error)),
            Err(Fell::Broke(error)) if jobs.len() == 1 => settle(jobs, Err(error)),
            Err(Fell::Broke(error)) => {
                tracing::warn!(jobs = jobs.len(), %error, "a group of writes failed; each is tried alone");
                self.commit_each(jobs).await;
            }
        }
    }

    async fn commit_each(&self, jobs: Vec<Box<dyn Job>>) {
        let mut shut = None;
        for job in jobs {
            let mut alone = vec![job];
            let outcome = match shut.clone() {
                Some(error) => Err(error),
                None => match self.attempt(&mut alone).await {
                    Ok(()) => Ok(()),
                    Err(Fell::Broke(error)) => Err(error),
                    Err(Fell::Shut(error)) => {
                        shut = Some(error.clone());
                        Err(error)
                    }
                },
            };
            settle(alone, outcome);
        }
    }

    async fn attempt(&self, jobs: &mut [Box<dyn Job>]) -> Result<(), Fell> {
        let begun = Instant::now();
        let done = self.commit_group(jobs).await;
        match &done {
            Ok(0) => {}
            Ok(kept) => self.metrics.commit(*kept, begun.elapsed(), true),
            Err(_) => self.metrics.commit(jobs.len(), begun.elapsed(), false),
        }
        done.map(drop)
    }

    /// Runs the jobs and commits those that went well. Says how many.
    async fn commit_group(&self, jobs: &mut [Box<dyn Job>]) -> Result<usize, Fell> {
        let mut people: Vec<Uuid> = jobs.iter().filter_map(|job| job.person()).collect();
        people.sort_unstable();
        people.dedup();
        // PostgreSQL turns the commit of a transaction in which something failed into a quiet rollback; giving up the savepoint tells.
        let savepoints = jobs.len() > 1 || self.store.is_shared();
        let begun = Group::begin(&self.store, &self.keystore, &self.hatch, savepoints).await;
        let mut group = begun.map_err(Fell::Shut)?;
        for person in people {
            group.lock(person).await.map_err(Fell::Broke)?;
        }
        let mut kept = 0_usize;
        for job in jobs {
            group.open_job().await.map_err(Fell::Broke)?;
            let well = job.run(&mut group).await;
            kept += usize::from(well);
            match (savepoints, well) {
                (true, true) => group.keep_job().await.map_err(Fell::Broke)?,
                (true, false) => group.undo_job().await.map_err(Fell::Broke)?,
                (false, _) => {}
            }
        }
        // With nothing to keep, the group is dropped, and with it whatever a lone job had begun.
        if kept > 0 {
            group.commit().await.map_err(Fell::Broke)?;
        }
        Ok(kept)
    }
}

fn settle(jobs: Vec<Box<dyn Job>>, outcome: Result<(), StoreError>) {
    for job in jobs {
        job.settle(outcome.clone());
    }
}
