//! The finder: which ways of saying are worth trying in a text, by the words that they need.
//!
//! Not here: which words those are (`need`), trying them (`matching`).

use std::rc::Rc;

use super::need::Need;
use super::quick::{QuickMap, Spans, number};
use super::term::Word;

/// By word: the ways that need it. A set of words that several ways need stands here once.
#[derive(Debug, Default)]
pub(super) struct Finder {
    /// By word: the sets that it is in.
    sets: Spans<u32>,
    /// By set: the ways of whose needs it is the rarest.
    ways: Spans<u32>,
    /// By way: the other sets that it needs.
    others: Spans<u32>,
    /// Ways that need nothing.
    always: Vec<u32>,
}

impl Finder {
    /// For ways that each need these, the rarest first, of `count` words.
    pub fn of(ways: &[Vec<Need>], count: usize) -> Self {
        let (mut out, mut numbers) = (Self::default(), QuickMap::<Rc<[Word]>, u32>::default());
        let (mut by_word, mut by_set) = (vec![Vec::new(); count], Vec::<Vec<u32>>::new());
        for (way, needs) in (0..).zip(ways) {
            let mut sets = Vec::new();
            for need in needs {
                let next = number(by_set.len());
                let set = *numbers.entry(need.words.clone()).or_insert(next);
                if set == next {
                    by_set.push(Vec::new());
                    let words = need.words.iter();
                    words.for_each(|word| {
                        by_word.get_mut(*word as usize).into_iter().for_each(|it: &mut Vec<u32>| it.push(set))
                    });
                }
                sets.push(set);
            }
            let (rarest, others) = sets.split_first().map_or((None, sets.as_slice()), |(a, b)| (Some(*a), b));
            out.others.push(others.iter().copied());
            match rarest.and_then(|set| by_set.get_mut(set as usize)) {
                Some(ways) => ways.push(way),
                None => out.always.push(way),
            }
        }
        for sets in by_word {
            out.sets.push(sets);
        }
        for ways in by_set {
            out.ways.push(ways);
        }
        [&mut out.sets, &mut out.ways, &mut out.others].into_iter().for_each(Spans::shrink);
        out
    }

    /// The ways that can match a text in which these words stand, in order, each once.
    pub fn worth_trying(&self, words: &[Word]) -> Vec<u32> {
        let mut there = vec![false; self.ways.count()];
        let mut found = Vec::new();
        for set in words.iter().flat_map(|word| self.sets.get(*word)) {
            if let Some(there) = there.get_mut(*set as usize).filter(|there| !**there) {
                *there = true;
                found.extend_from_slice(self.ways.get(*set));
            }
        }
        let is_there = |set: &u32| there.get(*set as usize).is_some_and(|there| *there);
        found.retain(|way| self.others.get(*way).iter().all(is_there));
        found.extend_from_slice(&self.always);
        found.sort_unstable();
        found
    }
}
