//! E724: a signpost that lacks a way: none that needs no voice, none by voice where one of each is shown, none that is open at any hour (P21).

use crate::check::answers::{put, rows};
use crate::check::look::Look;
use crate::check::{Finding, Rule};
use crate::dialogue::{Helpline, Nation, Shape};

pub(super) const RULE: Rule = Rule::error("E724", "a signpost that lacks a way", find);

fn find(look: &Look<'_>) -> Vec<Finding> {
    let found = look.subject.content.signposts.signpost.iter().filter_map(|(id, signpost)| {
        // That there is no row at all is said by another code.
        let in_nation = |nation| Some(rows(look, signpost, nation)).filter(|rows| !rows.is_empty());
        let lacking = |nation| Some((nation, lacks(signpost.shape, &in_nation(nation)?)?));
        let (nation, lacks) = Nation::ALL.into_iter().find_map(lacking)?;
        let finding = RULE.says(format!("`{id}` has no way {lacks}, in {}", nation.as_str()));
        Some(put(look, finding.with_help("add a row of that sort"), &["signpost", id, "rows"]))
    });
    found.collect()
}

fn lacks(shape: Shape, rows: &[&Helpline]) -> Option<&'static str> {
    let any = |wanted: fn(&Helpline) -> bool| rows.iter().any(|row| wanted(row));
    let (silent, voice, always) = (any(|row| !row.speech), any(|row| row.speech), any(|row| row.hours.is_always()));
    match shape {
        Shape::Gently => None,
        Shape::Now | Shape::Pair | Shape::Somebody if !silent => Some("without speaking"),
        Shape::Now | Shape::Pair | Shape::Somebody if !voice => Some("by voice"),
        Shape::Now | Shape::Pair | Shape::Somebody => (!always).then_some("that is open at any hour"),
    }
}
