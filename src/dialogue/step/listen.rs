//! A question about one part: it listens, and can be skipped.

use super::super::{Answer, Asked, Effect, Listen, Step, Text};
use super::keep;
use super::movement::{Move, msg};
use super::press::stale;
use super::view::View;

pub(super) fn view(m: &Move<'_>, listen: &Listen) -> View {
    let said = matches!(m.state.asked, Asked::Listening { said: true, .. });
    let mut choices = Vec::new();
    if !said {
        choices
            .extend(listen.answer.iter().map(|answer| m.choice(format!("answer-{}", answer.id), msg(&answer.label))));
    }
    if choices.is_empty() {
        choices.push(m.choice("done", msg("choice-done")));
    }
    let unmet = listen.invite.iter().filter(|invitation| !super::invite::met(m, invitation));
    let room = 4usize.saturating_sub(choices.len());
    choices
        .extend(unmet.take(room).map(|invitation| m.choice(format!("to-{}", invitation.to), msg(&invitation.label))));
    let mut text = vec![Text::Message(msg(&listen.say))];
    if listen.team && !m.situation.facts.team.is_empty() {
        text.push(Text::Message(msg("reach-team-names")));
    }
    View { text, choices, skip: true, ..View::default() }
}

pub(super) fn chosen(m: &mut Move<'_>, listen: &Listen, id: &str) {
    if id == "done" {
        m.state.met.insert(listen.part.clone());
        return m.go_to(&listen.next);
    }
    let said = matches!(m.state.asked, Asked::Listening { said: true, .. });
    if let Some(answer) = id.strip_prefix("answer-").and_then(|id| listen.answer.iter().find(|answer| answer.id == id))
    {
        // Words have come since the answers were offered: a label does not take their place unasked.
        return if said { stale(m) } else { answered(m, listen, answer) };
    }
    match super::invite::behind(m, &listen.invite, id) {
        Some(invitation) => m.go_to(&invitation.to),
        None => stale(m),
    }
}

/// A closed answer: its label is what is kept.
fn answered(m: &mut Move<'_>, listen: &Listen, answer: &Answer) {
    let purpose = keep::part_purpose(m, &listen.part);
    let aside = keep::is_aside(m, &listen.part);
    let draft = m.state.draft_mut(purpose);
    draft.remove(&listen.part);
    if aside {
        draft.add_aside(&listen.part)
    } else {
        draft.add(&listen.part)
    }
    m.state.met.insert(listen.part.clone());
    m.effects.push(Effect::RemovePart { purpose, part: listen.part.clone(), everywhere: false });
    m.effects.push(Effect::KeepChoice { purpose, part: listen.part.clone(), label: msg(&answer.label) });
    m.go_to(answer.to.as_ref().unwrap_or(&listen.next));
}

/// *Skip this*: it is not recorded as a lack and never asked about (P2). Where no question is open it shows where we are.
pub(super) fn skip(m: &mut Move<'_>) {
    match m.step() {
        Some(Step::Listen(listen)) if m.state.overlay.is_none() => {
            m.state.met.insert(listen.part.clone());
            m.go_to(&listen.next);
        }
        Some(
            Step::Listen(_) | Step::Menu(_) | Step::Invite(_) | Step::Review(_) | Step::Sent(_) | Step::Listings(_),
        )
        | None => m.lift(),
    }
}

/// A quiet moment: *That is all for now* is put at the bottom, once, silently (P4).
pub(super) fn quiet(m: &mut Move<'_>) {
    if m.state.asked == (Asked::Listening { said: true, prompted: false }) {
        m.state.asked = Asked::Listening { said: true, prompted: true };
        m.remark(super::movement::line("quiet"));
    }
}
