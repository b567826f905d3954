//! E510: signs of markup: texts go out as plain text, so a person would see the signs.

use crate::check::look::Look;
use crate::check::{Finding, Rule};

pub(super) const RULE: Rule = Rule::error("E510", "signs of markup", find).waivable();

const SIGNS: [&str; 10] = ["**", "__", "```", "](", "</", "<b>", "<i>", "<a ", "&amp;", "&lt;"];

fn find(look: &Look<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for language in &look.languages {
        for (key, said) in &language.texts {
            if let Some(sign) = SIGNS.iter().find(|sign| said.plain.iter().any(|text| text.contains(**sign))) {
                let finding = RULE.says(format!("`{key}` holds `{sign}`, which would be shown as it is"));
                found.push(look.in_locale(
                    finding.with_help("write plain text; nothing is bold here"),
                    &language.code,
                    key,
                ));
            }
        }
    }
    found
}
