//! Drafts with their words: puts the fragments that the store keeps together with the outline that the state keeps.
//!
//! Not here: what may be sent (`story`), what is asked (`dialogue`).

use super::render::Renderer;
use crate::dialogue::{Content, Message};
use crate::story::{Draft, Fragment, Outline, PartOutline, Purpose, Section, pieces};

/// A fragment and the part that it belongs to.
pub type InPart = (String, Fragment);

/// Everything of one purpose that would be sent, in the order in which it would be sent.
pub fn draft(
    content: &Content,
    renderer: &Renderer<'_>,
    purpose: Purpose,
    outline: &Outline,
    fragments: &[InPart],
) -> Draft {
    let mut parts: Vec<&PartOutline> = outline.parts.iter().filter(|part| !part.left_out).collect();
    parts.sort_by_key(|part| order(content, &part.part));
    let sections = parts.into_iter().map(|part| section(content, renderer, &part.part, fragments)).collect();
    Draft::new(purpose, outline.revision, sections)
}

/// One part, left out or not.
pub fn section(content: &Content, renderer: &Renderer<'_>, part: &str, fragments: &[InPart]) -> Section {
    let heading = content.part(part).map_or_else(String::new, |known| renderer.stored(&Message::new(&known.heading)));
    let own: Vec<Fragment> =
        fragments.iter().filter(|(id, _)| id == part).map(|(_, fragment)| fragment.clone()).collect();
    Section { part: part.to_owned(), heading, pieces: pieces(&own) }
}

fn order(content: &Content, part: &str) -> u16 {
    content.part(part).map_or(u16::MAX, |part| part.order)
}
