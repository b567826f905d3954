//! What no story exercises, as the checker says it: a warning each, and an error for what people rely on most: sending, urgent help,
//! clearing, forgetting.
//!
//! Not here: the rules and where they point (`check`).

use super::report::Report;
use crate::check::{Finding, Subject, Untold, told};

/// What must be exercised: a button's place and id, and what it is.
const NEEDED: [(&str, &str, &str); 4] = [
    ("ways", "help", "urgent help"),
    ("clear", "clear", "clearing the chat"),
    ("forget", "forget", "forgetting"),
    ("first-contact/review", "send", "sending"),
];

/// The findings, each with its file and line where it has one.
pub fn findings(report: &Report, subject: &Subject<'_>) -> Vec<Finding> {
    let mut buttons = report.buttons.clone();
    let needs = NEEDED.iter().filter(|(place, id, _)| buttons.remove(&((*place).to_owned(), (*id).to_owned())));
    let untold = Untold {
        needs: needs.map(|(_, _, what)| *what).collect(),
        steps: report.steps.clone(),
        edges: report.edges.clone(),
        messages: report.messages.clone(),
        buttons,
    };
    told(subject, &untold)
}
