//! W507: a translation of a text that has changed since the translator saw it, or that nobody has noted as seen.

use crate::check::look::Look;
use crate::check::seen::hash;
use crate::check::{Finding, Rule};
use crate::locale::{BASE, NAME};

pub(super) const RULE: Rule = Rule::warning("W507", "a translation that may be out of date", find);

fn find(look: &Look<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for language in look.languages.iter().filter(|language| language.code != BASE) {
        if language.seen.seen.is_empty() {
            found.push(unseen(look, &language.code));
            continue;
        }
        for key in language.texts.keys().filter(|key| look.subject.locales.has(BASE, key)) {
            let message = match language.seen.seen.get(*key) {
                Some(seen) if *seen == hash(look.subject.locales, key) => continue,
                Some(_) => format!("{BASE} has changed since `{key}` was translated"),
                None => format!("nobody has noted which {BASE} text `{key}` was translated from"),
            };
            let help = format!(
                "look at both, then write {key} = \"{}\" in locales/{}/seen.toml",
                hash(look.subject.locales, key),
                language.code
            );
            found.push(look.in_locale(RULE.says(message).with_help(help), &language.code, key));
        }
    }
    found
}

/// Nobody has noted anything yet: that is said once.
fn unseen(look: &Look<'_>, code: &str) -> Finding {
    let finding = RULE.says(format!("nobody has noted which {BASE} texts {code} was translated from"));
    let help =
        format!("look at all of them, then write what `ajar check --seen {code}` prints to locales/{code}/seen.toml");
    look.in_locale(finding.with_help(help), code, NAME)
}
