//! E306: more than four choices beside the constant ones (P3), or more answers and invitations than have room.

use crate::check::look::Look;
use crate::check::offer::in_every_situation;
use crate::check::script::steps;
use crate::check::{Finding, Rule};
use crate::dialogue::Step;

pub(super) const RULE: Rule = Rule::error("E306", "too many choices at once", find);

/// Choices beside the constant ones (P3).
const CHOICES: usize = 4;
/// Invitations beside an open question.
const INVITATIONS: usize = 3;

fn find(look: &Look<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (dialogue, id, step) in steps(look.subject.content) {
        let counted = match step {
            Step::Menu(menu) => {
                let most = in_every_situation(menu).map(|offered| offered.len()).max().unwrap_or_default();
                vec![("choice", most, CHOICES, "choices")]
            }
            Step::Listen(listen) => vec![
                ("answer", listen.answer.len(), CHOICES, "answers"),
                ("invite", listen.invite.len(), INVITATIONS, "invitations"),
            ],
            // Invitations and listings are shown a few at a time, with *More*.
            Step::Invite(_) | Step::Review(_) | Step::Sent(_) | Step::Listings(_) => continue,
        };
        for (field, count, most, what) in counted.into_iter().filter(|(_, count, most, _)| count > most) {
            let finding = RULE.says(format!("{count} {what} at once, where {most} are the most"));
            let finding = finding.with_help("put some of them on a page of their own, behind a choice");
            found.push(look.in_step(finding, &dialogue.id, id, &[field, &most.to_string()]));
        }
    }
    found
}
