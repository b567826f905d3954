//! E305: more than five questions in a row, with no page between them where somebody can say that this is enough (P7).

use crate::check::look::Look;
use crate::check::{Edge, Finding, Graph, Rule};

pub(super) const RULE: Rule = Rule::error("E305", "too many questions in a row", find);

/// Questions between two offers to stop.
const MOST: usize = 5;

fn find(look: &Look<'_>) -> Vec<Finding> {
    let graph = &look.graph;
    let heads = graph
        .nodes()
        .filter(|(place, _)| graph.part(*place).is_some() && !graph.into(*place).any(|edge| follows(graph, edge)));
    heads
        .filter_map(|(place, node)| {
            let sixth = sixth(graph, place)?;
            let message = format!("from `{}` on, more than {MOST} questions follow each other", node.id);
            let help = "let the fifth lead to invitations, a page with choices, or the review";
            Some(look.at_node(RULE.says(message).with_help(help), sixth, &["next"]))
        })
        .collect()
}

/// The question from which a sixth follows, on some way from `head`; each is asked once.
fn sixth(graph: &Graph<'_>, head: usize) -> Option<usize> {
    let mut ahead = vec![vec![head]];
    while let Some(way) = ahead.pop() {
        let Some(last) = way.last().copied() else { continue };
        for edge in graph.out(last).filter(|edge| follows(graph, edge)) {
            if way.contains(&edge.to) {
                continue;
            }
            if way.len() == MOST {
                return Some(last);
            }
            ahead.push(way.iter().copied().chain([edge.to]).collect());
        }
    }
    None
}

/// Whether one question leads on to another by itself.
fn follows(graph: &Graph<'_>, edge: &Edge) -> bool {
    graph.part(edge.from).is_some() && graph.part(edge.to).is_some() && !edge.by.is_chosen()
}
