//! Stopping and coming back: the place is kept, nothing is asked, nobody is chased (P5, P6).

use super::super::{Overlay, Text};
use super::movement::{Move, line, msg};
use super::press::stale;
use super::sent::until;
use super::view::View;
use crate::story::Purpose;

/// Stopped.
pub(super) fn stopped(m: &Move<'_>) -> View {
    let key = if m.state.drafts.values().any(|draft| draft.sent.is_some()) {
        "stop-sent"
    } else if m.state.drafts.values().any(|draft| !draft.is_empty()) {
        "stop-kept"
    } else {
        "stop-empty"
    };
    let remind = if m.state.reminder.is_some() { "choice-cancel-reminder" } else { "choice-remind" };
    let mut choices = vec![m.choice("back", msg("choice-go-on"))];
    // "stop" may have been meant as a word: the way to keep it takes the place of setting a reminder.
    if m.state.typed.is_none() || m.state.reminder.is_some() {
        choices.push(m.choice("remind", msg(remind)));
    }
    choices.extend([m.choice("clear", msg("choice-clear")), m.choice("forget", msg("choice-forget"))]);
    View { text: vec![Text::Message(until(m, msg(key)))], choices, ..View::default() }
}

/// Coming back: "Hello." and a choice, with no reproach and no repeat.
pub(super) fn returned(m: &Move<'_>) -> View {
    let mut choices =
        vec![m.choice("back", msg("choice-go-on-there")), m.choice("start", msg("choice-something-else"))];
    if !m.state.draft(Purpose::Story).is_empty() {
        choices.push(m.choice("my-words", msg("choice-my-words")));
    }
    View { text: vec![line("hello")], choices, ..View::default() }
}

pub(super) fn chosen(m: &mut Move<'_>, id: &str) {
    match id {
        "remind" if m.state.reminder.is_some() => super::remind::cancel(m),
        "remind" => m.lay(Overlay::Remind { asked: 0 }),
        "clear" => m.lay(Overlay::Clear),
        "forget" => m.lay(Overlay::Forget),
        "my-words" => m.lay(Overlay::MyWords),
        "start" => m.go(m.content.start()),
        _ => stale(m),
    }
}
