//! Labels: 28 characters at most (P36), and no two alike in one menu.

use std::collections::{BTreeMap, BTreeSet};

use super::choices::{SITUATIONS, offered};
use super::script::{labels, steps};
use super::{Finding, Subject};
use crate::dialogue::Step;

/// What a phone shows of a label.
const LONGEST: usize = 28;

pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let mut found = names(subject);
    for language in subject.languages() {
        found.extend(too_long(subject, language));
        found.extend(alike(subject, language));
    }
    found
}

fn too_long(subject: &Subject<'_>, language: &str) -> Vec<Finding> {
    let engine = subject.engine_keys.iter().map(|key| (*key).to_owned());
    let engine = engine.filter(|key| key.starts_with("choice-") || key.starts_with("way-"));
    let keys: BTreeSet<_> =
        steps(subject).flat_map(|(_, _, step)| labels(step)).map(|label| label.name).chain(engine).collect();
    let longest = |key: &String| subject.locales.samples(language, key).iter().map(|text| text.chars().count()).max();
    let long = keys.iter().filter_map(|key| longest(key).filter(|count| *count > LONGEST).map(|count| (key, count)));
    long.map(|(key, count)| {
        let finding =
            Finding::error("label", format!("the label `{key}` has {count} characters, and {LONGEST} are shown"));
        subject.in_locale(finding, language, key)
    })
    .collect()
}

/// Labels that are facts: the names of listings and languages.
fn names(subject: &Subject<'_>) -> Vec<Finding> {
    let long = |name: &str| name.chars().count() > LONGEST;
    let listings = subject.content.listings.iter().enumerate().filter(|(_, listing)| long(&listing.name));
    let listings = listings.map(|(place, listing)| {
        let finding =
            Finding::error("label", format!("the name `{}` is longer than {LONGEST} characters", listing.name));
        subject.in_toml(finding, "dialogues/listings.toml", &["listing", &place.to_string(), "name"])
    });
    let languages = subject.content.locales.iter().filter(|(_, name)| long(name));
    let languages = languages.map(|(code, name)| {
        let finding = Finding::error("label", format!("the name `{name}` is longer than {LONGEST} characters"));
        subject.in_locale(finding, code, crate::locale::NAME)
    });
    listings.chain(languages).collect()
}

fn alike(subject: &Subject<'_>, language: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    for (dialogue, id, step) in steps(subject) {
        let Step::Menu(menu) = step else { continue };
        let twice = SITUATIONS.iter().find_map(|situation| {
            let mut seen = BTreeMap::new();
            offered(menu, *situation).into_iter().find_map(|choice| {
                let text = subject.locales.samples(language, &choice.label).join(" ");
                seen.insert(text, &choice.id).map(|other| (other.clone(), choice.id.clone()))
            })
        });
        if let Some((one, other)) = twice {
            let finding = Finding::error("label", format!("`{one}` and `{other}` have the same label in {language}"));
            found.push(subject.in_step(finding, &dialogue.id, id, &["choice".to_owned()]));
        }
    }
    found
}
