//! What a menu offers when: every situation that a condition may ask about, and the choices that stand there then.
//!
//! Not here: what else stands under a message (the engine adds it).

use crate::dialogue::{Condition, Menu, MenuChoice};

/// How many situations there are: five things, each so or not so.
const SITUATIONS: u8 = 1 << 5;

/// The choices of a menu in every situation.
pub(super) fn in_every_situation(menu: &Menu) -> impl Iterator<Item = Vec<&MenuChoice>> {
    // With no condition there is one situation only.
    let situations = if menu.choice.iter().any(|choice| choice.when.is_some()) { SITUATIONS } else { 1 };
    (0..situations).map(|situation| {
        menu.choice.iter().filter(|choice| choice.when.as_ref().is_none_or(|when| holds(when, situation))).collect()
    })
}

fn holds(when: &Condition, situation: u8) -> bool {
    let asked = [when.words, when.sent, when.young_route, when.link, when.complaints];
    asked.into_iter().enumerate().all(|(bit, wanted)| wanted.is_none_or(|wanted| wanted == (situation >> bit & 1 == 1)))
}
