//! Matching: where in a text a way of saying stands. Every place is tried once, what a class stands for is remembered by place, and nothing
//! in a pattern repeats without end: the work grows with the text and no faster.
//!
//! Not here: reading patterns (`pattern`), which ways are worth trying (`finder`).

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

use super::tree::{At, Begins, Node, Tree};

/// Looks through one text.
pub(super) struct Search<'t> {
    tree: &'t Tree,
    text: &'t [u8],
    /// Where words begin.
    words: Vec<usize>,
    /// By class and place: which part of `found` is where it ends.
    known: HashMap<(At, usize), Range<usize>, BuildHasherDefault<Quick>>,
    found: Vec<usize>,
    spare: Vec<Vec<usize>>,
}

impl<'t> Search<'t> {
    /// A search through `text`: words between single spaces, with a space before the first and behind the last.
    pub fn new(tree: &'t Tree, text: &'t str) -> Self {
        let text = text.as_bytes();
        let begins = |(at, two): (usize, &[u8])| matches!(two, [b' ', c] if *c != b' ').then_some(at + 1);
        let words = text.windows(2).enumerate().filter_map(begins).collect();
        Self { tree, text, words, known: HashMap::default(), found: Vec::new(), spare: Vec::new() }
    }

    /// Where `way` stands, as bytes with the spaces around: from each place the longest, none inside of one before it.
    pub fn all(&mut self, way: At) -> Vec<Range<usize>> {
        let (mut out, mut ends, mut behind) = (Vec::new(), self.spare.pop().unwrap_or_default(), 0);
        for word in 0..self.words.len() {
            let Some(start) = self.words.get(word).copied().filter(|start| *start >= behind) else { continue };
            ends.clear();
            self.ends(way, start, &mut ends);
            let longest = ends.iter().copied().filter(|end| *end > start && self.text.get(*end) == Some(&b' ')).max();
            if let Some(end) = longest {
                out.push(start - 1..end + 1);
                behind = end + 1;
            }
        }
        self.spare.push(ends);
        out
    }

    /// Every place where `node` can end if it begins at `at`.
    fn ends(&mut self, node: At, at: usize, out: &mut Vec<usize>) {
        let here = Begins::of(self.text.get(at..).unwrap_or_default());
        if self.tree.begins(node).meets(here) {
            self.ends_of(node, here, at, out);
        }
    }

    fn ends_of(&mut self, node: At, here: Begins, at: usize, out: &mut Vec<usize>) {
        let Some(node) = self.tree.get(node) else { return };
        match node {
            Node::Text(text) => {
                if self.text.get(at..).is_some_and(|rest| rest.starts_with(text.as_bytes())) {
                    add(out, at + text.len());
                }
            }
            Node::One(set) => {
                if self.text.get(at).is_some_and(|byte| byte.is_ascii() && set & (1 << byte) != 0) {
                    add(out, at + 1);
                }
            }
            Node::Rest => self.rest(at, out),
            Node::Gap(most) => self.gap(*most, at, out),
            Node::Row(parts) => self.row(parts, at, out),
            Node::Any(ways) => {
                ways.iter().filter(|way| way.0.meets(here)).for_each(|way| self.ends_of(way.1, here, at, out));
            }
            Node::Times { of, least, most } => self.times(*of, *least, *most, at, out),
            Node::Class(of) => self.class(*of, at, out),
        }
    }

    /// All of the word, and all but an `s` at its end.
    fn rest(&self, at: usize, out: &mut Vec<usize>) {
        let end = self.end_of_word(at);
        add(out, end);
        if end > at && self.text.get(end - 1) == Some(&b's') {
            add(out, end - 1);
        }
    }

    fn gap(&self, most: u8, at: usize, out: &mut Vec<usize>) {
        let mut at = at;
        add(out, at);
        for _ in 0..most {
            let end = self.end_of_word(at);
            if end == at || end >= self.text.len() {
                break;
            }
            at = end + 1;
            add(out, at);
        }
    }

    fn end_of_word(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        at + rest.iter().position(|byte| *byte == b' ').unwrap_or(rest.len())
    }

    fn row(&mut self, parts: &[At], at: usize, out: &mut Vec<usize>) {
        let (mut here, mut next) = (self.empty(), self.empty());
        here.push(at);
        for part in parts {
            next.clear();
            here.iter().for_each(|at| self.ends(*part, *at, &mut next));
            std::mem::swap(&mut here, &mut next);
            if here.is_empty() {
                break;
            }
        }
        here.iter().for_each(|end| add(out, *end));
        self.spare.extend([here, next]);
    }

    fn times(&mut self, of: At, least: u8, most: u8, at: usize, out: &mut Vec<usize>) {
        let (mut here, mut next) = (self.empty(), self.empty());
        here.push(at);
        for time in 0..=most {
            if time >= least {
                here.iter().for_each(|end| add(out, *end));
            }
            if time == most || here.is_empty() {
                break;
            }
            next.clear();
            here.iter().for_each(|at| self.ends(of, *at, &mut next));
            std::mem::swap(&mut here, &mut next);
        }
        self.spare.extend([here, next]);
    }

