//! E725: danger to life without the emergency number; for a medical emergency it comes first (P21).

use std::collections::BTreeSet;

use crate::check::answers::{Cell, filled, put, rows};
use crate::check::look::Look;
use crate::check::{Finding, Rule};
use crate::dialogue::{Nation, Signpost};
use crate::safety::{Area, Level};

pub(super) const RULE: Rule = Rule::error("E725", "danger to life without the emergency number", find);

fn find(look: &Look<'_>) -> Vec<Finding> {
    let now = filled(look).into_iter().filter(|(cell, _)| cell.level == Level::Immediate);
    let mut said = BTreeSet::new();
    let once = now.filter(|(cell, _)| said.insert((cell.id, cell.area == Some(Area::Medical))));
    once.filter_map(|(cell, signpost)| lacks(look, cell, signpost)).collect()
}

fn lacks(look: &Look<'_>, cell: Cell<'_>, signpost: &Signpost) -> Option<Finding> {
    let first = cell.area == Some(Area::Medical);
    let is_there = |nation: Nation| {
        let rows = rows(look, signpost, nation);
        let looked_at = if first { 1 } else { rows.len() };
        rows.iter().take(looked_at).any(|row| row.emergency)
    };
    let nation = Nation::ALL.into_iter().find(|nation| !is_there(*nation))?;
    let (id, place) = (cell.id?, if first { "first" } else { "there" });
    let finding = RULE.says(format!("in `{id}` the emergency number does not stand {place}, in {}", nation.as_str()));
    Some(put(look, finding.with_help("put the row with emergency = true into `rows`"), &["signpost", id, "rows"]))
}
