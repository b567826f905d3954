//! How hard English texts are to read: the Flesch–Kincaid grade. A grade is a floor and no proof: a low one does not make a kind message.
//!
//! Not here: which grade is too high (`rules`).

use super::text::sentences;

/// From so many words on a message has a grade of its own.
pub(super) const LONG: usize = 10;
/// Beginnings of keys that are no sentences: names of days and the like, labels, headings.
const NO_SENTENCES: [&str; 7] = ["weekday-", "month-", "format-", "hours-", "list-", "choice-", "way-"];

/// Whether a message counts for the grade.
pub(super) fn is_graded(key: &str) -> bool {
    !key.starts_with("part-") && !NO_SENTENCES.iter().any(|prefix| key.starts_with(prefix))
}

/// What a grade is made of.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Measure {
    pub(super) words: usize,
    sentences: usize,
    syllables: usize,
}

impl Measure {
    pub(super) fn of(text: &str) -> Self {
        let words: Vec<_> =
            text.split(|c: char| !(c.is_alphanumeric() || "'’".contains(c))).filter(|word| !word.is_empty()).collect();
        let sentences = sentences(text).into_iter().filter(|count| *count > 0).count();
        Self { words: words.len(), sentences, syllables: words.into_iter().map(syllables).sum() }
    }

    pub(super) fn and(self, other: Self) -> Self {
        let (words, sentences) = (self.words + other.words, self.sentences + other.sentences);
        Self { words, sentences, syllables: self.syllables + other.syllables }
    }

    #[expect(clippy::cast_precision_loss, reason = "there are fewer than 2^52 words")]
    pub(super) fn grade(self) -> f64 {
        let (words, sentences) = (self.words.max(1) as f64, self.sentences.max(1) as f64);
        0.39 * (words / sentences) + 11.8 * (self.syllables as f64 / words) - 15.59
    }
}

/// How many syllables an English word has, about: groups of vowels, less a silent end.
fn syllables(word: &str) -> usize {
    let word = word.to_lowercase().replace(['\'', '’'], "");
    let vowel = |letter: &char| "aeiouy".contains(*letter);
    let letters: Vec<char> = word.chars().collect();
    let groups =
        letters.chunk_by(|one, next| vowel(one) == vowel(next)).filter(|run| run.first().is_some_and(vowel)).count();
    let silent = |end: &str| word.ends_with(end) && !word.ends_with("le");
    let quiet_end = silent("e") || (silent("ed") && !word.ends_with("ted") && !word.ends_with("ded")) || silent("es");
    groups.saturating_sub(usize::from(quiet_end && groups > 1)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_counted_about_right() {
        for (word, count) in [
            ("the", 1),
            ("words", 1),
            ("program", 2),
            ("people", 2),
            ("encrypted", 3),
            ("live", 1),
            ("asked", 1),
            ("999", 1),
        ] {
            assert_eq!(syllables(word), count, "{word}");
        }
    }

    #[test]
    fn hard_sentences_have_a_higher_grade_than_plain_ones() {
        let plain = Measure::of("You can stop here. Nothing is sent.").grade();
        let hard = Measure::of("Considerable documentation necessitates organisational clarification.").grade();
        assert!(plain < 3.0 && hard > 15.0, "{plain} {hard}");
    }
}
