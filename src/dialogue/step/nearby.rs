//! Neighbouring messages: what a turn keeps is remembered for the screening of the next one, and what it removes is let go of.
//!
//! Not here: the looking itself (`burst`), what is shown (`screening`).

use super::super::{Effect, Event};
use super::movement::Move;
use crate::safety::Concern;
use crate::story::Words;

/// Looks at the words that the event carries, together with those around them.
pub(super) fn look(m: &Move<'_>, event: &Event) -> Option<Concern> {
    let (message, sent_at, words) = match event {
        Event::Said { message, sent_at, content } => (*message, Some(*sent_at), content.words()?),
        Event::Edited { message, words, .. } => (*message, None, words),
        Event::Start { .. }
        | Event::OtherKind { .. }
        | Event::Pressed { .. }
        | Event::Blocked
        | Event::Unblocked
        | Event::Due { .. }
        | Event::Stale { .. } => return None,
    };
    m.state.burst.screen(&m.content.rules, message, sent_at, words.as_str())
}

/// The words that an edit brings, for when its turn is done.
pub(super) fn edit(event: &Event) -> Option<(i64, Words)> {
    if let Event::Edited { message, words, .. } = event { Some((*message, words.clone())) } else { None }
}

/// Remembers what this turn has kept. The burst holds no words for longer than the draft does: what is removed there goes here as well.
pub(super) fn remember(m: &mut Move<'_>, edit: Option<(i64, Words)>) {
    let burst = &mut m.state.burst;
    if !m.effects.iter().any(|effect| matches!(effect, Effect::Keep { .. } | Effect::PassOn(_))) {
        burst.fade(m.now);
    }
    if let Some((message, words)) = edit {
        burst.amend(message, words.as_str());
    }
    for effect in &m.effects {
        match effect {
            Effect::Keep { fragment, .. } | Effect::PassOn(fragment) => burst.keep(fragment),
            Effect::RemovePart { .. }
            | Effect::DropDraft { .. }
            | Effect::Withdraw { .. }
            | Effect::ClearChat
            | Effect::Forget { .. } => burst.clear(),
            Effect::Say(_)
            | Effect::Ack(_)
            | Effect::Mark
            | Effect::KeepChoice { .. }
            | Effect::Amend
            | Effect::Rename(_)
            | Effect::Refer { .. }
            | Effect::Contact { .. }
            | Effect::SomebodyElse
            | Effect::NotYet { .. }
            | Effect::Schedule { .. }
            | Effect::Cancel(_)
            | Effect::Reachable(_)
            | Effect::Odd(_) => {}
        }
    }
}
