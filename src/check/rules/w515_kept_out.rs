//! W515: a word that is kept out, and why: the lists of `locales/<lang>/voice.toml` (VOICE.md).

use crate::check::look::Look;
use crate::check::{Finding, Rule, text};

pub(super) const RULE: Rule = Rule::warning("W515", "a word that is kept out", find).waivable();

fn find(look: &Look<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for language in &look.languages {
        let voice = language.voice();
        let lists: Vec<_> =
            voice.keep_out.iter().flat_map(|list| list.words.iter().map(|word| (word, &list.why))).collect();
        for (key, said) in language.messages() {
            let words = text::words(&said.plain.join("\n"));
            for (word, why) in lists.iter().filter(|(word, _)| text::holds(&words, word, &voice.fine)) {
                let finding = RULE.says(format!("`{key}` says \"{word}\": {why}"));
                let finding =
                    finding.with_help("find another word, or write `# waiver W515: the reason` above the message");
                found.push(look.in_locale(finding, &language.code, key));
            }
        }
    }
    found
}
