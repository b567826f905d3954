//! W201: a step that nobody can come to.

use crate::check::look::Look;
use crate::check::{Finding, Rule};

pub(super) const RULE: Rule = Rule::warning("W201", "a step that nobody can come to", find);

fn find(look: &Look<'_>) -> Vec<Finding> {
    let reached = look.graph.reached_at_all(|_| true);
    let lost = look.graph.nodes().filter(|(place, _)| !reached.get(*place).is_some_and(|reached| *reached));
    lost.map(|(place, node)| {
        let finding = RULE.says(format!("nothing leads to the step `{}`", node.id));
        look.at_node(finding.with_help("lead somebody there, or take it out"), place, &[] as &[&str])
    })
    .collect()
}
