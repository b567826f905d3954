//! Weaving: patterns, read letter by letter, become phrases that are matched word by word. Where a pattern can have a letter on both sides
//! of the seam between two of its pieces (`wrists?`, `suicid~`, `{kin}s`), the pieces are written out together until only words are left.
//!
//! Not here: reading patterns (`pattern`), the phrases themselves (`phrase`).

use std::collections::BTreeMap;

use super::phrase::{At, Made, Making, Step};
use super::quick::QuickMap;
use super::shape::{Piece, Shape};
use super::term::Word;
use super::tree::{self, Node, Tree};

/// A pattern whose pieces hang together in more ways than this is refused.
const MOST_WAYS: usize = 4_096;

/// A piece of a way that is being written out.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Item {
    /// A piece of a word that may not be all of it.
    Letters(Piece),
    /// A word.
    Word(Word),
    Space,
    Whole(At),
}

/// One way of saying, written out.
type Written = Vec<Item>;

/// Whether a letter may stand right before something, and right behind it.
#[derive(Clone, Copy, Default)]
struct Open {
    before: bool,
    behind: bool,
}

impl Open {
    fn is_closed(self) -> bool {
        !self.before && !self.behind
    }
}

/// Makes phrases of patterns.
#[derive(Default)]
pub(super) struct Weaver {
    /// What has been made.
    pub making: Making,
    /// By class, the place of what it stands for: its step.
    classes: QuickMap<tree::At, At>,
}

impl Weaver {
    /// The step of the pattern at `at`, which begins and ends with a whole word. What is wrong comes back as a sentence.
    pub fn way(&mut self, tree: &Tree, at: tree::At) -> Result<At, String> {
        let written = self.written(tree, at, Open::default())?;
        Ok(self.step(written))
    }

    /// The step of a class. Classes stay where they are in the tree.
    fn class(&mut self, tree: &Tree, at: tree::At) -> Result<At, String> {
        if let Some(known) = self.classes.get(&at) {
            return Ok(*known);
        }
        let step = self.way(tree, at)?;
        self.classes.insert(at, step);
        Ok(step)
    }

    fn written(&mut self, tree: &Tree, at: tree::At, open: Open) -> Result<Vec<Written>, String> {
        let written = match tree.get(at) {
            Some(Node::Text(text)) => vec![self.items(text, open)],
            Some(Node::One(set)) => vec![vec![Item::Letters(Piece::One(*set))]],
            Some(Node::Rest) => vec![vec![Item::Letters(Piece::Rest)]],
            Some(Node::Gap(most)) => vec![vec![Item::Whole(self.making.step(Made::Gap(*most)))]],
            Some(Node::Row(parts)) => self.row(tree, parts, open)?,
            Some(Node::Any(ways)) => {
                let mut all = Vec::new();
                for way in ways {
                    all.extend(self.written(tree, *way, open)?);
                }
                all
            }
            Some(Node::Times { of, least, most }) => self.times(tree, *of, (*least, *most), open)?,
            Some(Node::Class(of)) if open.is_closed() => {
                vec![vec![Item::Whole(self.class(tree, *of)?)]]
            }
            Some(Node::Class(of)) => self.written(tree, *of, open)?,
            None => Vec::new(),
        };
        few(written)
    }

    fn times(
        &mut self,
        tree: &Tree,
        of: tree::At,
        (least, most): (u8, u8),
        open: Open,
    ) -> Result<Vec<Written>, String> {
        let edges = tree.edges(of);
        let hang_together = most > 1 && edges.begins_in_word && edges.ends_in_word;
        if open.is_closed() && !hang_together {
            let of = self.way(tree, of)?;
            return Ok(vec![vec![Item::Whole(self.making.step(Made::Times { of, least, most }))]]);
        }
        let open = Open { before: open.before || hang_together, behind: open.behind || hang_together };
        let once = self.written(tree, of, open)?;
        let (mut all, mut so_far) = (Vec::new(), vec![Written::new()]);
        for time in 0..=most {
            if time >= least {
                all.extend(so_far.iter().cloned());
            }
            if time < most {
                so_far = each_with_each(&so_far, &once)?;
            }
        }
        Ok(all)
    }

