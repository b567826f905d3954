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
