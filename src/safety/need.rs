//! What a way of saying needs: a few words, one of which stands in every text that it matches. They say which ways are worth trying in a
//! message; the others cannot match.
//!
//! Not here: patterns (`pattern`), finding those words (`finder`).

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::rc::Rc;

use super::matching::Quick;
use super::spelling::{BEGINNING, END};
use super::tree::{At, Begins, Node, Tree};

/// Shorter words stand in too many messages to be needed.
pub(super) const SHORTEST: usize = 2;
/// So many letters of the beginning of a word are looked at where it is not known how it goes on.
pub(super) const LONGEST_BEGINNING: usize = 5;

/// So many sets of words are asked for at most; each one has to have a word in the text.
const MOST_SETS: usize = 3;

/// A word, or the beginning of one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Key {
    /// Its letters.
    pub letters: Box<str>,
    /// All of them; else the word may go on.
    pub whole: bool,
}

/// Finds what ways need, remembering what their pieces do.
pub(super) struct Needs<'t> {
    tree: &'t Tree,
    known: HashMap<(At, Edges), Option<Rc<Need>>, BuildHasherDefault<Quick>>,
    keys: Vec<Key>,
    numbers: HashMap<Key, u32>,
}

/// Whether a word is known to begin where a piece begins, and to end where it ends.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Edges {
    before: bool,
    after: bool,
}

/// The words of which one is needed, by number, and how many messages they are likely to stand in.
struct Need {
    keys: Vec<u32>,
    cost: usize,
}

impl<'t> Needs<'t> {
    /// For the ways in `tree`.
    pub fn of(tree: &'t Tree) -> Self {
        Self { tree, known: HashMap::default(), keys: Vec::new(), numbers: HashMap::new() }
    }

    /// Sets of words, by number; one of each stands wherever `way` matches. Empty if there are none, or none that are telling.
    pub fn way(&mut self, way: At) -> Vec<Vec<u32>> {
        let mut needs = Vec::new();
        self.gather(way, Edges { before: true, after: true }, &mut needs);
        needs.sort_by_key(|need| need.cost);
        needs.dedup_by(|a, b| Rc::ptr_eq(a, b));
        needs.truncate(MOST_SETS);
        needs.iter().map(|need| need.keys.clone()).collect()
    }

    /// The words, by number.
    pub fn into_keys(self) -> Vec<Key> {
        self.keys
    }

    /// What each part of a row needs.
    fn gather(&mut self, at: At, edges: Edges, out: &mut Vec<Rc<Need>>) {
        match self.tree.get(at) {
            Some(Node::Row(parts)) => {
                for (part, edges) in self.edged(parts, edges) {
                    self.gather(part, edges, out);
                }
            }
            Some(Node::Text(text)) => {
                let words: Vec<Key> = words(text, edges).collect();
                out.extend(words.into_iter().map(|key| Rc::new(self.need(key))));
            }
            Some(_) => out.extend(self.node(at, edges)),
            None => {}
        }
    }

    fn node(&mut self, at: At, edges: Edges) -> Option<Rc<Need>> {
        if let Some(known) = self.known.get(&(at, edges)) {
            return known.clone();
        }
        let tree = self.tree;
        let need = match tree.get(at)? {
            Node::Text(text) => words(text, edges).min_by_key(cost).map(|key| Rc::new(self.need(key))),
            Node::One(_) | Node::Rest | Node::Gap(_) | Node::Times { least: 0, .. } => None,
            Node::Row(parts) => self.row(parts, edges),
            Node::Any(ways) => self.any(ways, edges).map(Rc::new),
            Node::Times { of, least: 1, most: 1 } | Node::Class(of) => self.node(*of, edges),
            Node::Times { of, .. } => self.node(*of, Edges { after: false, ..edges }),
        };
        self.known.insert((at, edges), need.clone());
        need
    }

    fn row(&mut self, parts: &[At], edges: Edges) -> Option<Rc<Need>> {
        let needs = self.edged(parts, edges).into_iter().filter_map(|(part, edges)| self.node(part, edges));
        needs.min_by_key(|need| need.cost)
    }

    /// The parts of a row, each with what is known of its edges.
    fn edged(&self, parts: &[At], edges: Edges) -> Vec<(At, Edges)> {
        let mut before = edges.before;
        let mut out = Vec::with_capacity(parts.len());
        for (place, part) in parts.iter().enumerate() {
            let after = self.all_begin_apart(parts.get(place + 1..).unwrap_or_default(), edges.after);
            out.push((*part, Edges { before, after }));
            before = self.ends_apart(*part, before);
        }
        out
    }

    fn any(&mut self, ways: &[(Begins, At)], edges: Edges) -> Option<Need> {
        let mut all = Need { keys: Vec::new(), cost: 0 };
        for (_, way) in ways {
            let need = self.node(*way, edges)?;
            all.keys.extend(&need.keys);
            all.cost += need.cost;
        }
        Some(all)
    }

    fn need(&mut self, key: Key) -> Need {
        let cost = cost(&key);
        let next = u32::try_from(self.keys.len()).unwrap_or(u32::MAX);
        let number = *self.numbers.entry(key).or_insert_with_key(|key| {
            self.keys.push(key.clone());
            next
        });
        Need { keys: vec![number], cost }
    }

    /// Whether a row of these begins with a space, whatever way is taken and whatever is left out.
    fn all_begin_apart(&self, parts: &[At], after: bool) -> bool {
        match parts.split_first() {
            None => after,
            Some((first, rest)) => match self.tree.get(*first) {
                Some(Node::Times { of, least: 0, .. }) => self.begins_apart(*of) && self.all_begin_apart(rest, after),
                Some(_) | None => self.begins_apart(*first),
            },
        }
    }

