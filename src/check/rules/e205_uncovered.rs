//! E205: conditions that leave a menu empty in some situation.

use crate::check::look::Look;
use crate::check::offer::in_every_situation;
use crate::check::script::steps;
use crate::check::{Finding, Rule};
use crate::dialogue::Step;

pub(super) const RULE: Rule = Rule::error("E205", "conditions that do not cover everything", find);

fn find(look: &Look<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (dialogue, id, step) in steps(look.subject.content) {
        let Step::Menu(menu) = step else { continue };
        if !menu.choice.is_empty() && in_every_situation(menu).any(|offered| offered.is_empty()) {
            let finding = RULE.says(format!("somebody at `{id}` may be offered no choice at all"));
            let finding = finding.with_help("add a choice with no `when`");
            found.push(look.in_step(finding, &dialogue.id, id, &["choice", "0", "when"]));
        }
    }
    found
}
