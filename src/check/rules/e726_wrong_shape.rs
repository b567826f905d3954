//! E726: a signpost that is shown in another way than its level asks for: an alarm for a loss, a gentle line for danger now (P21, P23).

use crate::check::answers::{filled, put};
use crate::check::look::Look;
use crate::check::{Finding, Rule};
use crate::dialogue::Shape;
use crate::safety::Level;

pub(super) const RULE: Rule = Rule::error("E726", "a signpost of the wrong shape", find);

fn find(look: &Look<'_>) -> Vec<Finding> {
    let wrong = filled(look).into_iter().filter(|(cell, signpost)| signpost.shape != shape(cell.level));
    let mut found: Vec<Finding> = wrong
        .map(|(cell, _)| {
            let (id, level) = (cell.id.unwrap_or_default(), cell.level.as_str());
            let finding = RULE.says(format!("`{id}` does not have the shape that `{level}` asks for"));
            put(look, finding.with_help(HELP), &cell.path(look))
        })
        .collect();
    found.dedup();
    found
}

const HELP: &str =
    "immediate is \"now\", concern \"pair\", third_party \"somebody\"; past and bereavement are \"gently\"";

fn shape(level: Level) -> Shape {
    match level {
        Level::Immediate => Shape::Now,
        Level::Concern => Shape::Pair,
        Level::ThirdParty => Shape::Somebody,
        Level::Past | Level::Bereavement => Shape::Gently,
    }
}
