//! E801: a step of the deployed edition is gone, and nothing says where whoever stands there goes on.

use super::{Remark, Waiting, wait};
use crate::check::{Rule, Severity};
use crate::dialogue::{Change, Content, Stand};

pub(super) static E801: Rule = Rule::elsewhere("E801", "a step that is gone, with nowhere to go on", Severity::Error);

pub(super) fn remark(change: &Change, _deployed: &Content, waiting: Option<&Waiting>) -> Option<Remark> {
    let Change::StepGone { place, stand: Stand::Former } = change else { return None };
    let (dialogue, step) = (&place.dialogue, &place.step);
    Some(Remark {
        rule: &E801,
        dialogue: dialogue.clone(),
        path: vec!["moved".into(), "step".into()],
        message: format!(
            "the step `{step}` of `{dialogue}` is gone, and nothing says where whoever stands there goes on.{}",
            wait(waiting, place)
        ),
        help: format!(
            "write under [moved.step]: {step} = \"…\", or put it among a section's `steps`, so that they go on at its anchor; for a release that must not wait, `urgent = true` leads them to the dialogue's beginning"
        ),
    })
}
