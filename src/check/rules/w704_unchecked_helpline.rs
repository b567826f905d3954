//! W704: a helpline that nobody has checked in the last 90 days (P24).

use crate::check::look::Look;
use crate::check::{Finding, Rule};

pub(super) const RULE: Rule = Rule::warning("W704", "a helpline that nobody has checked lately", find);

fn find(look: &Look<'_>) -> Vec<Finding> {
    let rows = look.subject.content.helplines.helpline.iter().enumerate();
    let rows = rows.filter(|(_, row)| !row.is_checked(look.subject.at));
    rows.map(|(place, row)| {
        let since =
            row.checked_on.map_or("has never been checked".to_owned(), |day| format!("was last checked on {day}"));
        let finding = RULE.says(format!("the helpline `{}` {since}", row.id));
        let finding = finding.with_help("phone it or open its page, then write the day and your name in its row");
        look.in_toml(finding, "dialogues/helplines.toml", &["helpline", &place.to_string(), "checked_on"])
    })
    .collect()
}
