//! E307: two questions in one message (P3).

use crate::check::look::Look;
use crate::check::text::questions;
use crate::check::{Finding, Rule};

pub(super) const RULE: Rule = Rule::error("E307", "two questions in one message", find).waivable();

fn find(look: &Look<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for language in &look.languages {
        let many = language.messages().filter(|(_, said)| said.plain.iter().any(|text| questions(text) > 1));
        found.extend(many.map(|(key, _)| {
            let finding = RULE.says(format!("`{key}` asks two things")).with_help("ask one, and leave room");
            look.in_locale(finding, &language.code, key)
        }));
    }
    found
}
