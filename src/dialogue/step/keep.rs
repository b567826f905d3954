//! Listening: what a person sends is kept where it belongs, marked, and not talked over (P4, P9, P11).

use chrono::{DateTime, Utc};

use super::super::state::kind_key;
use super::super::{Arg, Asked, Chose, Effect, Kept, OtherKind, Overlay, Role, Step, Text, Told};
use super::movement::{Move, line, msg};
use super::{commands, pasted, person, remind, straight};
use crate::story::{Content as Held, Fragment, PartId, Purpose, Words};

/// Something was said, by text, voice or picture.
pub(super) fn said(m: &mut Move<'_>, message: i64, sent_at: DateTime<Utc>, content: Held) {
    let fragment = Fragment { message, sent_at, edited_at: None, content };
    if let Some(command) = commands::read(m, &fragment) {
        return commands::act(m, &command, fragment);
    }
    m.state.typed = None;
    if m.is_direct() {
        m.effects.push(Effect::Mark);
        m.effects.push(Effect::PassOn(fragment));
        return straight::tell_of_absence(m);
    }
    // The coordinator has put it to rest meanwhile, or another one has it: words go nowhere unseen.
    m.state.direct = None;
    let Some(fragment) = pasted::hold_back(m, fragment) else { return };
    if matches!(m.state.overlay, Some(Overlay::Pasted { .. })) {
        pasted::beside(m, fragment)
    } else {
        placed(m, fragment)
    }
}

/// Puts a fragment where it belongs: to what is laid over the place, or to the place.
pub(super) fn placed(m: &mut Move<'_>, fragment: Fragment) {
    match &m.state.overlay {
        Some(Overlay::Remind { asked }) if *asked > 0 => remind::typed(m, *asked, &fragment),
        Some(Overlay::Person) => person::typed(m, fragment),
        Some(over) => {
            if matches!(over, Overlay::Signpost { .. }) {
                m.state.episode.choose(Chose::KeepWriting);
            }
            m.state.overlay = pasted::waits(m);
            m.offer_anew();
            here(m, fragment);
        }
        None => here(m, fragment),
    }
}

/// Keeps a fragment where the conversation stands.
pub(super) fn here(m: &mut Move<'_>, fragment: Fragment) {
    match m.step() {
        Some(Step::Menu(menu)) if menu.unkept => unkept(m),
        Some(Step::Listen(listen)) => {
            let prompted = matches!(m.state.asked, Asked::Listening { prompted: true, .. });
            m.state.asked = Asked::Listening { said: true, prompted };
            in_part(m, listen.part.clone(), fragment);
        }
        Some(Step::Review(_)) => in_review(m, fragment),
        Some(Step::Menu(_) | Step::Invite(_) | Step::Sent(_) | Step::Listings(_)) | None => {
            m.state.asked = Asked::Idle { telling: true };
            in_story(m, fragment);
        }
    }
}

/// Words about somebody else that were pasted in: not kept, and said once.
fn unkept(m: &mut Move<'_>) {
    if m.state.asked != (Asked::Idle { telling: true }) {
        m.state.asked = Asked::Idle { telling: true };
        m.remark(line("not-kept"));
    }
}

fn in_review(m: &mut Move<'_>, fragment: Fragment) {
    if let Asked::Changing { part, begun } = m.state.asked.clone() {
        if !begun {
            let purpose = part_purpose(m, &part);
            m.state.draft_mut(purpose).remove(&part);
            m.effects.push(Effect::RemovePart { purpose, part: part.clone(), everywhere: false });
        }
        m.state.asked = Asked::Changing { part: part.clone(), begun: true };
        in_part(m, part, fragment);
    } else {
        m.state.asked = Asked::Idle { telling: true };
        in_open_draft(m, fragment);
    }
}

/// Words that come while a draft is reviewed belong to that draft's open part (the note's words to the note).
fn in_open_draft(m: &mut Move<'_>, fragment: Fragment) {
    let purpose = match m.step() {
        Some(Step::Review(review)) => review.purpose,
        Some(Step::Menu(_) | Step::Listen(_) | Step::Invite(_) | Step::Sent(_) | Step::Listings(_)) | None => {
            Purpose::Story
        }
    };
    match m.content.part_with(open_role(purpose)) {
        Some((part, _)) => in_part(m, part.clone(), fragment),
        None => in_story(m, fragment),
    }
}

fn open_role(purpose: Purpose) -> Role {
    match purpose {
        Purpose::Story => Role::Story,
        Purpose::Note => Role::Note,
        Purpose::Visit => Role::Visit,
        Purpose::Complaint => Role::Complaint,
        Purpose::Young => Role::Young,
    }
}

