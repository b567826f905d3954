//! E703: a helpline that does not say where its number was read.

use crate::check::look::Look;
use crate::check::{Finding, Rule};

pub(super) const RULE: Rule = Rule::error("E703", "a helpline with no source", find);

fn find(look: &Look<'_>) -> Vec<Finding> {
    let rows =
        look.subject.content.helplines.helpline.iter().enumerate().filter(|(_, row)| row.source.trim().is_empty());
    rows.map(|(place, row)| {
        let finding = RULE.says(format!("the helpline `{}` does not say where its number was read", row.id));
        let finding = finding.with_help("write where you read it, and when");
        look.in_toml(finding, "dialogues/helplines.toml", &["helpline", &place.to_string(), "source"])
    })
    .collect()
}
