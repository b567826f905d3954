//! E402: *Send these words* does not lead to the page that says who reads them and when (P18).

use crate::check::look::Look;
use crate::check::script::steps;
use crate::check::{Finding, Rule};
use crate::dialogue::Step;

pub(super) const RULE: Rule = Rule::error("E402", "after sending, nobody is told what happens next", find);

fn find(look: &Look<'_>) -> Vec<Finding> {
    let content = look.subject.content;
    let mut found = Vec::new();
    for (dialogue, id, step) in steps(content) {
        let Step::Review(review) = step else { continue };
        let to = content.step(&content.target(&dialogue.id, &review.sent));
        if to.is_some_and(|to| !matches!(to, Step::Sent(sent) if sent.purpose == review.purpose)) {
            let purpose = review.purpose.as_str();
            let finding =
                RULE.says(format!("`sent` leads to `{}`, which is no page after sending the {purpose}", review.sent));
            let finding =
                finding.with_help(format!("lead it to a step with kind = \"sent\" and purpose = \"{purpose}\""));
            found.push(look.in_step(finding, &dialogue.id, id, &["sent"]));
        }
    }
    found
}
