//! What a phrase needs: words without which it cannot match. They say which phrases are worth trying in a message.
//!
//! Not here: phrases (`phrase`), finding those that are worth trying (`finder`).

use std::rc::Rc;

use super::phrase::{At, Making, Step};
use super::quick::QuickMap;
use super::term::Word;

/// Words of fewer letters, and shapes that begin with fewer, tell nothing.
pub(super) const SHORTEST: usize = 2;

/// So many sets of words are asked for at most; each one has to have a word in the text.
const MOST: usize = 4;

/// Words one of which is needed, in order, and how many messages they are likely to stand in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Need {
    /// The words.
    pub words: Rc<[Word]>,
    cost: usize,
}

/// Finds what phrases need, remembering what their steps do.
pub(super) struct Needs<'m> {
    making: &'m Making,
    known: QuickMap<At, Option<Need>>,
}

impl<'m> Needs<'m> {
    /// For the phrases that `making` has made.
    pub fn of(making: &'m Making) -> Self {
        Self { making, known: QuickMap::default() }
    }

    /// Sets of words; one of each stands wherever `way` matches. The rarest first. None if no word in it tells anything.
    pub fn way(&mut self, way: At) -> Vec<Need> {
        let mut needs = Vec::new();
        self.gather(way, &mut needs);
        needs.sort_by(|a, b| (a.cost, &a.words).cmp(&(b.cost, &b.words)));
        needs.dedup();
        needs.truncate(MOST);
        needs
    }

    fn gather(&mut self, at: At, out: &mut Vec<Need>) {
        let making = self.making;
        match making.phrases.get(at) {
            Some(Step::Row(row)) => making.phrases.row(row).iter().for_each(|part| self.gather(*part, out)),
            Some(_) => out.extend(self.step(at)),
            None => {}
        }
    }

    fn step(&mut self, at: At) -> Option<Need> {
        if let Some(known) = self.known.get(&at) {
            return known.clone();
        }
        let making = self.making;
        let need = match making.phrases.get(at)? {
            Step::Word(term) => self.need(making.terms.words_of(term).to_vec()),
            Step::Row(row) => {
                making.phrases.row(row).iter().filter_map(|part| self.step(*part)).min_by_key(|need| need.cost)
            }
            Step::Any { ways, .. } => {
                let needs = making.phrases.ways(ways).iter().map(|way| self.step(way.at)).collect::<Option<Vec<_>>>();
                needs.and_then(|needs| self.need(needs.iter().flat_map(|need| need.words.iter().copied()).collect()))
            }
            Step::Times { of, least: 1.., .. } => self.step(of),
            Step::Times { least: 0, .. } | Step::Space | Step::Rest | Step::Gap(_) => None,
        };
        self.known.insert(at, need.clone());
        need
    }

    /// The need of one of these, if each of them tells anything.
    fn need(&self, mut words: Vec<Word>) -> Option<Need> {
        words.sort_unstable();
        words.dedup();
        let cost = words.iter().map(|word| self.making.terms.cost(*word)).sum::<Option<usize>>()?;
        (!words.is_empty()).then(|| Need { words: words.into(), cost })
    }
}

/// The more messages a word that begins so is likely to stand in, the more. 0 for what tells nothing.
pub(super) fn cost(letters: &str) -> u16 {
    let by_length = match letters.chars().take(6).count() {
        0..SHORTEST => return 0,
        2 => 64,
        3 => 12,
        4 => 6,
        5 => 3,
        _ => 2,
    };
    by_length + if COMMON.contains(&letters) { 40 } else { 0 }
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
    use super::super::weave::Weaver;
    use super::*;

    fn of(way: &str) -> String {
        let classes = [("i", "i|im a"), ("pills", "pills?|tablets?")].map(|(a, b)| (a.to_owned(), b.to_owned())).into();
        let mut reader = Reader::new(&classes);
        let at = reader.way(way).unwrap();
        let mut weaver = Weaver::default();
        let step = weaver.way(&reader.tree, at).unwrap();
        let needs = Needs::of(&weaver.making).way(step);
        let letters = weaver.making.terms.letters();
        let set = |need: &Need| {
            let mut words: Vec<String> = need.words.iter().map(|word| letters[word].clone()).collect();
            words.sort();
            words.join("|")
        };
        let mut all: Vec<String> = needs.iter().map(set).collect();
        all.sort();
        all.join(" ")
    }

    #[test]
    fn every_match_has_one_of_each_in_it() {
        for (way, words) in [
            ("(i|im) .. to die", "die to"),
            ("(kill|end)( my)? self", "end|kill self"),
            ("{i} (took|had) {pills}", "had|took pill|pills|tablet|tablets"),
            ("suicid~", "suicid~"),
            ("i .. (die|end it)( now)?", "die|end"),
            ("(re)?lapse the", "lapse|relapse the"),
            ("un(happy|settled) now", "now unhappy|unsettled"),
            ("^die$", "die"),
        ] {
            assert_eq!(of(way), words, "{way}");
        }
    }

    #[test]
    fn a_way_with_no_telling_word_has_none() {
        for way in ["i ~", "(suicide)? a", "(suicide|i ~)", "{i}|a", "[0-9]"] {
            assert_eq!(of(way), "", "{way}");
        }
    }
}
