//! The review: exactly what would be sent, the whole or part by part, each to change, leave out or remove; then *Send these words* (P12–P14).

use super::super::{Arg, Asked, Choice, Effect, Holder, Place, Review, Role, Step, Text};
use super::keep;
use super::movement::{Move, line, msg};
use super::press::stale as stale_button;
use super::view::View;
use crate::buttons::Press;
use crate::referral::Queue;
use crate::story::{Outline, PartId, Purpose};

pub(super) fn view(m: &Move<'_>, review: &Review) -> View {
    match &m.state.asked {
        Asked::OnePart { part } => one_part(m, review, part),
        Asked::Changing { .. } => View {
            text: vec![line("change-ask")],
            choices: vec![m.choice("changed", msg("choice-done"))],
            ..View::default()
        },
        Asked::Idle { .. } | Asked::Listening { .. } | Asked::Page { .. } | Asked::Whole => whole(m, review),
    }
}

fn whole(m: &Move<'_>, review: &Review) -> View {
    let draft = m.state.draft(review.purpose);
    if !stands(m, &draft) {
        let mut choices = vec![m.choice("more", msg("choice-write"))];
        if !draft.is_empty() {
            choices.push(m.choice("parts", msg("choice-one-by-one")));
        }
        choices.extend(go_back(m, review));
        return View { text: vec![line("review-empty")], choices, ..View::default() };
    }
    if m.state.asked == (Asked::Idle { telling: true }) {
        // Words are still coming: what would be sent is shown when they say that is all, or after a quiet moment.
        let choices = [m.choice("that-is-all", msg("choice-done"))].into_iter().chain(go_back(m, review)).collect();
        return View { text: whole_text(m, review), choices, ..View::default() };
    }
    let mut choices = vec![m.choice("more", msg("choice-more-words"))];
    let nowhere = nowhere_to_send(m, review.purpose);
    if !nowhere {
        choices.insert(0, m.choice(format!("send-{}", draft.revision), msg("choice-send")));
    }
    if review.purpose == Purpose::Story {
        choices.push(m.choice("parts", msg("choice-one-by-one")));
    }
    // Where there is a way back, it takes the place of how to be reached, which is offered again after sending.
    if review.reach.is_some() && !nowhere && m.state.back.is_none() {
        choices.push(m.choice("reach", msg("choice-reach")));
    }
    choices.extend(go_back(m, review));
    View { text: whole_text(m, review), choices, ..View::default() }
}

/// Exactly what would be sent, and when it would be read, before the question (P18).
fn whole_text(m: &Move<'_>, review: &Review) -> Vec<Text> {
    if nowhere_to_send(m, review.purpose) {
        return vec![line("young-kept"), Text::Whole(review.purpose), line("young-not-sent-here")];
    }
    // Words of somebody under 18 go to the named person, whatever they are (P25).
    let young = m.queue(review.purpose) == Queue::Young;
    let say = if young { "would-be-sent-young" } else { &review.say };
    let mut text = vec![line(say), Text::Whole(review.purpose)];
    let hours = &m.situation.facts.hours;
    if let Some(at) = hours.next_opening(m.now).filter(|_| !hours.is_open(m.now)) {
        text.push(Text::Message(msg("nobody-reads-before").with("moment", Arg::Moment(at))));
    }
    let other = super::sent::another_way(m, review.purpose);
    text.push(line(if other { "answered-your-way" } else { &review.after }));
    text.extend(super::signpost::in_sight(m));
    text
}

/// Words of somebody under 18 are sent only where the service has named a route for them; else the ways to help stand there (P25).
fn nowhere_to_send(m: &Move<'_>, purpose: Purpose) -> bool {
    m.queue(purpose) == Queue::Young && m.situation.facts.young.is_none()
}

/// Notes and the like are side ways: there is a way back from them.
fn go_back(m: &Move<'_>, review: &Review) -> Option<Choice> {
    match review.purpose {
        Purpose::Story => m.state.back.is_some().then(|| m.choice("not-now", msg("choice-back"))),
        Purpose::Note | Purpose::Visit | Purpose::Complaint | Purpose::Young => {
            Some(m.choice("not-now", msg("choice-not-now")))
        }
    }
}

