//! E706: a helpline's sentence that does not show one of its row's numbers, or wants one that the row does not have (P24).

use std::collections::BTreeSet;

use crate::check::look::Look;
use crate::check::{Finding, Rule};

pub(super) const RULE: Rule = Rule::error("E706", "a sentence that does not fit its helpline", find);

fn find(look: &Look<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for language in &look.languages {
        for row in &look.subject.content.helplines.helpline {
            let key = row.key();
            let Some(said) = language.texts.get(key.as_str()) else { continue };
            let shown = &said.entry.placeables;
            let facts: BTreeSet<String> = row.facts().into_iter().map(|(name, _)| name.to_owned()).collect();
            let lacking =
                facts.difference(shown).filter(|name| *name != "name").map(|name| format!("does not show ${name}"));
            let extra = shown.difference(&facts).map(|name| format!("wants ${name}, which its row does not have"));
            for what in lacking.chain(extra) {
                let finding =
                    RULE.says(format!("`{key}` {what}")).with_help("show each number of the row, as a variable");
                found.push(look.in_locale(finding, &language.code, &key));
            }
        }
    }
    found
}
