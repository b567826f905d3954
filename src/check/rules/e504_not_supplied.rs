//! E504: a placeable that nothing fills: the person would be shown a neutral text in place of the message.

use crate::check::look::Look;
use crate::check::supplied::{FACTS, is_supplied};
use crate::check::{Finding, Rule};
use crate::dialogue::did_you_mean;
use crate::locale::BASE;

pub(super) const RULE: Rule = Rule::error("E504", "a placeable that nothing fills", find);

/// Facts that come from a row of the register of that id.
const FROM_ROWS: [&str; 3] = ["childline", "childline-chat", "samaritans"];

fn find(look: &Look<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    let Some(base) = look.languages.iter().find(|language| language.code == BASE) else { return found };
    for (key, said) in &base.texts {
        for placeable in &said.entry.placeables {
            let no_row =
                FROM_ROWS.contains(&placeable.as_str()) && look.subject.content.helplines.get(placeable).is_none();
            let (message, help) = match is_supplied(key, placeable) {
                false => (format!("nothing fills ${placeable} in `{key}`"), did_you_mean(placeable, FACTS)),
                true if no_row => (format!("`{key}` shows ${placeable}, and the register has no such row"), None),
                true => continue,
            };
            found.push(look.in_locale(RULE.says(message).with_guess(help), BASE, key));
        }
    }
    found
}
