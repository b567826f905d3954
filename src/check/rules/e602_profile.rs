//! E602: a text of the bot's profile that Telegram would refuse: the description over 512 signs, the short one over 120, what a command does
//! over 256.

use crate::check::look::Look;
use crate::check::{Finding, Rule};

pub(super) const RULE: Rule = Rule::error("E602", "a text of the profile that Telegram refuses", find);

fn find(look: &Look<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for language in &look.languages {
        for (key, said) in &language.texts {
            let most = match *key {
                "description" => 512,
                "short-description" => 120,
                key if key.starts_with("command-") => 256,
                _ => continue,
            };
            // Two marks keep each fact apart, and count.
            let marks = 2 * said.entry.placeables.len();
            let count = marks + said.longest.iter().map(|text| text.encode_utf16().count()).max().unwrap_or_default();
            if count == 0 || count > most {
                let finding = RULE.says(format!(
                    "`{key}` has {count} signs with the longest names, where Telegram takes 1 to {most}"
                ));
                found.push(look.in_locale(finding.with_help("shorten it"), &language.code, key));
            }
        }
    }
    found
}
