//! Language: changed in any state, with the place kept (P35).

use super::super::{Arg, Message, Overlay};
use super::invite::page as page_of;
use super::movement::{Move, line, msg};
use super::press::stale;
use super::view::View;

pub(super) fn view(m: &Move<'_>, page: usize) -> View {
    let all = &m.content.locales;
    let (from, to) = page_of(all.len(), page);
    let mut choices: Vec<_> = all
        .get(from..to)
        .unwrap_or_default()
        .iter()
        .map(|(code, name)| {
            m.choice(format!("in-{code}"), Message::new("as-it-is").with("text", Arg::Fact(name.clone())))
        })
        .collect();
    if to - from < all.len() {
        choices.push(m.choice("more", msg("choice-more")));
    }
    choices.push(m.choice("back", msg("choice-back")));
    View { text: vec![line("language-ask")], choices, ..View::default() }
}

pub(super) fn chosen(m: &mut Move<'_>, page: usize, id: &str) {
    if id == "more" {
        return m.lay(Overlay::Language { page: page + 1 });
    }
    let code = id.strip_prefix("in-").filter(|code| m.content.locales.iter().any(|(known, _)| known == code));
    match code {
        Some(code) => {
            m.state.locale = code.to_owned();
            m.lift();
        }
        None => stale(m),
    }
}
