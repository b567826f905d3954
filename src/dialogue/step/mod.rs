//! The engine: one move of one conversation. Pure and total: whatever happens, there is an answer or silence, never an error.
//!
//! `step` screens first, then only dispatches: one file for each kind of step, one for each overlay.
//! Not here: words (text is named by key), the database, Telegram, the clock.

mod arriving;
mod commands;
mod dues;
mod erase;
mod help;
mod invite;
mod keep;
mod keys;
mod language;
mod listen;
mod listings;
mod menu;
mod movement;
mod nearby;
mod own_words;
mod pasted;
mod person;
mod press;
mod remind;
mod review;
mod screening;
mod sent;
mod shown;
mod signpost;
mod stop;
mod straight;
#[cfg(test)]
pub(in crate::dialogue) mod tests;
mod view;
mod watched;

use chrono::{DateTime, Utc};

use super::{Content, Event, Situation, State, Turn};
pub use keys::KEYS;
use movement::Move;

/// No turn makes more automatic moves than this (from an invitation that has nothing left to offer to the review, say).
pub(super) const MOST_MOVES: usize = 8;

/// Moves a conversation by one event.
pub fn step(content: &Content, situation: &Situation<'_>, state: State, event: Event, now: DateTime<Utc>) -> Turn {
    let mut m = Move::new(content, situation, state, now);
    let concern = screening::look(&m, &event);
    let edit = nearby::edit(&event);
    if matches!(event, Event::Pressed { .. }) {
        // Who presses a button has turned to something else: what is written next is not the rest of what was written before.
        m.state.burst.clear();
    }
    let young = screening::hears_young(&mut m, &event);
    let told = m.state.told.clone();
    dispatch(&mut m, event);
    nearby::remember(&mut m, edit);
    if let Some(concern) = concern {
        screening::answer(&mut m, &concern, told);
    } else if young {
        screening::answer_young(&mut m, told);
    }
    m.finish()
}

/// Leads a conversation to the place in its state, and shows it: the step where it stood is gone (P32).
pub fn arrive(content: &Content, situation: &Situation<'_>, state: State, now: DateTime<Utc>) -> Turn {
    let place = state.place.clone();
    let mut m = Move::new(content, situation, state, now);
    m.go(place);
    m.finish()
}

fn dispatch(m: &mut Move<'_>, event: Event) {
    match event {
        Event::Start { code } => arriving::start(m, code),
        Event::Said { message, sent_at, content } => keep::said(m, message, sent_at, content),
        Event::OtherKind { kind, .. } => keep::other_kind(m, kind),
        Event::Edited { message, edited_at, words, kept } => {
            if !pasted::edited(m, message, edited_at, &words) {
                keep::edited_typed(m, message, edited_at, words);
                keep::edited(m, kept);
            }
        }
        Event::Pressed { press, .. } => press::pressed(m, press),
        Event::Blocked => arriving::blocked(m),
        Event::Unblocked => arriving::unblocked(m),
        Event::Due { what, mark } => dues::due(m, what, mark),
        Event::Stale { purpose } => review::stale(m, purpose),
    }
}