    fn class(&mut self, of: At, at: usize, out: &mut Vec<usize>) {
        let known = match self.known.get(&(of, at)) {
            Some(known) => known.clone(),
            None => {
                let mut ends = self.empty();
                self.ends(of, at, &mut ends);
                let start = self.found.len();
                self.found.append(&mut ends);
                self.spare.push(ends);
                self.known.insert((of, at), start..self.found.len());
                start..self.found.len()
            }
        };
        self.found.get(known).into_iter().flatten().for_each(|end| add(out, *end));
    }

    fn empty(&mut self) -> Vec<usize> {
        let mut list = self.spare.pop().unwrap_or_default();
        list.clear();
        list
    }
}

fn add(out: &mut Vec<usize>, end: usize) {
    if !out.contains(&end) {
        out.push(end);
    }
}

/// A quick hash. What is hashed comes from the rule files and from places in a text, so nobody can choose it to collide.
#[derive(Default)]
pub(super) struct Quick(u64);

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_usize(usize::from(*byte)));
    }

    fn write_u32(&mut self, number: u32) {
        self.write_usize(number as usize);
    }

    fn write_usize(&mut self, number: usize) {
        self.0 = (self.0.rotate_left(5) ^ number as u64).wrapping_mul(0x517c_c1b7_2722_0a95);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    //! The `regex` crate is the measure: made patterns of every kind, over made texts, begin at the same places for both.

    use regex::Regex;

    use super::super::pattern::Reader;
    use super::*;

    const WORDS: [&str; 8] = ["i", "want", "to", "die", "not", "pills", "pill", "im"];

    /// Numbers that look random and are the same in every run.
    struct Dice(u64);

    impl Dice {
        fn below(&mut self, most: usize) -> usize {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(self.0 >> 33).unwrap() % most
        }

        fn word(&mut self) -> &'static str {
            WORDS[self.below(WORDS.len())]
        }

        /// A pattern in our few signs, and the same in those of the crate.
        fn way(&mut self, depth: usize) -> (String, String) {
            let (mut ours, mut theirs) = (self.word().to_owned(), String::new());
            theirs.push_str(&ours);
            for _ in 0..self.below(4) {
                let (mine, other) = self.piece(depth);
                ours.push_str(&mine);
                theirs.push_str(&other);
            }
            (ours, theirs)
        }

        fn piece(&mut self, depth: usize) -> (String, String) {
            let word = self.word();
            let both = |text: String| (text.clone(), text);
            match self.below(if depth == 0 { 4 } else { 7 }) {
                0 => both(format!(" {word}")),
                1 => (format!(" .. {word}"), format!(" (?:[^ ]+ ){{0,4}}{word}")),
                2 => (format!(" ... {word}"), format!(" (?:[^ ]+ ){{0,8}}{word}")),
                3 => both(format!("( {word}){{1,2}}")),
                4 => {
                    let ((a, c), (b, d)) = (self.way(depth - 1), self.way(depth - 1));
                    (format!(" ({a}|{b})"), format!(" (?:{c}|{d})"))
                }
                5 => {
                    let (a, b) = self.way(depth - 1);
                    (format!("( {a})? {word}"), format!("(?: {b})? {word}"))
                }
                _ => {
                    let (a, b) = self.way(depth - 1);
                    (format!(" {word}( {a}|)"), format!(" {word}(?: {b}|)"))
                }
            }
        }
    }

    #[test]
    fn what_is_found_is_what_the_regex_crate_finds() {
        let (mut dice, classes, mut found) = (Dice(7), std::collections::BTreeMap::new(), 0);
        for _ in 0..400 {
            let (ours, theirs) = dice.way(3);
            let mut reader = Reader::new(&classes);
            let way = reader.way(&ours).unwrap();
            let regex = Regex::new(&format!("^(?:{theirs}) ")).unwrap();
            for _ in 0..40 {
                let words: Vec<&str> = (0..2 + dice.below(14)).map(|_| dice.word()).collect();
                let text = format!(" {} ", words.join(" "));
                let starts: Vec<usize> =
                    text.match_indices(' ').map(|(at, _)| at + 1).filter(|at| regex.is_match(&text[*at..])).collect();
                let all = Search::new(&reader.tree, &text).all(way);
                let first = all.first().map(|it| it.start + 1);
                assert_eq!(first, starts.first().copied(), "{ours} in {text:?}");
                assert!(all.iter().all(|it| starts.contains(&(it.start + 1))), "{ours} in {text:?}");
                found += all.len();
            }
        }
        assert!(found > 1_000, "only {found}: the patterns are too rare to show anything");
    }
}
