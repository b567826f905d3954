//! E502: a message that a complete language does not have (P35). A language that is still being written says so in its `voice.toml`.

use crate::check::look::Look;
use crate::check::{Finding, Rule};
use crate::locale::BASE;

pub(super) const RULE: Rule = Rule::error("E502", "a message that a language does not have", find);

fn find(look: &Look<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for language in look.languages.iter().filter(|it| it.code != BASE && it.voice().complete) {
        for (key, _) in look.subject.locales.entries(BASE).filter(|(key, _)| !language.texts.contains_key(key)) {
            let finding = RULE.says(format!("{} has no message `{key}`", language.code));
            let help = format!("translate it, or write complete = false in locales/{}/voice.toml", language.code);
            found.push(look.in_locale(finding.with_help(help), BASE, key));
        }
    }
    found
}
