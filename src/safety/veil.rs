//! Words behind a veil: spaced out (`k i l l`), starred (`k*ll`) or with digits for letters (`k1ll`). Only words of a list are known
//! again, so that a row of initials or a swear word stays what it is.
//!
//! Not here: where in a message such words may stand (`fold`).

use std::collections::HashSet;

/// The words that are known behind a veil, of all languages.
#[derive(Clone, Debug, Default)]
pub(super) struct Veil {
    known: HashSet<String>,
    longest: usize,
}

impl Veil {
    /// The veil that knows `words`, each folded already.
    pub fn of(words: impl IntoIterator<Item = String>) -> Self {
        let known: HashSet<String> = words.into_iter().collect();
        let longest = known.iter().map(String::len).max().unwrap_or(0);
        Self { known, longest }
    }

    /// The word behind `written`, if it is one of the list.
    pub fn lift(&self, written: &str) -> Option<String> {
        if written.len() > self.longest || !written.contains(|c: char| !c.is_alphabetic()) {
            return None;
        }
        let plain: String = written.chars().map(letter_for).collect();
        if self.known.contains(&plain) {
            return Some(plain);
        }
        // A star is any one letter; at least the first and one other letter have to be there.
        let letters = plain.chars().filter(|c| c.is_alphabetic()).count();
        let wanted = plain.contains('*') && letters >= 2 && !plain.starts_with('*');
        self.known.iter().filter(|known| wanted && is_under(known, &plain)).min().cloned()
    }

    /// The words that the letters of `row` make: the longest known one from each place on, else the letter by itself.
    /// As (word, how many letters of the row).
    pub fn spaced(&self, row: &str) -> Vec<(String, usize)> {
        let mut out = Vec::new();
        let mut rest = row;
        while !rest.is_empty() {
            let (word, count) = self.first_of(rest);
            rest = rest.get(word.len()..).unwrap_or_default();
            out.push((word, count));
        }
        out
    }

    fn first_of(&self, rest: &str) -> (String, usize) {
        let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(|end| *end <= self.longest);
        let known = ends.filter_map(|end| rest.get(..end)).filter(|word| self.known.contains(*word)).last();
        let word = known.or_else(|| rest.get(..rest.chars().next().map_or(0, char::len_utf8))).unwrap_or(rest);
        (word.to_owned(), word.chars().count())
    }
}

fn letter_for(c: char) -> char {
    match c {
        '1' | '!' => 'i',
        '0' => 'o',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '#' => '*',
        other => other,
    }
}

fn is_under(known: &str, starred: &str) -> bool {
    known.chars().count() == starred.chars().count()
        && known.chars().zip(starred.chars()).all(|(k, s)| s == '*' || s == k)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn veil() -> Veil {
        Veil::of(["kill", "suicide", "die"].map(str::to_owned))
    }

    #[test]
    fn starred_words_are_known_again() {
        for (written, word) in [("k*ll", "kill"), ("k1ll", "kill"), ("su1c!de", "suicide"), ("s**cide", "suicide")] {
            assert_eq!(veil().lift(written).as_deref(), Some(word), "{written}");
        }
        for written in ["f*ck", "kill", "***", "*ill", "1234"] {
            assert_eq!(veil().lift(written), None, "{written}");
        }
    }

    #[test]
    fn a_row_of_letters_is_read_from_the_left() {
        let words: Vec<_> = veil().spaced("ikillx").into_iter().map(|(word, _)| word).collect();
        assert_eq!(words, ["i", "kill", "x"]);
    }
}
