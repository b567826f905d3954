//! W728: a file of screening rules that nobody has reviewed.
//!
//! Not here: whether the rules do what their examples say (E720).

use crate::check::look::Look;
use crate::check::{Finding, Rule};
use crate::safety::{Reviewed, RulesFile};

pub(super) const RULE: Rule = Rule::warning("W728", "a file of screening rules that nobody has reviewed", find);

fn find(look: &Look<'_>) -> Vec<Finding> {
    let files = look.subject.files.iter().filter(|(path, _)| path.starts_with("dialogues/safety/"));
    files.filter_map(|(path, text)| in_file(look, path, text)).collect()
}

fn in_file(look: &Look<'_>, path: &str, text: &str) -> Option<Finding> {
    let file = toml::from_str::<RulesFile>(text).ok()?;
    let missing = missing(&file.reviewed)?;
    let finding = RULE
        .says(format!("the screening rules for `{}` have not been reviewed by {missing}", file.language))
        .with_help("have them read (docs/safety/rules.md says how), then write name and day under [reviewed]");
    Some(look.in_toml(finding, path, &["reviewed"]))
}

/// Who has not looked yet.
fn missing(reviewed: &Reviewed) -> Option<&'static str> {
    let is_there = |who: &Option<String>| who.as_ref().is_some_and(|who| !who.trim().is_empty());
    match (is_there(&reviewed.clinician), is_there(&reviewed.speaker)) {
        (true, true) => None,
        (true, false) => Some("anybody who speaks the language"),
        (false, true) => Some("a clinical safety lead"),
        (false, false) => Some("a clinical safety lead, nor by anybody who speaks the language"),
    }
}