    /// Whether it begins with a space, whatever way is taken.
    fn begins_apart(&self, at: At) -> bool {
        match self.tree.get(at) {
            Some(Node::Text(text)) => text.starts_with(' '),
            Some(Node::Row(parts)) => parts.first().is_some_and(|first| self.begins_apart(*first)),
            Some(Node::Any(ways)) => ways.iter().all(|(_, way)| self.begins_apart(*way)),
            Some(Node::Times { of, least: 1.., .. } | Node::Class(of)) => self.begins_apart(*of),
            Some(Node::Times { least: 0, .. } | Node::One(_) | Node::Rest | Node::Gap(_)) | None => false,
        }
    }

    /// Whether a word can only begin behind it, whatever way is taken, if `before` says so of where it begins.
    fn ends_apart(&self, at: At, before: bool) -> bool {
        match self.tree.get(at) {
            Some(Node::Text(text)) if text.is_empty() => before,
            Some(Node::Text(text)) => text.ends_with(' '),
            Some(Node::Row(parts)) => parts.iter().fold(before, |before, part| self.ends_apart(*part, before)),
            Some(Node::Any(ways)) => ways.iter().all(|(_, way)| self.ends_apart(*way, before)),
            Some(Node::Times { of, least: 0, .. }) => before && self.ends_apart(*of, before),
            Some(Node::Times { of, .. } | Node::Class(of)) => self.ends_apart(*of, before),
            Some(Node::Gap(_)) => before,
            Some(Node::One(_) | Node::Rest) | None => false,
        }
    }
}

/// The words of a piece of text that are known to begin there, but for the shortest.
fn words(text: &str, edges: Edges) -> impl Iterator<Item = Key> {
    let last = text.split(' ').count();
    let words = text.split(' ').enumerate().filter(move |(place, _)| *place > 0 || edges.before);
    let keys = words.map(move |(place, word)| key(word, place + 1 < last || edges.after));
    keys.filter(|key| key.letters.chars().count() >= SHORTEST && !key.letters.starts_with([BEGINNING, END]))
}

fn key(word: &str, whole: bool) -> Key {
    let letters = if whole { word.to_owned() } else { word.chars().take(LONGEST_BEGINNING).collect() };
    Key { letters: letters.into(), whole }
}

/// The more messages it is likely to stand in, the more.
fn cost(key: &Key) -> usize {
    let by_length = match key.letters.chars().count() {
        0..=2 => 64,
        3 => 12,
        4 => 6,
        5 => 3,
        _ => 2,
    };
    let common = if COMMON.contains(&&*key.letters) { 40 } else { 0 };
    (by_length + common) * if key.whole { 1 } else { 2 }
}

/// Words that stand in most messages, of English above all: the other languages' are rare in a message of another.
const COMMON: &[&str] = &[
    "the", "and", "you", "for", "are", "was", "but", "not", "all", "have", "with", "that", "this", "just", "dont",
    "cant", "want", "feel", "like", "they", "what", "when", "been", "will", "would", "know", "get", "got", "can",
    "out", "about", "has", "had", "him", "her", "his", "she", "hes", "shes", "ive", "going", "really", "some", "need",
    "from", "there", "your", "who", "now", "day", "one", "no", "to", "my", "me", "is", "it", "in", "on", "of", "im",
    "so", "do", "at", "he", "up", "be", "as", "if", "or", "an", "am", "we", "go", "how", "its", "because", "think",
    "never", "more", "time", "people", "help", "someone", "anyone", "over", "then", "them", "only", "again", "back",
];

#[cfg(test)]
mod tests {
    use super::super::pattern::Reader;
    use super::*;

    fn of(way: &str) -> String {
        let classes = [("i", "i|im a"), ("pills", "pills?|tablets?")].map(|(a, b)| (a.to_owned(), b.to_owned())).into();
        let mut reader = Reader::new(&classes);
        let at = reader.way(way).unwrap();
        let mut needs = Needs::of(&reader.tree);
        let sets = needs.way(at);
        let keys = needs.into_keys();
        let shown = |key: &Key| format!("{}{}", key.letters, if key.whole { "" } else { "~" });
        let set =
            |set: &Vec<u32>| set.iter().map(|number| shown(&keys[*number as usize])).collect::<Vec<_>>().join("|");
        sets.iter().map(set).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn every_match_has_one_of_each_set_in_it() {
        for (way, words) in [
            ("(i|im) .. to die", "die to"),
            ("(kill|end)( my)? self", "self kill|end"),
            ("{i} (took|had) {pills}", "table~|pill~ took|had"),
            ("suicid~", "suici~"),
            ("i .. (die|end it)( now)?", "die|end"),
            ("(re)?lapse the", "the"),
            ("un(happy|settled) now", "now un~"),
            ("^die$", "die"),
        ] {
            let mut found: Vec<String> = of(way).split(' ').map(sorted).collect();
            let mut wanted: Vec<String> = words.split(' ').map(sorted).collect();
            found.sort();
            wanted.sort();
            assert_eq!(found, wanted, "{way}");
        }
    }

    fn sorted(set: &str) -> String {
        let mut words: Vec<&str> = set.split('|').collect();
        words.sort_unstable();
        words.join("|")
    }

    #[test]
    fn a_way_with_no_telling_word_has_none() {
        for way in ["i ~", "(suicide)? a", "(suicide|i ~)", "{i}|a", "[0-9]"] {
            assert_eq!(of(way), "", "{way}");
        }
    }
}
