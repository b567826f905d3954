//! A question about one part: it listens, and can be skipped.

use super::super::{Answer, Arg, Asked, Choice, Effect, Listen, Step, Text};
use super::keep;
use super::movement::{Move, msg};
use super::press::stale;
use super::view::View;

/// Choices on one message beside the constant ones (P3).
const MOST_CHOICES: usize = 4;

pub(super) fn view(m: &Move<'_>, listen: &Listen) -> View {
    let said = matches!(m.state.asked, Asked::Listening { said: true, .. });
    let mut choices = Vec::new();
    if !said {
        choices
            .extend(listen.answer.iter().map(|answer| m.choice(format!("answer-{}", answer.id), msg(&answer.label))));
    }
    choices.extend(names(m, listen));
    // It stands there from the start (P4), wherever there is room for it.
    if choices.len() < MOST_CHOICES {
        choices.push(m.choice("done", msg("choice-done")));
    }
    let unmet = listen.invite.iter().filter(|invitation| !super::invite::met(m, invitation));
    let room = MOST_CHOICES.saturating_sub(choices.len());
    choices
        .extend(unmet.take(room).map(|invitation| m.choice(format!("to-{}", invitation.to), msg(&invitation.label))));
    let mut text = vec![Text::Message(msg(&listen.say))];
    if listen.team && !m.situation.facts.team.is_empty() {
        text.push(Text::Message(msg("reach-team-names")));
    }
    View { text, choices, skip: true, ..View::default() }
}

/// Names of the team that were not chosen yet, three at most; others can be written.
fn names(m: &Move<'_>, listen: &Listen) -> Vec<Choice> {
    if !listen.team {
        return Vec::new();
    }
    let draft = m.state.draft(keep::part_purpose(m, &listen.part));
    let named: Vec<&str> = draft.chosen(&listen.part).unwrap_or_default().split(' ').collect();
    let left = m.situation.facts.team.iter().filter(|name| !named.contains(&short(name).as_str()));
    let label = |name: &String| msg("as-it-is").with("text", Arg::Fact(name.clone()));
    left.take(3).map(|name| m.choice(format!("not-{}", short(name)), label(name))).collect()
}

/// A name as the id of a choice: it has to fit into a button with the rest.
fn short(name: &str) -> String {
    let plain = name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase);
    plain
        .scan(0, |bytes, letter| {
            *bytes += letter.len_utf8();
            (*bytes <= 24).then_some(letter)
        })
        .collect()
}

/// One of the team whom they would rather not meet. More than one can be named.
fn named(m: &mut Move<'_>, listen: &Listen, name: String) {
    let purpose = keep::part_purpose(m, &listen.part);
    let before = m.state.draft(purpose).chosen(&listen.part).map(str::to_owned);
    let all = before.into_iter().chain([short(&name)]).collect::<Vec<_>>().join(" ");
    let draft = m.state.draft_mut(purpose);
    draft.add_aside(&listen.part);
    draft.choose(&listen.part, &all);
    m.state.met.insert(listen.part.clone());
    m.state.asked = Asked::Listening { said: true, prompted: false };
    let label = msg("as-it-is").with("text", Arg::Fact(name));
    m.effects.push(Effect::KeepChoice { purpose, part: listen.part.clone(), label });
    m.offer_anew();
    m.present();
}

pub(super) fn chosen(m: &mut Move<'_>, listen: &Listen, id: &str) {
    if id == "done" {
        m.state.met.insert(listen.part.clone());
        return m.go_to(&listen.next);
    }
    if let Some(short_name) = id.strip_prefix("not-").filter(|_| listen.team) {
        let name = m.situation.facts.team.iter().find(|name| short(name) == short_name).cloned();
        return match name {
            Some(name) => named(m, listen, name),
            None => stale(m),
        };
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
    draft.choose(&listen.part, &answer.label);
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
