//! How hard English texts are to read: the Flesch–Kincaid grade, of all of them together and of each long one (P36).
//!
//! A grade is a floor and no proof: a low one does not make a kind message. Not here: lengths (`length`).

use super::fillings::{longest, shortest};
use super::length::sentences;
use super::words::{is_english, waived};
use super::{Finding, Subject};

/// The grade of all messages of a language together.
const POOLED: f64 = 5.0;
/// The grade of one message of [`LONG`] words or more.
const OF_ONE: f64 = 8.0;
/// From so many words on a message has a grade of its own.
const LONG: usize = 10;
/// Keys that are no messages of a conversation: typed words, Telegram's menu, names of days and the like.
const NO_MESSAGES: &[&str] =
    &["typed-", "command-", "weekday-", "month-", "format-", "hours-", "list-", "choice-", "way-", "part-"];

pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for language in subject.languages().filter(|language| is_english(language)) {
        let mut pooled = Measure::default();
        for (key, entry) in subject.locales.entries(language) {
            if NO_MESSAGES.iter().any(|prefix| key.starts_with(prefix)) {
                continue;
            }
            let longest_of = |fill: &dyn Fn(&str) -> String| {
                subject.locales.filled(language, key, fill).into_iter().max_by_key(String::len)
            };
            let (Some(text), Some(plain)) = (longest_of(&longest), longest_of(&shortest)) else { continue };
            pooled = pooled.and(Measure::of(&text));
            // Names are not the message's own words.
            let one = Measure::of(&plain);
            if one.words >= LONG && one.grade() > OF_ONE {
                let message = format!("`{key}` reads at grade {:.1}, where {OF_ONE} is the most", one.grade());
                let finding = Finding::warning("grade", message).with_help("shorter sentences, and shorter words");
                found.push(subject.in_locale(waived(entry, finding), language, key));
            }
        }
        if pooled.words >= LONG && pooled.grade() > POOLED {
            let message =
                format!("{language} reads at grade {:.1} altogether, where {POOLED} is the most", pooled.grade());
            found.push(Finding::error("grade", message));
        }
    }
    found
}

/// What a grade is made of.
#[derive(Clone, Copy, Debug, Default)]
struct Measure {
    words: usize,
    sentences: usize,
    syllables: usize,
}

impl Measure {
    fn of(text: &str) -> Self {
        let words: Vec<_> =
            text.split(|c: char| !(c.is_alphanumeric() || "'’".contains(c))).filter(|word| !word.is_empty()).collect();
        let sentences = sentences(text).into_iter().filter(|count| *count > 0).count();
        Self { words: words.len(), sentences, syllables: words.into_iter().map(syllables).sum() }
    }

    fn and(self, other: Self) -> Self {
        let (words, sentences) = (self.words + other.words, self.sentences + other.sentences);
        Self { words, sentences, syllables: self.syllables + other.syllables }
    }

    #[expect(clippy::cast_precision_loss, reason = "there are fewer than 2^52 words")]
    fn grade(self) -> f64 {
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
