//! E722: the table names a signpost, or a signpost a row, that does not exist.

use crate::check::answers::{cells, filled, put};
use crate::check::look::Look;
use crate::check::{Finding, Rule};
use crate::dialogue::did_you_mean;

pub(super) const RULE: Rule = Rule::error("E722", "a signpost or a row that does not exist", find);

fn find(look: &Look<'_>) -> Vec<Finding> {
    signposts(look).into_iter().chain(of_signposts(look)).chain(instead(look)).collect()
}

/// Words of the table that name no signpost.
fn signposts(look: &Look<'_>) -> Vec<Finding> {
    let known: Vec<&str> = look.subject.content.signposts.signpost.keys().map(String::as_str).collect();
    let good: Vec<[&str; 3]> = filled(look).iter().map(|(cell, _)| cell.path(look)).collect();
    let unknown = cells(look).into_iter().filter_map(|cell| Some((cell.path(look), cell.id?)));
    let unknown = unknown.filter(|(path, _)| !good.contains(path));
    let mut found: Vec<Finding> = unknown.map(|(path, id)| unknown_id(look, "signpost", id, &known, &path)).collect();
    found.dedup();
    let said = look.subject.content.signposts.said_under_18.as_deref().filter(|id| !known.contains(id));
    found.extend(said.map(|id| unknown_id(look, "signpost", id, &known, &["said-under-18"])));
    found
}

fn of_signposts(look: &Look<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (id, signpost) in &look.subject.content.signposts.signpost {
        for (field, ids) in [("rows", &signpost.rows), ("more", &signpost.more)] {
            for (place, row) in ids.iter().enumerate() {
                found.extend(unknown_row(look, row, &["signpost", id, field, &place.to_string()]));
            }
        }
    }
    found
}

fn instead(look: &Look<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (nation, rows) in &look.subject.content.signposts.instead {
        for (row, other) in rows {
            let path = ["instead", nation.as_str(), row];
            found.extend(unknown_row(look, row, &path));
            found.extend(unknown_row(look, other, &path));
        }
    }
    found
}

fn unknown_row(look: &Look<'_>, row: &str, path: &[&str]) -> Option<Finding> {
    let rows = &look.subject.content.helplines;
    let known: Vec<&str> = rows.helpline.iter().map(|row| row.id.as_str()).collect();
    rows.get(row).is_none().then(|| unknown_id(look, "row of the register", row, &known, path))
}

fn unknown_id(look: &Look<'_>, what: &str, id: &str, known: &[&str], path: &[&str]) -> Finding {
    let help = did_you_mean(id, known.iter().copied()).unwrap_or_else(|| "write it, or name another one".to_owned());
    put(look, RULE.says(format!("there is no {what} called `{id}`")).with_help(help), path)
}