/// Whether there is anything to send: a part that may stand alone.
pub(super) fn stands(m: &Move<'_>, draft: &Outline) -> bool {
    draft.parts.iter().any(|part| !part.left_out && !keep::is_aside(m, &part.part))
        || (draft.sent.is_some() && draft.would_send())
}

fn one_part(m: &Move<'_>, review: &Review, part: &PartId) -> View {
    let out = m.state.draft(review.purpose).leaves_out(part);
    let turn =
        if out { m.choice("put-back", msg("choice-put-back")) } else { m.choice("leave-out", msg("choice-leave-out")) };
    let note = if out { Some(line("part-left-out")) } else { None };
    // A line of its own stands before their words, so that a lock screen does not show them (P29).
    let text = [line("one-part"), Text::Part(review.purpose, part.clone())].into_iter().chain(note).collect();
    let choices = vec![
        m.choice("next", msg("choice-next")),
        m.choice("change", msg("choice-change")),
        turn,
        m.choice("remove", msg("choice-remove")),
    ];
    View { text, choices, ..View::default() }
}

pub(super) fn chosen(m: &mut Move<'_>, review: &Review, id: &str) {
    match (m.state.asked.clone(), id) {
        (Asked::OnePart { part }, _) => on_part(m, review, &part, id),
        (Asked::Changing { part, .. }, "changed") => show(m, Asked::OnePart { part }),
        (Asked::Idle { .. }, "that-is-all") => show(m, Asked::Whole),
        (_, "more") => m.go_to(&review.more),
        (_, "parts") => next_part(m, review, None),
        (_, "reach") => match &review.reach {
            Some(to) => m.go_to(to),
            None => stale_button(m),
        },
        (_, "not-now") => m.go_back(),
        (_, other) => match other.strip_prefix("send-").and_then(|revision| revision.parse().ok()) {
            Some(revision) => send(m, review, revision),
            None => stale_button(m),
        },
    }
}

fn on_part(m: &mut Move<'_>, review: &Review, part: &PartId, id: &str) {
    match id {
        "next" => next_part(m, review, Some(part)),
        "change" => {
            m.state.direct = None;
            show(m, Asked::Changing { part: part.clone(), begun: false });
        }
        "leave-out" | "put-back" => {
            m.state.draft_mut(review.purpose).leave_out(part, id == "leave-out");
            show(m, Asked::OnePart { part: part.clone() });
        }
        "remove" => remove(m, review, part),
        _ => stale_button(m),
    }
}

/// Removing a part that was sent takes it out of every approval too (P12).
fn remove(m: &mut Move<'_>, review: &Review, part: &PartId) {
    let next = after(m, review, part);
    let draft = m.state.draft_mut(review.purpose);
    let everywhere = draft.sent.is_some();
    let unchanged = draft.sent == Some(draft.revision);
    draft.remove(part);
    if unchanged {
        draft.sent = Some(draft.revision);
    }
    m.effects.push(Effect::RemovePart { purpose: review.purpose, part: part.clone(), everywhere });
    m.notice(msg("notice-removed"));
    match next {
        Some(part) => show(m, Asked::OnePart { part }),
        None => show(m, Asked::Whole),
    }
}

fn next_part(m: &mut Move<'_>, review: &Review, from: Option<&PartId>) {
    let next = match from {
        Some(part) => after(m, review, part),
        None => in_order(m, review).into_iter().next(),
    };
    show(m, next.map_or(Asked::Whole, |part| Asked::OnePart { part }));
}

fn after(m: &Move<'_>, review: &Review, part: &PartId) -> Option<PartId> {
    in_order(m, review).into_iter().skip_while(|id| id != part).nth(1)
}

/// The draft's parts in the order in which they are sent.
fn in_order(m: &Move<'_>, review: &Review) -> Vec<PartId> {
    let mut parts: Vec<PartId> = m.state.draft(review.purpose).parts.into_iter().map(|part| part.part).collect();
    parts.sort_by_key(|id| m.state.part(m.content, review.purpose, id).map_or(u16::MAX, |part| part.order));
    parts
}

