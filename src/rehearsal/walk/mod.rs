//! The walk: every state that can be reached, over the engine alone, and what must be true in each of them.
//!
//! A state is one that differs in what it offers, not in how often somebody has been there (`outline`); with that, the walk is exhaustive
//! and finite. `random` walks on from what was reached, with deeds of all kinds, from a seed. In reading order: `world` (one conversation
//! and what is around it), `deed` (what can happen), `outline`, `hold` (what must be true), `tell` (a way as a story).
//! Not here: the database and the words; stories are played over those (`play`).

mod deed;
mod hold;
mod outline;
mod random;
mod tell;
mod world;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::num::NonZero;
use std::ops::Range;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::thread::{self, available_parallelism};

use crate::dialogue::{Content, Facts};

pub use deed::Deed;
pub use random::{Sequences, sequences};
pub use tell::tell;
pub use world::World;
pub(super) use world::plain;

/// More states than this are not walked: the dialogues are then walked at random.
const MOST: usize = 40_000;
/// So many states are tried together.
const TOGETHER: usize = 256;

/// What the walk found.
pub struct Walked {
    reached: Vec<Node>,
    /// Deeds that were tried.
    pub tried: usize,
    /// Every choice that was offered somewhere: what offered it (`dialogue/step`, or an overlay) and its id, without numbers.
    pub offered: BTreeSet<(String, String)>,
    /// What was not true, and the shortest way there.
    pub broken: Option<Broken>,
    /// There were more states than are walked.
    pub too_many: bool,
}

/// Something that must be true was not.
pub struct Broken {
    /// What.
    pub what: String,
    /// What was done, from the beginning on.
    pub way: Vec<Deed>,
}

struct Node {
    world: World,
    from: Option<(usize, Deed)>,
}

/// Walks everything that can be reached, the nearest first, until something is not true.
pub fn walk(content: &Arc<Content>, facts: &Arc<Facts>) -> Walked {
    let first = World::new(content.clone(), facts.clone());
    let mut walk = Walk {
        seen: HashMap::from([(outline::outline(&first), 0)]),
        walked: Walked {
            reached: vec![Node { world: first, from: None }],
            tried: 0,
            offered: BTreeSet::new(),
            broken: None,
            too_many: false,
        },
        leads: Vec::new(),
    };
    let mut next = 0;
    while next < walk.walked.reached.len() && walk.walked.broken.is_none() && !walk.walked.too_many {
        let until = walk.walked.reached.len().min(next + TOGETHER);
        walk.from(next..until);
        next = until;
        walk.walked.too_many = walk.walked.reached.len() > MOST;
    }
    walk.traps();
    walk.walked
}

/// A deed, and what came of it: a state with its outline, or what was not true.
type Tried = (Deed, Result<(u128, World), String>);

/// Everything that can happen in one state, up to the first that must not.
fn tries(before: &World) -> Vec<Tried> {
    let mut tried = Vec::new();
    for deed in deed::of(before) {
        let mut after = before.clone();
        let effects = after.take(&deed);
        let came = hold::hold(before, &deed, &effects, &after).map(|()| (outline::outline(&after), after));
        let is_broken = came.is_err();
        tried.push((deed, came));
        if is_broken {
            break;
        }
    }
    tried
}

struct Walk {
    walked: Walked,
    seen: HashMap<u128, usize>,
    /// From which state to which, to look for traps.
    leads: Vec<(usize, usize)>,
}

impl Walk {
    /// Tries everything that can happen in these states, on all cores; what comes of it is taken in their order, so it is the same on any.
    fn from(&mut self, places: Range<usize>) {
        let nodes = self.walked.reached.get(places.clone()).unwrap_or_default();
        let share = nodes.len().div_ceil(available_parallelism().map_or(1, NonZero::get)).max(1);
        let tried: Vec<Vec<Tried>> = thread::scope(|scope| {
            let part = |part: &'_ [Node]| part.iter().map(|node| tries(&node.world)).collect::<Vec<_>>();
            let parts: Vec<_> = nodes.chunks(share).map(|nodes| scope.spawn(move || part(nodes))).collect();
            parts.into_iter().flat_map(|part| part.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
        });
        for (place, tried) in places.zip(tried) {
            self.take(place, tried);
            if self.walked.broken.is_some() {
                return;
            }
        }
    }

    /// Takes in what came of one state.
    fn take(&mut self, place: usize, tried: Vec<Tried>) {
        let offered = self.walked.reached.get(place).map(|node| node.world.offered());
        self.walked.offered.extend(offered.into_iter().flatten());
        for (deed, came) in tried {
            self.walked.tried += 1;
            let (outline, world) = match came {
                Ok(came) => came,
                Err(what) => {
                    let mut way = self.walked.way(place);
                    way.push(deed);
                    self.walked.broken = Some(Broken { what, way });
                    return;
                }
            };
            let known = self.seen.len();
            let to = *self.seen.entry(outline).or_insert(known);
            if to == known {
                self.walked.reached.push(Node { world, from: Some((place, deed)) });
            }
            self.leads.push((place, to));
        }
    }

    /// No state is a trap: from each one the first page and an end can be reached, and a sending where there is somewhere to send.
    fn traps(&mut self) {
        if self.walked.broken.is_some() || self.walked.too_many {
            return;
        }
        type Goal = (&'static str, fn(&World) -> bool);
        let goals: [Goal; 3] = [
            ("the first page cannot be reached any more", World::is_at_start),
            ("there is no way to stop", World::is_stopped),
            ("nothing can be sent any more, and nobody is told so", World::has_sent_or_cannot),
        ];
        for (what, goal) in goals {
            let lost = self.lost(goal);
            if let Some(place) = lost {
                self.walked.broken = Some(Broken { what: what.to_owned(), way: self.walked.way(place) });
                return;
            }
        }
    }

    /// The nearest state from which no state of this kind can be reached.
    fn lost(&self, goal: fn(&World) -> bool) -> Option<usize> {
        let mut back: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        self.leads.iter().for_each(|(from, to)| back.entry(*to).or_default().push(*from));
        let all = &self.walked.reached;
        let mut open: Vec<usize> =
            all.iter().enumerate().filter(|(_, node)| goal(&node.world)).map(|(place, _)| place).collect();
        let mut good: BTreeSet<usize> = open.iter().copied().collect();
        while let Some(place) = open.pop() {
            for from in back.get(&place).into_iter().flatten() {
                if good.insert(*from) {
                    open.push(*from);
                }
            }
        }
        (0..all.len()).find(|place| !good.contains(place))
    }
}

impl Walked {
    /// How many states were reached.
    pub fn states(&self) -> usize {
        self.reached.len()
    }

    /// A state that was reached.
    pub(super) fn world(&self, place: usize) -> Option<&World> {
        self.reached.get(place).map(|node| &node.world)
    }

    /// What was done on the way to a state, from the beginning on.
    pub(super) fn way(&self, mut place: usize) -> Vec<Deed> {
        let mut way = Vec::new();
        while let Some((from, deed)) = self.reached.get(place).and_then(|node| node.from.as_ref()) {
            way.push(deed.clone());
            place = *from;
        }
        way.reverse();
        way
    }
}

#[cfg(test)]
mod tests;
