//! What the choices of a step mean, so that a button of an earlier version never acts as something else in today's (P32).
//!
//! Not here: showing them (`step`), where a person goes on (`mover`).

use std::collections::BTreeMap;

use super::{Act, Content, Invitation, Place, Step};

/// What a choice means: where it leads by today's names, what the engine does, which words it keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// It leads to this step.
    To(Place),
    /// The engine does this.
    Act(Act),
    /// It keeps this label as an answer, and leads on.
    Answer(String),
    /// Nothing.
    Nothing,
}

/// Whether any choice that both steps offer means something else now. `old` stands in `former`.
pub(super) fn changes_meaning(
    today: &Content,
    (former, was, old): (&Content, &Place, &Step),
    (place, new): (&Place, &Step),
) -> bool {
    !changed(today, (former, was, old), (place, new)).is_empty()
}

/// The ids of the choices that both steps offer and that mean something else now.
pub(super) fn changed(
    today: &Content,
    (former, was, old): (&Content, &Place, &Step),
    (place, new): (&Place, &Step),
) -> Vec<String> {
    let new = meanings(today, place, new);
    let by_todays_name = |meaning| match meaning {
        Meaning::To(to) if today.step(&to).is_none() => Meaning::To(today.moved_place(&to).unwrap_or(to)),
        Meaning::To(_) | Meaning::Act(_) | Meaning::Answer(_) | Meaning::Nothing => meaning,
    };
    let old = meanings(former, was, old).into_iter().map(|(id, meaning)| (id, by_todays_name(meaning)));
    old.filter(|(id, meaning)| new.get(id).is_some_and(|new| new != meaning)).map(|(id, _)| id).collect()
}

/// What a step's own choices mean, by the id that stands in the button.
pub(super) fn meanings(content: &Content, place: &Place, step: &Step) -> BTreeMap<String, Meaning> {
    let to = |to: &str| Meaning::To(content.target(&place.dialogue, to));
    let invited =
        |list: &[Invitation]| -> Vec<_> { list.iter().map(|it| (format!("to-{}", it.to), to(&it.to))).collect() };
    match step {
        Step::Menu(menu) => {
            let choice = menu.choice.iter().map(|choice| {
                let leads = || choice.to.as_deref().map_or(Meaning::Nothing, to);
                (choice.id.clone(), choice.act.map_or_else(leads, Meaning::Act))
            });
            choice.collect()
        }
        Step::Listen(listen) => {
            let answers = listen.answer.iter();
            let answers =
                answers.map(|answer| (format!("answer-{}", answer.id), Meaning::Answer(answer.label.clone())));
            answers.chain(invited(&listen.invite)).collect()
        }
        Step::Invite(invite) => invited(&invite.invite).into_iter().collect(),
        // Theirs are the engine's own.
        Step::Review(_) | Step::Sent(_) | Step::Listings(_) => BTreeMap::new(),
    }
}
