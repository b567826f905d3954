//! E113: an id that the engine uses for a button of its own: the choice of that name could never be taken.

use crate::check::look::Look;
use crate::check::script::steps;
use crate::check::{Finding, Rule};
use crate::dialogue::Step;

pub(super) const RULE: Rule = Rule::error("E113", "an id that the program uses itself", find);

/// What the engine reads before it looks into a menu.
const RESERVED: [&str; 2] = ["that-is-all", "keep-typed"];

fn find(look: &Look<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (dialogue, id, step) in steps(look.subject.content) {
        let Step::Menu(menu) = step else { continue };
        for (place, choice) in
            menu.choice.iter().enumerate().filter(|(_, choice)| RESERVED.contains(&choice.id.as_str()))
        {
            let finding = RULE.says(format!("`{}` is the id of a button of the program's own", choice.id));
            let finding = finding.with_help("give the choice another id");
            found.push(look.in_step(finding, &dialogue.id, id, &["choice", &place.to_string(), "id"]));
        }
    }
    found
}
