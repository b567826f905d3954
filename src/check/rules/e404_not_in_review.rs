//! E404: a question from which no way leads to the review of its words: they would be kept and not be in what is shown before sending.

use crate::check::look::Look;
use crate::check::{Finding, Rule};
use crate::dialogue::Step;

pub(super) const RULE: Rule = Rule::error("E404", "an answer that is in no summary", find);

fn find(look: &Look<'_>) -> Vec<Finding> {
    let graph = &look.graph;
    let content = look.subject.content;
    let start = graph.at(&content.start());
    let mut found = Vec::new();
    for (place, node) in graph.nodes() {
        let Step::Listen(listen) = node.step else { continue };
        let Some(part) = content.part(&listen.part) else { continue };
        let shows =
            |node: usize| matches!(graph.step(node), Some(Step::Review(review)) if review.purpose == part.purpose);
        // Beginning anew is no way on.
        let reached = graph.reached([place], |edge| Some(edge.to) != start && Some(edge.from) != start);
        let leads = graph.out(place).next().is_some();
        if leads && !graph.nodes().any(|(to, _)| reached.get(to) == Some(&true) && shows(to)) {
            let message = format!(
                "`{}` is part of the {}, and no way from here leads to where that is reviewed",
                listen.part,
                part.purpose.as_str()
            );
            found.push(look.at_node(
                RULE.says(message).with_help("lead `next` to the review of that purpose"),
                place,
                &["next"],
            ));
        }
    }
    found
}
