//! E512: a sentence with more words than the language's measure: 20, if its `voice.toml` says nothing else (P36).

use crate::check::look::Look;
use crate::check::text::sentences;
use crate::check::{Finding, Rule};

pub(super) const RULE: Rule = Rule::error("E512", "a sentence that is too long", find).waivable();

fn find(look: &Look<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for language in &look.languages {
        let most = language.voice.sentence;
        for (key, said) in language.messages() {
            let count = said.longest.iter().flat_map(|text| sentences(text)).max().unwrap_or_default();
            if count > most {
                let finding = RULE.says(format!("a sentence of `{key}` has {count} words, where {most} are the most"));
                found.push(look.in_locale(finding.with_help("make two sentences of it"), &language.code, key));
            }
        }
    }
    found
}
