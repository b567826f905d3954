//! E112: an id that stands there twice: a part in two dialogues, a choice or an answer in one step, a row of a register.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::look::Look;
use crate::check::script::steps;
use crate::check::{Finding, Rule, file_of};
use crate::dialogue::{Invitation, Step};

pub(super) const RULE: Rule = Rule::error("E112", "an id that stands there twice", find);

fn find(look: &Look<'_>) -> Vec<Finding> {
    let content = look.subject.content;
    let mut found = parts(look);
    for (dialogue, id, step) in steps(content) {
        for (list, place, twice) in in_step(step) {
            let finding =
                RULE.says(format!("`{twice}` stands in `{id}` twice")).with_help("give one of them another id");
            found.push(look.in_step(finding, &dialogue.id, id, &[list, &place.to_string(), field(list)]));
        }
    }
    let helplines: Vec<_> = content.helplines.helpline.iter().map(|row| row.id.as_str()).collect();
    let listings: Vec<_> = content.listings.iter().map(|listing| listing.id.as_str()).collect();
    for (file, list, ids) in
        [("dialogues/helplines.toml", "helpline", helplines), ("dialogues/listings.toml", "listing", listings)]
    {
        for (place, twice) in twice(ids.into_iter()) {
            let finding =
                RULE.says(format!("the id `{twice}` stands here twice")).with_help("give one of them another id");
            found.push(look.in_toml(finding, file, &[list, &place.to_string(), "id"]));
        }
    }
    found
}

fn field(list: &str) -> &'static str {
    if list == "invite" { "to" } else { "id" }
}

fn in_step(step: &Step) -> Vec<(&'static str, usize, &str)> {
    let (list, ids) = match step {
        Step::Menu(menu) => ("choice", menu.choice.iter().map(|it| it.id.as_str()).collect()),
        Step::Listen(listen) => {
            let answers = twice(listen.answer.iter().map(|it| it.id.as_str()));
            let answers = answers.into_iter().map(|(place, id)| ("answer", place, id));
            let invitations = twice(to(&listen.invite).into_iter()).into_iter();
            return answers.chain(invitations.map(|(place, id)| ("invite", place, id))).collect();
        }
        Step::Invite(invite) => ("invite", to(&invite.invite)),
        Step::Review(_) | Step::Sent(_) | Step::Listings(_) => return Vec::new(),
    };
    twice(ids.into_iter()).into_iter().map(|(place, id)| (list, place, id)).collect()
}

fn to(list: &[Invitation]) -> Vec<&str> {
    list.iter().map(|it| it.to.as_str()).collect()
}

/// The ids that stood there before, with their places.
fn twice<'a>(ids: impl Iterator<Item = &'a str>) -> Vec<(usize, &'a str)> {
    let mut seen = BTreeSet::new();
    ids.enumerate().filter(|(_, id)| !seen.insert(*id)).collect()
}

/// Parts are shared by all dialogues, so each is declared in one of them.
fn parts(look: &Look<'_>) -> Vec<Finding> {
    let mut declared = BTreeMap::new();
    let mut found = Vec::new();
    for dialogue in look.subject.content.dialogues.values() {
        for part in dialogue.part.keys() {
            if let Some(other) = declared.insert(part, &dialogue.id) {
                let finding = RULE.says(format!("the part `{part}` is declared in `{other}` as well"));
                let finding = finding.with_help("keep one of them: parts are shared by all dialogues");
                found.push(look.in_toml(finding, &file_of(&dialogue.id), &["part", part]));
            }
        }
    }
    found
}
