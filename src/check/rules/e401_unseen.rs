//! E401: a page that says "sent", come to by a way that passes no review where it was sent (P13). Shown by dominance: with the edges shut
//! on which something is sent, no such page may be reached at all.
//!
//! Not here: that nothing is handed over on such a way (the types hold that); it would be a page that says what is not true.

use crate::check::graph::By;
use crate::check::look::Look;
use crate::check::{Edge, Finding, Rule};
use crate::dialogue::Step;
use crate::story::Purpose;

pub(super) const RULE: Rule = Rule::error("E401", "a way past the review", find);

fn find(look: &Look<'_>) -> Vec<Finding> {
    Purpose::ALL.into_iter().flat_map(|purpose| of_purpose(look, purpose)).collect()
}

fn of_purpose(look: &Look<'_>, purpose: Purpose) -> Vec<Finding> {
    let graph = &look.graph;
    let is_sent = |node| matches!(graph.step(node), Some(Step::Sent(sent)) if sent.purpose == purpose);
    let is_sending = |edge: &Edge| {
        let reviews = |node| matches!(graph.step(node), Some(Step::Review(review)) if review.purpose == purpose);
        edge.by == By::Sent && reviews(edge.from)
    };
    let reached = graph.reached_at_all(|edge| !is_sending(edge));
    let past = graph.edges().iter().filter(|edge| {
        is_sent(edge.to) && !is_sent(edge.from) && !is_sending(edge) && reached.get(edge.from) == Some(&true)
    });
    let past = past.map(|edge| {
        let message = format!(
            "this leads to `{}`, which says that words are sent, past the review where that happens",
            graph.name(edge.to)
        );
        let finding = RULE.says(message).with_help("lead to the review; *Send these words* leads on from there");
        look.at_node(finding, edge.from, &edge.path)
    });
    let roots = graph.roots().iter().filter(|root| is_sent(root.node));
    past.chain(roots.map(|root| {
        let finding = RULE.says("everybody begins here, on a page that says that words are sent");
        look.at_node(finding.with_help("begin with a menu"), root.node, &["kind"])
    }))
    .collect()
}
