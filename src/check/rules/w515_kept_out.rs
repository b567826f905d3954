//! W515: a word that is kept out, and why: the lists of `locales/<lang>/voice.toml` (VOICE.md).

use crate::check::look::Look;
use crate::check::text::{self, Phrases};
use crate::check::{Finding, Rule};

pub(super) const RULE: Rule = Rule::warning("W515", "a word that is kept out", find).waivable();

fn find(look: &Look<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for language in &look.languages {
        let lists = language.voice.keep_out.iter().map(|list| (Phrases::new(&list.words), &list.why));
        let lists: Vec<_> = lists.collect();
        for (key, said) in language.messages() {
            let words = text::words(&said.plain.join("\n"));
            for (list, why) in &lists {
                for word in list.within(&words, &language.fine) {
                    let finding = RULE.says(format!("`{key}` says \"{word}\": {why}"));
                    let help = "find another word, or write `# waiver W515: the reason` above the message";
                    found.push(look.in_locale(finding.with_help(help), &language.code, key));
                }
            }
        }
    }
    found
}
