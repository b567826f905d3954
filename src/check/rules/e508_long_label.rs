//! E508: a label of more than 28 characters, with the longest name in it (P36): a phone cuts it off.

use std::collections::BTreeSet;

use crate::check::look::Look;
use crate::check::script::{labels, steps};
use crate::check::{Finding, Rule};
use crate::locale::NAME;

pub(super) const RULE: Rule = Rule::error("E508", "a label that is too long", find).waivable();

/// What a phone shows of a label.
const LONGEST: usize = 28;

fn find(look: &Look<'_>) -> Vec<Finding> {
    let content = look.subject.content;
    let engine = look.subject.engine_keys.iter().map(|key| (*key).to_owned());
    let engine = engine.filter(|key| key.starts_with("choice-") || key.starts_with("way-"));
    let written = steps(content).flat_map(|(_, _, step)| labels(step)).map(|label| label.name);
    let keys: BTreeSet<String> = written.chain(engine).chain([NAME.to_owned()]).collect();
    let mut found = Vec::new();
    for language in &look.languages {
        for (key, said) in language.texts.iter().filter(|(key, _)| keys.contains(**key)) {
            // A coordinator's name is theirs: Telegram cuts it, and nobody can shorten it.
            let texts = if said.entry.placeables.is_empty() { &said.longest } else { &said.shortest };
            let count = texts.iter().map(|text| text.chars().count()).max().unwrap_or_default();
            if count > LONGEST {
                let finding = RULE.says(format!("the label `{key}` has {count} characters, and {LONGEST} are shown"));
                found.push(look.in_locale(finding.with_help("say it in fewer letters"), &language.code, key));
            }
        }
    }
    for (place, listing) in content.listings.iter().enumerate().filter(|(_, it)| it.name.chars().count() > LONGEST) {
        let finding = RULE.says(format!("the name `{}` is longer than {LONGEST} characters", listing.name));
        let finding = finding.with_help("shorten it: it stands on a button");
        found.push(look.in_toml(finding, "dialogues/listings.toml", &["listing", &place.to_string(), "name"]));
    }
    found
}
