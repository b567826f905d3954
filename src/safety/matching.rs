//! Matching: where in a text a phrase stands. A step goes from all the places where it may begin to all those where it can end, at once, so
//! that nothing is tried twice: the work grows with the text and no faster.
//!
//! Not here: phrases (`phrase`), which of them are worth trying (`finder`).

use std::ops::Range;

use super::phrase::{At, Phrases, Step};
use super::places::Places;
use super::term::{Lexicon, Term, Word};

/// Where something may go on: before a word, or right behind one, at the space.
#[derive(Clone, Copy)]
struct Front<const N: usize> {
    before: Places<N>,
    behind: Places<N>,
}

impl<const N: usize> Front<N> {
    const NONE: Self = Self { before: Places::NONE, behind: Places::NONE };

    fn is_empty(&self) -> bool {
        self.before.is_empty() && self.behind.is_empty()
    }

    fn or(self, other: &Self) -> Self {
        Self { before: self.before.or(&other.before), behind: self.behind.or(&other.behind) }
    }
}

/// Looks through one text of fewer than 64 × `N` words.
pub(super) struct Search<'t, const N: usize> {
    phrases: &'t Phrases,
    lexicon: &'t Lexicon,
    /// By number of a word: which of `places` are its, counted from 1; 0 where it does not stand in the text.
    slots: Vec<u16>,
    /// By term: the same, and `UNKNOWN` where nobody has asked.
    known: Vec<u16>,
    places: Vec<Places<N>>,
    /// The words that stand in the text, each once.
    pub words: Vec<Word>,
    everywhere: Places<N>,
    /// Where steps of many ways led to, by a number made of the step and of where they came from: the last one of each number.
    led: Vec<Option<(At, Front<N>, Front<N>)>>,
}

/// So many of them are remembered.
const REMEMBERED: usize = 256;

/// Nobody has asked yet where this term stands.
const UNKNOWN: u16 = u16::MAX;