    fn row(&mut self, tree: &Tree, parts: &[tree::At], open: Open) -> Result<Vec<Written>, String> {
        let seams = seams(tree, parts, open);
        let mut groups: Vec<Vec<Written>> = Vec::new();
        let mut group: Option<Vec<Written>> = None;
        for ((place, part), ends) in parts.iter().enumerate().zip(seams.iter().skip(1)) {
            let before = seams.get(place).copied().unwrap_or_default();
            let written = self.written(tree, *part, Open { before, behind: *ends })?;
            let together = match group.take() {
                Some(so_far) => each_with_each(&so_far, &written)?,
                None => written,
            };
            match ends {
                true => group = Some(together),
                false => groups.push(together),
            }
        }
        groups.extend(group);
        let (first, last) = (seams.first().copied().unwrap_or_default(), seams.last().copied().unwrap_or_default());
        self.joined(groups, Open { before: first, behind: last })
    }

    /// Groups of a row, none of which hangs together with the next. Only what is open at an edge stays written out.
    fn joined(&mut self, groups: Vec<Vec<Written>>, open: Open) -> Result<Vec<Written>, String> {
        let count = groups.len();
        let mut out = vec![Written::new()];
        for (place, group) in groups.into_iter().enumerate() {
            let is_open = (place == 0 && open.before) || (place + 1 == count && open.behind);
            let group = match group.len() == 1 || is_open || count == 1 {
                true => group,
                false => vec![vec![Item::Whole(self.step(group))]],
            };
            out = each_with_each(&out, &group)?;
        }
        Ok(out)
    }

    /// The step of ways that are written out.
    fn step(&mut self, ways: Vec<Written>) -> At {
        // Ways that go on alike are one, with another word at the beginning.
        let mut heads = BTreeMap::<Vec<At>, Vec<Word>>::new();
        let mut others: Vec<At> = Vec::new();
        for way in ways {
            let (head, tail) = self.head_and_tail(way);
            match head {
                Some(head) => heads.entry(tail).or_default().extend(head),
                None => others.push(self.in_a_row(tail)),
            }
        }
        let heads: Vec<At> = heads.into_iter().map(|(tail, head)| self.with_head(head, tail)).collect();
        let mut all: Vec<At> = heads.into_iter().chain(others).collect();
        all.sort_unstable();
        all.dedup();
        match all.as_slice() {
            [only] => *only,
            _ => self.making.step(Made::Any(&all)),
        }
    }

    fn with_head(&mut self, head: Vec<Word>, tail: Vec<At>) -> At {
        let head = self.any_of(head);
        self.in_a_row(std::iter::once(head).chain(tail).collect())
    }

    fn any_of(&mut self, words: Vec<Word>) -> At {
        let term = self.making.terms.term(words);
        self.making.step(Made::Word(term))
    }

    fn in_a_row(&mut self, steps: Vec<At>) -> At {
        match steps.as_slice() {
            [only] => *only,
            _ => self.making.step(Made::Row(&steps)),
        }
    }

    /// The words that a way can begin with, if it begins with a word, and the steps behind it.
    fn head_and_tail(&mut self, way: Written) -> (Option<Vec<Word>>, Vec<At>) {
        let mut out = HeadAndTail::default();
        let mut word = Vec::new();
        for item in way {
            match item {
                Item::Letters(piece) => word.push(piece),
                Item::Word(word) => self.push_step_of(word, &mut out),
                Item::Space => {
                    self.push_word(&mut word, &mut out);
                    out.steps.push(self.making.step(Made::Space));
                }
                Item::Whole(at) => {
                    self.push_word(&mut word, &mut out);
                    self.push_step(at, &mut out);
                }
            }
        }
        self.push_word(&mut word, &mut out);
        (out.head, out.steps)
    }

