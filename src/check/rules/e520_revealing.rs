//! E520: a word that says what this chat is about, where a lock screen shows it: in the first 60 characters (P29). The words are those of
//! the language's `voice.toml`.

use super::e519_before_words::SHOWN;
use crate::check::look::Look;
use crate::check::text::{self, Phrases};
use crate::check::{Finding, Rule};

pub(super) const RULE: Rule = Rule::error("E520", "a first line that gives somebody away", find).waivable();

/// Beginnings of keys that never begin a message: labels, headings, and what stands below a first line.
const NEVER_FIRST: [&str; 9] = [
    "choice-",
    "way-",
    "answer-",
    "part-",
    "helpline-",
    "listing-",
    "ask-",
    // Seen before Start, in Telegram's own window; and below a first line.
    "description",
    "young-not-sent-here",
];

fn find(look: &Look<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for language in &look.languages {
        let revealing = Phrases::new(&language.voice.revealing);
        for (key, said) in language.messages().filter(|(key, _)| begins_a_message(key)) {
            for shown in said.shortest.iter().map(|text| text.chars().take(SHOWN).collect::<String>()) {
                let words = text::words(&shown);
                let Some(word) = revealing.within(&words, &Phrases::default()).first().copied() else { continue };
                let finding = RULE.says(format!("a lock screen shows \"{word}\" of `{key}`"));
                let finding = finding.with_help("let something neutral come first, for 60 characters");
                found.push(look.in_locale(finding, &language.code, key));
            }
        }
    }
    found
}

fn begins_a_message(key: &str) -> bool {
    !NEVER_FIRST.iter().any(|prefix| key.starts_with(prefix)) && key != "short-description"
}
