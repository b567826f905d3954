//! Phrases: what patterns have become once it is settled where words begin and end. Each of their steps goes from places between words to
//! places between words, and the same step is there once.
//!
//! Not here: making them (`weave`), going over them (`matching`).

use super::quick::{QuickMap, Spans, hash, number};
use super::term::{Term, Terms};

/// The number of a step.
pub(super) type At = u32;

/// From so many ways on it is worth asking first whether there is any word that one of them begins with.
const MANY: usize = 4;

/// One step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A word.
    Word(Term),
    /// The space behind a word.
    Space,
    /// Any word, or the nothing that is left of one.
    Rest,
    /// Up to so many words, each with the space behind it.
    Gap(u8),
    /// One after another: the number of a list.
    Row(u32),
    /// One or the other.
    Any {
        /// The word that each way begins with, if there are many and each begins with one.
        begins: Option<Term>,
        /// The number of a list.
        ways: u32,
    },
    /// The same, so many times.
    Times {
        /// What.
        of: At,
        /// At least.
        least: u8,
        /// At most.
        most: u8,
    },
}

/// A way of [`Step::Any`]: the word that it begins with, if it begins with one, and the rest of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way {
    /// The word.
    pub begins: Option<Term>,
    /// The step.
    pub at: At,
}

/// Every step of one language.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    steps: Vec<Step>,
    rows: Spans<At>,
    ways: Spans<Way>,
}

impl Phrases {
    /// The step of this number.
    pub fn get(&self, at: At) -> Option<Step> {
        self.steps.get(at as usize).copied()
    }

    /// The steps of a row.
    pub fn row(&self, number: u32) -> &[At] {
        self.rows.get(number)
    }

    /// The ways of [`Step::Any`].
    pub fn ways(&self, number: u32) -> &[Way] {
        self.ways.get(number)
    }
}

/// Phrases that are being made.
#[derive(Debug, Default)]
pub(super) struct Making {
    /// What has been made.
    pub phrases: Phrases,
    /// The words of it.
    pub terms: Terms,
    /// By the hash of what it is made of: a step.
    known: QuickMap<u64, At>,
}

/// What a step is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Made<'a> {
    Word(Term),
    Space,
    Rest,
    Gap(u8),
    Row(&'a [At]),
    Any(&'a [At]),
    Times { of: At, least: u8, most: u8 },
}

impl Making {
    /// The number of the step that is made of this.
    pub fn step(&mut self, made: Made<'_>) -> At {
        let hash = hash(&made);
        if let Some(known) = self.known.get(&hash).copied().filter(|at| self.is(*at, made)) {
            return known;
        }
        let step = match made {
            Made::Word(term) => Step::Word(term),
            Made::Space => Step::Space,
            Made::Rest => Step::Rest,
            Made::Gap(most) => Step::Gap(most),
            Made::Row(parts) => Step::Row(self.phrases.rows.push(parts.iter().copied())),
            Made::Any(ways) => self.any(ways),
            Made::Times { of, least, most } => Step::Times { of, least, most },
        };
        self.phrases.steps.push(step);
        let at = number(self.phrases.steps.len() - 1);
        self.known.entry(hash).or_insert(at);
        at
    }

    fn is(&self, at: At, made: Made<'_>) -> bool {
        match (self.phrases.get(at), made) {
            (Some(Step::Word(a)), Made::Word(b)) => a == b,
            (Some(Step::Space), Made::Space) | (Some(Step::Rest), Made::Rest) => true,
            (Some(Step::Gap(a)), Made::Gap(b)) => a == b,
            (Some(Step::Row(row)), Made::Row(parts)) => self.phrases.row(row) == parts,
            (Some(Step::Any { ways, .. }), Made::Any(other)) => {
                self.phrases.ways(ways).iter().map(|way| way.at).eq(other.iter().copied())
            }
            (Some(Step::Times { of, least, most }), Made::Times { of: a, least: b, most: c }) => {
                (of, least, most) == (a, b, c)
            }
            _ => false,
        }
    }

    /// What was made, for good.
    pub fn finish(self) -> (Phrases, Terms) {
        let mut phrases = self.phrases;
        phrases.steps.shrink_to_fit();
        phrases.rows.shrink();
        phrases.ways.shrink();
        (phrases, self.terms)
    }

    fn any(&mut self, ways: &[At]) -> Step {
        let ways: Vec<Way> = ways.iter().map(|at| Way { begins: self.begins(*at), at: *at }).collect();
        let begins: Option<Vec<Term>> = ways.iter().map(|way| way.begins).collect();
        let begins = begins.filter(|terms| terms.len() >= MANY).map(|terms| self.terms.either(&terms));
        Step::Any { begins, ways: self.phrases.ways.push(ways) }
    }

    /// The word that a step begins with, if it always begins with one.
    fn begins(&self, at: At) -> Option<Term> {
        match self.phrases.get(at)? {
            Step::Word(term) => Some(term),
            Step::Row(row) => self.phrases.row(row).first().and_then(|first| self.begins(*first)),
            Step::Any { begins, .. } => begins,
            Step::Times { of, least: 1.., .. } => self.begins(of),
            Step::Times { least: 0, .. } | Step::Space | Step::Rest | Step::Gap(_) => None,
        }
    }
}
