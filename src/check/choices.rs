//! How many choices, answers, invitations and bubbles a step has (P3), and that each has an id of its own.

use std::collections::BTreeSet;

use super::script::steps;
use super::{Finding, Subject};
use crate::dialogue::{Condition, Menu, MenuChoice, Step};

/// Choices beside the constant ones (P3).
const MOST_CHOICES: usize = 4;
/// Invitations beside an open question.
const MOST_INVITATIONS: usize = 3;
/// Bubbles in a turn (P3).
const MOST_BUBBLES: usize = 2;

/// Every situation that a condition may ask about: words, sent, young_route, complaints.
pub(super) const SITUATIONS: [[bool; 4]; 16] = situations();

/// The choices that a menu offers in a situation.
pub(super) fn offered(menu: &Menu, situation: [bool; 4]) -> Vec<&MenuChoice> {
    menu.choice.iter().filter(|choice| choice.when.as_ref().is_none_or(|when| holds(when, situation))).collect()
}

pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (dialogue, id, step) in steps(subject) {
        for (field, message) in of_step(step) {
            let finding = Finding::error("choices", message);
            found.push(subject.in_step(finding, &dialogue.id, id, &[field.to_owned()]));
        }
    }
    found
}

fn of_step(step: &Step) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    let mut most = |field, count: usize, most: usize, what: &str| {
        if count > most {
            found.push((field, format!("{count} {what}, where {most} are the most")));
        }
    };
    let twice = match step {
        Step::Menu(menu) => {
            let count = SITUATIONS.iter().map(|situation| offered(menu, *situation).len()).max().unwrap_or_default();
            most("choice", count, MOST_CHOICES, "choices at once");
            most("say", menu.say.len(), MOST_BUBBLES, "bubbles");
            if menu.say.is_empty() {
                found.push(("say", "this menu says nothing".to_owned()));
            }
            ("choice", twice(menu.choice.iter().map(|choice| &choice.id)))
        }
        Step::Listen(listen) => {
            most("answer", listen.answer.len(), MOST_CHOICES, "answers");
            most("invite", listen.invite.len(), MOST_INVITATIONS, "invitations");
            ("answer", twice(listen.answer.iter().map(|answer| &answer.id)))
        }
        Step::Invite(invite) => ("invite", twice(invite.invite.iter().map(|invitation| &invitation.to))),
        Step::Review(_) | Step::Sent(_) | Step::Listings(_) => ("", None),
    };
    if let (field, Some(id)) = twice {
        found.push((field, format!("`{id}` stands here twice")));
    }
    found
}

fn twice<'a>(ids: impl Iterator<Item = &'a String>) -> Option<&'a String> {
    let mut seen = BTreeSet::new();
    ids.into_iter().find(|id| !seen.insert(*id))
}

fn holds(when: &Condition, [words, sent, young_route, complaints]: [bool; 4]) -> bool {
    let is = |wanted: Option<bool>, really| wanted.is_none_or(|wanted| wanted == really);
    is(when.words, words) && is(when.sent, sent) && is(when.young_route, young_route) && is(when.complaints, complaints)
}

const fn situations() -> [[bool; 4]; 16] {
    let b = [false, true];
    let mut all = [[false; 4]; 16];
    let mut place = 0;
    #[expect(clippy::indexing_slicing, reason = "a constant: an index out of bounds would not compile")]
    while place < 16 {
        all[place] = [b[place & 1], b[(place >> 1) & 1], b[(place >> 2) & 1], b[(place >> 3) & 1]];
        place += 1;
    }
    all
}
