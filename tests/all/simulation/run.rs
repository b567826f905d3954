//! A run: one seed from its first step to its end.
//!
//! Not here: what people do (`people`), what coordinators do (`team`), Telegram (`post`), the end (`ending`).

use std::collections::{BTreeMap, BTreeSet};

use ajar::store::StoreError;
use ajar::turn::{Incoming, Taken, TurnError};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::broken::{Broken, Held};
use super::dice::Dice;
use super::model::Somebody;
use super::team::Team;
use super::world::{Process, Sources, World};

/// One seed at work.
pub struct Run<'w> {
    pub world: &'w mut World,
    pub process: Process,
    pub sources: Sources,
    pub dice: Dice,
    pub weather: Weather,
    pub folk: Vec<Somebody>,
    pub team: Team,
    /// Updates that have had their effect, with the time by Telegram's clock: it may offer them again for a day.
    pub given: Vec<(Incoming, DateTime<Utc>)>,
    /// Outbox rows whose sending is written down: none of them comes again.
    pub settled: BTreeSet<Uuid>,
    /// Numbers and kinds of acts, for whoever reads a failure.
    pub trace: Vec<String>,
    /// How often each thing that matters happened: what never does is not tried.
    pub seen: Seen,
    /// What is broken on purpose, to see that it is noticed.
    pub tamper: Option<Tamper>,
    /// Numbers of updates, messages and texts.
    pub count: i64,
    pub telegrams_time: DateTime<Utc>,
}

/// How bad the day is, in percent. All is 0 on a quiet one.
#[derive(Clone, Copy, Debug)]
pub struct Weather {
    /// A call to a store fails during an act.
    pub fuse: usize,
    /// A call to Telegram comes to something else than success.
    pub calls: usize,
    /// The outbox is left alone after an act.
    pub slow: usize,
    /// An update comes again.
    pub again: usize,
}

/// How often things happened, by name.
pub type Seen = BTreeMap<&'static str, u64>;

/// What came of a seed.
pub struct Played {
    pub trace: Vec<String>,
    pub seen: Seen,
    pub held: Held,
}

/// Something broken on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tamper {
    /// A kept message goes.
    LoseWords,
    /// A message's words are other words.
    OtherWords,
    /// An update is not remembered.
    ForgetUpdates,
    /// A coordinator's words arrive twice.
    RepeatWords,
}

const QUIET: Weather = Weather { fuse: 0, calls: 0, slow: 0, again: 5 };

impl Weather {
    fn of(dice: &mut Dice) -> Self {
        let fuse = *dice.pick(&[0, 0, 15, 40]);
        Self {
            fuse,
            calls: *dice.pick(&[0, 0, 15, 40]),
            slow: *dice.pick(&[0, 20, 60]),
            again: *dice.pick(&[5, 15, 30]),
        }
    }
}

/// Plays a seed with so many people, or as many as it draws.
pub async fn play(world: &mut World, seed: u64, people: Option<usize>, tamper: Option<Tamper>) -> Played {
    world.empty().await;
    let mut dice = Dice::new(seed);
    let sources = Sources::of(seed, dice.between(0, 400 * 24 * 60));
    let process = world.start(&sources).await;
    let now = sources.clock.now();
    let mut run = Run {
        weather: Weather::of(&mut dice),
        process,
        dice,
        folk: Vec::new(),
        team: Team::default(),
        given: Vec::new(),
        settled: BTreeSet::new(),
        trace: Vec::new(),
        seen: Seen::new(),
        tamper,
        count: 1_000,
        telegrams_time: now,
        sources,
        world,
    };
    let drawn = run.dice.between(1, 4);
    let many = people.map_or(drawn, |many| i64::try_from(many).unwrap());
    let first = 1_000_000_000 + i64::try_from(seed % 1_000_000_000).unwrap() * 1_000;
    run.folk = (0..many).map(|number| Somebody::new(first + number, now)).collect();
    run.note(format!("{many} people, {:?}, {now}", run.weather));
    let held = run.all().await;
    Played { trace: run.trace, seen: run.seen, held }
}

impl Run<'_> {
    async fn all(&mut self) -> Held {
        self.hire().await?;
        self.some_have_begun().await?;
        let steps = self.dice.between(25, 70) + i64::try_from(self.folk.len()).unwrap() * 10;
        for _ in 0..steps {
            self.step().await?;
        }
        self.weather = QUIET;
        self.end().await
    }

    async fn step(&mut self) -> Held {
        match self.dice.weighed(&[(56, 0), (13, 1), (20, 2), (4, 3), (3, 4), (4, 5)]) {
            0 => self.somebody_acts().await?,
            1 => self.time_passes().await?,
            2 => self.team_acts().await?,
            3 => self.many_at_once().await?,
            4 => self.restart().await,
            _ => self.old_updates_again().await?,
        }
        if !self.dice.percent(self.weather.slow) {
            self.post().await?;
        }
        if self.dice.percent(10) { self.look_at_all().await } else { Ok(()) }
    }

    pub fn saw(&mut self, what: &'static str) {
        *self.seen.entry(what).or_default() += 1;
    }

    pub fn note(&mut self, what: String) {
        self.trace.push(format!("{:>3}. {what}", self.trace.len()));
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.sources.clock.now()
    }

    /// The process goes, whatever it was about to do, and a new one comes.
    pub async fn restart(&mut self) {
        self.saw("restarts");
        let reopens = self.dice.percent(10);
        self.note(format!("the process is started again{}", if reopens { ", its databases too" } else { "" }));
        if reopens {
            self.world.reopen().await;
        }
        self.process = self.world.start(&self.sources).await;
        self.world.wake(self.now()).await;
    }

    /// Blows a fuse at one of the next calls to one of the stores, if the day is bad.
    pub fn perhaps_blow(&mut self) -> bool {
        let blows = self.dice.percent(self.weather.fuse);
        if blows {
            let keys = self.dice.percent(35);
            let n = if keys { self.dice.between(1, 8) } else { self.dice.between(1, 40) };
            let store = if keys { self.world.keystore.store() } else { &self.world.store };
            store.fuse().blow_at(n);
            self.note(format!("  a fuse: call {n} to the {}", if keys { "keystore" } else { "data" }));
        }
        blows
    }

    /// No fuse is in. True if one has blown.
    pub fn take_out(&mut self, was_in: bool) -> bool {
        let left = self.world.store.fuse().take_out() | self.world.keystore.store().fuse().take_out();
        let blown = was_in && !left;
        if blown {
            self.saw("calls to a store that failed");
        }
        blown
    }

    /// Gives an update until it is taken, as Telegram does. `None`: it failed, and comes later, before any other of this chat.
    pub async fn give(&mut self, incoming: &Incoming, patient: bool) -> Held<Option<Taken>> {
        for tries in 0.. {
            let fuse = tries < 3 && self.perhaps_blow();
            let taken = self.process.turns.take(incoming.clone()).await;
            self.take_out(fuse);
            match taken {
                Ok(taken) => {
                    self.saw("updates taken one by one");
                    return Ok(Some(taken));
                }
                Err(TurnError::Store(StoreError::Injected)) if fuse => self.note("  it failed".into()),
                Err(error) => return Err(Broken(format!("an update fails by itself: {error}"))),
            }
            if self.dice.percent(25) {
                self.restart().await;
            }
            if !patient && self.dice.percent(30) {
                return Ok(None);
            }
        }
        Ok(None)
    }
}
