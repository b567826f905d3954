//! Invitations to other parts: three at a time at most, none of them twice (P2, P8).

use super::super::{Asked, Choice, Invitation, Invite, Step, Text};
use super::movement::{Move, msg};
use super::press::stale;
use super::view::View;

/// Choices on one message beside the constant ones.
const MOST_CHOICES: usize = 4;

/// The invitations that were not taken up, answered or skipped yet.
pub(super) fn left<'s>(m: &Move<'_>, invite: &'s Invite) -> Vec<&'s Invitation> {
    invite.invite.iter().filter(|invitation| !met(m, invitation)).collect()
}

/// The invitation behind a button: by the id of its step, or by one that the step had in an earlier version.
pub(super) fn behind<'s>(m: &Move<'_>, invitations: &'s [Invitation], choice: &str) -> Option<&'s Invitation> {
    let to = choice.strip_prefix("to-")?;
    let label = |to: &str| m.content.moved_label(&format!("{}/{to}", m.state.place.dialogue));
    invitations.iter().find(|it| it.to == to).or_else(|| invitations.iter().find(|it| label(&it.to) == label(to)))
}

/// Whether the part behind an invitation was asked about already, or holds words.
pub(super) fn met(m: &Move<'_>, invitation: &Invitation) -> bool {
    let place = m.content.target(&m.state.place.dialogue, &invitation.to);
    match m.content.step(&place) {
        Some(Step::Listen(listen)) => {
            m.state.met.contains(&listen.part)
                || m.state.draft(super::keep::part_purpose(m, &listen.part)).has(&listen.part)
        }
        Some(Step::Menu(_) | Step::Invite(_) | Step::Review(_) | Step::Sent(_) | Step::Listings(_)) | None => true,
    }
}

pub(super) fn view(m: &Move<'_>, invite: &Invite) -> View {
    View { text: vec![Text::Message(msg(&invite.say))], choices: choices(m, invite), ..View::default() }
}

/// This page's invitations, *More* where there are more, *That is enough*.
fn choices(m: &Move<'_>, invite: &Invite) -> Vec<Choice> {
    let left = left(m, invite);
    let (from, to) = page(left.len(), m.page());
    let mut out: Vec<_> = left
        .get(from..to)
        .unwrap_or_default()
        .iter()
        .map(|invitation| m.choice(format!("to-{}", invitation.to), msg(&invitation.label)))
        .collect();
    if left.len() > MOST_CHOICES - 1 {
        out.push(m.choice("more", msg("choice-more")));
    }
    out.push(m.choice("enough", msg("choice-enough")));
    out
}

/// Which of `count` things stand on `page`, with room for *More* and a way out; after the last page comes the first.
pub(super) fn page(count: usize, page: usize) -> (usize, usize) {
    if count < MOST_CHOICES {
        return (0, count);
    }
    let size = MOST_CHOICES - 2;
    let from = (page % count.div_ceil(size)) * size;
    (from, (from + size).min(count))
}

pub(super) fn chosen(m: &mut Move<'_>, invite: &Invite, id: &str) {
    match id {
        "enough" | "that-is-all" => m.go_to(&invite.done),
        "more" => {
            m.state.asked = Asked::Page { page: m.page() + 1 };
            m.offer_anew();
            m.present();
        }
        other => match behind(m, &invite.invite, other) {
            Some(invitation) => m.go_to(&invitation.to),
            None => stale(m),
        },
    }
}
