//! The view: what is shown where the conversation stands, overlay first. Showing it again never changes anything.

use super::super::{Choice, Overlay, Step, Text};
use super::movement::{Move, line, msg};
use super::{
    erase, help, invite, language, listen, listings, menu, own_words, pasted, person, remind, review, sent, signpost,
    stop,
};

/// What is shown.
#[derive(Default)]
pub(super) struct View {
    /// A bubble before it, if not empty.
    pub before: Vec<Text>,
    /// The bubble's paragraphs.
    pub text: Vec<Text>,
    /// The choices under it, four at most.
    pub choices: Vec<Choice>,
    /// Buttons that copy the numbers that are shown: below the choices, and not counted among them.
    pub numbers: Vec<Choice>,
    /// It is a question that can be skipped.
    pub skip: bool,
}

impl View {
    /// Its bubbles, one or two, with what stands under each: buttons only under the last (P1).
    pub fn bubbles(self) -> impl Iterator<Item = (Vec<Text>, Vec<Choice>)> {
        let Self { before, text, choices, numbers, .. } = self;
        let before = Some((before, Vec::new())).filter(|(text, _)| !text.is_empty());
        before.into_iter().chain([(text, choices.into_iter().chain(numbers).collect())])
    }
}

/// What is shown now.
pub(super) fn view(m: &Move<'_>) -> View {
    let mut shown = match &m.state.overlay {
        Some(overlay) => over(m, overlay),
        None => place(m),
    };
    if m.state.typed.is_some() && m.state.overlay.is_some() && shown.choices.len() < 4 {
        shown.choices.push(m.choice("keep-typed", msg("choice-keep-typed")));
    }
    shown
}

fn over(m: &Move<'_>, overlay: &Overlay) -> View {
    match overlay {
        Overlay::Help { page } => help::view(m, *page),
        Overlay::Signpost { id, page } => signpost::view(m, id, *page),
        Overlay::Person => person::view(m),
        Overlay::Stopped => stop::stopped(m),
        Overlay::Returned => stop::returned(m),
        Overlay::Remind { asked } => remind::view(m, *asked),
        Overlay::Language { page } => language::view(m, *page),
        Overlay::Pasted { .. } => pasted::view(m),
        Overlay::MyWords => own_words::view(m),
        Overlay::Clear => erase::clear(m),
        Overlay::Forget => erase::forget(m),
    }
}

fn place(m: &Move<'_>) -> View {
    match m.step() {
        Some(Step::Menu(step)) => menu::view(m, step),
        Some(Step::Listen(step)) => listen::view(m, step),
        Some(Step::Invite(step)) => invite::view(m, step),
        Some(Step::Review(step)) => review::view(m, step),
        Some(Step::Sent(step)) => sent::view(m, step),
        Some(Step::Listings(step)) => listings::view(m, step),
        None => View { text: vec![line("hello")], ..View::default() },
    }
}
