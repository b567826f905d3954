//! E204: invitations that lead on by themselves in a ring, with nobody waited for. (Any other kind of step waits.)

use crate::check::graph::By;
use crate::check::look::Look;
use crate::check::{Finding, Rule};
use crate::dialogue::Step;

pub(super) const RULE: Rule = Rule::error("E204", "a ring of steps in which nobody is waited for", find);

fn find(look: &Look<'_>) -> Vec<Finding> {
    let graph = &look.graph;
    let invites = graph.nodes().filter(|(_, node)| matches!(node.step, Step::Invite(_)));
    let rings = invites.filter(|(place, _)| in_ring(look, *place));
    rings
        .map(|(place, node)| {
            let message = format!("once nothing is left to invite to, `{}` leads back to itself", node.id);
            let finding = RULE.says(message).with_help("let `done` lead to a step that waits: a review, a menu");
            look.at_node(finding, place, &["done"])
        })
        .collect()
}

/// Whether the steps that are passed without waiting lead from here to here.
fn in_ring(look: &Look<'_>, start: usize) -> bool {
    let graph = &look.graph;
    let on = |node: usize| graph.out(node).find(|edge| edge.by == By::Enough).map(|edge| edge.to);
    let passes = |node: &usize| matches!(graph.step(*node), Some(Step::Invite(_)));
    let way = std::iter::successors(on(start), |node| Some(*node).filter(passes).and_then(on));
    way.take(graph.nodes().count()).any(|node| node == start)
}
