//! E501: a message that something names, and that the base language does not have (P19).

use crate::check::look::Look;
use crate::check::named::{DESK, of_the_desk, put, uses};
use crate::check::{Finding, Rule};
use crate::dialogue::did_you_mean;
use crate::locale::BASE;

pub(super) const RULE: Rule = Rule::error("E501", "a message that is not there", find);

fn find(look: &Look<'_>) -> Vec<Finding> {
    let missing = uses(look).into_iter().filter(|it| !look.subject.locales.has(BASE, &it.key));
    let found = missing.map(|it| {
        let near = did_you_mean(&it.key, look.subject.locales.keys(BASE)).filter(|help| help.starts_with("did"));
        let help = near.unwrap_or_else(|| format!("write `{} = …` in a file of locales/{BASE}", it.key));
        put(look, RULE.says(format!("there is no message `{}` in {BASE}", it.key)).with_help(help), &it.at)
    });
    found.chain(of_desk(look)).collect()
}

/// What the desk names, if its words are there at all.
fn of_desk(look: &Look<'_>) -> impl Iterator<Item = Finding> {
    let is_there = look.files().any(|(file, _)| file == DESK);
    let missing = of_the_desk().filter(move |key| is_there && !look.subject.desk.has(BASE, key));
    missing.map(|key| {
        let finding = RULE.says(format!("there is no message `{key}`, and the desk names it"));
        finding.with_help(format!("write `{key} = …` in {DESK}")).at(DESK, look.text(DESK), 0..0)
    })
}