    fn push_word(&mut self, word: &mut Vec<Piece>, out: &mut HeadAndTail) {
        let word = std::mem::take(word);
        match word.as_slice() {
            [] => {}
            [Piece::Rest] => out.steps.push(self.making.step(Made::Rest)),
            _ => {
                let word = self.number(word);
                self.push_step_of(word, out);
            }
        }
    }

    fn push_step_of(&mut self, word: Word, out: &mut HeadAndTail) {
        match out.is_empty() {
            true => out.head = Some(vec![word]),
            false => out.steps.push(self.any_of(vec![word])),
        }
    }

    /// The number of a word in pieces.
    fn number(&mut self, word: Vec<Piece>) -> Word {
        let mut pieces: Vec<Piece> = Vec::new();
        for piece in word {
            match (pieces.last_mut(), piece) {
                (Some(Piece::Letters(before)), Piece::Letters(more)) => before.push_str(&more),
                (_, piece) => pieces.push(piece),
            }
        }
        match pieces.as_slice() {
            [Piece::Letters(letters)] => self.making.terms.word(letters),
            _ => self.making.terms.shape(Shape(pieces)),
        }
    }

    /// The words and spaces of a text. A word at an edge where a letter may stand may not be all of it.
    fn items(&mut self, text: &str, open: Open) -> Written {
        let (mut out, last) = (Written::new(), text.split(' ').count() - 1);
        for (place, word) in text.split(' ').enumerate() {
            if place > 0 {
                out.push(Item::Space);
            }
            let may_go_on = (place == 0 && open.before) || (place == last && open.behind);
            match (word, may_go_on) {
                ("", _) => {}
                (_, true) => out.push(Item::Letters(Piece::Letters(word.to_owned()))),
                (_, false) => out.push(Item::Word(self.making.terms.word(word))),
            }
        }
        out
    }

    fn push_step(&mut self, at: At, out: &mut HeadAndTail) {
        match self.making.phrases.get(at) {
            Some(Step::Word(term)) if out.is_empty() => out.head = Some(self.making.terms.words_of(term).to_vec()),
            Some(_) | None => out.steps.push(at),
        }
    }
}

/// A way that is being taken apart.
#[derive(Default)]
struct HeadAndTail {
    head: Option<Vec<Word>>,
    steps: Vec<At>,
}

impl HeadAndTail {
    fn is_empty(&self) -> bool {
        self.head.is_none() && self.steps.is_empty()
    }
}

/// The seams of a row, the one before its first part and the one behind its last included: whether a letter can stand on both sides.
fn seams(tree: &Tree, parts: &[tree::At], open: Open) -> Vec<bool> {
    let mut seams = vec![false; parts.len() + 1];
    // What may end with a letter, and how far everything behind it can be nothing.
    let ends = std::iter::once(open.before).chain(parts.iter().map(|part| tree.edges(*part).ends_in_word));
    for (from, _) in ends.enumerate().filter(|(_, ends)| *ends) {
        let mut place = from;
        loop {
            let edges = parts.get(place).map(|part| tree.edges(*part));
            if edges.map_or(open.behind, |edges| edges.begins_in_word) {
                seams.iter_mut().take(place + 1).skip(from).for_each(|seam| *seam = true);
            }
            place += 1;
            if edges.is_none_or(|edges| !edges.empty) {
                break;
            }
        }
    }
    seams
}

fn each_with_each(before: &[Written], behind: &[Written]) -> Result<Vec<Written>, String> {
    if before.len() * behind.len() > MOST_WAYS {
        return Err(too_many());
    }
    Ok(before.iter().flat_map(|a| behind.iter().map(move |b| [a.as_slice(), b.as_slice()].concat())).collect())
}

fn few(written: Vec<Written>) -> Result<Vec<Written>, String> {
    if written.len() > MOST_WAYS { Err(too_many()) } else { Ok(written) }
}

fn too_many() -> String {
    format!("its pieces stand together, with no space between them, in more than {MOST_WAYS} ways; write them apart")
}
