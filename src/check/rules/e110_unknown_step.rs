//! E110: a step leads to a step that is not there.

use crate::check::look::Look;
use crate::check::script::{steps, targets};
use crate::check::{Finding, Rule};
use crate::dialogue::did_you_mean;

pub(super) const RULE: Rule = Rule::error("E110", "a way to a step that is not there", find);

fn find(look: &Look<'_>) -> Vec<Finding> {
    let content = look.subject.content;
    let mut found = Vec::new();
    for (dialogue, id, step) in steps(content) {
        for target in targets(step) {
            let to = content.target(&dialogue.id, &target.name);
            if content.step(&to).is_some() {
                continue;
            }
            let help = match content.dialogues.get(&to.dialogue) {
                Some(known) => did_you_mean(&to.step, known.step.keys().map(String::as_str)),
                None => did_you_mean(&to.dialogue, content.dialogues.keys().map(String::as_str)),
            };
            let finding = RULE.says(format!("there is no step `{}` in `{}`", to.step, to.dialogue)).with_guess(help);
            found.push(look.in_step(finding, &dialogue.id, id, &target.path));
        }
    }
    found
}
