//! W503: a message that nothing names: nobody will ever read it, and somebody would translate it.

use std::collections::BTreeSet;

use crate::check::look::Look;
use crate::check::named::{DESK, of_the_desk, uses};
use crate::check::{Finding, Rule};
use crate::locale::BASE;

pub(super) const RULE: Rule = Rule::warning("W503", "a message that nothing names", find);

fn find(look: &Look<'_>) -> Vec<Finding> {
    let mut used: BTreeSet<String> = uses(look).into_iter().map(|it| it.key).collect();
    for language in &look.languages {
        used.extend(language.texts.values().flat_map(|said| said.entry.refers.iter().cloned()));
    }
    let mut found = Vec::new();
    for language in &look.languages {
        // What a translation has and the base language has not is as unused as what nobody names.
        let idle = |key: &str| !used.contains(key) || (language.code != BASE && !look.subject.locales.has(BASE, key));
        for key in language.texts.keys().filter(|key| idle(key)) {
            let finding =
                RULE.says(format!("nothing names `{key}`")).with_help("take it out, or name it where it is to be said");
            found.push(look.in_locale(finding, &language.code, key));
        }
    }
    let named: BTreeSet<&str> = of_the_desk().collect();
    for (key, entry) in look.subject.desk.entries(BASE) {
        if entry.file == DESK && !named.contains(key) {
            let finding = RULE.says(format!("nothing names `{key}`")).with_help("take it out");
            found.push(finding.at(DESK, look.text(DESK), entry.at.clone()));
        }
    }
    found
}
