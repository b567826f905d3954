//! W705: a listing that nobody has checked (P37).

use crate::check::look::Look;
use crate::check::{Finding, Rule};

pub(super) const RULE: Rule = Rule::warning("W705", "a listing that nobody has checked", find);

fn find(look: &Look<'_>) -> Vec<Finding> {
    let listings =
        look.subject.content.listings.iter().enumerate().filter(|(_, listing)| listing.last_checked.is_none());
    listings
        .map(|(place, listing)| {
            let finding = RULE.says(format!("the listing `{}` has never been checked", listing.id));
            let finding = finding.with_help("go there or phone, read every sentence again, then write the day");
            look.in_toml(finding, "dialogues/listings.toml", &["listing", &place.to_string(), "last_checked"])
        })
        .collect()
}
