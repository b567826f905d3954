//! Words and shapes of words that patterns name, each with a number; terms, which are one word of a pattern and may be any of several; and
//! which numbers a word of a message has.
//!
//! Not here: patterns of more words than one (`phrase`).

use super::need::cost;
use super::quick::{QuickMap, Spans, hash, number};
use super::shape::Shape;

/// The number of a term.
pub(super) type Term = u32;

/// The number of a word or a shape.
pub(super) type Word = u32;

/// So many letters at the beginning of a word are looked up for the shapes that begin so.
const LONGEST_BEGINNING: usize = 5;
/// Shapes that begin with fewer known letters are held against every word.
const SHORTEST_BEGINNING: usize = 2;

/// Words and terms that are being gathered; each is there once.
#[derive(Debug, Default)]
pub(super) struct Terms {
    words: QuickMap<Box<str>, Word>,
    shapes: QuickMap<Shape, Word>,
    /// By word: in how many messages it is likely to stand.
    costs: Vec<u16>,
    /// By the hash of what it may be: a term.
    known: QuickMap<u64, Term>,
    all: Spans<Word>,
}

impl Terms {
    /// The number of a word, spelled out.
    pub fn word(&mut self, letters: &str) -> Word {
        if let Some(known) = self.words.get(letters) {
            return *known;
        }
        let word = self.next(cost(letters));
        self.words.insert(letters.into(), word);
        word
    }

    /// The number of a shape.
    pub fn shape(&mut self, shape: Shape) -> Word {
        if let Some(known) = self.shapes.get(&shape) {
            return *known;
        }
        let word = self.next(2 * cost(shape.beginning()));
        self.shapes.insert(shape, word);
        word
    }

    fn next(&mut self, cost: u16) -> Word {
        self.costs.push(cost);
        number(self.costs.len() - 1)
    }

    /// In how many messages a word is likely to stand; nothing if it is too short to tell anything.
    pub fn cost(&self, word: Word) -> Option<usize> {
        self.costs.get(word as usize).map(|cost| usize::from(*cost)).filter(|cost| *cost > 0)
    }

    /// The term that is any of these.
    pub fn term(&mut self, mut words: Vec<Word>) -> Term {
        words.sort_unstable();
        words.dedup();
        let hash = hash(&words);
        let known = self.known.get(&hash).copied().filter(|term| self.words_of(*term) == words);
        known.unwrap_or_else(|| {
            let term = self.all.push(words);
            self.known.entry(hash).or_insert(term);
            term
        })
    }

    /// What a term may be, in order.
    pub fn words_of(&self, term: Term) -> &[Word] {
        self.all.get(term)
    }

    /// The number of the term that is any of these.
    pub fn either(&mut self, terms: &[Term]) -> Term {
        let words = terms.iter().flat_map(|term| self.words_of(*term)).copied().collect();
        self.term(words)
    }

    /// What was gathered, for good.
    pub fn lexicon(mut self) -> Lexicon {
        self.all.shrink();
        self.words.shrink_to_fit();
        let mut out = Lexicon { count: self.costs.len(), terms: self.all, words: self.words, ..Lexicon::default() };
        let mut shapes: Vec<_> = self.shapes.into_iter().collect();
        shapes.sort_unstable_by_key(|it| it.1);
        shapes.into_iter().for_each(|(shape, word)| out.add(shape, word));
        out
    }

    /// The words and the beginnings of the shapes, with a `~`, by number.
    #[cfg(test)]
    pub fn letters(&self) -> std::collections::BTreeMap<Word, String> {
        let shapes = self.shapes.iter().map(|(shape, word)| (*word, format!("{}~", shape.beginning())));
        self.words.iter().map(|(letters, word)| (*word, letters.to_string())).chain(shapes).collect()
    }
}

/// Which numbers a word has, and what the terms are.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    /// How many numbers there are.
    pub count: usize,
    terms: Spans<Word>,
    words: QuickMap<Box<str>, Word>,
    beginnings: QuickMap<Box<str>, Vec<(Shape, Word)>>,
    /// By the first two bytes of a word: how many letters of it some shape begins with, each number as a bit.
    lengths: Vec<u8>,
    /// By the first byte of a word, all that are not ASCII being one: shapes that are held against it whatever comes next.
    anywhere: Vec<Vec<(Shape, Word)>>,
}

impl Lexicon {
    fn add(&mut self, shape: Shape, word: Word) {
        if !shape.is_possible() {
            return;
        }
        let beginning: String = shape.beginning().chars().take(LONGEST_BEGINNING).collect();
        let length = beginning.chars().count();
        if length < SHORTEST_BEGINNING {
            self.anywhere.resize(FIRST_BYTES, Vec::new());
            let fitting = self.anywhere.iter_mut().zip(0..).filter(|(_, byte)| shape.begins_with(*byte));
            fitting.for_each(|(shapes, _)| shapes.push((shape.clone(), word)));
        } else {
            self.lengths.resize(PAIRS, 0);
            self.lengths.get_mut(pair(&beginning)).into_iter().for_each(|lengths| *lengths |= 1 << length);
            self.beginnings.entry(beginning.into()).or_default().push((shape, word));
        }
    }

    /// How many terms there are.
    pub fn terms(&self) -> usize {
        self.terms.count()
    }

    /// What a term may be.
    pub fn words(&self, term: Term) -> &[Word] {
        self.terms.get(term)
    }

    /// Gives `take` every number that `word` has.
    pub fn look_up(&self, word: &str, mut take: impl FnMut(Word)) {
        self.words.get(word).into_iter().for_each(|number| take(*number));
        let first = word.bytes().next().map_or(0, |byte| usize::from(byte).min(FIRST_BYTES - 1));
        let anywhere = self.anywhere.get(first).into_iter().flatten();
        anywhere.filter(|(shape, _)| shape.fits(word)).for_each(|(_, number)| take(*number));
        let lengths = self.lengths.get(pair(word)).copied().unwrap_or(0);
        if lengths == 0 {
            return;
        }
        let ends = word.char_indices().map(|(at, c)| at + c.len_utf8()).zip(1..=LONGEST_BEGINNING);
        let beginnings = ends.filter(|(_, length)| lengths & (1 << length) != 0).filter_map(|(end, _)| word.get(..end));
        let shapes = beginnings.filter_map(|beginning| self.beginnings.get(beginning)).flatten();
        shapes.filter(|(shape, _)| shape.fits(word)).for_each(|(_, number)| take(*number));
    }
}

/// The first bytes that a word can have: ASCII's, and one for all others.
const FIRST_BYTES: usize = 129;

/// So many numbers [`pair`] can give.
const PAIRS: usize = 64 * 64;

/// A number made of the first two bytes of a word.
fn pair(word: &str) -> usize {
    let mut bytes = word.bytes().map(|byte| usize::from(byte & 63));
    bytes.next().unwrap_or(0) * 64 + bytes.next().unwrap_or(0)
}
