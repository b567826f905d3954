//! A walk over everything that can be reached by pressing, saying and waiting. `Chat` holds every turn on the way to the promises.

use std::collections::BTreeSet;

use super::chat::Chat;
use crate::buttons::Constant;
use crate::dialogue::{Asked, Event, OtherKind, State};
use crate::story::Purpose;

/// What makes two states the same for the walk: what they offer, not how often somebody has been there.
fn outline(state: &State) -> String {
    let story = state.draft(Purpose::Story);
    let asked = match &state.asked {
        Asked::OnePart { .. } => Asked::OnePart { part: String::new() },
        Asked::Changing { begun, .. } => Asked::Changing { part: String::new(), begun: *begun },
        other @ (Asked::Idle { .. } | Asked::Listening { .. } | Asked::Page { .. } | Asked::Whole) => other.clone(),
    };
    if let Some(overlay) = &state.overlay {
        // Under an overlay it matters where somebody is, not what exactly was going on there.
        return format!("{:?} {overlay:?} {} {}", state.place, story.would_send(), state.under_18);
    }
    let page = if let Asked::Page { page } = asked { Asked::Page { page: page % 4 } } else { asked };
    format!(
        "{:?} {page:?} {} {} {} {:?}",
        state.place,
        story.would_send(),
        story.sent.is_some(),
        state.under_18,
        state.listing
    )
}

fn walk(young_route: bool) -> usize {
    reached(young_route).len()
}

/// Every state that can be reached, once each.
pub fn reached(young_route: bool) -> Vec<Chat> {
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    let mut first = Chat::begun();
    if young_route {
        first.facts.young = Some(crate::dialogue::Contact { name: "Jo".into(), phone: None, email: None });
    }
    let mut open = vec![first];
    while let Some(chat) = open.pop() {
        assert!(seen.len() < 20_000, "the walk does not end");
        for next in neighbours(&chat) {
            if seen.insert(outline(&next.state)) {
                open.push(next);
            }
        }
        all.push(chat);
    }
    all
}

fn neighbours(chat: &Chat) -> Vec<Chat> {
    let mut out = Vec::new();
    let mut with = |act: &dyn Fn(&mut Chat) -> &mut Chat| {
        let mut next = chat.fork();
        let _ = act(&mut next);
        out.push(next);
    };
    for choice in chat.buttons() {
        with(&|next| next.press(choice.press.clone()));
    }
    for way in [Constant::Skip, Constant::Stop, Constant::Person, Constant::Help] {
        with(&|next| next.way(way));
    }
    with(&|next| next.say("some words"));
    with(&|next| next.voice());
    with(&|next| next.say("some").quiet());
    with(&|next| next.say("help"));
    with(&|next| next.say("/mywords"));
    with(&|next| next.event(Event::OtherKind { message: 1, kind: OtherKind::Sticker }));
    with(&|next| next.event(Event::Start { code: Some("gp-seaton".into()) }));
    out
}

impl Chat {
    pub fn fork(&self) -> Self {
        Self {
            content: self.content.clone(),
            facts: self.facts.clone(),
            holder: self.holder.clone(),
            away: self.away.clone(),
            referrals: self.referrals.clone(),
            state: self.state.clone(),
            now: self.now,
            last: self.last.clone(),
            newest: self.newest.clone(),
            message: self.message,
        }
    }
}

#[test]
fn p1_p3_every_state_that_can_be_reached_keeps_its_ways_and_its_measure() {
    let states = walk(false);
    assert!(states > 150, "the walk reached {states} states only");
    assert!(walk(true) > states);
}

#[test]
fn p1_the_constant_ways_act_from_old_messages_too() {
    let mut chat = Chat::begun();
    chat.tap("choice-tell").say("a").way(Constant::Help);
    assert!(chat.said("help-first"));
    chat.tap("choice-keep-writing");
    assert_eq!(chat.place(), "first-contact/tell");
}
