//! Arriving: the first time, by a poster's link, again after a while, or after having blocked the bot.

use super::super::{Arg, Due, Effect, Message, Overlay, Role, Told};
use super::movement::Move;
use crate::outreach::LinkCode;

/// `/start`, with or without a code.
pub(super) fn start(m: &mut Move<'_>, code: Option<String>) {
    let first = m.state.nonce == m.state.first_nonce;
    keep_code(m, code);
    m.effects.push(Effect::Reachable(true));
    if first {
        m.state.told.insert(Told::Limits);
        let start = m.content.start();
        m.go(start);
    } else if m.state.place == m.content.start() && m.state.drafts.is_empty() {
        m.go(m.content.start());
    } else {
        m.lay(Overlay::Returned);
    }
}

/// The code is kept as "how you found us", once; an unknown one still works, a malformed one is let go.
fn keep_code(m: &mut Move<'_>, code: Option<String>) {
    let Some(code) = code.as_deref().and_then(LinkCode::read) else { return };
    let Some((id, part)) = m.content.part_with(Role::FoundUs) else { return };
    let draft = m.state.draft_mut(part.purpose);
    if draft.has(id) {
        return;
    }
    draft.add_aside(id);
    draft.choose(id, code.as_str());
    let label = Message::new("found-us-code").with("code", Arg::Fact(code.as_str().to_owned()));
    m.effects.push(Effect::KeepChoice { purpose: part.purpose, part: id.clone(), label });
}

/// The person blocked the bot: nothing is sent, everything is kept till its date.
pub(super) fn blocked(m: &mut Move<'_>) {
    m.state.reminder = None;
    m.effects.push(Effect::Reachable(false));
    m.effects.extend(Due::ALL.map(Effect::Cancel));
}

/// The person let the bot back in; they write when they like.
pub(super) fn unblocked(m: &mut Move<'_>) {
    m.effects.push(Effect::Reachable(true));
}
