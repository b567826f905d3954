//! A message that something names and that a language does not have (P19, P35).

use super::script::{labels, says, steps};
use super::{Finding, Subject, file_of};
use crate::directory::Question;
use crate::locale::{BASE, COMMANDS, FORMAT_KEYS, MENU};

const CODE: &str = "missing-message";

pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (key, finding) in named(subject) {
        if !subject.locales.has(BASE, &key) {
            found.push(finding);
        }
    }
    found.extend(in_other_languages(subject));
    found
}

/// Every key that is named, with what is to be said if it is missing.
fn named(subject: &Subject<'_>) -> Vec<(String, Finding)> {
    let missing = |key: &str| Finding::error(CODE, format!("there is no message `{key}` in {BASE}"));
    let mut named = Vec::new();
    for (dialogue, id, step) in steps(subject) {
        for it in says(step).into_iter().chain(labels(step)) {
            let finding = subject.in_step(missing(&it.name), &dialogue.id, id, &it.path);
            named.push((it.name, finding));
        }
    }
    for dialogue in subject.content.dialogues.values() {
        for (id, part) in &dialogue.part {
            let finding = subject.in_toml(missing(&part.heading), &file_of(&dialogue.id), &["part", id, "heading"]);
            named.push((part.heading.clone(), finding));
        }
    }
    for (place, row) in subject.content.helplines.helpline.iter().enumerate() {
        let path = ["helpline", &place.to_string(), "id"];
        named.push((row.key(), subject.in_toml(missing(&row.key()), "dialogues/helplines.toml", &path)));
    }
    for (place, listing) in subject.content.listings.iter().enumerate() {
        for key in listing.keys() {
            let finding =
                subject.in_toml(missing(&key), "dialogues/listings.toml", &["listing", &place.to_string(), "id"]);
            named.push((
                key,
                finding.with_help("write it in locales/en-GB/service.ftl, or take the question out of `known`"),
            ));
        }
    }
    named.extend(of_the_program(subject).into_iter().map(|key| (key.clone(), missing(&key))));
    named
}

/// The keys that the program itself names.
fn of_the_program(subject: &Subject<'_>) -> Vec<String> {
    let questions = Question::ALL.map(|question| format!("ask-{}", question.as_str()));
    let typed = COMMANDS.map(|command| format!("typed-{command}"));
    let menu = MENU.map(|command| format!("command-{command}"));
    let profile = ["description", "short-description"];
    let fixed = subject.engine_keys.iter().chain(FORMAT_KEYS).chain(&profile).map(|key| (*key).to_owned());
    fixed.chain(questions).chain(typed).chain(menu).collect()
}

fn in_other_languages(subject: &Subject<'_>) -> Vec<Finding> {
    let others = subject.languages().filter(|language| *language != BASE);
    let missing = |language: &str| {
        let lacking = subject.locales.entries(BASE).filter(|(key, _)| !subject.locales.has(language, key));
        let tell = |(key, _)| {
            let finding = Finding::error(CODE, format!("{language} has no message `{key}`"));
            subject.in_locale(finding, BASE, key)
        };
        lacking.map(tell).collect::<Vec<_>>()
    };
    others.flat_map(missing).collect()
}
