//! What goes on here: the service's listings, each with what a first visit is like (P37), and *I would like to come*.

use super::super::{Arg, Asked, Effect, Listings, Message, Role, Text};
use super::movement::{Move, line, msg};
use super::press::stale;
use super::view::View;
use crate::directory::{Listing, Question};

pub(super) fn view(m: &Move<'_>, step: &Listings) -> View {
    match m.state.listing.as_deref().and_then(|id| find(m, id)) {
        Some(listing) => one(m, listing),
        None => all(m, step),
    }
}

fn all(m: &Move<'_>, step: &Listings) -> View {
    let listings = &m.content.listings;
    let (from, to) = super::invite::page(listings.len(), m.page());
    let shown = listings.get(from..to).unwrap_or_default();
    let mut choices: Vec<_> =
        shown.iter().map(|listing| m.choice(format!("at-{}", listing.id), name(listing))).collect();
    if shown.len() < listings.len() {
        choices.push(m.choice("more", msg("choice-more")));
    }
    choices.push(m.choice("out", msg("choice-back")));
    let key = if listings.is_empty() { &step.none } else { &step.say };
    View { text: vec![line(key)], choices, ..View::default() }
}

fn one(m: &Move<'_>, listing: &Listing) -> View {
    let mut text = vec![Text::Message(name(listing)), line(&listing.summary())];
    text.extend(Question::ALL.map(|question| Text::Message(answer(listing, question))));
    text.push(Text::Message(checked(listing)));
    let choices = vec![m.choice("come", msg("choice-come")), m.choice("list", msg("choice-back"))];
    View { text, choices, ..View::default() }
}

/// A question with its answer; where nobody knows yet, that is said (P37).
fn answer(listing: &Listing, question: Question) -> Message {
    let answer = listing.answer(question).map_or_else(|| msg("answer-unknown"), |key| msg(&key));
    let asked = msg(&format!("ask-{}", question.as_str()));
    msg("listing-line").with("question", Arg::Message(Box::new(asked))).with("answer", Arg::Message(Box::new(answer)))
}

fn checked(listing: &Listing) -> Message {
    match listing.last_checked {
        Some(day) => msg("listing-checked").with("day", Arg::Day(day)),
        None => msg("listing-unchecked"),
    }
}

fn name(listing: &Listing) -> Message {
    Message::new("as-it-is").with("text", Arg::Fact(listing.name.clone()))
}

fn find<'a>(m: &Move<'a>, id: &str) -> Option<&'a Listing> {
    m.content.listings.iter().find(|listing| listing.id == id)
}

pub(super) fn chosen(m: &mut Move<'_>, step: &Listings, id: &str) {
    match id {
        "out" => {
            m.state.listing = None;
            m.go_to(&step.back);
        }
        "list" => look_at(m, None),
        "more" => {
            m.state.asked = Asked::Page { page: m.page() + 1 };
            look_at(m, None);
        }
        "come" => come(m, step),
        other => match other.strip_prefix("at-").and_then(|id| find(m, id)) {
            Some(listing) => look_at(m, Some(listing.id.clone())),
            None => stale(m),
        },
    }
}

fn look_at(m: &mut Move<'_>, listing: Option<String>) {
    m.state.listing = listing;
    m.offer_anew();
    m.present();
}

/// One line, shown and then sent; no story is needed.
fn come(m: &mut Move<'_>, step: &Listings) {
    let Some(listing) = m.state.listing.take().and_then(|id| find(m, &id)) else { return stale(m) };
    let Some((id, part)) = m.content.part_with(Role::Visit) else { return stale(m) };
    let purpose = part.purpose;
    let draft = m.state.draft_mut(purpose);
    draft.remove(id);
    draft.add(id);
    m.effects.push(Effect::DropDraft { purpose });
    m.effects.push(Effect::KeepChoice { purpose, part: id.clone(), label: name(listing) });
    let place = m.content.target(&m.state.place.dialogue, &step.come);
    m.go_aside(place);
}
