//! E301: a question where *Skip this* does not stand. The engine puts it under every step of the kind `listen`, and under no other.

use crate::check::look::Look;
use crate::check::script::{says, steps};
use crate::check::text::questions;
use crate::check::{Finding, Rule};
use crate::dialogue::Step;

pub(super) const RULE: Rule = Rule::error("E301", "a question that cannot be skipped", find);

fn find(look: &Look<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (dialogue, id, step) in steps(look.subject.content) {
        // Invitations and listings have a way past them: *That is enough*, *Go back*.
        if !matches!(step, Step::Menu(_) | Step::Review(_) | Step::Sent(_)) {
            continue;
        }
        for said in says(step) {
            let asks = |text: &String| questions(text) > 0;
            let in_some = look
                .languages
                .iter()
                .filter_map(|it| it.texts.get(said.name.as_str()))
                .any(|it| it.plain.iter().any(asks));
            if in_some {
                let finding = RULE.says(format!("`{}` asks something, and no *Skip this* stands under it", said.name));
                let finding =
                    finding.with_help("ask in a step with kind = \"listen\", or say it as something that is offered");
                found.push(look.in_step(finding, &dialogue.id, id, &said.path));
            }
        }
    }
    found
}
