//! My words: everything that is kept of a person's words, to see, to copy and to change (P30).

use super::super::{Overlay, Text};
use super::movement::{Move, line, msg};
use super::press::stale;
use super::review;
use super::view::View;
use crate::story::Purpose;

pub(super) fn view(m: &Move<'_>) -> View {
    let any = m.state.drafts.values().any(|draft| !draft.is_empty());
    let text = if any { vec![line("my-words"), Text::Everything, Text::Notes] } else { vec![line("my-words-none")] };
    let mut choices = vec![m.choice("back", msg("choice-back"))];
    if !m.state.draft(Purpose::Story).is_empty() {
        choices.insert(0, m.choice("change", msg("choice-look-again")));
    }
    if any {
        choices.push(m.choice("forget", msg("choice-forget")));
    }
    View { text, choices, ..View::default() }
}

pub(super) fn chosen(m: &mut Move<'_>, id: &str) {
    match id {
        "change" => review::open(m, Purpose::Story),
        "forget" => m.lay(Overlay::Forget),
        _ => stale(m),
    }
}
