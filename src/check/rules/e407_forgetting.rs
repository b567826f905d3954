//! E407: *Forget me* cannot be come to by choices, from somewhere before or after sending. (/forget and *Stop for now* offer it always; the
//! choices are for whoever looks for it.)

use crate::check::look::Look;
use crate::check::{Finding, Rule};
use crate::dialogue::{Act, Step};

pub(super) const RULE: Rule = Rule::error("E407", "forgetting cannot be come to", find);

fn find(look: &Look<'_>) -> Vec<Finding> {
    let graph = &look.graph;
    let forgets = |node: usize| matches!(graph.step(node), Some(Step::Menu(menu)) if menu.choice.iter().any(|choice| choice.act == Some(Act::Forget) && choice.when.is_none()));
    let leads = graph.leading_to(forgets);
    let start = graph.at(&look.subject.content.start());
    let mut found = Vec::new();
    for (place, node) in graph.nodes().filter(|(place, _)| leads.get(*place) == Some(&false)) {
        let before = Some(place) == start;
        let after = matches!(node.step, Step::Sent(_));
        if before || after {
            let when = if before { "before" } else { "after" };
            let finding = RULE.says(format!("no choices lead from here to forgetting, {when} sending"));
            found.push(look.at_node(
                finding.with_help("keep a choice with do = \"forget\" on the page of /more"),
                place,
                &["kind"],
            ));
        }
    }
    found
}
