//! Drafts with their words: puts the fragments that the store keeps together with the outline that the state keeps.
//!
//! Not here: what may be sent (`story`), what is asked (`dialogue`).

use super::person::Person;
use super::render::Renderer;
use crate::dialogue::{Content, Message, Part, State};
use crate::story::{Draft, Fragment, Outline, PartOutline, Purpose, Section, pieces};

/// A fragment and the part that it belongs to.
pub type InPart = (String, Fragment);

/// The parts of one draft: as today's dialogues have them, or as they were when their words were written.
pub struct Known<'a> {
    content: &'a Content,
    state: &'a State,
    purpose: Purpose,
}

impl Known<'_> {
    fn part(&self, id: &str) -> Option<&Part> {
        self.state.part(self.content, self.purpose, id)
    }
}

impl Person {
    /// The parts of the draft of `purpose`.
    pub(super) fn known<'a>(&'a self, today: &'a Content, purpose: Purpose) -> Known<'a> {
        Known { content: self.content(today), state: &self.state, purpose }
    }
}

/// Everything of one purpose that would be sent, in the order in which it would be sent.
pub fn draft(known: &Known<'_>, renderer: &Renderer<'_>, outline: &Outline, fragments: &[InPart]) -> Draft {
    let mut parts: Vec<&PartOutline> = outline.parts.iter().filter(|part| !part.left_out).collect();
    parts.sort_by_key(|part| known.part(&part.part).map_or(u16::MAX, |part| part.order));
    let sections = parts.into_iter().map(|part| section(known, renderer, &part.part, fragments)).collect();
    Draft::new(known.purpose, outline.revision, sections)
}

/// One part, left out or not.
pub fn section(known: &Known<'_>, renderer: &Renderer<'_>, part: &str, fragments: &[InPart]) -> Section {
    let heading = known.part(part).map_or_else(String::new, |known| renderer.stored(&Message::new(&known.heading)));
    let own: Vec<Fragment> =
        fragments.iter().filter(|(id, _)| id == part).map(|(_, fragment)| fragment.clone()).collect();
    Section { part: part.to_owned(), heading, pieces: pieces(&own) }
}
