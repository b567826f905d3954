//! W727: a signpost that no cell of the table names: nobody would ever see it.

use std::collections::BTreeSet;

use crate::check::answers::{cells, put};
use crate::check::look::Look;
use crate::check::{Finding, Rule};

pub(super) const RULE: Rule = Rule::warning("W727", "a signpost that nobody is shown", find);

fn find(look: &Look<'_>) -> Vec<Finding> {
    let named: BTreeSet<&str> = {
        let said = look.subject.content.signposts.said_under_18.as_deref();
        cells(look).into_iter().filter_map(|cell| cell.id).chain(said).collect()
    };
    let idle = look.subject.content.signposts.signpost.keys().filter(|id| !named.contains(id.as_str()));
    idle.map(|id| {
        let finding = RULE.says(format!("no cell of the table names the signpost `{id}`"));
        put(look, finding.with_help("name it in the table, or take it away"), &["signpost", id])
    })
    .collect()
}
