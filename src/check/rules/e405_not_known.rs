//! E405: something is used that is not there on some way to it: a complaint where nobody is named for them, a link that there is none of,
//! the route for people under 18. Shown by data flow: what the conditions on every way to the step say of the config.

use crate::check::graph::Facts;
use crate::check::look::Look;
use crate::check::script::says;
use crate::check::{Finding, Rule};
use crate::dialogue::{Act, Step};

pub(super) const RULE: Rule = Rule::error("E405", "something is used before it is known to be there", find);

fn find(look: &Look<'_>) -> Vec<Finding> {
    let graph = &look.graph;
    let known = graph.known();
    let mut found = Vec::new();
    for (place, node) in graph.nodes() {
        let here = known.get(place).copied().unwrap_or(Facts::ALL);
        for said in says(node.step) {
            for (placeable, is_known, when) in [("link", here.link, "link"), ("young-name", here.young, "young_route")]
            {
                if !is_known && look.subject.locales.placeables(crate::locale::BASE, &said.name).contains(placeable) {
                    let finding =
                        RULE.says(format!("`{}` shows ${placeable}, and on some way to it there is none", said.name));
                    let finding =
                        finding.with_help(format!("let only choices with when = {{ {when} = true }} lead here"));
                    found.push(look.at_node(finding, place, &said.path));
                }
            }
        }
        let Step::Menu(menu) = node.step else { continue };
        for (at, choice) in menu.choice.iter().enumerate().filter(|(_, choice)| choice.act == Some(Act::Complain)) {
            let named = choice.when.as_ref().is_some_and(|when| when.complaints == Some(true));
            if !named && !here.complaints {
                let finding = RULE.says("a complaint could be written here where nobody is named who reads it");
                let finding = finding.with_help("add when = { complaints = true }");
                found.push(look.at_node(finding, place, &["choice", &at.to_string(), "do"]));
            }
        }
    }
    found
}
