//! What is different between two versions of the dialogues, for whoever stands in the middle of the earlier one: ids that are gone, questions and
//! choices that mean something else, parts that are another kind of answer.
//!
//! Not here: what becomes of a conversation (`mover`), whether a change is all right (`check`), what is only new.

use super::mover::{same_question, stand};
use super::offer::changed;
use super::{Content, Part, Place, Role, Stand};
use crate::story::PartId;

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A step is gone.
    StepGone {
        /// Which.
        place: Place,
        /// Where whoever stands there goes on.
        stand: Stand,
    },
    /// A step has kept its id, and asks something else.
    StepMeansElse {
        /// Which.
        place: Place,
        /// Where whoever stands there goes on.
        stand: Stand,
    },
    /// A choice has kept its id, and means something else. Buttons of the earlier version do not act.
    ChoiceMeansElse {
        /// In which step, by its id of today.
        place: Place,
        /// The choice's id, as it stands in the button.
        choice: String,
    },
    /// A part is gone.
    PartGone {
        /// Which.
        part: PartId,
        /// The part that its words belong to now, if an entry says so.
        now: Option<PartId>,
    },
    /// A part has kept its id, and is another kind of answer.
    PartRetyped {
        /// Which.
        part: PartId,
        /// What is different, in words for whoever writes dialogues.
        how: &'static str,
        /// An entry says that it is meant.
        meant: bool,
    },
}

/// Every difference that somebody in the middle of `former` may meet in `today`.
pub fn changes(former: &Content, today: &Content) -> Vec<Change> {
    let places = former.dialogues.values().flat_map(|dialogue| {
        dialogue.step.keys().map(|step| Place { dialogue: dialogue.id.clone(), step: step.clone() })
    });
    let parts = former.dialogues.values().flat_map(|dialogue| &dialogue.part);
    let of_parts = parts.filter_map(|(id, part)| of_part(today, id, part));
    places.flat_map(|place| of_step(former, today, place)).chain(of_parts).collect()
}

fn of_step(former: &Content, today: &Content, place: Place) -> Vec<Change> {
    let stand = stand(today, Some(former), &place);
    let (Some(old), new) = (former.step(&place), today.step(&place)) else { return Vec::new() };
    match new {
        None => vec![Change::StepGone { place, stand }],
        Some(new) if !same_question(today, (former, old), new) => vec![Change::StepMeansElse { place, stand }],
        Some(new) => {
            let choices = changed(today, (former, &place, old), (&place, new)).into_iter();
            choices.map(|choice| Change::ChoiceMeansElse { place: place.clone(), choice }).collect()
        }
    }
}

fn of_part(today: &Content, id: &PartId, was: &Part) -> Option<Change> {
    let Some(is) = today.part(id) else {
        let now = today.part_now(id).map(str::to_owned);
        return Some(Change::PartGone { part: id.clone(), now });
    };
    let how = retyped(was, is)?;
    let meant = today.dialogues.values().any(|dialogue| dialogue.moved.part.contains_key(id));
    Some(Change::PartRetyped { part: id.clone(), how, meant })
}

/// What makes a part another kind of answer than it was.
fn retyped(was: &Part, is: &Part) -> Option<&'static str> {
    if was.purpose != is.purpose {
        return Some("it is sent as something else, and others may read it");
    }
    if was.line != is.line {
        return Some("its heading alone is what is sent, or is not any more");
    }
    (stands_alone(was) != stands_alone(is)).then_some("it can be sent alone, or cannot any more")
}

fn stands_alone(part: &Part) -> bool {
    !part.role.is_some_and(Role::is_aside)
}
