//! Metrics: what is counted and timed, for Prometheus. A handle that is passed in; nothing here is global.
//!
//! Every label is one of a few fixed words: there is no way to put an id, a name or anybody's words in (P28). Not here: the route that
//! shows them (`http`), what an alarm means (`docs/operating.md`).

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

/// What [`Metrics::text`] is, for whoever serves it.
pub const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Upper ends of the buckets for durations, in seconds: from a commit on a fast disk to a time-out.
const SECONDS: [f64; 14] = [0.000_5, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 20.0];
/// Upper ends of the buckets for the sizes of groups.
const SIZES: [f64; 8] = [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0];

/// What became of an update.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Update {
    /// It had its effect.
    Taken,
    /// It had had its effect before.
    Again,
    /// It is remembered without what was in it.
    SetAside,
    /// It is of no meaning to us: a service message, something in a group.
    PassedOver,
    /// It was not kept this time, and comes again.
    Failed,
}

/// What became of a request to the webhook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Request {
    /// Its update is kept.
    Kept,
    /// Its update is not kept; Telegram is to bring it again.
    NotKept,
    /// It did not know the secret.
    Stranger,
    /// Its body was too large, too slow or broken.
    Unread,
}

/// What became of a call to Telegram.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    /// It has its result.
    Done,
    /// Telegram asks for patience (429).
    Flood,
    /// Telegram refused it for another reason.
    Refused,
    /// Telegram had a fault of its own (5xx).
    Server,
    /// No answer came: it may have had its effect.
    Lost,
    /// It never reached Telegram.
    Unsent,
}

/// What is looked up in the store when somebody asks for the metrics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sample {
    /// How much waits in the outbox.
    pub outbox: i64,
    /// For how many seconds the oldest of it has waited.
    pub oldest: i64,
    /// How many stored times should have had their effect by now.
    pub late: i64,
    /// How many answers of coordinators' may not have arrived.
    pub unsure: i64,
}

/// Counts and times. Cheap to clone; every clone counts into the same place.
#[derive(Clone)]
pub struct Metrics(Arc<Inner>);

type Counters<const N: usize> = Family<[(&'static str, &'static str); N], Counter>;
type Timers<const N: usize> = Family<[(&'static str, &'static str); N], Histogram, fn() -> Histogram>;

struct Inner {
    registry: Mutex<Registry>,
    updates: Counters<1>,
    requests: Counters<1>,
    turns: Histogram,
    groups: Histogram,
    commits: Timers<1>,
    calls: Counters<2>,
    call_seconds: Timers<1>,
    outbox: Gauge,
    oldest: Gauge,
    late: Gauge,
    unsure: Gauge,
    store: Gauge,
    writes: Gauge,
    /// Whether a commit failed, and none was seen to go through since.
    stuck: AtomicBool,
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Metrics(..)")
    }
}

impl Metrics {
    /// Everything at nought.
    pub fn new() -> Self {
        let inner = Inner {
            registry: Mutex::default(),
            updates: Family::default(),
            requests: Family::default(),
            turns: seconds(),
            groups: Histogram::new(SIZES),
            commits: Family::new_with_constructor(seconds),
            calls: Family::default(),
            call_seconds: Family::new_with_constructor(seconds),
            outbox: Gauge::default(),
            oldest: Gauge::default(),
            late: Gauge::default(),
            unsure: Gauge::default(),
            store: Gauge::default(),
            writes: Gauge::default(),
            stuck: AtomicBool::new(false),
        };
        inner.register();
        inner.begin();
        Self(Arc::new(inner))
    }

    /// An update was dealt with.
    pub fn update(&self, update: Update) {
        self.0.updates.get_or_create(&[("outcome", update.name())]).inc();
    }

    /// A turn was taken: from handing it in to the commit.
    pub fn turn(&self, took: Duration) {
        self.0.turns.observe(took.as_secs_f64());
    }

