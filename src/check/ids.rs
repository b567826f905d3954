//! Ids: plain, short enough for a button's payload, and declared once.

use std::collections::BTreeMap;

use super::script::steps;
use super::{Finding, Subject, file_of};
use crate::buttons::{PAYLOAD_LIMIT, Press};
use crate::dialogue::Step;

const CODE: &str = "id";

pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let mut found = parts(subject);
    for (dialogue, id, step) in steps(subject) {
        let mut say =
            |message: String| found.push(subject.in_step(Finding::error(CODE, message), &dialogue.id, id, &[]));
        if !plain(id) {
            say(format!("`{id}` is no plain id: small letters, digits and hyphens"));
        }
        for choice in choices(subject, step) {
            let press =
                Press::Choice { nonce: u32::MAX, place: format!("{}/{id}", dialogue.id), choice: choice.clone() };
            if !plain(&choice) {
                say(format!("`{choice}` is no plain id: small letters, digits and hyphens"));
            } else if press.encode().len() > PAYLOAD_LIMIT {
                say(format!("`{id}` and `{choice}` are together too long for a button; shorten one of them"));
            }
        }
    }
    found
}

/// The ids of a step's choices, as they stand on its buttons.
fn choices(subject: &Subject<'_>, step: &Step) -> Vec<String> {
    let to = |list: &[crate::dialogue::Invitation]| list.iter().map(|it| format!("to-{}", it.to)).collect::<Vec<_>>();
    match step {
        Step::Menu(menu) => menu.choice.iter().map(|choice| choice.id.clone()).collect(),
        Step::Listen(listen) => {
            let answers = listen.answer.iter().map(|answer| format!("answer-{}", answer.id));
            answers.chain(to(&listen.invite)).collect()
        }
        Step::Invite(invite) => to(&invite.invite),
        Step::Listings(_) => subject.content.listings.iter().map(|listing| format!("at-{}", listing.id)).collect(),
        Step::Review(_) | Step::Sent(_) => Vec::new(),
    }
}

/// Parts are shared by all dialogues, so each is declared in one of them.
fn parts(subject: &Subject<'_>) -> Vec<Finding> {
    let mut declared = BTreeMap::new();
    let mut found = Vec::new();
    for dialogue in subject.content.dialogues.values() {
        for part in dialogue.part.keys() {
            let message = match declared.insert(part, &dialogue.id) {
                Some(other) => format!("the part `{part}` is declared in `{other}` as well; keep one"),
                None if !plain(part) => format!("`{part}` is no plain id: small letters, digits and hyphens"),
                None => continue,
            };
            found.push(subject.in_toml(Finding::error(CODE, message), &file_of(&dialogue.id), &["part", part]));
        }
    }
    found
}

/// Small letters, digits and hyphens: nothing that a payload or a key could stumble over.
pub(super) fn plain(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}
