//! Words that plainly hold details of somebody else: they stay out of the draft until the person chooses, and are asked about once.
//!
//! They wait in the sealed state (`HeldBack`). Whoever leaves them there twice, or goes on to something else, has left them out.
//! Not here: what counts as plain (`safety::pasted`).

use chrono::{DateTime, Utc};

use super::super::{Asked, HeldBack, Overlay, Step, Text, Told};
use super::keep;
use super::movement::{Move, line, msg};
use super::press::stale;
use super::view::View;
use crate::safety::{Pasted, pasted};
use crate::story::{Fragment, Words};

/// So many messages wait for one answer. What comes then is not kept, and the question is shown again instead.
const MOST: usize = 20;

pub(super) fn view(m: &Move<'_>) -> View {
    let choices = vec![m.choice("leave", msg("choice-leave-it-out")), m.choice("keep", msg("choice-keep-it"))];
    View { text: vec![line("pasted-ask")], choices, ..View::default() }
}

/// Holds a message back if it is to be asked about.
pub(super) fn hold_back(m: &mut Move<'_>, fragment: Fragment) -> Option<Fragment> {
    if !is_asked_about(m, &fragment) {
        return Some(fragment);
    }
    let note = m.state.overlay == Some(Overlay::Person);
    let held = m.state.held.get_or_insert_with(HeldBack::default);
    held.note |= note;
    if held.fragments.len() >= MOST {
        m.present();
        return None;
    }
    held.fragments.push(fragment);
    if matches!(m.state.overlay, Some(Overlay::Pasted { .. })) {
        // The question stands there already, and is put to the bottom after a quiet moment.
        m.await_quiet();
    } else {
        m.lay(Overlay::Pasted { prompted: false });
    }
    None
}

/// Words about how to reach somebody are their own, and what is not kept needs no question.
fn is_asked_about(m: &Move<'_>, fragment: &Fragment) -> bool {
    let unasked = match m.step() {
        Some(Step::Menu(menu)) => menu.unkept,
        Some(Step::Listen(listen)) => keep::is_aside(m, &listen.part),
        Some(Step::Review(_)) => matches!(&m.state.asked, Asked::Changing { part, .. } if keep::is_aside(m, part)),
        Some(Step::Invite(_) | Step::Sent(_) | Step::Listings(_)) | None => false,
    };
    if unasked && m.state.overlay != Some(Overlay::Person) {
        return false;
    }
    match fragment.content.words().and_then(|words| pasted(words.as_str())) {
        Some(Pasted::Details) => true,
        // Who has kept such words once knows what they do.
        Some(Pasted::AtWork) => !m.state.told.contains(&Told::AboutSomebody),
        None => false,
    }
}

/// Words that are asked about nothing come while the question stands: they are kept where they belong, and it stays.
pub(super) fn beside(m: &mut Move<'_>, fragment: Fragment) {
    let question = m.state.overlay.take();
    if m.state.held.as_mut().is_some_and(|held| std::mem::take(&mut held.note)) {
        m.state.overlay = Some(Overlay::Person);
    }
    keep::placed(m, fragment);
    m.state.overlay = question;
    m.offer_anew();
}

pub(super) fn chosen(m: &mut Move<'_>, id: &str) {
    let Some(held) = m.state.held.take() else { return stale(m) };
    match id {
        "leave" => {
            m.notice(msg("notice-left-out"));
            m.lift();
        }
        "keep" => keep_all(m, held),
        _ => {
            m.state.held = Some(held);
            stale(m);
        }
    }
}

fn keep_all(m: &mut Move<'_>, held: HeldBack) {
    m.state.told.insert(Told::AboutSomebody);
    m.state.overlay = held.note.then_some(Overlay::Person);
    m.offer_anew();
    held.fragments.into_iter().for_each(|fragment| keep::placed(m, fragment));
    m.notice(msg("notice-kept"));
    if !m.effects.iter().any(|effect| matches!(effect, super::super::Effect::Say(_))) {
        m.present();
    }
}

/// A quiet moment after more words: the question is put at the bottom once. After another one the words are left out.
pub(super) fn quiet(m: &mut Move<'_>, prompted: bool) {
    if prompted {
        m.state.held = None;
        m.state.overlay = None;
        m.offer_anew();
        return super::dues::quiet(m);
    }
    m.state.overlay = Some(Overlay::Pasted { prompted: true });
    m.present();
}

/// A message that waits was edited. If nothing is left to ask about, it is kept as it is now. False: it does not wait.
pub(super) fn edited(m: &mut Move<'_>, message: i64, edited_at: DateTime<Utc>, words: &Words) -> bool {
    let Some(held) = m.state.held.as_mut() else { return false };
    let Some(fragment) = held.fragments.iter_mut().find(|fragment| fragment.message == message) else { return false };
    if fragment.edited_at.is_some_and(|known| known > edited_at) {
        return true;
    }
    fragment.content = fragment.content.clone().with_words(words.clone());
    fragment.edited_at = Some(edited_at);
    let all = held.fragments.clone();
    if !all.iter().any(|fragment| is_asked_about(m, fragment))
        && let Some(held) = m.state.held.take()
    {
        m.state.overlay = held.note.then_some(Overlay::Person);
        m.offer_anew();
        all.into_iter().for_each(|fragment| keep::placed(m, fragment));
        if !m.effects.iter().any(|effect| matches!(effect, super::super::Effect::Say(_))) {
            m.present();
        }
    }
    true
}

/// The question, for a bubble that has its buttons under it.
pub(super) fn question(m: &Move<'_>) -> Option<Text> {
    matches!(m.state.overlay, Some(Overlay::Pasted { .. })).then(|| line("pasted-ask"))
}

/// What waits while something else lies over the place is asked about when that is lifted.
pub(super) fn waits(m: &Move<'_>) -> Option<Overlay> {
    m.state.held.is_some().then_some(Overlay::Pasted { prompted: false })
}

/// Whoever has gone on without choosing has left it out.
pub(super) fn let_go(m: &mut Move<'_>) {
    if m.state.overlay.is_none() {
        m.state.held = None;
    }
}
