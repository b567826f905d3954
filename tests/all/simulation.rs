//! The simulation: people, coordinators, faults and virtual time over the real turn, staff and store, each run drawn from a seed and held
//! against a model. A seed that breaks something is printed, with what happened in it, and replays alone.
//!
//! `AJAR_SIM_SEEDS=10000 cargo test --release --test all simulation::` plays so many, from `AJAR_SIM_FROM` on; `AJAR_SIM_SEED=7` plays one and
//! prints it; `AJAR_SIM_PEOPLE=20` puts so many people into each; `AJAR_SIM_JOBS=2` plays on so many threads;
//! `AJAR_SIM_DATABASE=postgres` plays on PostgreSQL. Not here: SIGKILL, real connections, real disks (other tests have them).

mod acts;
mod broken;
mod compare;
mod dice;
mod ending;
mod expect;
mod hours;
mod look;
mod meetings;
mod model;
mod people;
mod phone;
mod post;
mod run;
mod tamper;
mod team;
mod world;

use std::time::Instant;

use broken::Broken;
use run::{Played, Seen, Tamper, play};
use world::World;

/// Seeds in the plain `cargo test`.
const FEW: u64 = 20;
/// After so many that break something, one thread plays no more.
const ENOUGH: usize = 3;

#[expect(clippy::disallowed_methods, reason = "a test's own switches, not the program's config")]
fn switch(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

fn number(name: &str) -> Option<u64> {
    switch(name).map(|text| text.parse().unwrap_or_else(|_| panic!("{name} is a number, not {text:?}")))
}

fn runtime() -> tokio::runtime::Runtime {
    // One thread: what is left to chance is left to the seed.
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

#[test]
fn p31_p13_p26_whatever_happens_in_whatever_order_what_is_promised_holds() {
    let one = number("AJAR_SIM_SEED");
    let from = one.or(number("AJAR_SIM_FROM")).unwrap_or(1);
    let seeds = if one.is_some() { 1 } else { number("AJAR_SIM_SEEDS").unwrap_or(FEW) };
    let jobs = number("AJAR_SIM_JOBS").unwrap_or(1).clamp(1, seeds.max(1));
    let begun = Instant::now();
    let (broken, seen) = std::thread::scope(|scope| {
        let all: Vec<_> = (0..jobs).map(|job| scope.spawn(move || seeds_of(from + job, from + seeds, jobs))).collect();
        all.into_iter().map(|job| job.join().unwrap()).fold((0, Seen::new()), both)
    });
    println!("{seeds} seeds from {from} on: {broken} broken, {:.1} s", begun.elapsed().as_secs_f64());
    seen.iter().for_each(|(what, count)| println!("{count:>9} {what}"));
    assert_eq!(broken, 0, "seeds that break a promise are printed above, each with how it is replayed");
}

/// What two threads came to, together.
fn both(one: (usize, Seen), other: (usize, Seen)) -> (usize, Seen) {
    let mut seen = one.1;
    other.1.into_iter().for_each(|(what, count)| *seen.entry(what).or_default() += count);
    (one.0 + other.0, seen)
}

/// Plays every so many seeds. Says how many broke something.
fn seeds_of(from: u64, to: u64, step: u64) -> (usize, Seen) {
    runtime().block_on(async {
        let on_postgres = switch("AJAR_SIM_DATABASE").as_deref() == Some("postgres");
        let Some(mut world) = World::open(on_postgres).await else { return (0, Seen::new()) };
        let people = number("AJAR_SIM_PEOPLE").map(|many| usize::try_from(many).unwrap());
        let (mut broken, mut all) = (0, Seen::new());
        for seed in (from..to).step_by(usize::try_from(step).unwrap()) {
            let guard = Guard(seed);
            let Played { trace, seen, held } = play(&mut world, seed, people, None).await;
            drop(guard);
            all = both((0, all), (0, seen)).1;
            // One call to print: another thread may be printing too.
            if let Err(Broken(what)) = held {
                println!("{}\nSEED {seed}: {what}\nreplay: {}\n", trace.join("\n"), replay(seed));
                broken += 1;
            } else if switch("AJAR_SIM_SEED").is_some() {
                println!("{}", trace.join("\n"));
            }
            if broken == ENOUGH {
                break;
            }
        }
        (broken, all)
    })
}

fn replay(seed: u64) -> String {
    let people = switch("AJAR_SIM_PEOPLE").map(|many| format!("AJAR_SIM_PEOPLE={many} ")).unwrap_or_default();
    format!("{people}AJAR_SIM_SEED={seed} cargo test --test all simulation:: -- --nocapture")
}

/// Says how a seed is replayed that ends in a panic, of the simulation's or of the code's.
struct Guard(u64);

impl Drop for Guard {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("SEED {} ends in a panic\nreplay: {}", self.0, replay(self.0));
        }
    }
}

#[test]
fn a_seed_played_alone_is_what_it_was_among_others() {
    runtime().block_on(async {
        let mut world = World::open(false).await.unwrap();
        for seed in 1..4 {
            let among = play(&mut world, seed, None, None).await.trace;
            let mut alone = World::open(false).await.unwrap();
            assert_eq!(among, play(&mut alone, seed, None, None).await.trace, "seed {seed}");
        }
    });
}

/// How many seeds until it is noticed. None: it is not, within twenty.
fn noticed(tamper: Tamper, says: &str) -> Option<u64> {
    runtime().block_on(async {
        let mut world = World::open(false).await.unwrap();
        for seed in 1..21 {
            if let Err(Broken(what)) = play(&mut world, seed, None, Some(tamper)).await.held {
                assert!(what.contains(says), "{tamper:?}: {what}");
                return Some(seed);
            }
        }
        None
    })
}

#[test]
fn whatever_is_broken_on_purpose_is_noticed() {
    for (tamper, says) in [
        (Tamper::LoseWords, "is lost"),
        (Tamper::OtherWords, "not what they wrote last"),
        (Tamper::ForgetUpdates, "had its effect twice"),
        (Tamper::RepeatWords, "arrive twice"),
    ] {
        assert!(noticed(tamper, says).is_some(), "{tamper:?}");
    }
}
