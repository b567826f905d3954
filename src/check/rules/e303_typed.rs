//! E303: a typed word that does not act: a command with none, one word for two commands, or a word that is too long to be read as one.

use std::collections::BTreeMap;

use crate::check::look::{Language, Look};
use crate::check::{Finding, Rule};
use crate::locale::COMMANDS;

pub(super) const RULE: Rule = Rule::error("E303", "a typed word that does not act", find);

/// What the engine reads as a word, in bytes: anything longer is somebody's own words.
const LONGEST: usize = 40;

fn find(look: &Look<'_>) -> Vec<Finding> {
    // English acts in every language, and comes first.
    let mut acts: BTreeMap<String, String> = BTreeMap::new();
    look.languages.iter().flat_map(|language| of_language(look, language, &mut acts)).collect()
}

fn of_language(look: &Look<'_>, language: &Language<'_>, acts: &mut BTreeMap<String, String>) -> Vec<Finding> {
    let mut found = Vec::new();
    let typed = look.subject.locales.typed(&language.code);
    for command in COMMANDS {
        let key = format!("typed-{command}");
        let mut say = |message: String, help: &str| {
            found.push(look.in_locale(RULE.says(message).with_help(help), &language.code, &key));
        };
        let words: Vec<_> = typed.iter().filter(|(_, known)| known == command).map(|(word, _)| word).collect();
        if words.is_empty() && language.texts.contains_key(key.as_str()) {
            say(format!("`{key}` holds no word"), "write the words that somebody would type, with commas between them");
        }
        for word in words {
            if word.len() > LONGEST {
                say(
                    format!("\"{word}\" is too long to be read as a command"),
                    "write a shorter word: forty letters at most, twenty where they are not Latin",
                );
            }
            let other = acts.entry(word.clone()).or_insert_with(|| command.to_owned());
            if other != command {
                say(format!("\"{word}\" already means `{other}`"), "take the word out of one of the two");
            }
        }
    }
    found
}
