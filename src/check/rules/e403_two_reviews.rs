//! E403: two reviews of one purpose: the engine opens the first that it finds, so what somebody changes might not be what they see.

use std::collections::BTreeMap;

use crate::check::look::Look;
use crate::check::script::steps;
use crate::check::{Finding, Rule};
use crate::dialogue::Step;

pub(super) const RULE: Rule = Rule::error("E403", "two reviews of the same words", find);

fn find(look: &Look<'_>) -> Vec<Finding> {
    let mut known = BTreeMap::new();
    let mut found = Vec::new();
    for (dialogue, id, step) in steps(look.subject.content) {
        let Step::Review(review) = step else { continue };
        let here = format!("{}/{id}", dialogue.id);
        let first = known.entry(review.purpose).or_insert_with(|| here.clone());
        if *first != here {
            let finding = RULE.says(format!("`{first}` reviews the {} already", review.purpose.as_str()));
            let finding = finding.with_help("keep one of them, and lead both ways to it");
            found.push(look.in_step(finding, &dialogue.id, id, &["purpose"]));
        }
    }
    found
}
