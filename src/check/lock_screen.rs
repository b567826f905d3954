//! What a locked phone may show of a message: its first 60 characters hold nothing that gives somebody away (P29).
//!
//! Not here: whether a phone shows them at all (that is its owner's setting, and Telegram's).

use super::fillings::shortest;
use super::words::{holds, is_english, waived};
use super::{Finding, Subject};
use crate::dialogue::Step;

/// What a phone shows of a message at most, in characters.
const SHOWN: usize = 60;
/// Beginnings of keys that never begin a message: labels, headings, and what stands below a first line.
const NEVER_FIRST: &[&str] = &[
    "choice-",
    "way-",
    "answer-",
    "part-",
    "typed-",
    "command-",
    "helpline-",
    "listing-",
    "ask-",
    "description",
    "short-description",
    "young-not-sent-here",
];
/// Messages of the program's that stand before words of somebody's, or before helplines.
const BEFORE_WORDS: &[&str] = &["my-words", "one-part", "from-coordinator", "help-first", "help-more"];
/// Words that say what a chat is about. Reviewed for en-GB.
const REVEALING: &[&str] = &[
    "suicide",
    "suicidal",
    "self-harm",
    "harm",
    "harmed",
    "hurt",
    "abuse",
    "abused",
    "danger",
    "emergency",
    "crisis",
    "helpline",
    "helplines",
    "samaritans",
    "childline",
    "papyrus",
    "shout",
    "999",
    "111",
    "116",
    "mental",
    "wellbeing",
    "depressed",
    "depression",
    "anxiety",
    "anxious",
    "lonely",
    "distress",
    "drugs",
    "drug",
    "alcohol",
    "drinking",
    "eating",
    "violence",
    "violent",
    "sexual",
    "rape",
    "die",
    "died",
    "dying",
    "death",
    "dead",
    "bereaved",
    "bereavement",
    "grief",
    "counsellor",
    "counselling",
    "doctor",
    "nurse",
    "psychiatric",
    "police",
    "debt",
    "divorce",
    "pregnant",
    "lgbt",
    "deaf",
    "complaint",
    "complain",
    "secret",
];

pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for language in subject.languages() {
        found.extend(too_short(subject, language));
        if is_english(language) {
            found.extend(revealing(subject, language));
        }
    }
    found
}

/// Lines before somebody's own words that do not fill what a phone shows.
fn too_short(subject: &Subject<'_>, language: &str) -> Vec<Finding> {
    let reviews = subject.content.dialogues.values().flat_map(|dialogue| dialogue.step.values());
    let reviews =
        reviews.filter_map(|step| if let Step::Review(review) = step { Some(review.say.as_str()) } else { None });
    let mut keys: Vec<_> = reviews.chain(BEFORE_WORDS.iter().copied()).collect();
    keys.sort_unstable();
    keys.dedup();
    let length =
        |key: &str| subject.locales.filled(language, key, &shortest).iter().map(|text| text.chars().count()).min();
    let short = keys.into_iter().filter_map(|key| length(key).filter(|count| *count < SHOWN).map(|count| (key, count)));
    short
        .map(|(key, count)| {
            let message = format!(
                "`{key}` stands before somebody's words and has {count} characters, where a lock screen shows {SHOWN}"
            );
            subject.in_locale(Finding::error("lock-screen", message), language, key)
        })
        .collect()
}

fn revealing(subject: &Subject<'_>, language: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    let first = |(key, _): &(&str, _)| !NEVER_FIRST.iter().any(|prefix| key.starts_with(prefix));
    for (key, entry) in subject.locales.entries(language).filter(first) {
        for text in subject.locales.filled(language, key, &shortest) {
            let shown: String = text.chars().take(SHOWN).collect();
            if let Some(word) = REVEALING.iter().find(|word| holds(&shown, word)) {
                let message = format!("a lock screen shows \"{word}\" of `{key}`");
                let finding = Finding::warning("lock-screen", message)
                    .with_help("let something neutral come first, for 60 characters");
                found.push(subject.in_locale(waived(entry, finding), language, key));
            }
        }
    }
    found
}
