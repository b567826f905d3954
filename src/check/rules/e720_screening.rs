//! E720: the examples of the screening rules: each message that a rule has to catch, and each near one that it must not, is run.
//!
//! Not here: whether the files can be read and compiled at all (`content` refuses those).

use crate::check::look::Look;
use crate::check::{Finding, Rule};
use crate::safety::{RulesFile, faults};

pub(super) const RULE: Rule = Rule::error("E720", "a screening rule that does not do what its examples say", find);

fn find(look: &Look<'_>) -> Vec<Finding> {
    let files = look.subject.files.iter().filter(|(path, _)| path.starts_with("dialogues/safety/"));
    files.flat_map(|(path, text)| in_file(look, path, text)).collect()
}

fn in_file(look: &Look<'_>, path: &str, text: &str) -> Vec<Finding> {
    let Ok(file) = toml::from_str::<RulesFile>(text) else { return Vec::new() };
    let finding = |fault: crate::safety::Fault| {
        let place: Vec<&str> = fault.path.iter().map(String::as_str).collect();
        let finding = RULE
            .says(fault.message)
            .with_help("mend the rule or the example; `ajar screen --explain` says how a message is read");
        look.in_toml(finding, path, &place)
    };
    faults(&look.subject.content.rules, &file).into_iter().map(finding).collect()
}
