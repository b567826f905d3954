//! E115: a dialogue that begins nowhere, or no dialogue where everybody begins.

use crate::check::look::Look;
use crate::check::{Finding, Rule, file_of};
use crate::dialogue::{Content, did_you_mean};

pub(super) const RULE: Rule = Rule::error("E115", "a dialogue that begins nowhere", find);

fn find(look: &Look<'_>) -> Vec<Finding> {
    let content = look.subject.content;
    let mut found = Vec::new();
    for dialogue in content.dialogues.values().filter(|dialogue| !dialogue.step.contains_key(&dialogue.start)) {
        let finding = RULE.says(format!("the dialogue begins with `{}`, which is no step of it", dialogue.start));
        let finding = finding.with_guess(did_you_mean(&dialogue.start, dialogue.step.keys().map(String::as_str)));
        found.push(look.in_toml(finding, &file_of(&dialogue.id), &["start"]));
    }
    if !content.dialogues.contains_key(Content::FIRST) {
        let finding = RULE.says(format!("there is no dialogue `{}`, where everybody begins", Content::FIRST));
        found.push(finding.with_help(format!("add {}", file_of(Content::FIRST))));
    }
    found
}
