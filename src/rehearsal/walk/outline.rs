//! What makes two states the same for the walk: what they offer and keep where somebody stands, not how often they have been there, and
//! not what is kept for another place. Without that there were more states than a walk could ever see: every part, kept or not, skipped or
//! not, with every other.

use sha2::{Digest, Sha256};

use super::world::World;
use crate::dialogue::{Asked, Overlay, Step};
use crate::referral::{Queue, Status};
use crate::story::{Outline, Purpose};

/// More pages than any list has: after them the first one comes again.
const PAGES: usize = 3;

/// The outline of a state, as a number.
pub(super) fn outline(world: &World) -> u128 {
    let state = &world.state;
    let story = draft(&state.draft(Purpose::Story));
    let common = format!("{story:?} {} {}", state.under_18, state.direct.is_some());
    let what = match &state.overlay {
        Some(over) => format!("{common} {:?} {}", overlay(over), under(world, over)),
        None => format!("{common} {:?} {:?} {}", state.place, asked(&state.asked), here(world)),
    };
    let digest = Sha256::digest(what.as_bytes());
    digest.iter().take(16).fold(0, |so_far, byte| (so_far << 8) | u128::from(*byte))
}

/// What matters under an overlay: what it shows, and to what kind of step it will be lifted.
fn under(world: &World, overlay: &Overlay) -> String {
    let state = &world.state;
    let kept = state.drafts.values().filter(|draft| !draft.is_empty()).count().min(2);
    let own = match overlay {
        Overlay::Stopped => state.reminder.is_some(),
        Overlay::Person
        | Overlay::Help { .. }
        | Overlay::Signpost { .. }
        | Overlay::Returned
        | Overlay::Remind { .. }
        | Overlay::Language { .. }
        | Overlay::Pasted { .. }
        | Overlay::MyWords
        | Overlay::Clear
        | Overlay::Forget => false,
    };
    let kind = world.content.step(&state.place).map_or("", kind);
    format!("{kind} {kept} {own} {} {} {:?}", state.typed.is_some(), state.held.is_some(), in_touch(world))
}

/// What matters where no overlay lies.
fn here(world: &World) -> String {
    let state = &world.state;
    let step = world.content.step(&state.place);
    let purpose = step.and_then(|step| purpose(world, step));
    let own = purpose.filter(|purpose| *purpose != Purpose::Story).map(|purpose| draft(&state.draft(purpose)));
    let sent = match step {
        Some(Step::Sent(sent)) => standing(world, Queue::of(sent.purpose, state.under_18)),
        Some(Step::Menu(_) | Step::Listen(_) | Step::Invite(_) | Step::Review(_) | Step::Listings(_)) | None => {
            String::new()
        }
    };
    format!("{own:?} {sent} {} {:?} {:?} {}", state.back.is_some(), in_touch(world), state.listing, left(world))
}

fn purpose(world: &World, step: &Step) -> Option<Purpose> {
    match step {
        Step::Review(review) => Some(review.purpose),
        Step::Sent(sent) => Some(sent.purpose),
        Step::Listen(listen) => world.content.part(&listen.part).map(|part| part.purpose),
        Step::Menu(_) | Step::Invite(_) | Step::Listings(_) => None,
    }
}

/// Where what was sent from here stands.
fn standing(world: &World, queue: Queue) -> String {
    let own = world.referrals.iter().find(|referral| referral.queue == queue);
    format!("{:?}", own.map(|referral| (referral.status, referral.contact_welcome)))
}

fn in_touch(world: &World) -> (bool, bool) {
    let main = world.referrals.iter().find(|referral| referral.queue == Queue::Main).map(|referral| referral.status);
    (main.is_some(), world.referrals.iter().any(|referral| referral.status == Status::InTouch))
}

fn kind(step: &Step) -> &'static str {
    match step {
        Step::Menu(menu) if menu.unkept => "unkept",
        Step::Menu(_) => "menu",
        Step::Listen(_) => "listen",
        Step::Invite(_) => "invite",
        Step::Review(_) => "review",
        Step::Sent(_) => "sent",
        Step::Listings(_) => "listings",
    }
}

fn asked(asked: &Asked) -> Asked {
    match asked {
        Asked::Page { page } => Asked::Page { page: page % PAGES },
        Asked::OnePart { .. } => Asked::OnePart { part: String::new() },
        Asked::Changing { begun, .. } => Asked::Changing { part: String::new(), begun: *begun },
        other @ (Asked::Idle { .. } | Asked::Listening { .. } | Asked::Whole) => other.clone(),
    }
}

fn overlay(overlay: &Overlay) -> Overlay {
    match overlay {
        Overlay::Help { page } => Overlay::Help { page: page % PAGES },
        Overlay::Language { page } => Overlay::Language { page: page % PAGES },
        Overlay::Signpost { id, page } => Overlay::Signpost { id: id.clone(), page: page % PAGES },
        other @ (Overlay::Person
        | Overlay::Stopped
        | Overlay::Returned
        | Overlay::Remind { .. }
        | Overlay::Pasted { .. }
        | Overlay::MyWords
        | Overlay::Clear
        | Overlay::Forget) => other.clone(),
    }
}

/// Nothing, something aside, something to send; sent, sent and changed.
fn draft(draft: &Outline) -> (bool, bool, bool, bool) {
    (draft.is_empty(), draft.would_send(), draft.sent.is_some(), draft.unsent())
}

/// How many invitations are left at the step where somebody stands: none, one, two, three, more.
fn left(world: &World) -> usize {
    let state = &world.state;
    let met =
        |part: &str| state.met.contains(part) || Purpose::ALL.iter().any(|purpose| state.draft(*purpose).has(part));
    let Some(Step::Invite(invite)) = world.content.step(&state.place) else { return 0 };
    let parts = invite.invite.iter().filter_map(|invitation| {
        let place = world.content.target(&state.place.dialogue, &invitation.to);
        match world.content.step(&place) {
            Some(Step::Listen(listen)) => Some(listen.part.clone()),
            Some(Step::Menu(_) | Step::Invite(_) | Step::Review(_) | Step::Sent(_) | Step::Listings(_)) | None => None,
        }
    });
    parts.filter(|part| !met(part)).count().min(4)
}
