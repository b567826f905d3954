//! Why: which rule of the engine's took the last event, in a sentence for whoever tries a dialogue.
//!
//! Not here: the rules (`dialogue::step`), which this has to follow in the same order.

use std::sync::{Arc, Mutex, PoisonError};

use crate::buttons::Press;
use crate::dialogue::{Asked, Content, Due, Effect, Event, Overlay, Place, State, Step};
use crate::turn::{Moved, Witness};

/// Remembers why the last move was made.
#[derive(Clone, Default)]
pub struct Why(Arc<Mutex<Option<String>>>);

impl Why {
    /// Why the last move was made; `None` before the first one.
    pub fn last(&self) -> Option<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What is to be told of every move, for dialogues of this content.
    pub fn witness(&self, content: Arc<Content>) -> Witness {
        let last = self.0.clone();
        Arc::new(move |moved: &Moved<'_>| {
            *last.lock().unwrap_or_else(PoisonError::into_inner) = Some(why(&content, moved));
        })
    }
}

/// Why a move was made: where it stood, which rule took it, where it stands now and what was ordered.
pub fn why(content: &Content, moved: &Moved<'_>) -> String {
    let (before, after) = (moved.before, &moved.turn.state);
    let mut out = format!("  stood at {}\n  {}\n", stands(content, before), rule(content, moved));
    if before.place != after.place || before.overlay != after.overlay || before.asked != after.asked {
        out.push_str(&format!("  stands at {}\n", stands(content, after)));
    }
    let ordered: Vec<_> = moved.turn.effects.iter().map(order).collect();
    let ordered = if ordered.is_empty() { "nothing".to_owned() } else { ordered.join(", ") };
    out.push_str(&format!("  ordered: {ordered}\n"));
    out
}

fn stands(content: &Content, state: &State) -> String {
    let Place { dialogue, step } = &state.place;
    let kind = content.step(&state.place).map_or("a step that does not exist", kind);
    let over = state.overlay.as_ref().map(|overlay| format!(", under `{}`", overlay.name())).unwrap_or_default();
    format!("{dialogue}/{step} ({kind}; {}){over}", asked(&state.asked))
}

fn kind(step: &Step) -> &'static str {
    match step {
        Step::Menu(_) => "a menu",
        Step::Listen(_) => "a question",
        Step::Invite(_) => "invitations",
        Step::Review(_) => "a review",
        Step::Sent(_) => "after sending",
        Step::Listings(_) => "listings",
    }
}

fn asked(asked: &Asked) -> &'static str {
    match asked {
        Asked::Idle { telling: false } => "no question is open",
        Asked::Idle { telling: true } => "no question is open, and words have come",
        Asked::Listening { said: false, .. } => "the question is open",
        Asked::Listening { said: true, .. } => "the question is open, and words have come",
        Asked::Page { .. } => "a page of choices",
        Asked::Whole => "the whole is shown",
        Asked::OnePart { .. } => "one part is shown",
        Asked::Changing { .. } => "a part is being written again",
    }
}

/// Which rule took the event. The order is that of `dialogue::step`.
fn rule(content: &Content, moved: &Moved<'_>) -> String {
    let before = moved.before;
    let screened = moved.turn.effects.iter().any(|effect| matches!(effect, Effect::Say(say) if say.urgent));
    let first = if screened { "screening: ways to a human stand first; then " } else { "" };
    let rule = match moved.event {
        Event::Start { .. } => "arrive: /start".to_owned(),
        Event::Said { .. } => said(content, moved),
        Event::OtherKind { .. } => "keep: a kind of message that is met with one line".to_owned(),
        Event::Edited { kept: Some(kept), .. } => format!("keep: an edit of words in the part `{}`", kept.part),
        Event::Edited { kept: None, .. } => "keep: an edit of words that stand in no draft".to_owned(),
        Event::Pressed { press, .. } => pressed(before, press),
        Event::Blocked => "arrive: the bot was blocked".to_owned(),
        Event::Unblocked => "arrive: the bot was let back in".to_owned(),
        Event::Due { what: Due::Quiet, mark } if *mark != before.mark => "dues: a quiet moment that is void".to_owned(),
        Event::Due { what, .. } => format!("dues: the stored time `{}` has come", what.as_str()),
        Event::Stale { .. } => "review: the draft says that it is not what was shown".to_owned(),
    };
    format!("{first}{rule}")
}

