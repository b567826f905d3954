//! An edition in which every step has another id, with the `[moved]` entries for it, and the edition that leads back. Served in
//! turns, they are an upgrade at every wait: nobody may notice anything (P32).
//!
//! Not here: what becomes of a conversation (`dialogue`), serving (`house`).

use std::collections::BTreeMap;

use crate::dialogue::{Content, Dialogue, Step};

/// What stands behind every id that is changed; no step of ours ends with it.
const SUFFIX: &str = "-new";

/// The files of the edition in which steps have other ids, and those of the one that leads back.
pub(super) fn renamed(
    files: &[(String, String)],
    content: &Content,
) -> Result<[BTreeMap<String, String>; 2], toml::ser::Error> {
    let with = |change: fn(&mut Dialogue)| {
        let mut out: BTreeMap<String, String> = files.iter().cloned().collect();
        for (id, dialogue) in &content.dialogues {
            let mut dialogue = dialogue.clone();
            change(&mut dialogue);
            out.insert(format!("dialogues/{id}.toml"), toml::to_string(&dialogue)?);
        }
        Ok::<_, toml::ser::Error>(out)
    };
    Ok([with(there)?, with(back)?])
}

/// Every step under another id, and an entry for each.
fn there(dialogue: &mut Dialogue) {
    let moved: Vec<_> = dialogue.step.keys().map(|step| (step.clone(), format!("{step}{SUFFIX}"))).collect();
    dialogue.moved.step.extend(moved);
    let steps = std::mem::take(&mut dialogue.step);
    dialogue.step = steps.into_iter().map(|(id, step)| (other(&id), leading_elsewhere(step))).collect();
    dialogue.start = other(&dialogue.start);
    for section in dialogue.section.values_mut() {
        section.anchor = other(&section.anchor);
        section.steps.iter_mut().for_each(|step| *step = other(step));
    }
}

/// The ids of before, and an entry for each of the others.
fn back(dialogue: &mut Dialogue) {
    let ids: Vec<String> = dialogue.step.keys().cloned().collect();
    dialogue.moved.step.extend(ids.into_iter().map(|step| (format!("{step}{SUFFIX}"), step)));
}

/// A step's other id, or the other name of a step of another dialogue (`dialogue/step`).
fn other(to: &str) -> String {
    format!("{to}{SUFFIX}")
}

/// The same step, leading to steps under their other ids.
fn leading_elsewhere(mut step: Step) -> Step {
    let lead = |to: &mut String| *to = other(to);
    match &mut step {
        Step::Menu(menu) => menu.choice.iter_mut().filter_map(|choice| choice.to.as_mut()).for_each(lead),
        Step::Listen(listen) => {
            lead(&mut listen.next);
            listen.invite.iter_mut().for_each(|invitation| lead(&mut invitation.to));
            listen.answer.iter_mut().filter_map(|answer| answer.to.as_mut()).for_each(lead);
        }
        Step::Invite(invite) => {
            lead(&mut invite.done);
            invite.invite.iter_mut().for_each(|invitation| lead(&mut invitation.to));
        }
        Step::Review(review) => {
            lead(&mut review.more);
            lead(&mut review.sent);
            review.reach.iter_mut().for_each(lead);
        }
        Step::Sent(sent) => {
            sent.reach.iter_mut().for_each(lead);
            sent.add.iter_mut().for_each(lead);
        }
        Step::Listings(list) => {
            lead(&mut list.come);
            lead(&mut list.back);
        }
    }
    step
}
