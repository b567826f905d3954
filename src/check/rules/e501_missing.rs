//! E501: a message that something names, and that the base language does not have (P19).

use crate::check::look::Look;
use crate::check::named::{put, uses};
use crate::check::{Finding, Rule};
use crate::dialogue::did_you_mean;
use crate::locale::BASE;

pub(super) const RULE: Rule = Rule::error("E501", "a message that is not there", find);

fn find(look: &Look<'_>) -> Vec<Finding> {
    let missing = uses(look).into_iter().filter(|it| !look.subject.locales.has(BASE, &it.key));
    missing
        .map(|it| {
            let near = did_you_mean(&it.key, look.subject.locales.keys(BASE)).filter(|help| help.starts_with("did"));
            let help = near.unwrap_or_else(|| format!("write `{} = …` in a file of locales/{BASE}", it.key));
            put(look, RULE.says(format!("there is no message `{}` in {BASE}", it.key)).with_help(help), &it.at)
        })
        .collect()
}
