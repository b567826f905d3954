//! Commands and the typed words that act like them, when they are the whole message (P1).

use super::super::{Asked, Effect, Overlay, OwnStep};
use super::movement::{Move, msg};
use super::{arriving, listen, person};
use crate::story::{Content as Held, Fragment};

/// A command that was given.
pub(super) struct Command {
    name: String,
    /// It was a bare word, so it could have been meant as words.
    bare: bool,
}

/// Reads a whole message as a command, if it is one.
pub(super) fn read(m: &Move<'_>, fragment: &Fragment) -> Option<Command> {
    let Held::Text(words) = &fragment.content else { return None };
    let text = words.as_str().trim();
    if let Some(slashed) = text.strip_prefix('/') {
        let name = slashed.split(['@', ' ']).next().unwrap_or_default().to_lowercase();
        let name = if name == "mywords" { "my-words".to_owned() } else { name };
        return KNOWN.contains(&name.as_str()).then_some(Command { name, bare: false });
    }
    if text.len() > 40 {
        return None;
    }
    let word = text.trim_end_matches(['.', '!', '?']).to_lowercase();
    m.content.typed.get(&word).map(|name| Command { name: name.clone(), bare: true })
}

const KNOWN: [&str; 10] =
    ["start", "stop", "person", "help", "skip", "language", "my-words", "clear", "forget", "more"];

/// Does it. A bare word that came while a question was open is offered as words too.
pub(super) fn act(m: &mut Move<'_>, command: &Command, fragment: Fragment) {
    let open = m.state.overlay.is_none()
        && matches!(m.state.asked, Asked::Listening { .. } | Asked::Changing { .. } | Asked::Idle { telling: true });
    m.state.typed = (command.bare && open).then_some(fragment);
    match command.name.as_str() {
        "start" => arriving::start(m, None),
        "stop" => m.lay(Overlay::Stopped),
        "person" => person::open(m),
        "help" => m.lay(Overlay::Help { page: 0 }),
        "skip" => listen::skip(m),
        "language" => m.lay(Overlay::Language { page: 0 }),
        "my-words" => m.lay(Overlay::MyWords),
        "clear" => m.lay(Overlay::Clear),
        "forget" => m.lay(Overlay::Forget),
        "more" => m.go_aside(m.content.own(OwnStep::More)),
        _ => {
            m.effects.push(Effect::Odd("a typed word names no command"));
            m.remark(super::super::Text::Message(msg("kind-else")));
        }
    }
}
