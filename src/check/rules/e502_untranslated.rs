//! E502: messages that a complete language does not have (P35): one finding for each file of the base language. A language that is still
//! being written says so in its `voice.toml`.

use std::collections::BTreeMap;

use crate::check::look::Look;
use crate::check::{Finding, Rule};
use crate::locale::BASE;

pub(super) const RULE: Rule = Rule::error("E502", "messages that a language does not have", find);

/// So many are named.
const NAMED: usize = 5;

fn find(look: &Look<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for language in look.languages.iter().filter(|it| it.code != BASE && it.voice.complete) {
        let mut lacking: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (key, entry) in look.subject.locales.entries(BASE).filter(|(key, _)| !language.texts.contains_key(key)) {
            lacking.entry(&entry.file).or_default().push(key);
        }
        for mut keys in lacking.into_values() {
            keys.sort_by_key(|key| look.subject.locales.entry(BASE, key).map(|entry| entry.line));
            let Some(first) = keys.first().copied() else { continue };
            let more = if keys.len() > NAMED { format!(" and {} more", keys.len() - NAMED) } else { String::new() };
            let named: Vec<_> = keys.iter().take(NAMED).map(|key| format!("`{key}`")).collect();
            let finding = RULE.says(format!("{} does not have {}{more}", language.code, named.join(", ")));
            let help = format!("translate, or write complete = false in locales/{}/voice.toml", language.code);
            found.push(look.in_locale(finding.with_help(help), BASE, first));
        }
    }
    found
}
