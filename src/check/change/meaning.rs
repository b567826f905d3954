//! E804: a step has kept its id and asks something else. W805: a choice has kept its id and means something else.

use super::{Remark, Waiting, wait};
use crate::check::{Rule, Severity};
use crate::dialogue::{Change, Content, Stand};

pub(super) static E804: Rule = Rule::elsewhere("E804", "an id that asks something else", Severity::Error);
pub(super) static W805: Rule = Rule::elsewhere("W805", "a choice that means something else", Severity::Warning);

pub(super) fn remark(change: &Change, _deployed: &Content, waiting: Option<&Waiting>) -> Option<Remark> {
    match change {
        Change::StepMeansElse { place, stand: Stand::Former | Stand::There { calm: true, .. } } => Some(Remark {
            rule: &E804,
            dialogue: place.dialogue.clone(),
            path: vec!["step".into(), place.step.clone()],
            message: format!("`{}` has kept its id and asks something else.{}", place.step, wait(waiting, place)),
            help: "give the new question an id of its own, and say under [moved.step] where the earlier one is now"
                .into(),
        }),
        Change::ChoiceMeansElse { place, choice } => Some(Remark {
            rule: &W805,
            dialogue: place.dialogue.clone(),
            path: vec!["step".into(), place.step.clone()],
            message: format!(
                "`{choice}` in `{}` means something else than it did; buttons that stand in chats already do not act.{}",
                place.step,
                wait(waiting, place)
            ),
            help: "give the new choice an id of its own".into(),
        }),
        Change::StepMeansElse { .. }
        | Change::StepGone { .. }
        | Change::PartGone { .. }
        | Change::PartRetyped { .. } => None,
    }
}
