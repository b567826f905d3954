//! E511: a message of more than 450 characters, with the longest names and numbers that are plausible in it (P36).

use crate::check::look::Look;
use crate::check::{Finding, Rule};

pub(super) const RULE: Rule = Rule::error("E511", "a message that is too long", find).waivable();

/// Characters in a message.
const LONGEST: usize = 450;

fn find(look: &Look<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for language in &look.languages {
        for (key, said) in language.messages() {
            let count = said.longest.iter().map(|text| text.chars().count()).max().unwrap_or_default();
            if count > LONGEST {
                let finding = RULE.says(format!("`{key}` has {count} characters, where {LONGEST} are the most"));
                found.push(look.in_locale(finding.with_help("shorten it, or make two of it"), &language.code, key));
            }
        }
    }
    found
}
