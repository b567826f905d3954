//! What stories exercised: gathered while they are played, from the moves of the conversation and from the messages that were shown.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use crate::buttons::Press;
use crate::dialogue::{Content, Event, Place, State, Step};
use crate::locale::Noted;
use crate::rehearsal::walk::plain;
use crate::turn::{Moved, Witness};

/// From a step to another one.
pub type Edge = (Place, Place);
/// What offered a choice (`dialogue/step`, an overlay, or `ways`), and its id.
pub type Offer = (String, String);

/// What was exercised.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// Steps where somebody stood, and after how many moves.
    pub steps: BTreeMap<Place, u64>,
    /// Ways from step to step that somebody went.
    pub edges: BTreeSet<Edge>,
    /// Choices that were taken while they were offered.
    pub buttons: BTreeSet<Offer>,
    /// Messages that were shown: language and key.
    pub messages: BTreeSet<(String, String)>,
}

/// Watches stories being played.
#[derive(Clone, Default)]
pub struct Watcher(Arc<Mutex<Seen>>);

impl Watcher {
    /// What it has seen so far.
    pub fn seen(&self) -> Seen {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What is to be told of every move, for dialogues of this content.
    pub fn witness(&self, content: Arc<Content>) -> Witness {
        let seen = self.0.clone();
        Arc::new(move |moved: &Moved<'_>| seen.lock().unwrap_or_else(PoisonError::into_inner).note(&content, moved))
    }

    /// What is to be told of every message that is shown.
    pub fn noted(&self) -> Noted {
        let seen = self.0.clone();
        Arc::new(move |language: &str, key: &str| {
            let known = (language.to_owned(), key.to_owned());
            seen.lock().unwrap_or_else(PoisonError::into_inner).messages.insert(known);
        })
    }
}

impl Seen {
    fn note(&mut self, content: &Content, moved: &Moved<'_>) {
        let (before, after) = (moved.before, &moved.turn.state);
        *self.steps.entry(after.place.clone()).or_default() += 1;
        if let Event::Pressed { press, .. } = moved.event {
            self.pressed(before, press);
        }
        if before.place != after.place {
            self.went(content, &before.place, &after.place);
        }
    }

    fn pressed(&mut self, before: &State, press: &Press) {
        let label = match &before.overlay {
            Some(overlay) => overlay.name().to_owned(),
            None => format!("{}/{}", before.place.dialogue, before.place.step),
        };
        match press {
            Press::Choice { nonce, place, choice } if *nonce == before.nonce && *place == label => {
                self.buttons.insert((label, plain(choice)));
            }
            Press::Constant(way) => {
                self.buttons.insert(("ways".to_owned(), way.as_str().to_owned()));
            }
            Press::Choice { .. } | Press::Copy(_) | Press::Unknown => {}
        }
    }

    /// Somebody went from a step to another. Invitations that have nothing left are passed on the way.
    fn went(&mut self, content: &Content, from: &Place, to: &Place) {
        let mut from = from.clone();
        let passed = |place: &Place| match content.step(place) {
            Some(Step::Invite(invite)) => Some(content.target(&place.dialogue, &invite.done)),
            Some(Step::Menu(_) | Step::Listen(_) | Step::Review(_) | Step::Sent(_) | Step::Listings(_)) | None => None,
        };
        let targets = super::there::targets(content, &from);
        if !targets.contains(to)
            && let Some(between) = targets.into_iter().find(|target| passed(target).as_ref() == Some(to))
        {
            *self.steps.entry(between.clone()).or_default() += 1;
            self.edges.insert((from, between.clone()));
            from = between;
        }
        self.edges.insert((from, to.clone()));
    }
}
