//! E509: two buttons under one message with the same label.

use std::collections::BTreeMap;

use crate::check::look::{Language, Look};
use crate::check::offer::in_every_situation;
use crate::check::script::steps;
use crate::check::{Finding, Rule};
use crate::dialogue::{Invitation, Step};

pub(super) const RULE: Rule = Rule::error("E509", "two buttons with the same label", find);

/// What stands under every message; `way-skip` under questions, too.
const WAYS: [&str; 3] = ["way-stop", "way-person", "way-help"];

fn find(look: &Look<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for language in &look.languages {
        for (dialogue, id, step) in steps(look.subject.content) {
            if let Some((list, place, message)) = alike(language, step) {
                let finding =
                    RULE.says(format!("{message} in {}", language.code)).with_help("give one of them other words");
                found.push(look.in_step(finding, &dialogue.id, id, &[list, &place.to_string(), "label"]));
            }
        }
    }
    found
}

/// The first label that stands there twice: in which list, where, and beside what.
fn alike(language: &Language<'_>, step: &Step) -> Option<(&'static str, usize, String)> {
    let labels =
        |list: &[Invitation]| list.iter().enumerate().map(|(at, it)| (at, it.label.clone())).collect::<Vec<_>>();
    match step {
        Step::Menu(menu) => in_every_situation(menu).find_map(|offered| {
            let place = |id: &str| menu.choice.iter().position(|it| it.id == id).unwrap_or_default();
            let keys = offered.iter().map(|choice| (place(&choice.id), choice.label.clone())).collect();
            twice(language, keys, &["choice-done"]).map(|(at, message)| ("choice", at, message))
        }),
        Step::Listen(listen) => {
            let answers = listen.answer.iter().enumerate().map(|(at, it)| (at, it.label.clone())).collect();
            let among = twice(language, answers, &["way-skip"]).map(|(at, message)| ("answer", at, message));
            among.or_else(|| {
                twice(language, labels(&listen.invite), &["choice-done", "way-skip"])
                    .map(|(at, message)| ("invite", at, message))
            })
        }
        Step::Invite(invite) => {
            let engine = ["choice-more", "choice-enough"];
            twice(language, labels(&invite.invite), &engine).map(|(at, message)| ("invite", at, message))
        }
        Step::Review(_) | Step::Sent(_) | Step::Listings(_) => None,
    }
}

fn twice(language: &Language<'_>, keys: Vec<(usize, String)>, engine: &[&str]) -> Option<(usize, String)> {
    let text = |key: &str| language.texts.get(key).map(|said| said.plain.join(" "));
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for key in WAYS.iter().chain(engine) {
        seen.extend(text(key).map(|text| (text, (*key).to_owned())));
    }
    keys.into_iter().find_map(|(place, key)| {
        let other = seen.insert(text(&key)?, key.clone())?;
        Some((place, format!("`{key}` and `{other}` have the same label")))
    })
}
