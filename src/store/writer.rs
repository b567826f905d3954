//! The one task of a process that writes. It takes jobs from its queue in order, runs a group of them in one transaction (one `fsync` for
//! many turns), and hands each its result only after the commit.
//!
//! If a job errs, the commit fails, or the connection breaks, the group is undone and its jobs are tried again one by one, so that a job that
//! errs does no harm to its neighbours. (No savepoints: docs/decisions/0009.)
//!
//! Not here: what a job may do (`group`), what the jobs are (`turn`, `staff`, `telegram::deliver`).

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use tokio::sync::{Notify, mpsc, oneshot, watch};
use uuid::Uuid;

use super::handed::{Handed, Hatch};
use super::{About, Group, Keystore, Store, StoreError};
use crate::metrics::Metrics;

/// How many jobs are committed together at most.
pub const GROUP: usize = 200;
/// How many jobs wait at most; who comes then waits before the queue.
const QUEUE: usize = 1_000;
/// How long notes wait for company at most.
const GATHER: Duration = Duration::from_millis(5);

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

    /// From now on lines are lent to this instance of those that share the database; to none by name, where there is one only.
    pub fn lend_to(&self, instance: Option<Uuid>) {
        self.hatch.lend_to(instance);
    }

    /// Runs `job` in the next group and waits for the commit. It may be run more than once, so ids and times that have to stay the same are
    /// made outside of it. Whoever stops waiting does not stop the job.
    pub async fn write<T, E, F>(&self, label: &'static str, job: F) -> Result<T, E>
    where
        F: for<'a> Fn(&'a mut Group) -> BoxFuture<'a, Result<T, E>> + Send + Sync + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.write_about(About::Anything, label, job).await
    }

    /// The same, with the person that the job is about locked against other instances before it runs.
    pub async fn write_for<T, E, F>(&self, person: Uuid, label: &'static str, job: F) -> Result<T, E>
    where
        F: for<'a> Fn(&'a mut Group) -> BoxFuture<'a, Result<T, E>> + Send + Sync + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.write_about(About::Person(person), label, job).await
    }

    /// The same, with what the job is about, so that what it will ask for is read together with what its neighbours will.
    pub async fn write_about<T, E, F>(&self, about: About, label: &'static str, job: F) -> Result<T, E>
    where
        F: for<'a> Fn(&'a mut Group) -> BoxFuture<'a, Result<T, E>> + Send + Sync + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (tell, told) = oneshot::channel();
        let job = Asked { label, about, job, outcome: None, tell };
        self.queue.send(Box::new(job)).await.map_err(|_| StoreError::Closed)?;
        told.await.unwrap_or_else(|_| Err(StoreError::BrokeOff.into()))
    }

    /// Takes no more jobs, and comes back when all that were queued are done.
    pub async fn close(&self) {
        self.stop.notify_one();
        // An error means that the task is gone, which is what is waited for.
        let _ = self.done.clone().wait_for(|done| *done).await;
    }
}

/// One job in the queue, whatever its result is.
trait Job: Send {
    fn about(&self) -> About;
    /// Runs it; true if it went well. The result is kept back until [`Job::settle`].
    fn run<'a>(&'a mut self, group: &'a mut Group) -> BoxFuture<'a, bool>;
    /// Hands over its own result, or what became of the group.
    fn settle(self: Box<Self>, group: Result<(), StoreError>);
}

struct Asked<T, E, F> {
    label: &'static str,
    about: About,
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
    fn about(&self) -> About {
        self.about
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
    /// One of its jobs erred.
    Erred,
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
        let (mut stopping, mut last) = (false, Duration::ZERO);
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
                    self.gather(&mut taken, &mut jobs, last).await;
                    let begun = Instant::now();
                    self.commit_all(std::mem::take(&mut taken)).await;
                    last = begun.elapsed();
                }
            }
        }
    }

    /// Takes what comes in the same breath into the group as well. Notes alone, for which nobody waits, wait for company for half as long as
    /// the last commit took: on a slow disk most of them then share somebody else's.
    async fn gather(&self, taken: &mut Vec<Box<dyn Job>>, jobs: &mut mpsc::Receiver<Box<dyn Job>>, last: Duration) {
        let until = tokio::time::Instant::now() + (last / 2).min(GATHER);
        loop {
            let before = taken.len();
            tokio::task::yield_now().await;
            while taken.len() < self.group
                && let Ok(job) = jobs.try_recv()
            {
                taken.push(job);
            }
            if taken.len() >= self.group || (taken.len() == before && taken.iter().any(|job| !job.about().is_note())) {
                return;
            }
            if taken.len() == before {
                let room = self.group - taken.len();
                let more = tokio::time::timeout_at(until, jobs.recv_many(taken, room)).await;
                if !matches!(more, Ok(count) if count > 0) {
                    return;
                }
            }
        }
    }

    async fn commit_all(&self, mut jobs: Vec<Box<dyn Job>>) {
        match self.attempt(&mut jobs).await {
            Ok(()) => settle(jobs, Ok(())),
            Err(Fell::Shut(error)) => settle(jobs, Err(error)),
            Err(Fell::Broke(error)) if jobs.len() == 1 => settle(jobs, Err(error)),
            Err(Fell::Erred) if jobs.len() == 1 => settle(jobs, Err(StoreError::BrokeOff)),
            Err(Fell::Broke(error)) => {
                tracing::warn!(jobs = jobs.len(), %error, "a group of writes failed; each is tried alone");
                self.commit_each(jobs).await;
            }
            Err(Fell::Erred) => self.commit_each(jobs).await,
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
                    // It tells of its own error.
                    Err(Fell::Erred) => Err(StoreError::BrokeOff),
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
            Ok(kept) => self.metrics.commit(*kept, begun.elapsed(), true),
            Err(Fell::Erred) => {}
            Err(Fell::Shut(_) | Fell::Broke(_)) => self.metrics.commit(jobs.len(), begun.elapsed(), false),
        }
        done.map(drop)
    }

    /// Runs the jobs and commits. Says how many.
    async fn commit_group(&self, jobs: &mut [Box<dyn Job>]) -> Result<usize, Fell> {
        // Notes first: a turn reads what they write. What may change anything last: it leaves nothing behind that was read ahead. Otherwise
        // in the order in which they came.
        jobs.sort_by_key(|job| place(job.about()));
        let about: Vec<About> = jobs.iter().map(|job| job.about()).collect();
        let mut group = Group::begin(&self.store, &self.keystore, &self.hatch, &about).await.map_err(Fell::Shut)?;
        let mut read = false;
        for job in jobs.iter_mut() {
            if !read && !job.about().is_note() {
                group.read_ahead(&about).await.map_err(Fell::Broke)?;
                read = true;
            }
            group.begin_job(job.about());
            if !job.run(&mut group).await {
                return Err(Fell::Erred);
            }
        }
        group.commit().await.map_err(Fell::Broke)?;
        Ok(jobs.len())
    }
}

/// In which place jobs run within a group.
fn place(about: About) -> u8 {
    match about {
        About::Note(_) | About::Sent(_) => 0,
        About::Turn { .. } | About::Person(_) => 1,
        About::Anything => 2,
    }
}

fn settle(jobs: Vec<Box<dyn Job>>, outcome: Result<(), StoreError>) {
    for job in jobs {
        job.settle(outcome.clone());
    }
}
