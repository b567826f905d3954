//! E211: no page for people under 18 within two choices of the start (P25): their words would stand in the adults' queue.

use crate::check::graph::By;
use crate::check::look::Look;
use crate::check::{Finding, Rule};
use crate::dialogue::Step;

pub(super) const RULE: Rule = Rule::error("E211", "no page for people under 18 near the start", find);

fn find(look: &Look<'_>) -> Vec<Finding> {
    let graph = &look.graph;
    let Some(start) = graph.at(&look.subject.content.start()) else { return Vec::new() };
    let chosen = |node: usize| graph.out(node).filter(|edge| edge.by == By::Choice).map(|edge| edge.to);
    let is_young = |node: usize| matches!(graph.step(node), Some(Step::Menu(menu)) if menu.under_18);
    if chosen(start).any(|first| is_young(first) || chosen(first).any(is_young)) {
        return Vec::new();
    }
    let finding = RULE.says("within two choices of the start there is no page with under_18 = true");
    vec![look.at_node(finding.with_help("lead a choice to a menu with under_18 = true"), start, &["choice"])]
}