    /// A group of `jobs` writes was committed, or could not be.
    pub fn commit(&self, jobs: usize, took: Duration, kept: bool) {
        if kept {
            self.0.groups.observe(jobs as f64);
        } else {
            self.stuck(true);
        }
        self.0.commits.get_or_create(&[("outcome", outcome(kept))]).observe(took.as_secs_f64());
    }

    /// Whether a commit failed, and nothing was seen to be written since. A commit that goes through does not show it: on a full disk those
    /// that hold next to nothing still do.
    pub fn is_stuck(&self) -> bool {
        self.0.stuck.load(Ordering::Relaxed)
    }

    /// Says so, or that something was seen to be written.
    pub fn stuck(&self, stuck: bool) {
        self.0.stuck.store(stuck, Ordering::Relaxed);
        self.0.writes.set(i64::from(!stuck));
    }

    /// A request came to the webhook.
    pub fn request(&self, request: Request) {
        self.0.requests.get_or_create(&[("outcome", request.name())]).inc();
    }

    /// A call to Telegram has ended.
    pub fn call(&self, method: &'static str, call: Call, took: Duration) {
        self.0.calls.get_or_create(&[("method", method), ("outcome", call.name())]).inc();
        self.0.call_seconds.get_or_create(&[("method", method)]).observe(took.as_secs_f64());
    }

    /// What the store holds now; nothing if it does not answer.
    pub fn sample(&self, sample: Option<Sample>) {
        self.0.store.set(i64::from(sample.is_some()));
        let Some(sample) = sample else { return };
        self.0.outbox.set(sample.outbox);
        self.0.oldest.set(sample.oldest);
        self.0.late.set(sample.late);
        self.0.unsure.set(sample.unsure);
    }

    /// All of it, as Prometheus reads it.
    pub fn text(&self) -> String {
        let mut text = String::new();
        // Writing into a string does not fail.
        let _ = encode(&mut text, &self.0.registry());
        text
    }
}

impl Inner {
    fn registry(&self) -> std::sync::MutexGuard<'_, Registry> {
        self.registry.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn register(&self) {
        let mut registry = self.registry();
        let to = &mut registry;
        to.register("ajar_updates", "Updates, by what became of them", self.updates.clone());
        to.register("ajar_webhook_requests", "Requests to the webhook, by what became of them", self.requests.clone());
        let turns = "Taking an event, from handing it in to the commit";
        to.register_with_unit("ajar_turn", turns, Unit::Seconds, self.turns.clone());
        to.register("ajar_commit_jobs", "How many writes share a commit", self.groups.clone());
        let commits = "A group of writes, with its commit";
        to.register_with_unit("ajar_commit", commits, Unit::Seconds, self.commits.clone());
        let calls = "Calls to Telegram, by method and by what became of them";
        to.register("ajar_telegram_calls", calls, self.calls.clone());
        let times = "Calls to Telegram, by method";
        to.register_with_unit("ajar_telegram_call", times, Unit::Seconds, self.call_seconds.clone());
        to.register("ajar_outbox_waiting", "How much waits to be sent", self.outbox.clone());
        let oldest = "For how long the oldest of what waits to be sent has waited";
        to.register_with_unit("ajar_outbox_oldest", oldest, Unit::Seconds, self.oldest.clone());
        to.register("ajar_dues_late", "Stored times that should have had their effect", self.late.clone());
        let unsure = "Answers of coordinators that may not have arrived";
        to.register("ajar_deliveries_unsure", unsure, self.unsure.clone());
        to.register("ajar_store_answers", "Whether the databases answered just now (1) or not (0)", self.store.clone());
        to.register(
            "ajar_store_writes",
            "Whether what is to be kept can be written (1) or not (0)",
            self.writes.clone(),
        );
    }

    /// What has not happened yet is shown as nought: an alarm on something that is missing never rings.
    fn begin(&self) {
        for update in Update::ALL {
            drop(self.updates.get_or_create(&[("outcome", update.name())]));
        }
        for request in Request::ALL {
            drop(self.requests.get_or_create(&[("outcome", request.name())]));
        }
        for kept in [true, false] {
            drop(self.commits.get_or_create(&[("outcome", outcome(kept))]));
        }
        self.writes.set(1);
    }
}

