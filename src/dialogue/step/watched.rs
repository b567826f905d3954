//! A phone that somebody else may look at: from an answer about abuse on, nothing comes by itself that shows there is more to find (P29).
//!
//! No reminder and no notice that was asked for before, and no words of theirs on the screen after a quiet moment, until the person chooses:
//! sets a reminder anew, or taps to see their words. Not here: what an answer about abuse shows (`signpost`), clearing (`erase`).

use super::super::{Asked, Due, Effect, Offer, Signpost, Step};
use super::dues;
use super::movement::{Move, line};
use crate::story::Purpose;

/// From now on, if this is an answer that somebody else had better not see.
pub(super) fn begin(m: &mut Move<'_>, signpost: &Signpost) {
    if signpost.offer != Some(Offer::Clear) {
        return;
    }
    m.state.watched = true;
    m.effects.push(Effect::Cancel(Due::Unopened));
    if m.state.reminder.take().is_some() {
        m.effects.push(Effect::Cancel(Due::Reminder));
        let last =
            m.effects.iter_mut().rev().find_map(|effect| if let Effect::Say(say) = effect { Some(say) } else { None });
        if let Some(say) = last {
            say.text.push(line("remind-cancelled"));
        }
    }
}

/// A quiet moment on such a phone: where words would be shown there is one neutral line instead, with the tap that shows them.
/// False: it goes as on any other.
pub(super) fn quiet(m: &mut Move<'_>) -> bool {
    if !m.state.watched {
        return false;
    }
    match m.step() {
        Some(Step::Review(_)) => match m.state.asked {
            Asked::Idle { telling: true } | Asked::Changing { begun: true, .. } => m.remark(line("quiet")),
            Asked::Idle { .. }
            | Asked::Listening { .. }
            | Asked::Page { .. }
            | Asked::Whole
            | Asked::OnePart { .. }
            | Asked::Changing { .. } => {}
        },
        Some(Step::Listen(_)) => return false,
        Some(Step::Menu(menu)) if menu.unkept => {}
        Some(Step::Menu(_) | Step::Invite(_) | Step::Listings(_) | Step::Sent(_)) | None => {
            if m.state.asked == (Asked::Idle { telling: true }) && m.state.draft(Purpose::Story).unsent() {
                to_review(m);
            }
        }
    }
    true
}

/// Stands where their words are reviewed, and shows none of them.
fn to_review(m: &mut Move<'_>) {
    let Some(place) = m.content.review_of(Purpose::Story) else { return };
    dues::keep_way_back(m);
    m.stand_at(place);
    m.state.asked = Asked::Idle { telling: true };
    m.remark(line("quiet"));
}
