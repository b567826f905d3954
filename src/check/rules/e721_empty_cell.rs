//! E721: somebody whose words suggest danger would be shown nothing of their own: a cell of the table is empty (P21).

use crate::check::answers::{FILE, cells, put, rows};
use crate::check::look::Look;
use crate::check::{Finding, Rule};
use crate::dialogue::Nation;

pub(super) const RULE: Rule = Rule::error("E721", "a danger that nothing answers", find);

fn find(look: &Look<'_>) -> Vec<Finding> {
    let signposts = &look.subject.content.signposts;
    if signposts.signpost.is_empty() {
        let finding = RULE.says(format!("there are no signposts in {FILE}"));
        return vec![put(look, finding.with_help("take the file that is built in, and change it"), &[])];
    }
    // An area's cell is empty only where the one for everything else is.
    let empty = cells(look).into_iter().filter(|cell| cell.area.is_none() && cell.id.is_none());
    let empty = empty.map(|cell| {
        let [table, area, _] = cell.path(look);
        let finding = RULE.says(format!("nothing is shown to {}", cell.says()));
        put(look, finding.with_help("name a signpost for it"), &[table, area])
    });
    let rowless = signposts.signpost.iter().filter_map(|(id, signpost)| {
        let nation = Nation::ALL.into_iter().find(|nation| rows(look, signpost, *nation).is_empty())?;
        let finding = RULE.says(format!("`{id}` has no row in {}", nation.as_str()));
        Some(put(look, finding.with_help("add a row, or one that stands in for it there"), &["signpost", id, "rows"]))
    });
    empty.chain(rowless).collect()
}
