//! A step leads to a step that is not there; a part is asked for that is not declared; a dialogue begins nowhere.

use super::script::{place, steps, targets};
use super::{Finding, Subject, file_of};
use crate::dialogue::{Content, Step, did_you_mean};

const CODE: &str = "unknown-step";

pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let mut found: Vec<_> =
        steps(subject).flat_map(|(dialogue, id, step)| of_step(subject, dialogue, id, step)).collect();
    found.extend(starts(subject));
    found
}

fn of_step(subject: &Subject<'_>, dialogue: &crate::dialogue::Dialogue, id: &str, step: &Step) -> Vec<Finding> {
    let mut found = Vec::new();
    for target in targets(step) {
        let to = place(subject, dialogue, &target);
        if subject.content.step(&to).is_none() {
            let known = subject.content.dialogues.get(&to.dialogue);
            let help = match known {
                Some(dialogue) => did_you_mean(&to.step, dialogue.step.keys().map(String::as_str)),
                None => did_you_mean(&to.dialogue, subject.content.dialogues.keys().map(String::as_str)),
            };
            let finding = Finding {
                help,
                ..Finding::error(CODE, format!("there is no step `{}` in `{}`", to.step, to.dialogue))
            };
            found.push(subject.in_step(finding, &dialogue.id, id, &target.path));
        }
    }
    if let Step::Listen(listen) = step
        && subject.content.part(&listen.part).is_none()
    {
        let known = subject.content.dialogues.values().flat_map(|dialogue| dialogue.part.keys());
        let help = did_you_mean(&listen.part, known.map(String::as_str));
        let finding =
            Finding { help, ..Finding::error("unknown-part", format!("no part `{}` is declared", listen.part)) };
        found.push(subject.in_step(finding, &dialogue.id, id, &["part".to_owned()]));
    }
    found
}

fn starts(subject: &Subject<'_>) -> Vec<Finding> {
    let content = subject.content;
    let lost = content.dialogues.values().filter(|dialogue| !dialogue.step.contains_key(&dialogue.start));
    let mut found: Vec<_> = lost
        .map(|dialogue| {
            let finding =
                Finding::error(CODE, format!("the dialogue begins with `{}`, which is no step of it", dialogue.start));
            let help = did_you_mean(&dialogue.start, dialogue.step.keys().map(String::as_str));
            subject.in_toml(Finding { help, ..finding }, &file_of(&dialogue.id), &["start"])
        })
        .collect();
    if !content.dialogues.contains_key(Content::FIRST) {
        let message = format!("there is no dialogue `{}`, where everybody begins", Content::FIRST);
        found.push(Finding::error(CODE, message).with_help(format!("add dialogues/{}.toml", Content::FIRST)));
    }
    found
}