impl<'t, const N: usize> Search<'t, N> {
    /// A search for `phrases` through `words`.
    pub fn new<'w>(phrases: &'t Phrases, lexicon: &'t Lexicon, text: impl Iterator<Item = &'w str>) -> Self {
        let mut out = Self {
            phrases,
            lexicon,
            slots: vec![0; lexicon.count],
            known: vec![UNKNOWN; lexicon.terms()],
            places: Vec::new(),
            words: Vec::new(),
            everywhere: Places::NONE,
            led: Vec::new(),
        };
        let mut count = 0;
        for (place, word) in text.take(64 * N - 1).enumerate() {
            lexicon.look_up(word, |word| out.note(word, place));
            count = place + 1;
        }
        out.everywhere = Places::before(count);
        out
    }

    fn note(&mut self, word: Word, place: usize) {
        let Some(slot) = self.slots.get_mut(word as usize) else { return };
        if *slot == 0 {
            self.places.push(Places::NONE);
            self.words.push(word);
            *slot = slot_of(self.places.len());
        }
        if let Some(places) = self.places.get_mut(usize::from(*slot).wrapping_sub(1)) {
            places.add(place);
        }
    }

    /// Where a term stands, if it does.
    fn places_of(&mut self, term: Term) -> Option<Places<N>> {
        let known = self.known.get(term as usize).copied()?;
        let slot = if known == UNKNOWN { self.look_for(term) } else { known };
        self.places.get(usize::from(slot).checked_sub(1)?).copied()
    }

    fn look_for(&mut self, term: Term) -> u16 {
        let (mut slot, mut all) = (0, Places::NONE);
        let slots = self.lexicon.words(term).iter().filter_map(|word| self.slots.get(*word as usize));
        for one in slots.filter(|slot| **slot != 0) {
            all = all.or(self.places.get(usize::from(*one) - 1).unwrap_or(&Places::NONE));
            // Most terms have one word of the text at most, and share its places.
            slot = if slot == 0 { *one } else { UNKNOWN };
        }
        if slot == UNKNOWN {
            self.places.push(all);
            slot = slot_of(self.places.len());
        }
        if let Some(known) = self.known.get_mut(term as usize) {
            *known = slot;
        }
        slot
    }

    /// Which words `way` stands at: from each word on the longest, none inside of one before it.
    pub fn all(&mut self, way: At) -> Vec<Range<usize>> {
        let (mut out, starts) = (Vec::new(), self.starts(way));
        if starts.is_empty() || self.ends(way, starts).is_empty() {
            return out;
        }
        let mut behind = 0;
        for start in starts.iter() {
            if start < behind {
                continue;
            }
            if let Some(end) = self.ends(way, Places::only(start)).last().filter(|end| *end > start) {
                out.push(start..end);
                behind = end;
            }
        }
        out
    }

    /// Where a step may begin before a word, at most.
    fn starts(&mut self, at: At) -> Places<N> {
        let phrases = self.phrases;
        match phrases.get(at) {
            Some(Step::Word(term) | Step::Any { begins: Some(term), .. }) => {
                self.places_of(term).unwrap_or(Places::NONE)
            }
            Some(Step::Row(row)) => match phrases.row(row).first() {
                Some(first) => self.starts(*first),
                None => self.everywhere,
            },
            Some(Step::Any { begins: None, ways }) => {
                phrases.ways(ways).iter().fold(Places::NONE, |all, way| all.or(&self.starts(way.at)))
            }
            Some(Step::Times { of, least: 1.., .. }) => self.starts(of),
            Some(Step::Times { least: 0, .. } | Step::Space | Step::Rest | Step::Gap(_)) | None => self.everywhere,
        }
    }

    /// Behind which words `way` can end if it begins before these.
    fn ends(&mut self, way: At, starts: Places<N>) -> Places<N> {
        self.step(way, Front { before: starts, behind: Places::NONE }).behind
    }

    fn step(&mut self, at: At, from: Front<N>) -> Front<N> {
        let Some(step) = self.phrases.get(at) else { return Front::NONE };
        match step {
            Step::Word(term) => self.word(term, from),
            Step::Space => Front { before: from.behind, behind: Places::NONE },
            Step::Rest => {
                let words = from.before.and(&self.everywhere).one_on();
                Front { before: Places::NONE, behind: from.behind.or(&words) }
            }
            Step::Gap(most) => self.gap(most, from),
            Step::Row(row) => {
                let parts = self.phrases.row(row).iter();
                parts.fold(from, |from, part| if from.is_empty() { from } else { self.step(*part, from) })
            }
            Step::Any { begins: Some(term), ways } => self.many(at, term, ways, from),
            Step::Any { begins: None, ways } => self.any(ways, from),
            Step::Times { of, least, most } => self.times(of, (least, most), from),
        }
    }

    fn word(&mut self, term: Term, from: Front<N>) -> Front<N> {
        match self.places_of(term) {
            Some(places) => Front { before: Places::NONE, behind: from.before.and(&places).one_on() },
            None => Front::NONE,
        }
    }

    fn gap(&self, most: u8, mut from: Front<N>) -> Front<N> {
        let mut last = from.before;
        for _ in 0..most {
            last = last.and(&self.everywhere).one_on();
            from.before = from.before.or(&last);
        }
        from
    }

    /// One of many ways, each of which begins with a word. Patterns that name one class go over it from the same places.
    fn many(&mut self, at: At, begins: Term, ways: u32, from: Front<N>) -> Front<N> {
        let Some(places) = self.places_of(begins) else { return Front::NONE };
        let from = Front { before: from.before.and(&places), behind: Places::NONE };
        if from.is_empty() {
            return from;
        }
        let number = from.before.mixed(u64::from(at)) as usize % REMEMBERED;
        if let Some(Some((of, known, led))) = self.led.get(number)
            && *of == at
            && known.before == from.before
        {
            return *led;
        }
        let led = self.any(ways, from);
        if self.led.is_empty() {
            self.led = vec![None; REMEMBERED];
        }
        self.led.get_mut(number).into_iter().for_each(|it| *it = Some((at, from, led)));
        led
    }

    fn any(&mut self, ways: u32, from: Front<N>) -> Front<N> {
        let mut all = Front::NONE;
        for way in self.phrases.ways(ways) {
            if way.begins.is_none_or(|term| self.places_of(term).is_some()) {
                all = all.or(&self.step(way.at, from));
            }
        }
        all
    }

    fn times(&mut self, of: At, (least, most): (u8, u8), from: Front<N>) -> Front<N> {
        let (mut all, mut last) = (Front::NONE, from);
        for time in 0..=most {
            if time >= least {
                all = all.or(&last);
            }
            if time == most || last.is_empty() {
                break;
            }
            last = self.step(of, last);
        }
        all
    }
}

/// (A text with more words and terms than fit would have to be longer than any window.)
fn slot_of(count: usize) -> u16 {
    u16::try_from(count).ok().filter(|slot| *slot != UNKNOWN).unwrap_or(0)
}

