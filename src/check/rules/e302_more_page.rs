//! E302: clearing this chat, language or my words are not one *More* away (P1). The page that /more leads to, and the one behind its
//! own *More*, have to offer them. (*Stop*, *A person*, *Urgent help* and *Skip this* are the engine's: no script can leave them out.)

use crate::check::look::Look;
use crate::check::{Finding, Rule};
use crate::dialogue::{Act, OwnStep, Step};

pub(super) const RULE: Rule = Rule::error("E302", "a way that has to be one step away is missing", find);

const NEEDED: [(Act, &str); 3] = [(Act::MyWords, "my-words"), (Act::Language, "language"), (Act::Clear, "clear")];

fn find(look: &Look<'_>) -> Vec<Finding> {
    let content = look.subject.content;
    let Some(more) = look.graph.at(&content.own(OwnStep::More)) else { return Vec::new() };
    let lacking = NEEDED.iter().filter(|(act, _)| !offers(look, more, *act));
    lacking
        .map(|(_, name)| {
            let finding =
                RULE.says(format!("`do = \"{name}\"` stands neither on the page that /more leads to nor on the next"));
            look.at_node(finding.with_help(format!("add a choice with do = \"{name}\"")), more, &["choice"])
        })
        .collect()
}

/// Whether a menu, or one that it leads to directly, offers this to everybody.
pub(super) fn offers(look: &Look<'_>, menu: usize, act: Act) -> bool {
    let does = |node: usize| match look.graph.step(node) {
        Some(Step::Menu(menu)) => menu.choice.iter().any(|choice| choice.act == Some(act) && choice.when.is_none()),
        Some(Step::Listen(_) | Step::Invite(_) | Step::Review(_) | Step::Sent(_) | Step::Listings(_)) | None => false,
    };
    does(menu) || look.graph.out(menu).any(|edge| does(edge.to))
}
