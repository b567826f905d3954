//! Clear this chat, and Forget me: from everywhere, one confirmation, no reason asked (P26, P29).

use super::super::{Effect, Overlay, State};
use super::movement::{Move, line, msg};
use super::press::stale;
use super::view::View;

pub(super) fn clear(m: &Move<'_>) -> View {
    let choices = vec![m.choice("clear", msg("choice-clear")), m.choice("back", msg("choice-back"))];
    View { text: vec![line("clear-ask"), line("clear-limits")], choices, ..View::default() }
}

pub(super) fn forget(m: &Move<'_>) -> View {
    let choices = vec![
        m.choice("forget", msg("choice-forget")),
        m.choice("forget-and-clear", msg("choice-forget-and-clear")),
        m.choice("back", msg("choice-back")),
    ];
    View { text: vec![line("forget-ask"), line("forget-limits")], choices, ..View::default() }
}

pub(super) fn chosen(m: &mut Move<'_>, id: &str) {
    match (&m.state.overlay, id) {
        (Some(Overlay::Clear), "clear") => {
            m.state.overlay = None;
            m.offer_anew();
            m.effects.push(Effect::ClearChat);
        }
        (Some(Overlay::Forget), "forget" | "forget-and-clear") => {
            m.effects.push(Effect::Forget { clear: id == "forget-and-clear" });
            m.state = State::new(m.content.hash.clone(), m.content.start(), m.state.locale.clone());
        }
        _ => stale(m),
    }
}
