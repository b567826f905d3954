//! The examples of the screening rules: each message that a rule has to catch, and each near one that it must not, is run.
//!
//! Not here: whether the files can be read and compiled at all (`content` refuses those).

use super::{Finding, Subject};
use crate::safety::{RulesFile, faults};

pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let files = subject.files.iter().filter(|(path, _)| path.starts_with("dialogues/safety/"));
    files.flat_map(|(path, text)| in_file(subject, path, text)).collect()
}

fn in_file(subject: &Subject<'_>, path: &str, text: &str) -> Vec<Finding> {
    let Ok(file) = toml::from_str::<RulesFile>(text) else { return Vec::new() };
    let finding = |fault: crate::safety::Fault| {
        let place: Vec<&str> = fault.path.iter().map(String::as_str).collect();
        let finding = Finding::error("rule", fault.message);
        let finding =
            finding.with_help("mend the rule or the example; `ajar screen --explain` says how a message is read");
        subject.in_toml(finding, path, &place)
    };
    faults(&subject.content.rules, &file).into_iter().map(finding).collect()
}
