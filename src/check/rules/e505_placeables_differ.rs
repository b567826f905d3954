//! E505: a translation with other placeables than the base text: one too many would not be filled, one too few hides a fact.

use crate::check::look::Look;
use crate::check::{Finding, Rule};
use crate::locale::BASE;

pub(super) const RULE: Rule = Rule::error("E505", "a translation with other placeables", find).waivable();

fn find(look: &Look<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for language in look.languages.iter().filter(|language| language.code != BASE) {
        for (key, said) in language.texts.iter().filter(|(key, _)| look.subject.locales.has(BASE, key)) {
            let base = look.subject.locales.placeables(BASE, key);
            let extra =
                said.entry.placeables.difference(&base).map(|it| format!("`{key}` shows ${it}, which {BASE} does not"));
            let lacking = base
                .difference(&said.entry.placeables)
                .map(|it| format!("`{key}` does not show ${it}, and {BASE} does"));
            for message in extra.chain(lacking) {
                let finding = RULE.says(message).with_help("show the same facts in every language");
                found.push(look.in_locale(finding, &language.code, key));
            }
        }
    }
    found
}
