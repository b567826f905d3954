//! E707: urgent help without the emergency number, or without a way that needs no voice (P21).

use crate::check::look::Look;
use crate::check::{Finding, Rule};

pub(super) const RULE: Rule = Rule::error("E707", "urgent help that lacks a way", find);

fn find(look: &Look<'_>) -> Vec<Finding> {
    let rows = &look.subject.content.helplines.helpline;
    let emergency = rows.iter().any(|row| row.emergency);
    let silent = rows.iter().any(|row| !row.speech && !row.hours.is_never());
    let found = [
        (emergency, "no row is the emergency number", "mark one with emergency = true"),
        (silent, "no row can be used without speaking", "add one with speech = false, and hours"),
    ];
    let found = found.into_iter().filter(|(there, ..)| !there);
    found
        .map(|(_, message, help)| {
            look.in_toml(RULE.says(message).with_help(help), "dialogues/helplines.toml", &["helpline"])
        })
        .collect()
}
