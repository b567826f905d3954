//! Walking on at random, from states that were reached, with deeds of all kinds: old buttons, buttons that nobody ever made, stored times
//! that are void, edits of anything.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::deed::{self, Deed};
use super::hold;
use super::world::World;
use super::{Broken, Walked};
use crate::buttons::{Constant, Press};
use crate::chance::{Chance, NoChance};
use crate::dialogue::{Due, OtherKind};
use crate::story::Purpose;

/// Deeds in one sequence at most.
const LONGEST: u64 = 24;
/// Old buttons that are remembered.
const OLD: usize = 24;
/// What people write.
const SAID: [&str; 16] = [
    "hello",
    "?",
    "",
    " ",
    "skip",
    "STOP.",
    "a person",
    "forget me",
    "/forget",
    "/start x",
    "/clear@Bot",
    "more",
    "31/12",
    "7",
    "\u{202e}\u{0}🌧",
    "I lost my job in March and since then the days run into each other.",
];

/// What random sequences found.
pub struct Sequences {
    /// How many there were.
    pub count: u64,
    /// Deeds in all of them.
    pub deeds: u64,
    /// What was not true, in which sequence, and the whole way there.
    pub broken: Option<(u64, Broken)>,
}

/// Walks `count` sequences from states that `walked` reached; the same for the same seed.
pub fn sequences(walked: &Walked, seed: u64, count: u64) -> Result<Sequences, NoChance> {
    let chance = Chance::seeded(seed);
    let mut done = Sequences { count: 0, deeds: 0, broken: None };
    while done.count < count && done.broken.is_none() {
        let draws = Draws { chance: chance.clone() };
        let place = usize::try_from(draws.below(walked.states() as u64)?).unwrap_or_default();
        let Some(world) = walked.world(place) else { break };
        done.count += 1;
        if let Some((what, own)) = one(world.clone(), &draws, &mut done.deeds)? {
            let way = walked.way(place).into_iter().chain(own).collect();
            done.broken = Some((done.count, Broken { what, way }));
        }
    }
    Ok(done)
}

type Found = Option<(String, Vec<Deed>)>;

fn one(mut world: World, draws: &Draws, deeds: &mut u64) -> Result<Found, NoChance> {
    let (mut old, mut way) = (Vec::new(), Vec::new());
    for _ in 0..1 + draws.below(LONGEST)? {
        let deed = draws.deed(&world, &old)?;
        *deeds += 1;
        old.extend(world.presses());
        old.truncate(OLD);
        world.wait(i64::try_from(draws.below(90)?).unwrap_or_default());
        way.push(deed.clone());
        let before = world.clone();
        // That nothing panics is what is asked; a panic is told with the way to it like anything else.
        match catch_unwind(AssertUnwindSafe(|| world.take(&deed))) {
            Err(_) => return Ok(Some(("the engine panicked".to_owned(), way))),
            Ok(effects) => {
                if let Err(what) = hold::hold(&before, &deed, &effects, &world) {
                    return Ok(Some((what, way)));
                }
            }
        }
    }
    Ok(None)
}

struct Draws {
    chance: Chance,
}

impl Draws {
    /// A number below `end`.
    fn below(&self, end: u64) -> Result<u64, NoChance> {
        Ok(u64::from_le_bytes(self.chance.bytes()?) % end.max(1))
    }

    fn of<'l, T>(&self, list: &'l [T]) -> Result<Option<&'l T>, NoChance> {
        let place = usize::try_from(self.below(list.len() as u64)?).unwrap_or_default();
        Ok(list.get(place))
    }

    fn deed(&self, world: &World, old: &[(Press, String)]) -> Result<Deed, NoChance> {
        let usual = deed::of(world);
        let drawn = match self.below(21)? {
            0..=10 => self.of(&usual)?.cloned(),
            11 | 12 => self.of(old)?.map(|(press, label)| Deed::Press { press: press.clone(), label: label.clone() }),
            13 => Some(self.made_up()?),
            14 | 15 => self.of(&SAID)?.map(|words| Deed::Says((*words).to_owned())),
            16 => self.of(&OtherKind::ALL)?.map(|kind| Deed::Other(*kind)),
            17 => self.of(&Due::ALL)?.map(|due| Deed::Comes(*due)),
            18 => Some(Deed::Edits { kept: if self.below(2)? == 0 { world.newest_kept() } else { None } }),
            19 => self.of(&Purpose::ALL)?.map(|purpose| Deed::Stale(*purpose)),
            _ => self.of(&[Deed::Picture, Deed::Starts(Some("gp seaton!".to_owned())), Deed::Quiet])?.cloned(),
        };
        Ok(drawn.unwrap_or(Deed::Starts(None)))
    }

    /// A button that was never offered.
    fn made_up(&self) -> Result<Deed, NoChance> {
        let nonce = u32::try_from(self.below(40)?).unwrap_or_default();
        let places = ["first-contact/review", "first-contact/sent", "clear", "forget", "nowhere/at-all", "person"];
        let choices =
            ["send-1", "send-2", "send-99999999999999999999", "forget", "take-back", "keep-typed", "in-xx", ""];
        let place = self.of(&places)?.copied().unwrap_or_default().to_owned();
        let choice = self.of(&choices)?.copied().unwrap_or_default().to_owned();
        let press = match self.below(4)? {
            0 => Press::Unknown,
            1 => Press::Constant(self.of(&Constant::ALL)?.copied().unwrap_or(Constant::Help)),
            _ => Press::Choice { nonce, place, choice },
        };
        Ok(Deed::Press { press, label: "made-up".to_owned() })
    }
}
