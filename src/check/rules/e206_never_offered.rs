//! E206: an invitation that is never offered: only a question can be invited to, and the engine takes anything else for taken up.

use crate::check::look::Look;
use crate::check::script::steps;
use crate::check::{Finding, Rule};
use crate::dialogue::Step;

pub(super) const RULE: Rule = Rule::error("E206", "a way that is never offered", find);

fn find(look: &Look<'_>) -> Vec<Finding> {
    let content = look.subject.content;
    let mut found = Vec::new();
    for (dialogue, id, step) in steps(content) {
        let (Step::Listen(crate::dialogue::Listen { invite: list, .. })
        | Step::Invite(crate::dialogue::Invite { invite: list, .. })) = step
        else {
            continue;
        };
        for (place, invitation) in list.iter().enumerate() {
            let to = content.step(&content.target(&dialogue.id, &invitation.to));
            if to.is_some_and(|to| !matches!(to, Step::Listen(_))) {
                let finding =
                    RULE.says(format!("`{}` is no question, so this invitation is never offered", invitation.to));
                let finding = finding.with_help("invite to a step with kind = \"listen\"");
                found.push(look.in_step(finding, &dialogue.id, id, &["invite", &place.to_string(), "to"]));
            }
        }
    }
    found
}
