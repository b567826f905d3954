//! A person: when somebody is there, how to reach them, and a note to the queue. For people under 18 it opens their own route, never the adult queue (P25).

use super::super::{Arg, Overlay, Role, Text};
use super::keep;
use super::movement::{Move, line, msg};
use super::press::stale;
use super::review;
use super::view::View;
use crate::story::{Fragment, Purpose};

pub(super) fn open(m: &mut Move<'_>) {
    m.lay(Overlay::Person);
}

pub(super) fn view(m: &Move<'_>) -> View {
    if m.state.under_18 { young(m) } else { adult(m) }
}

fn adult(m: &Move<'_>) -> View {
    let hours = &m.situation.facts.hours;
    let there = match hours.next_opening(m.now) {
        _ if hours.is_open(m.now) => line("person-open"),
        Some(at) => Text::Message(msg("person-closed").with("moment", Arg::Moment(at))),
        None => line("person-unknown"),
    };
    let text = vec![line("person-intro"), there, line("person-phone")];
    View {
        text,
        choices: vec![m.choice("write", msg("choice-please-write")), m.choice("back", msg("choice-back"))],
        ..View::default()
    }
}

fn young(m: &Move<'_>) -> View {
    let mut text = vec![line("young-person")];
    let mut choices = vec![m.choice("back", msg("choice-back"))];
    if m.situation.facts.young.is_some() {
        text.push(line("young-route"));
        choices.insert(0, m.choice("write", msg("choice-please-write")));
    }
    View { text, choices, ..View::default() }
}

pub(super) fn chosen(m: &mut Move<'_>, id: &str) {
    match id {
        "write" => write(m),
        _ => stale(m),
    }
}

/// "Please write to me", shown as it would be sent.
pub(super) fn write(m: &mut Move<'_>) {
    begin_note(m);
    review::open(m, purpose(m));
}

/// Words typed here are words for the note.
pub(super) fn typed(m: &mut Move<'_>, fragment: Fragment) {
    if m.state.under_18 && m.situation.facts.young.is_none() {
        m.state.overlay = None;
        m.offer_anew();
        return keep::here(m, fragment);
    }
    begin_note(m);
    m.state.overlay = None;
    let purpose = purpose(m);
    if let Some(place) = m.content.review_of(purpose) {
        m.stand_aside(place);
        keep::here(m, fragment);
    }
}

fn purpose(m: &Move<'_>) -> Purpose {
    if m.state.under_18 { Purpose::Young } else { Purpose::Note }
}

/// "Please write to me" stands as a line of its own, with or without more words.
fn begin_note(m: &mut Move<'_>) {
    let role = if m.state.under_18 { Role::Young } else { Role::Note };
    if let Some((id, part)) = m.content.part_with(role) {
        m.state.draft_mut(part.purpose).begin(id);
    }
}
