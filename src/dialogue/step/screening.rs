//! Screening: the first line of every turn. Whatever words a person sends, in any state, are looked at before any script sees them (P21),
//! and are answered in full, with one line, or not again (P23).
//!
//! Not here: how a signpost is shown (`signpost`), which one it is (`dialogue::signpost`), the rules (`safety`).

use std::collections::BTreeSet;

use chrono::TimeDelta;

use super::super::{Effect, Event, Overlay, Say, Shape, Told};
use super::movement::{Move, line};
use super::{nearby, pasted, review, signpost, view, watched};
use crate::safety::{Concern, Level, says_under_18};

/// Looks at the words that the event carries, together with those around them.
pub(super) fn look(m: &Move<'_>, event: &Event) -> Option<Concern> {
    nearby::look(m, event)
}

/// Somebody says in words that they are under 18: from here on theirs are the ways for people under 18 (P25). It is heard once, so that
/// who has said since that they are not is not asked again, and not where a coordinator is in touch and reads it.
pub(super) fn hears_young(m: &mut Move<'_>, event: &Event) -> bool {
    let Event::Said { content, .. } = event else { return false };
    let says = content.words().is_some_and(|words| says_under_18(words.as_str()));
    if !says || m.state.under_18 || m.in_touch().is_some() || !m.state.first_time(Told::Young) {
        return false;
    }
    m.state.under_18 = true;
    true
}

/// Shows what there is for people under 18, unless a question about these words stands there.
pub(super) fn answer_young(m: &mut Move<'_>, told: BTreeSet<Told>) {
    let found = m.content.signposts.said_under_18.clone().filter(|id| m.content.signposts.signpost.contains_key(id));
    if let Some(id) = found.filter(|_| !matches!(m.state.overlay, Some(Overlay::Pasted { .. }))) {
        unsay(m, told);
        signpost::lay(m, id);
    }
}

/// Ways to a human stand in the first bubble of the same turn; the words are kept as ever, and the place is kept under them. `told` is what
/// had been said once before this turn.
pub(super) fn answer(m: &mut Move<'_>, concern: &Concern, told: BTreeSet<Told>) {
    let (content, young) = (m.content, m.state.under_18);
    let Some((id, found)) = content.signposts.find(young, concern.level, concern.area) else {
        return general(m, told);
    };
    let shown = m.state.episode.current(m.now).iter().map(|shown| &shown.signpost);
    if content.signposts.covers(shown, (young, concern.level, concern.area)) {
        return again(m, concern.level, told);
    }
    let gently = found.shape == Shape::Gently;
    m.state.episode.show(id.clone(), m.now);
    if gently {
        return signpost::gently(m, found);
    }
    unsay(m, told);
    signpost::lay(m, id.clone());
    watched::begin(m, found);
}

/// The table has a gap, which the checker does not let go live: then the screen of urgent help stands there.
fn general(m: &mut Move<'_>, told: BTreeSet<Told>) {
    unsay(m, told);
    m.state.overlay = Some(Overlay::Help { page: 0 });
    m.offer_anew();
    let shown = view::view(m);
    m.say(Say { text: shown.text, choices: shown.choices, urgent: true, ..Say::default() });
}

/// Nothing worse and nothing new: one line with *Urgent help* under it. For danger now it comes with every turn, and neighbouring messages
/// are one turn; else once in an episode. What is past and over, and a loss, are not met twice.
fn again(m: &mut Move<'_>, level: Level, told: BTreeSet<Told>) {
    let one_turn = TimeDelta::seconds(i64::from(m.situation.facts.quiet_seconds));
    let due = match level {
        Level::Immediate => m.state.episode.reminded.is_none_or(|line| m.now - line >= one_turn),
        Level::Concern | Level::ThirdParty => !m.state.episode.has_reminded(m.now),
        Level::Past | Level::Bereavement => false,
    };
    if !due {
        return;
    }
    unsay(m, told);
    m.state.episode.reminded = Some(m.now);
    let choices = review::seen_choices(m);
    let text = std::iter::once(line("signpost-again")).chain(pasted::question(m)).collect();
    m.say(Say { text, choices, urgent: true, ..Say::default() });
}

/// What the turn would have said otherwise waits for another time; no mark stands beside an answer about danger (P4).
fn unsay(m: &mut Move<'_>, told: BTreeSet<Told>) {
    let said = m.effects.len();
    m.effects.retain(|effect| !matches!(effect, Effect::Say(_) | Effect::Mark));
    if m.effects.len() < said {
        m.state.told = told;
    }
}
