//! E601: a button whose payload would be longer than the 64 bytes that Telegram takes.

use crate::buttons::{PAYLOAD_LIMIT, Press};
use crate::check::look::Look;
use crate::check::script::steps;
use crate::check::{Finding, Rule};
use crate::dialogue::{Invitation, Step};

pub(super) const RULE: Rule = Rule::error("E601", "ids that are too long for a button", find);

fn find(look: &Look<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (dialogue, id, step) in steps(look.subject.content) {
        for (choice, path) in choices(look, step) {
            let place = format!("{}/{id}", dialogue.id);
            let length = Press::Choice { nonce: u32::MAX, place, choice: choice.clone() }.encode().len();
            if length > PAYLOAD_LIMIT {
                let over = length - PAYLOAD_LIMIT;
                let finding = RULE.says(format!(
                    "the ids of the dialogue, of `{id}` and of `{choice}` are together {over} letters too long"
                ));
                found.push(look.in_step(finding.with_help("shorten one of them"), &dialogue.id, id, &path));
            }
        }
    }
    found
}

/// The ids of a step's choices as they stand on its buttons, and where they are written.
fn choices(look: &Look<'_>, step: &Step) -> Vec<(String, Vec<String>)> {
    let at = |list: &str, place: usize, field: &str| vec![list.to_owned(), place.to_string(), field.to_owned()];
    let to = |list: &[Invitation]| {
        list.iter().enumerate().map(|(n, it)| (format!("to-{}", it.to), at("invite", n, "to"))).collect::<Vec<_>>()
    };
    match step {
        Step::Menu(menu) => {
            menu.choice.iter().enumerate().map(|(n, it)| (it.id.clone(), at("choice", n, "id"))).collect()
        }
        Step::Listen(listen) => {
            let answers = listen.answer.iter().enumerate();
            let answers = answers.map(|(n, it)| (format!("answer-{}", it.id), at("answer", n, "id")));
            answers.chain(to(&listen.invite)).collect()
        }
        Step::Invite(invite) => to(&invite.invite),
        Step::Listings(_) => look
            .subject
            .content
            .listings
            .iter()
            .map(|listing| (format!("at-{}", listing.id), vec!["kind".to_owned()]))
            .collect(),
        // The longest is `send-` and a number.
        Step::Review(_) | Step::Sent(_) => vec![(format!("send-{}", u32::MAX), vec!["kind".to_owned()])],
    }
}