fn show(m: &mut Move<'_>, asked: Asked) {
    m.state.asked = asked;
    m.offer_anew();
    m.present();
}

/// The act of sending: it counts only for the revision that was shown, while nothing has changed since (P13).
fn send(m: &mut Move<'_>, review: &Review, revision: u64) {
    let draft = m.state.draft(review.purpose);
    if !is_seen(&draft) || draft.revision != revision || nowhere_to_send(m, review.purpose) {
        return stale(m, review.purpose);
    }
    m.state.draft_mut(review.purpose).sent = Some(revision);
    let queue = m.queue(review.purpose);
    m.effects.push(Effect::Refer { purpose: review.purpose, revision, queue });
    if names_somebody(m, &draft) {
        // Whoever is in touch may be the one whom they would rather not meet: whether that is so is looked at outside, and nothing is said of them.
        m.situation.holder = Holder::Bot;
    }
    m.go_to(&review.sent);
}

/// Whether somebody of the team may be named in it whom they would rather not meet.
fn names_somebody(m: &Move<'_>, draft: &Outline) -> bool {
    let part = m.content.part_with(Role::RatherNot);
    part.is_some_and(|(id, _)| draft.has(id) && !draft.leaves_out(id))
}

/// Whether the draft was shown as it is now.
fn is_seen(draft: &Outline) -> bool {
    draft.shown.as_ref().is_some_and(|shown| shown.revision() == draft.revision)
}

/// Whether a review stands open of something that was not shown as it is now: it was changed since, or could not be delivered.
pub(super) fn is_unseen(m: &Move<'_>) -> bool {
    let Some(Step::Review(review)) = m.step() else { return false };
    let draft = m.state.draft(review.purpose);
    m.state.overlay.is_none() && m.state.asked == Asked::Whole && stands(m, &draft) && !is_seen(&draft)
}

/// What may be chosen here and now, for a bubble that does not show it: nothing is sent from there that was not shown (P13).
pub(super) fn seen_choices(m: &Move<'_>) -> Vec<Choice> {
    let mut choices = super::view::view(m).choices;
    if is_unseen(m) {
        let sends = |press: &Press| matches!(press, Press::Choice { choice, .. } if choice.starts_with("send-"));
        choices.retain(|choice| !sends(&choice.press));
    }
    choices
}

/// What was to be sent is not what was shown: it is shown again, as it is now.
pub(super) fn stale(m: &mut Move<'_>, purpose: Purpose) {
    m.notice(msg("notice-changed"));
    open(m, purpose);
}

/// Opens the review of a draft at the whole.
pub(super) fn open(m: &mut Move<'_>, purpose: Purpose) {
    match m.content.review_of(purpose) {
        Some(place) => go_or_show(m, place),
        None => m.effects.push(Effect::Odd("a purpose with no review")),
    }
}

fn go_or_show(m: &mut Move<'_>, place: Place) {
    if purpose_of(m, &place) == Some(Purpose::Story) { m.go(place) } else { m.go_aside(place) }
}

fn purpose_of(m: &Move<'_>, place: &Place) -> Option<Purpose> {
    match m.content.step(place) {
        Some(Step::Review(review)) => Some(review.purpose),
        Some(Step::Menu(_) | Step::Listen(_) | Step::Invite(_) | Step::Sent(_) | Step::Listings(_)) | None => None,
    }
}

/// A quiet moment while words had come to the review, or changed under it: it is shown as it is now.
pub(super) fn quiet(m: &mut Move<'_>, purpose: Purpose) {
    match m.state.asked.clone() {
        Asked::Idle { telling: true } => open(m, purpose),
        Asked::Changing { part, begun: true } => show(m, Asked::OnePart { part }),
        Asked::Idle { .. }
        | Asked::Listening { .. }
        | Asked::Page { .. }
        | Asked::Whole
        | Asked::OnePart { .. }
        | Asked::Changing { .. } => {}
    }
}
