//! E304: a question that somebody is led to though it was asked before, without having chosen that (P2).

use crate::check::look::Look;
use crate::check::{Finding, Rule};

pub(super) const RULE: Rule = Rule::error("E304", "a question that can be asked twice", find);

fn find(look: &Look<'_>) -> Vec<Finding> {
    let graph = &look.graph;
    let leads_on = graph.edges().iter().filter(|edge| !edge.by.is_chosen());
    let again = leads_on.filter(|edge| graph.asks_again(edge));
    again
        .map(|edge| {
            let message = format!("this leads to `{}`, which may have been asked before", graph.name(edge.to));
            let finding = RULE.says(message).with_help("lead on to a page with choices, so that nobody is asked twice");
            look.at_node(finding, edge.from, &edge.path)
        })
        .collect()
}
