//! E209: a way that has to lead to a certain kind of step leads to another: *Write more* to a question of that purpose, *I would like to
//! come* to the review of a visit.

use crate::check::look::Look;
use crate::check::script::steps;
use crate::check::{Finding, Rule};
use crate::dialogue::{Content, Step};
use crate::story::Purpose;

pub(super) const RULE: Rule = Rule::error("E209", "a way to the wrong kind of step", find);

fn find(look: &Look<'_>) -> Vec<Finding> {
    let content = look.subject.content;
    let mut found = Vec::new();
    for (dialogue, id, step) in steps(content) {
        let (field, to, fits, wanted) = match step {
            Step::Review(review) => {
                let to = content.step(&content.target(&dialogue.id, &review.more));
                let fits = to.is_none_or(|to| asks_for(content, to) == Some(review.purpose));
                ("more", &review.more, fits, format!("a question for the {}", review.purpose.as_str()))
            }
            Step::Listings(list) => {
                let to = content.step(&content.target(&dialogue.id, &list.come));
                let fits = to.is_none_or(|to| matches!(to, Step::Review(review) if review.purpose == Purpose::Visit));
                ("come", &list.come, fits, "the review of a visit".to_owned())
            }
            Step::Menu(_) | Step::Listen(_) | Step::Invite(_) | Step::Sent(_) => continue,
        };
        if !fits {
            let finding = RULE.says(format!("`{field}` leads to `{to}`, which is not {wanted}"));
            found.push(look.in_step(finding.with_help(format!("lead it to {wanted}")), &dialogue.id, id, &[field]));
        }
    }
    found
}

/// The purpose whose words a question asks for.
fn asks_for(content: &Content, step: &Step) -> Option<Purpose> {
    match step {
        Step::Listen(listen) => content.part(&listen.part).map(|part| part.purpose),
        Step::Menu(_) | Step::Invite(_) | Step::Review(_) | Step::Sent(_) | Step::Listings(_) => None,
    }
}
