//! Screening: the first line of every turn. Whatever words a person sends, in any state, are looked at before any script sees them (P21).

use super::super::{Effect, Event, Overlay, Say};
use super::movement::Move;
use super::nearby;
use super::view::view;
use crate::safety::{Concern, Level};

/// Looks at the words that the event carries, together with those around them.
pub(super) fn look(m: &Move<'_>, event: &Event) -> Option<Concern> {
    nearby::look(m, event)
}

/// Ways to a human stand in the first bubble of the same turn; the words are kept as ever, and the place is kept under them.
/// Worry about somebody else, something over and a loss are no alarm; the screens of their own that they will get do not stand yet.
pub(super) fn answer(m: &mut Move<'_>, concern: &Concern) {
    match concern.level {
        Level::Immediate | Level::Concern => {}
        Level::ThirdParty | Level::Past | Level::Bereavement => return,
    }
    m.effects.retain(|effect| !matches!(effect, Effect::Say(_) | Effect::Mark));
    m.state.overlay = Some(Overlay::Help { page: 0 });
    m.offer_anew();
    let shown = view(m);
    m.say(Say { text: shown.text, choices: shown.choices, urgent: true, ..Say::default() });
}
