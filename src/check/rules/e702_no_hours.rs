//! E702: a helpline with no hours: it counts as closed, and whoever is shown it does not know whether anybody answers (P24).

use crate::check::look::Look;
use crate::check::{Finding, Rule};

pub(super) const RULE: Rule = Rule::error("E702", "a helpline with no hours", find).waivable();

fn find(look: &Look<'_>) -> Vec<Finding> {
    let rows = look.subject.content.helplines.helpline.iter().enumerate().filter(|(_, row)| row.hours.is_never());
    rows.map(|(place, row)| {
        let finding = RULE.says(format!("the helpline `{}` has no hours", row.id));
        let finding = finding.with_help("phone it or open its page, and write hours = …");
        look.in_toml(finding, "dialogues/helplines.toml", &["helpline", &place.to_string(), "id"])
    })
    .collect()
}
