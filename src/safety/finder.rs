//! The finder: which ways of saying are worth trying in a text, by the words that they need. A word of the text is looked up a few times,
//! however many ways there are.
//!
//! Not here: which words those are (`need`), trying them (`matching`).

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use super::matching::Quick;
use super::need::{Key, LONGEST_BEGINNING, SHORTEST};

type Map = HashMap<Box<str>, Vec<u32>, BuildHasherDefault<Quick>>;

/// So many sets a way may need: the low bits of an entry say which of them a word belongs to.
const SETS: u32 = 4;

/// By word: the ways that need it.
#[derive(Debug, Default)]
pub(super) struct Finder {
    words: Map,
    beginnings: Map,
    /// By way: the sets of words that it needs one of, each as a bit.
    sets: Vec<u8>,
}

impl Finder {
    /// For ways that each need these sets of `keys`, by number.
    pub fn of(ways: &[Vec<Vec<u32>>], keys: &[Key]) -> Self {
        let mut by_key = vec![Vec::new(); keys.len()];
        let mut out = Self::default();
        for (way, sets) in (0..).zip(ways) {
            out.sets.push((1 << sets.len()) - 1);
            for (set, numbers) in (0..).zip(sets) {
                for number in numbers {
                    let entry = way * SETS + set;
                    by_key.get_mut(*number as usize).into_iter().for_each(|list: &mut Vec<u32>| list.push(entry));
                }
            }
        }
        for (key, mut entries) in keys.iter().zip(by_key) {
            entries.dedup();
            entries.shrink_to_fit();
            let map = if key.whole { &mut out.words } else { &mut out.beginnings };
            map.insert(key.letters.clone(), entries);
        }
        out
    }

    /// The ways that can match in `text`, in order, each once.
    pub fn worth_trying(&self, text: &str) -> Vec<u32> {
        let mut seen = vec![0_u8; self.sets.len()];
        let mut mark = |entries: Option<&Vec<u32>>| {
            for entry in entries.into_iter().flatten() {
                if let Some(seen) = seen.get_mut((entry / SETS) as usize) {
                    *seen |= 1 << (entry % SETS);
                }
            }
        };
        for word in text.split(' ') {
            mark(self.words.get(word));
            let ends = word.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST_BEGINNING);
            ends.skip(SHORTEST - 1).filter_map(|end| word.get(..end)).for_each(|it| mark(self.beginnings.get(it)));
        }
        let all_there = seen.iter().zip(&self.sets).map(|(seen, sets)| seen == sets);
        (0..).zip(all_there).filter(|(_, worth)| *worth).map(|(way, _)| way).collect()
    }
}
