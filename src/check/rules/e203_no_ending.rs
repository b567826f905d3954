//! E203: a step from which no way of the script's leads to an ending: words shown to be sent, something sent, or a choice to stop, to go
//! back, to get help.

use crate::check::look::Look;
use crate::check::{Finding, Rule};
use crate::dialogue::{Act, Step};

pub(super) const RULE: Rule = Rule::error("E203", "a step from which nothing ends", find);

fn find(look: &Look<'_>) -> Vec<Finding> {
    let graph = &look.graph;
    let leads = graph.leading_to(|node| graph.step(node).is_some_and(ends));
    let reached = graph.reached_at_all(|_| true);
    let shut = |place: usize| reached.get(place) == Some(&true) && leads.get(place) == Some(&false);
    // Of a ring of steps, the one that is come to from outside is told; and none that breaks off at a step that is not there.
    let entered = |place: usize| {
        graph.into(place).any(|edge| leads.get(edge.from) == Some(&true))
            || graph.roots().iter().any(|root| root.node == place)
    };
    let trapped =
        graph.nodes().filter(|(place, _)| shut(*place) && entered(*place) && graph.out(*place).next().is_some());
    trapped
        .map(|(place, node)| {
            let finding = RULE.says(format!("from `{}` on, the choices lead in a ring, and nothing ends", node.id));
            look.at_node(
                finding.with_help("add a way back to the start, or to where words can be sent"),
                place,
                &[] as &[&str],
            )
        })
        .collect()
}

fn ends(step: &Step) -> bool {
    match step {
        Step::Review(_) | Step::Sent(_) => true,
        Step::Menu(menu) => menu.choice.iter().filter_map(|choice| choice.act).any(|act| match act {
            Act::Help | Act::Person | Act::Stop | Act::MyWords | Act::Forget | Act::Back | Act::Complain => true,
            Act::Language | Act::Clear | Act::Adult => false,
        }),
        Step::Listen(_) | Step::Invite(_) | Step::Listings(_) => false,
    }
}
