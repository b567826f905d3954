//! Buttons: the constant ways always act; a choice acts only while it is still offered, and an old one is answered gently.

use super::super::{Overlay, Step};
use super::movement::{Move, msg};
use super::{
    erase, help, invite, keep, language, listen, listings, menu, own_words, pasted, person, remind, review, sent,
    signpost, stop, straight,
};
use crate::buttons::{Constant, Press};

/// A button was pressed.
pub(super) fn pressed(m: &mut Move<'_>, press: Press) {
    match press {
        Press::Constant(way) => constant(m, way),
        Press::Choice { nonce, place, choice }
            if nonce == m.state.nonce && m.content.moved_label(&place) == m.label() =>
        {
            chosen(m, &choice)
        }
        Press::Choice { .. } | Press::Copy(_) | Press::Unknown => stale(m),
    }
}

/// A tap on an old button: a gentle notice, and where we are.
pub(super) fn stale(m: &mut Move<'_>) {
    m.notice(msg("notice-old-button"));
    m.present();
}

fn constant(m: &mut Move<'_>, way: Constant) {
    m.state.typed = None;
    match way {
        Constant::Skip => listen::skip(m),
        Constant::Stop => m.lay(Overlay::Stopped),
        Constant::Person => person::open(m),
        Constant::Help => m.lay(Overlay::Help { page: 0 }),
        Constant::WriteTo => straight::begin(m),
        Constant::EndWriting => straight::end(m),
        Constant::SomebodyElse => straight::somebody_else(m),
        Constant::NotYet => straight::not_yet(m),
    }
}

fn chosen(m: &mut Move<'_>, choice: &str) {
    if choice == "keep-typed" {
        return keep::keep_typed(m);
    }
    m.state.typed = None;
    match m.state.overlay.clone() {
        Some(overlay) => over(m, &overlay, choice),
        None => at_place(m, choice),
    }
}

fn over(m: &mut Move<'_>, overlay: &Overlay, choice: &str) {
    if choice == "back" {
        return m.lift();
    }
    match overlay {
        Overlay::Help { page } => help::chosen(m, *page, choice),
        Overlay::Signpost { id, page } => signpost::chosen(m, id, *page, choice),
        Overlay::Person => person::chosen(m, choice),
        Overlay::Stopped | Overlay::Returned => stop::chosen(m, choice),
        Overlay::Remind { .. } => remind::chosen(m, choice),
        Overlay::Language { page } => language::chosen(m, *page, choice),
        Overlay::Pasted { .. } => pasted::chosen(m, choice),
        Overlay::MyWords => own_words::chosen(m, choice),
        Overlay::Clear | Overlay::Forget => erase::chosen(m, choice),
    }
}

fn at_place(m: &mut Move<'_>, choice: &str) {
    match m.step() {
        Some(Step::Menu(step)) => menu::chosen(m, step, choice),
        Some(Step::Listen(step)) => listen::chosen(m, step, choice),
        Some(Step::Invite(step)) => invite::chosen(m, step, choice),
        Some(Step::Review(step)) => review::chosen(m, step, choice),
        Some(Step::Sent(step)) => sent::chosen(m, step, choice),
        Some(Step::Listings(step)) => listings::chosen(m, step, choice),
        None => stale(m),
    }
}
