//! E208: more than two messages between two waits, or none (P3).

use crate::check::look::Look;
use crate::check::script::steps;
use crate::check::{Finding, Rule};
use crate::dialogue::Step;

pub(super) const RULE: Rule = Rule::error("E208", "too many messages at once, or none", find);

/// Bubbles in a turn (P3).
const MOST: usize = 2;

fn find(look: &Look<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (dialogue, id, step) in steps(look.subject.content) {
        let Step::Menu(menu) = step else { continue };
        let message = match menu.say.len() {
            0 => format!("`{id}` says nothing"),
            count if count > MOST => format!("`{id}` says {count} messages at once, where {MOST} are the most"),
            _ => continue,
        };
        let finding = RULE.says(message).with_help("say one message, or two");
        found.push(look.in_step(finding, &dialogue.id, id, &["say"]));
    }
    found
}
