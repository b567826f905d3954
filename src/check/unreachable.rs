//! A step that nobody can come to.

use std::collections::BTreeSet;

use super::script::{place, steps, targets};
use super::{Finding, Subject};
use crate::dialogue::{Place, Step};

pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let reached = reached(subject);
    let lost = steps(subject).filter(|(dialogue, id, _)| !reached.contains(&at(&dialogue.id, id)));
    lost.map(|(dialogue, id, _)| {
        let finding = Finding::warning("unreachable", format!("nothing leads to the step `{id}`"));
        let finding = finding.with_help("lead somebody there, or take it out");
        subject.in_step(finding, &dialogue.id, id, &[])
    })
    .collect()
}

/// Every step that can be come to. The engine itself enters a dialogue at its start, and a review and what follows it by purpose.
fn reached(subject: &Subject<'_>) -> BTreeSet<Place> {
    let starts = subject.content.dialogues.values().map(|dialogue| at(&dialogue.id, &dialogue.start));
    let entered = steps(subject).filter(|(_, _, step)| matches!(step, Step::Review(_) | Step::Sent(_)));
    let mut ahead: Vec<_> = starts.chain(entered.map(|(dialogue, id, _)| at(&dialogue.id, id))).collect();
    let mut reached = BTreeSet::new();
    while let Some(next) = ahead.pop() {
        let found = subject.content.dialogues.get(&next.dialogue).zip(subject.content.step(&next));
        if let Some((dialogue, step)) = found
            && reached.insert(next)
        {
            ahead.extend(targets(step).iter().map(|target| place(subject, dialogue, target)));
        }
    }
    reached
}

fn at(dialogue: &str, step: &str) -> Place {
    Place { dialogue: dialogue.to_owned(), step: step.to_owned() }
}
