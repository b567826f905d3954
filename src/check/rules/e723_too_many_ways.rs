//! E723: a signpost with more than four ways: too many to choose from at such a moment (P21).

use crate::check::answers::put;
use crate::check::look::Look;
use crate::check::{Finding, Rule};

pub(super) const RULE: Rule = Rule::error("E723", "more than four ways at once", find);

/// So many at most.
const MOST: usize = 4;

fn find(look: &Look<'_>) -> Vec<Finding> {
    let signposts = look.subject.content.signposts.signpost.iter();
    let many = signposts.filter(|(_, signpost)| signpost.rows.len() > MOST);
    many.map(|(id, signpost)| {
        let finding = RULE.says(format!("`{id}` has {} ways", signpost.rows.len()));
        put(look, finding.with_help("keep the four best; the others go to `more`"), &["signpost", id, "rows"])
    })
    .collect()
}
