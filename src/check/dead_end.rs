//! A menu out of which nothing may lead, or a choice that does nothing. (The constant ways are always there, but they lead away.)

use super::choices::{SITUATIONS, offered};
use super::script::steps;
use super::{Finding, Subject};
use crate::dialogue::Step;

pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (dialogue, id, step) in steps(subject) {
        let Step::Menu(menu) = step else { continue };
        if SITUATIONS.iter().any(|situation| offered(menu, *situation).is_empty()) {
            let finding = Finding::error("dead-end", format!("somebody at `{id}` may be offered no choice at all"));
            let finding = finding.with_help("add a choice with no `when`");
            found.push(subject.in_step(finding, &dialogue.id, id, &[]));
        }
        for (place, choice) in menu.choice.iter().enumerate() {
            let message = match (&choice.to, choice.act) {
                (None, None) => "leads nowhere and does nothing",
                (Some(_), Some(_)) => "has both `to` and `do`, and only one can happen",
                (Some(_), None) | (None, Some(_)) => continue,
            };
            let finding = Finding::error("dead-end", format!("the choice `{}` {message}", choice.id));
            let finding = finding.with_help("give it either `to` or `do`");
            found.push(subject.in_step(finding, &dialogue.id, id, &["choice".to_owned(), place.to_string()]));
        }
    }
    found
}
