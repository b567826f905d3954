//! Looking at a text: its words, its sentences, its numbers and links, and where something stands in it.
//!
//! Not here: which of that is wrong (`rules`).

use std::collections::BTreeMap;

/// The column, from 1 and in characters, of the byte `offset`.
pub(super) fn column_of(text: &str, offset: usize) -> usize {
    let before = text.get(..offset).unwrap_or(text);
    before.rsplit('\n').next().unwrap_or_default().chars().count() + 1
}

/// How many words each sentence has. A sentence ends at its mark with a space behind it, and at the end of a line.
pub(super) fn sentences(text: &str) -> Vec<usize> {
    let mut counts = Vec::new();
    for line in text.lines() {
        let mut count = 0;
        for word in line.split_whitespace() {
            count += usize::from(word.chars().any(char::is_alphanumeric));
            if word.ends_with(['.', '?', '!', ':', '؟', '۔']) {
                counts.push(std::mem::take(&mut count));
            }
        }
        counts.push(count);
    }
    counts
}

/// How many words a text has.
pub(super) fn word_count(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

/// How many questions it asks.
pub(super) fn questions(text: &str) -> usize {
    text.chars().filter(|c| matches!(c, '?' | '؟' | '？')).count()
}

/// Its words in small letters.
pub(super) fn words(text: &str) -> Vec<String> {
    let text = text.replace('’', "'").to_lowercase();
    let words = text.split(|c: char| !(c.is_alphanumeric() || "'-".contains(c)));
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Phrases to look for, found by their first word.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    by_first: BTreeMap<String, Vec<Phrase>>,
}

/// A phrase: its words, and how it is written in the list.
#[derive(Debug)]
struct Phrase {
    words: Vec<String>,
    written: String,
}

impl Phrases {
    pub(super) fn new<'a>(list: impl IntoIterator<Item = &'a String>) -> Self {
        let mut by_first: BTreeMap<String, Vec<Phrase>> = BTreeMap::new();
        for written in list {
            let words: Vec<String> = written.split_whitespace().map(str::to_owned).collect();
            if let Some(first) = words.first().cloned() {
                by_first.entry(first).or_default().push(Phrase { words, written: written.clone() });
            }
        }
        Self { by_first }
    }

    /// The phrases that stand in the words, each once, but for those that stand inside one of the `fine` phrases only.
    pub(super) fn within<'p>(&'p self, words: &[String], fine: &Self) -> Vec<&'p str> {
        let allowed: Vec<_> = fine.places(words).map(|(at, phrase)| (at, at + phrase.words.len())).collect();
        let inside = |at: usize, end: usize| allowed.iter().any(|(from, to)| *from <= at && end <= *to);
        let mut found: Vec<&str> = Vec::new();
        for (at, phrase) in self.places(words) {
            if !inside(at, at + phrase.words.len()) && !found.contains(&phrase.written.as_str()) {
                found.push(&phrase.written);
            }
        }
        found
    }

    fn places<'p, 'w>(&'p self, words: &'w [String]) -> impl Iterator<Item = (usize, &'p Phrase)> + use<'p, 'w> {
        words.iter().enumerate().flat_map(move |(at, word)| {
            let phrases = self.by_first.get(word).into_iter().flatten();
            let rest = words.get(at..).unwrap_or_default();
            phrases.filter(move |phrase| rest.starts_with(&phrase.words)).map(move |phrase| (at, phrase))
        })
    }
}

/// Runs of digits, and what looks like a link or an address, in order of their size and letters.
pub(super) fn numbers_and_links(text: &str) -> Vec<String> {
    let digits = text.split(|c: char| !c.is_numeric()).filter(|run| !run.is_empty());
    let digits = digits.map(|run| run.chars().map(western).collect());
    let links = text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    let links = links.filter(|word| word.contains("://") || (word.contains('@') && word.contains('.')));
    let mut found: Vec<String> = digits.chain(links.map(str::to_owned)).collect();
    found.sort();
    found
}

/// A digit of any script as a western one.
fn western(digit: char) -> char {
    let zeros = ['٠', '۰', '०'];
    let value =
        zeros.iter().find_map(|zero| (u32::from(digit)).checked_sub(u32::from(*zero)).filter(|value| *value < 10));
    value.and_then(|value| char::from_digit(value, 10)).unwrap_or(digit)
}

/// Two groups of digits, one of three or more, with a space or a hyphen between them.
pub(super) fn digits_apart(text: &str) -> bool {
    let mut groups =
        text.split([' ', '-', '\u{a0}']).map(|word| word.len() >= 3 && word.bytes().all(|byte| byte.is_ascii_digit()));
    let mut before = false;
    groups.any(|digits| std::mem::replace(&mut before, digits) && digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_by_sentence_and_line() {
        assert_eq!(sentences("One two. Three – four?\nFive"), [2, 2, 0, 1]);
        assert_eq!(sentences("At 9.30 it opens"), [4]);
        assert_eq!((word_count("One – two"), questions("What? Kیا؟")), (2, 2));
    }

    #[test]
    fn a_phrase_is_found_but_not_inside_one_that_is_fine() {
        let fine = Phrases::new(&["not have to".to_owned()]);
        let list = ["have to", "must", "don't worry"].map(str::to_owned);
        let found = |text: &str| Phrases::new(&list).within(&words(text), &fine).join(", ");
        assert_eq!(found("You Have To go, must go, have to go"), "have to, must");
        assert_eq!(found("You do not have to. Mustard."), "");
        assert_eq!(found("Don’t worry"), "don't worry");
    }

    #[test]
    fn numbers_and_links_are_the_same_in_every_script() {
        assert_eq!(
            numbers_and_links("Call ٩٩٩ or 3/12, see https://a.example."),
            ["12", "3", "999", "https://a.example"]
        );
        assert!(digits_apart("0800 1111") && !digits_apart("9:30, 3/12"));
        assert_eq!(column_of("ab\ncé f", 7), 4);
    }
}