#[cfg(test)]
pub(super) mod made {
    //! A pattern by itself, for tests.

    use std::collections::BTreeMap;

    use super::*;
    use crate::safety::pattern::Reader;
    use crate::safety::phrase::{At, Phrases};
    use crate::safety::weave::Weaver;

    /// A pattern, ready to be looked for.
    pub struct Made {
        phrases: Phrases,
        lexicon: Lexicon,
        way: At,
    }

    impl Made {
        /// Reads and weaves one.
        pub fn of(way: &str, classes: &BTreeMap<String, String>) -> Result<Self, String> {
            let mut reader = Reader::new(classes);
            let at = reader.way(way)?;
            let mut weaver = Weaver::default();
            let way = weaver.way(&reader.tree, at)?;
            let (phrases, terms) = weaver.making.finish();
            Ok(Self { phrases, lexicon: terms.lexicon(), way })
        }

        /// Which of `words` it stands at.
        pub fn find<const N: usize>(&self, words: &[&str]) -> Vec<Range<usize>> {
            Search::<N>::new(&self.phrases, &self.lexicon, words.iter().copied()).all(self.way)
        }
    }
}

#[cfg(test)]
mod tests {
    //! The `regex` crate is the measure: made patterns of every kind, over made texts, begin at the same places for both.

    use std::collections::BTreeMap;

    use regex::Regex;

    use super::made::Made;
    use super::*;

    const WORDS: [&str; 10] = ["i", "want", "to", "die", "not", "pills", "pill", "im", "as", "todie"];

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
            match self.below(if depth == 0 { 8 } else { 14 }) {
                0 => both(format!(" {word}")),
                1 => (format!(" .. {word}"), format!(" (?:[^ ]+ ){{0,4}}{word}")),
                2 => (format!(" ... {word}"), format!(" (?:[^ ]+ ){{0,8}}{word}")),
                3 => both(format!("( {word}){{1,2}}")),
                4 => both(format!(" {word}s?")),
                5 => (format!(" {}~", &word[..1]), format!(" {}[^ ]*", &word[..1])),
                6 => (" [a-p]~s".to_owned(), " [a-p][^ ]*s".to_owned()),
                7 => both(format!(" {word} ?{}", self.word())),
                8 | 9 => {
                    let ((a, c), (b, d)) = (self.way(depth - 1), self.way(depth - 1));
                    (format!(" ({a}|{b})"), format!(" (?:{c}|{d})"))
                }
                10 => {
                    let (a, b) = self.way(depth - 1);
                    (format!("( {a})? {word}"), format!("(?: {b})? {word}"))
                }
                11 => {
                    let (a, b) = self.way(depth - 1);
                    (format!(" (as|{a}|{word})s?"), format!(" (?:as|{b}|{word})s?"))
                }
                12 => {
                    let (a, b) = self.way(depth - 1);
                    (format!("( {a}){{0,2}}"), format!("(?: {b}){{0,2}}"))
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
        let (mut dice, classes, mut found) = (Dice(7), BTreeMap::new(), 0);
        for _ in 0..800 {
            let (ours, theirs) = dice.way(3);
            let regex = Regex::new(&format!("^(?:{theirs}) ")).unwrap();
            let whole = Regex::new(&format!("^(?:{theirs})$")).unwrap();
            let is_all = |words: &[&str]| whole.is_match(&words.join(" "));
            let made = Made::of(&ours, &classes).unwrap();
            for _ in 0..40 {
                let words: Vec<&str> = (0..2 + dice.below(14)).map(|_| dice.word()).collect();
                let begins = |at: &usize| regex.is_match(&format!("{} ", words[*at..].join(" ")));
                let starts: Vec<usize> = (0..words.len()).filter(begins).collect();
                let all = made.find::<1>(&words);
                assert_eq!(made.find::<10>(&words), all, "{ours} in {words:?}");
                assert_eq!(all.first().map(|it| it.start), starts.first().copied(), "{ours} in {words:?}");
                let longest = |it: &Range<usize>| (it.end + 1..=words.len()).all(|end| !is_all(&words[it.start..end]));
                assert!(all.iter().all(|it| starts.contains(&it.start) && longest(it)), "{ours} in {words:?}");
                assert!(all.iter().all(|it| is_all(&words[it.clone()])), "{ours} in {words:?}");
                found += all.len();
            }
        }
        assert!(found > 1_000, "only {found}: the patterns are too rare to show anything");
    }
}
