//! E806: an entry that leads nowhere, an id that is there still, an anchor that is no step (P32).

use crate::check::look::Look;
use crate::check::{Finding, Rule, Subject, file_of};
use crate::dialogue::{Dialogue, Place, did_you_mean};

pub(super) const RULE: Rule = Rule::error("E806", "an entry or an anchor that leads nowhere", find);

fn find(look: &Look<'_>) -> Vec<Finding> {
    look.subject.content.dialogues.values().flat_map(|dialogue| of_dialogue(look, dialogue)).collect()
}

fn of_dialogue(look: &Look<'_>, dialogue: &Dialogue) -> Vec<Finding> {
    let subject = look.subject;
    let (content, file) = (subject.content, file_of(&dialogue.id));
    let mut found = Vec::new();
    let mut say = |message: String, help: Option<String>, path: &[&str]| {
        found.push(look.in_toml(RULE.says(message).with_guess(help), &file, path));
    };
    for (from, to) in &dialogue.moved.step {
        let was = content.target(&dialogue.id, from);
        if content.step(&was).is_some() {
            let help = Some("give the new step another id, or take the entry out".to_owned());
            say(
                format!("`{from}` is said to have moved, and there is a step of this id still"),
                help,
                &["moved", "step", from],
            );
        } else if content.moved_place(&was).is_none() {
            say(
                format!("`{from}` leads to `{to}`, which is no step"),
                near(subject, dialogue, to),
                &["moved", "step", from],
            );
        }
    }
    for (from, to) in &dialogue.moved.part {
        let there = content.part(from).is_some();
        if there && from != to {
            let help = Some("give the new part another id, or take the entry out".to_owned());
            say(
                format!("`{from}` is said to have moved, and there is a part of this id still"),
                help,
                &["moved", "part", from],
            );
        } else if content.part_now(from).is_none() {
            say(format!("`{from}` leads to `{to}`, which is no part"), None, &["moved", "part", from]);
        }
    }
    for (id, section) in &dialogue.section {
        if !dialogue.step.contains_key(&section.anchor) {
            let help = near(subject, dialogue, &section.anchor);
            say(
                format!("the anchor `{}` is no step of this dialogue", section.anchor),
                help,
                &["section", id, "anchor"],
            );
        }
    }
    found
}

fn near(subject: &Subject<'_>, dialogue: &Dialogue, to: &str) -> Option<String> {
    let Place { dialogue, step } = subject.content.target(&dialogue.id, to);
    did_you_mean(&step, subject.content.dialogues.get(&dialogue)?.step.keys().map(String::as_str))
}