/// What the person wrote: a command, words for a coordinator, or words that are kept.
fn said(content: &Content, moved: &Moved<'_>) -> String {
    let kept = moved.turn.effects.iter().find_map(|effect| match effect {
        Effect::Keep { part, .. } => Some(format!("keep: words for the part `{part}`")),
        Effect::PassOn(_) => Some("keep: words straight to the coordinator who is in touch".to_owned()),
        Effect::Say(_)
        | Effect::Ack(_)
        | Effect::Mark
        | Effect::KeepChoice { .. }
        | Effect::Amend
        | Effect::Rename(_)
        | Effect::RemovePart { .. }
        | Effect::DropDraft { .. }
        | Effect::Refer { .. }
        | Effect::Withdraw { .. }
        | Effect::Contact { .. }
        | Effect::SomebodyElse
        | Effect::NotYet { .. }
        | Effect::Schedule { .. }
        | Effect::Cancel(_)
        | Effect::ClearChat
        | Effect::Forget { .. }
        | Effect::Reachable(_)
        | Effect::Odd(_) => None,
    });
    let unkept = matches!(content.step(&moved.before.place), Some(Step::Menu(menu)) if menu.unkept);
    match (kept, &moved.before.overlay) {
        (Some(kept), _) => kept,
        (None, Some(_) | None) if moved.turn.state.held != moved.before.held => {
            "pasted: words that plainly hold details of somebody else".to_owned()
        }
        (None, Some(Overlay::Remind { .. })) => "remind: words that may be a date".to_owned(),
        (None, Some(_) | None) if unkept && moved.turn.state.typed.is_none() => {
            "keep: words that this page does not keep".to_owned()
        }
        (None, Some(_) | None) => "commands: a whole message that is a command, or a word that acts".to_owned(),
    }
}

fn pressed(before: &State, press: &Press) -> String {
    let here = match &before.overlay {
        Some(overlay) => overlay.name().to_owned(),
        None => format!("{}/{}", before.place.dialogue, before.place.step),
    };
    match press {
        Press::Constant(way) => format!("press: the way `{}`, which always acts", way.as_str()),
        Press::Choice { nonce, place, choice } if *nonce == before.nonce && *place == here => {
            format!("press: the choice `{choice}` of `{here}`")
        }
        Press::Choice { place, choice, .. } => {
            format!("press: the choice `{choice}` of `{place}` is not offered any more, so it is an old button")
        }
        Press::Copy(_) => "press: a number that the phone copies; the program is not told".to_owned(),
        Press::Unknown => "press: a button that no version of ours has made".to_owned(),
    }
}

/// An order, by its name and what it is about; never with words.
fn order(effect: &Effect) -> String {
    match effect {
        Effect::Say(say) => format!("a message ({} choices)", say.choices.len()),
        Effect::Ack(notice) => {
            notice.as_ref().map_or("no notice".to_owned(), |notice| format!("the notice `{}`", notice.key))
        }
        Effect::Mark => "a ✍".to_owned(),
        Effect::Keep { part, .. } => format!("words kept in `{part}`"),
        Effect::KeepChoice { part, label, .. } => format!("`{}` kept in `{part}`", label.key),
        Effect::Amend => "kept words changed".to_owned(),
        Effect::Rename(_) => "kept words under the part's new id".to_owned(),
        Effect::RemovePart { part, everywhere, .. } => {
            format!("`{part}` removed{}", if *everywhere { ", from what was sent too" } else { "" })
        }
        Effect::DropDraft { purpose } => format!("the draft {purpose:?} emptied"),
        Effect::Refer { purpose, revision, .. } => format!("{purpose:?} handed over as shown at revision {revision}"),
        Effect::Withdraw { .. } => "what was sent taken back".to_owned(),
        Effect::Contact { welcome } => format!("contact {}", if *welcome { "welcome" } else { "not welcome" }),
        Effect::PassOn(_) => "words passed on".to_owned(),
        Effect::SomebodyElse => "somebody else is asked for".to_owned(),
        Effect::NotYet { .. } => "what rests is taken up again".to_owned(),
        Effect::Schedule { what, .. } => format!("the time `{}` stored", what.as_str()),
        Effect::Cancel(what) => format!("the time `{}` let go", what.as_str()),
        Effect::ClearChat => "the chat cleared".to_owned(),
        Effect::Forget { .. } => "the person forgotten".to_owned(),
        Effect::Reachable(true) => "reachable".to_owned(),
        Effect::Reachable(false) => "not reachable".to_owned(),
        Effect::Odd(what) => format!("something odd: {what}"),
    }
}
