//! E111: a question asks for a part that no dialogue declares: its words would have no heading and no place in what is sent.

use crate::check::look::Look;
use crate::check::script::steps;
use crate::check::{Finding, Rule};
use crate::dialogue::{Step, did_you_mean};

pub(super) const RULE: Rule = Rule::error("E111", "a question about a part that is not declared", find);

fn find(look: &Look<'_>) -> Vec<Finding> {
    let content = look.subject.content;
    let known = || content.dialogues.values().flat_map(|dialogue| dialogue.part.keys()).map(String::as_str);
    let mut found = Vec::new();
    for (dialogue, id, step) in steps(content) {
        if let Step::Listen(listen) = step
            && content.part(&listen.part).is_none()
        {
            let finding = RULE.says(format!("no part `{}` is declared", listen.part));
            let finding = finding.with_guess(did_you_mean(&listen.part, known()));
            found.push(look.in_step(finding, &dialogue.id, id, &["part"]));
        }
    }
    found
}
