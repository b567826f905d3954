//! How long messages and sentences are, with the longest names and numbers that are plausible in them (P36).

use super::fillings::longest;
use super::words::waived;
use super::{Finding, Subject};

/// Characters in a message.
const LONGEST_MESSAGE: usize = 450;
/// Words in a sentence.
const LONGEST_SENTENCE: usize = 20;

pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for language in subject.languages() {
        for (key, entry) in subject.locales.entries(language).filter(|(key, _)| !key.starts_with("typed-")) {
            let samples = subject.locales.filled(language, key, &longest);
            let message = samples.iter().map(|text| text.chars().count()).max().unwrap_or_default();
            let sentence = samples.iter().flat_map(|text| sentences(text)).max().unwrap_or_default();
            let mut say = |message: String| {
                let finding = waived(entry, Finding::error("length", message));
                found.push(subject.in_locale(finding, language, key));
            };
            if message > LONGEST_MESSAGE {
                say(format!("`{key}` has {message} characters, where {LONGEST_MESSAGE} are the most"));
            }
            if sentence > LONGEST_SENTENCE {
                say(format!("a sentence of `{key}` has {sentence} words, where {LONGEST_SENTENCE} are the most"));
            }
        }
    }
    found
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_by_sentence_and_line() {
        assert_eq!(sentences("One two. Three – four?\nFive"), [2, 2, 0, 1]);
        assert_eq!(sentences("At 9.30 it opens"), [4]);
    }
}
