//! E210: a page that takes the person to be under 18, come to by a way on which the engine does not notice: only a choice in a menu does.

use crate::check::graph::By;
use crate::check::look::Look;
use crate::check::{Finding, Rule};
use crate::dialogue::{OwnStep, Step};

pub(super) const RULE: Rule = Rule::error("E210", "an under-18 page that is come to unnoticed", find);

fn find(look: &Look<'_>) -> Vec<Finding> {
    let graph = &look.graph;
    let is_young = |node| matches!(graph.step(node), Some(Step::Menu(menu)) if menu.under_18);
    let mut found = Vec::new();
    for edge in graph.edges().iter().filter(|edge| edge.by != By::Choice && is_young(edge.to)) {
        let message =
            format!("this leads to `{}`, and the person would not be taken to be under 18", graph.name(edge.to));
        let finding = RULE.says(message).with_help("lead there by a choice in a menu only");
        found.push(look.at_node(finding, edge.from, &edge.path));
    }
    // The engine goes to its own page by a choice under a signpost, and takes note of it.
    let noticed = graph.at(&look.subject.content.own(OwnStep::Young));
    for root in graph.roots().iter().filter(|root| is_young(root.node) && Some(root.node) != noticed) {
        let finding = RULE.says("everybody begins here, and nobody would be taken to be under 18");
        found.push(look.at_node(finding.with_help("begin with a page for everybody"), root.node, &["under_18"]));
    }
    found
}
