//! What was done, in words: by whom, and what. It stands in the audit and beside a conversation.
//!
//! Not here: reading it (`audit`, `person`), what is recorded (`staff`).

use super::frame::Frame;
use crate::store::audit::Done;

/// Acts of a person's own that are recorded; all else that nobody's name stands at was done at the terminal.
const THEIRS: [Done; 2] = [Done::AskedForSomebodyElse, Done::AskedThatItDoesNotRest];

/// By whom.
pub(super) fn by(f: &Frame, name: Option<&str>, act: &str) -> String {
    let nobody =
        if THEIRS.iter().any(|theirs| theirs.as_str() == act) { "desk-done-them" } else { "desk-done-terminal" };
    name.map_or_else(|| f.w(nobody), str::to_owned)
}

/// What; an act that this program does not know any more stands as it was kept.
pub(super) fn what(f: &Frame, act: &str) -> String {
    if Done::ALL.contains(&act) { f.w(&format!("desk-act-{}", act.replace(' ', "-"))) } else { act.to_owned() }
}
