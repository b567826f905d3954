//! Maps and lists for what rule files are made of: a quick hash, and lists of lists that lie in one piece.
//!
//! Not here: what stands in them.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hash, Hasher};

/// A map by anything of the rule files.
pub(super) type QuickMap<K, V> = HashMap<K, V, BuildHasherDefault<Quick>>;

/// A quick hash. What is kept by it comes from the rule files, so nobody can choose it to collide.
#[derive(Default)]
pub(super) struct Quick(u64);

impl Quick {
    fn add(&mut self, number: u64) {
        self.0 = (self.0.rotate_left(5) ^ number).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        let (eights, rest) = bytes.as_chunks::<8>();
        eights.iter().for_each(|eight| self.add(u64::from_le_bytes(*eight)));
        if !rest.is_empty() {
            self.add(rest.iter().fold(rest.len() as u64, |all, byte| all << 8 | u64::from(*byte)));
        }
    }

    fn write_u8(&mut self, number: u8) {
        // The end of a text says nothing here: nothing that is hashed is two texts.
        if number != u8::MAX {
            self.add(u64::from(number));
        }
    }

    fn write_u32(&mut self, number: u32) {
        self.add(u64::from(number));
    }

    fn write_u64(&mut self, number: u64) {
        self.add(number);
    }

    fn write_usize(&mut self, number: usize) {
        self.add(number as u64);
    }

    fn finish(&self) -> u64 {
        // A map takes its place from the low bits and a mark from the high ones; the multiplication has stirred the high ones best.
        self.0.rotate_left(26)
    }
}

/// The hash of something, by which it is known again. (Two things may have one: look whether it is the same.)
pub(super) fn hash(what: &(impl Hash + ?Sized)) -> u64 {
    let mut quick = Quick::default();
    what.hash(&mut quick);
    quick.finish()
}

/// Lists in one piece, each known by its number.
#[derive(Debug)]
pub(super) struct Spans<T> {
    ends: Vec<u32>,
    all: Vec<T>,
}

impl<T> Default for Spans<T> {
    fn default() -> Self {
        Self { ends: Vec::new(), all: Vec::new() }
    }
}

impl<T> Spans<T> {
    /// Puts a list in and gives its number.
    pub fn push(&mut self, list: impl IntoIterator<Item = T>) -> u32 {
        self.all.extend(list);
        self.ends.push(number(self.all.len()));
        number(self.ends.len() - 1)
    }

    /// The list of this number.
    pub fn get(&self, number: u32) -> &[T] {
        let end = |number: usize| self.ends.get(number).map(|end| *end as usize);
        let number = number as usize;
        let start = number.checked_sub(1).map_or(Some(0), end);
        start.zip(end(number)).and_then(|(start, end)| self.all.get(start..end)).unwrap_or_default()
    }

    /// How many lists there are.
    pub fn count(&self) -> usize {
        self.ends.len()
    }

    /// Leaves away the room that is not used.
    pub fn shrink(&mut self) {
        self.ends.shrink_to_fit();
        self.all.shrink_to_fit();
    }
}

/// A number as it is kept. (There is no rule file in which so much stands.)
pub(super) fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
