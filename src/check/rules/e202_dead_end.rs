//! E202: a menu with no choice, or a choice that does nothing. (The constant ways are always there, but they lead away.)

use crate::check::look::Look;
use crate::check::script::steps;
use crate::check::{Finding, Rule};
use crate::dialogue::Step;

pub(super) const RULE: Rule = Rule::error("E202", "a dead end", find);

fn find(look: &Look<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (dialogue, id, step) in steps(look.subject.content) {
        let Step::Menu(menu) = step else { continue };
        if menu.choice.is_empty() {
            let finding = RULE.says(format!("`{id}` offers no choice")).with_help("add one: a way on, or a way back");
            found.push(look.in_step(finding, &dialogue.id, id, &["choice"]));
        }
        for (place, choice) in menu.choice.iter().enumerate() {
            let message = match (&choice.to, choice.act) {
                (None, None) => "leads nowhere and does nothing",
                (Some(_), Some(_)) => "has both `to` and `do`, and only one can happen",
                (Some(_), None) | (None, Some(_)) => continue,
            };
            let finding =
                RULE.says(format!("the choice `{}` {message}", choice.id)).with_help("give it either `to` or `do`");
            found.push(look.in_step(finding, &dialogue.id, id, &["choice", &place.to_string(), "id"]));
        }
    }
    found
}
