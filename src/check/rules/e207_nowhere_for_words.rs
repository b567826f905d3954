//! E207: words that come where nothing is asked have nowhere to go: a review with no open part of its own would put them into the
//! story, and pages that keep no words lead to no page that does.

use crate::check::look::Look;
use crate::check::{Finding, Rule};
use crate::dialogue::{Role, Step};
use crate::story::Purpose;

pub(super) const RULE: Rule = Rule::error("E207", "words that have nowhere to go", find);

fn find(look: &Look<'_>) -> Vec<Finding> {
    let graph = &look.graph;
    let keeps = |step: &Step| !matches!(step, Step::Menu(menu) if menu.unkept);
    let mut found = Vec::new();
    for (place, node) in graph.nodes() {
        match node.step {
            Step::Review(review) if !has_open_part(look, review.purpose) => {
                let name = review.purpose.as_str();
                let message = format!(
                    "words that are written at this review would be kept as the story: no part has the role `{name}`"
                );
                let finding =
                    RULE.says(message).with_help(format!("write role = \"{name}\" in a part with this purpose"));
                found.push(look.at_node(finding, place, &["purpose"]));
            }
            Step::Menu(menu) if menu.unkept => {
                let reached = graph.reached([place], |_| true);
                if !graph.nodes().any(|(to, node)| reached.get(to) == Some(&true) && keeps(node.step)) {
                    let finding = RULE.says(format!("`{}` keeps no words, and leads to no page that does", node.id));
                    found.push(look.at_node(
                        finding.with_help("add a choice that leads to where words are kept"),
                        place,
                        &["unkept"],
                    ));
                }
            }
            Step::Menu(_) | Step::Listen(_) | Step::Invite(_) | Step::Review(_) | Step::Sent(_) | Step::Listings(_) => {
            }
        }
    }
    found
}

/// Whether a part of this purpose takes the words that come while its draft is reviewed.
fn has_open_part(look: &Look<'_>, purpose: Purpose) -> bool {
    let role = match purpose {
        Purpose::Story => Role::Story,
        Purpose::Note => Role::Note,
        Purpose::Visit => Role::Visit,
        Purpose::Complaint => Role::Complaint,
        Purpose::Young => Role::Young,
    };
    look.subject.content.part_with(role).is_some_and(|(_, part)| part.purpose == purpose)
}
