//! E114: an id that is not plain: small letters, digits and hyphens. It stands in payloads, keys and links.

use crate::check::look::Look;
use crate::check::script::steps;
use crate::check::{Finding, Rule, file_of};
use crate::dialogue::{Invitation, Step};

pub(super) const RULE: Rule = Rule::error("E114", "an id that is not plain", find);

fn find(look: &Look<'_>) -> Vec<Finding> {
    let content = look.subject.content;
    let mut found = Vec::new();
    let says =
        |id: &str| RULE.says(format!("`{id}` is no plain id")).with_help("use small letters, digits and hyphens only");
    for dialogue in content.dialogues.values() {
        for part in dialogue.part.keys().filter(|part| !plain(part)) {
            found.push(look.in_toml(says(part), &file_of(&dialogue.id), &["part", part]));
        }
    }
    for (dialogue, id, step) in steps(content) {
        if !plain(id) {
            found.push(look.in_step(says(id), &dialogue.id, id, &[] as &[&str]));
        }
        for (path, choice) in ids(step).into_iter().filter(|(_, choice)| !plain(choice)) {
            found.push(look.in_step(says(choice), &dialogue.id, id, &path));
        }
    }
    let rows = content.helplines.helpline.iter().map(|row| ("dialogues/helplines.toml", "helpline", row.id.as_str()));
    let listings = content.listings.iter().map(|row| ("dialogues/listings.toml", "listing", row.id.as_str()));
    for (place, (file, list, id)) in rows.enumerate().chain(listings.enumerate()).filter(|(_, (_, _, id))| !plain(id)) {
        found.push(look.in_toml(says(id), file, &[list, &place.to_string(), "id"]));
    }
    found
}

/// The ids in a step, with their places.
fn ids(step: &Step) -> Vec<([String; 3], &str)> {
    match step {
        Step::Menu(menu) => {
            menu.choice.iter().enumerate().map(|(place, it)| (path("choice", place, "id"), it.id.as_str())).collect()
        }
        Step::Listen(listen) => {
            let answers = listen.answer.iter().enumerate();
            let answers = answers.map(|(place, it)| (path("answer", place, "id"), it.id.as_str()));
            answers.chain(to(&listen.invite)).collect()
        }
        Step::Invite(invite) => to(&invite.invite),
        Step::Review(_) | Step::Sent(_) | Step::Listings(_) => Vec::new(),
    }
}

fn to(list: &[Invitation]) -> Vec<([String; 3], &str)> {
    list.iter().enumerate().map(|(place, it)| (path("invite", place, "to"), it.to.as_str())).collect()
}

fn path(list: &str, place: usize, field: &str) -> [String; 3] {
    [list.to_owned(), place.to_string(), field.to_owned()]
}

/// Small letters, digits and hyphens: nothing that a payload or a key could stumble over.
fn plain(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}