/// Keeps a fragment as the story: words that come while no question is open.
fn in_story(m: &mut Move<'_>, fragment: Fragment) {
    match m.content.part_with(Role::Story) {
        Some((part, _)) => in_part(m, part.clone(), fragment),
        None => m.effects.push(Effect::Odd("no part with the role story")),
    }
}

/// Keeps a fragment in a part, marks it, and waits for a quiet moment.
pub(super) fn in_part(m: &mut Move<'_>, part: PartId, fragment: Fragment) {
    let purpose = part_purpose(m, &part);
    let spoken = !matches!(fragment.content, Held::Text(_));
    m.state.met.insert(part.clone());
    let aside = is_aside(m, &part);
    let draft = m.state.draft_mut(purpose);
    if aside {
        draft.add_aside(&part)
    } else {
        draft.add(&part)
    }
    m.effects.push(Effect::Keep { purpose, part, fragment });
    m.effects.push(Effect::Mark);
    explain_once(m, spoken);
    m.await_quiet();
}

/// The first ✍ says what it means; the first voice note or picture gets its own line.
fn explain_once(m: &mut Move<'_>, spoken: bool) {
    // What is kept here does not go to a coordinator by itself (P34).
    if let Some(name) = m.in_touch().map(str::to_owned)
        && m.state.first_time(Told::NotPassedOn)
    {
        m.remark(Text::Message(msg("not-passed-on").with("name", Arg::Fact(name))));
    } else if spoken && m.state.first_time(Told::Media) {
        m.remark(line("media-kept"));
    } else if m.state.first_time(Told::Mark) {
        m.remark(line("mark-means"));
    }
}

pub(super) fn part_purpose(m: &Move<'_>, part: &str) -> Purpose {
    // A part that is changed where a draft is reviewed is that draft's, whatever it is called today.
    if let (Asked::Changing { part: changed, .. }, Some(Step::Review(review))) = (&m.state.asked, m.step())
        && changed == part
    {
        return review.purpose;
    }
    let known = m.content.part(part).or_else(|| m.state.former.get(part).map(|former| &former.part));
    known.map_or(Purpose::Story, |part| part.purpose)
}

/// Whether a part never stands alone: how to reach somebody, how they found us.
pub(super) fn is_aside(m: &Move<'_>, part: &str) -> bool {
    let known = m.content.part(part).or_else(|| m.state.former.get(part).map(|former| &former.part));
    known.and_then(|part| part.role).is_some_and(Role::is_aside)
}

/// A sticker, a file, a place: one line, and nothing changes.
pub(super) fn other_kind(m: &mut Move<'_>, kind: OtherKind) {
    m.remark(line(&kind_key(kind)));
}

/// An edit changes the words where they are kept. What was sent stays as it was sent until a new approval (P14).
pub(super) fn edited(m: &mut Move<'_>, kept: Option<Kept>) {
    // What is in no draft may have gone straight to a coordinator: `turn` changes it there.
    let Some(kept) = kept else { return m.effects.push(Effect::Amend) };
    if !kept.changes {
        return;
    }
    m.effects.push(Effect::Amend);
    m.state.draft_mut(kept.purpose).touch();
    let draft = m.state.draft(kept.purpose);
    let at_review = matches!(m.step(), Some(Step::Review(review)) if review.purpose == kept.purpose);
    if m.state.overlay.is_none()
        && (at_review || draft.sent.is_some())
        && !matches!(m.state.asked, Asked::Changing { .. })
    {
        m.state.asked = Asked::Idle { telling: true };
        m.await_quiet();
    }
}

/// A word that acted, and was edited since, is kept as it is now if it is kept as words (P11).
pub(super) fn edited_typed(m: &mut Move<'_>, message: i64, edited_at: DateTime<Utc>, words: Words) {
    let older = |known: &Fragment| known.edited_at.is_none_or(|known| known <= edited_at);
    if let Some(typed) = m.state.typed.as_mut().filter(|typed| typed.message == message && older(typed)) {
        typed.content = Held::Text(words);
        typed.edited_at = Some(edited_at);
    }
}

/// *Keep it as my words*: a typed word that acted was meant as words.
pub(super) fn keep_typed(m: &mut Move<'_>) {
    // Words that went straight to a coordinator meanwhile have let go of it, and the button stands there still.
    let Some(fragment) = m.state.typed.take() else { return super::press::stale(m) };
    m.state.overlay = None;
    m.offer_anew();
    here(m, fragment);
    if !m.effects.iter().any(|effect| matches!(effect, Effect::Say(_))) {
        m.notice(msg("notice-kept"));
        m.present();
    }
}
