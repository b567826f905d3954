//! E801: a step of the deployed edition is gone, and nothing says where whoever stands there goes on.

use super::{Remark, Waiting, wait};
use crate::check::Severity;
use crate::dialogue::{Change, Content, Stand};

pub(super) fn remark(change: &Change, _deployed: &Content, waiting: &Waiting) -> Option<Remark> {
    let Change::StepGone { place, stand: Stand::Former } = change else { return None };
    let (dialogue, step) = (&place.dialogue, &place.step);
    Some(Remark {
        severity: Severity::Error,
        code: "E801",
        dialogue: dialogue.clone(),
        path: vec!["moved".into(), "step".into()],
        message: format!(
            "the step `{step}` of `{dialogue}` is gone, and nothing says where whoever stands there goes on. {}",
            wait(waiting, place)
        ),
        help: format!(
            "write under [moved.step]: {step} = \"…\", or put it among a section's `steps`, so that they go on at its anchor"
        ),
    })
}