fn seconds() -> Histogram {
    Histogram::new(SECONDS)
}

fn outcome(kept: bool) -> &'static str {
    if kept { "kept" } else { "failed" }
}

impl Update {
    const ALL: [Self; 5] = [Self::Taken, Self::Again, Self::SetAside, Self::PassedOver, Self::Failed];

    fn name(self) -> &'static str {
        match self {
            Self::Taken => "taken",
            Self::Again => "again",
            Self::SetAside => "set_aside",
            Self::PassedOver => "passed_over",
            Self::Failed => "failed",
        }
    }
}

impl Request {
    const ALL: [Self; 4] = [Self::Kept, Self::NotKept, Self::Stranger, Self::Unread];

    fn name(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::NotKept => "not_kept",
            Self::Stranger => "stranger",
            Self::Unread => "unread",
        }
    }
}

impl Call {
    fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Flood => "flood",
            Self::Refused => "refused",
            Self::Server => "server",
            Self::Lost => "lost",
            Self::Unsent => "unsent",
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use regex::Regex;

    use super::*;

    #[test]
    fn what_has_not_happened_is_shown_as_nought() {
        let text = Metrics::new().text();
        for line in ["ajar_updates_total{outcome=\"taken\"} 0", "ajar_outbox_waiting 0", "ajar_turn_seconds_count 0"] {
            assert!(text.contains(line), "{line} in\n{text}");
        }
        assert!(text.ends_with("# EOF\n"));
    }

    #[test]
    fn each_metric_has_its_line_in_the_operators_page_and_no_line_is_of_another() {
        let page = include_str!("../docs/operating.md");
        let named = Regex::new("[`(](ajar_[a-z_]+)").unwrap();
        let told: BTreeSet<_> = named.captures_iter(page).map(|found| found.extract::<1>().1[0]).collect();
        let metrics = Metrics::new();
        metrics.call("SendMessage", Call::Done, Duration::ZERO);
        let text = metrics.text();
        let types = text.lines().filter_map(|line| line.strip_prefix("# TYPE ")?.split_once(' '));
        let name = |(name, of): (&str, &str)| if of == "counter" { format!("{name}_total") } else { name.to_owned() };
        let shown: BTreeSet<_> = types.map(name).collect();
        assert_eq!(told, shown.iter().map(String::as_str).collect());
        let outcomes = Update::ALL.map(Update::name).into_iter().chain(Request::ALL.map(Request::name));
        for outcome in outcomes.filter(|outcome| *outcome != "kept") {
            assert!(page.contains(&format!("outcome=\"{outcome}\"")), "{outcome}");
        }
    }

    #[test]
    fn what_is_counted_is_shown_under_its_name() {
        let metrics = Metrics::new();
        metrics.clone().update(Update::Again);
        metrics.commit(7, Duration::from_millis(3), true);
        metrics.commit(9, Duration::from_millis(3), false);
        metrics.call("SendMessage", Call::Flood, Duration::from_millis(40));
        metrics.sample(Some(Sample { outbox: 3, oldest: 61, late: 2, unsure: 1 }));
        metrics.sample(None);
        assert!(metrics.is_stuck());
        let text = metrics.text();
        for line in [
            "ajar_updates_total{outcome=\"again\"} 1",
            "ajar_commit_jobs_sum 7.0",
            "ajar_commit_seconds_count{outcome=\"failed\"} 1",
            "ajar_telegram_calls_total{method=\"SendMessage\",outcome=\"flood\"} 1",
            "ajar_telegram_call_seconds_bucket{le=\"0.05\",method=\"SendMessage\"} 1",
            "ajar_outbox_oldest_seconds 61",
            "ajar_deliveries_unsure 1",
            "ajar_store_answers 0",
            "ajar_store_writes 0",
        ] {
            assert!(text.contains(line), "{line} in\n{text}");
        }
    }
}
