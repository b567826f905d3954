//! E212: a page for somebody who is here for another person, and where words are kept (P25): what they write of that person is not theirs to
//! leave here. Such a page is known by the link to hand over: it shows it, or leads to where it is shown.

use crate::check::look::Look;
use crate::check::{Finding, Rule};
use crate::dialogue::{Menu, Step};

pub(super) const RULE: Rule = Rule::error("E212", "words about somebody else that would be kept", find);

fn find(look: &Look<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (place, node) in look.graph.nodes() {
        let Step::Menu(menu) = node.step else { continue };
        if !menu.unkept && (shows_link(look, menu) || offers_link(menu)) {
            let message = format!(
                "`{}` is for somebody who is here for another person, and what they write about that person would be kept",
                node.id
            );
            found.push(look.at_node(RULE.says(message).with_help("write unkept = true in it"), place, &["kind"]));
        }
    }
    found
}

fn shows_link(look: &Look<'_>, menu: &Menu) -> bool {
    menu.say.iter().filter_map(|key| look.base(key)).any(|said| said.entry.placeables.contains("link"))
}

fn offers_link(menu: &Menu) -> bool {
    menu.choice.iter().filter_map(|choice| choice.when.as_ref()).any(|when| when.link == Some(true))
}
