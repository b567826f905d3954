//! The check room: what is wrong, or not as kind as it could be, in an edition of dialogues, registers and words. Pure. One code, one file
//! (`rules/`); what the codes look at together is in `look` and `graph`.
//!
//! Not here: reading the files (`content` refuses what cannot be read at all), showing findings (`cli`).

mod answers;
mod change;
mod fillings;
mod finding;
mod graph;
mod look;
mod named;
mod offer;
mod page;
mod plain;
mod rule;
mod rules;
mod script;
mod seen;
mod supplied;
mod syllables;
mod text;
mod told;
mod voice;
mod waiver;

use chrono::{DateTime, Utc};

use crate::dialogue::Content;
use crate::locale::Locales;

pub use change::{CHANGES, Waiting, change};
pub use finding::{Finding, Severity, broken, drawn, unreadable};
pub use graph::{By, Edge, Graph, Node};
pub use page::page;
pub use rule::Rule;
pub use rules::RULES;
pub use seen::{Seen, seen_now};
pub use told::{TOLD, Untold, told};
pub use voice::Voice;

use look::Look;

/// What is checked, together.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// Dialogues and registers.
    pub content: &'a Content,
    /// The words.
    pub locales: &'a Locales,
    /// The words of the desk, with those that people read. People's measures do not hold for them.
    pub desk: &'a Locales,
    /// Every file: path and text, so that a finding can point into it.
    pub files: &'a [(String, String)],
    /// The message keys that the engine itself names.
    pub engine_keys: &'a [&'a str],
    /// When it is: a helpline's date gets stale.
    pub at: DateTime<Utc>,
}

/// Everything that is found, errors first, then file by file.
pub fn check(subject: &Subject<'_>) -> Vec<Finding> {
    check_with(subject, RULES.iter())
}

/// The same by some rules only. (The tests take away one after the other.)
pub fn check_with<'r>(subject: &Subject<'_>, rules: impl Iterator<Item = &'r Rule>) -> Vec<Finding> {
    let look = Look::new(subject);
    let found = rules.flat_map(|rule| rule.find(&look)).collect();
    let mut found = waiver::apply(&look, found);
    found.sort_by(|a, b| {
        let order = |it: &Finding| (it.severity, it.file.clone(), it.at.start, it.code);
        order(a).cmp(&order(b))
    });
    found.dedup();
    found
}

/// Whether an edition with these findings may go live: none of them is an error.
pub fn may_go_live(found: &[Finding]) -> bool {
    found.iter().all(|finding| finding.severity != Severity::Error)
}

/// The file of a dialogue.
fn file_of(dialogue: &str) -> String {
    format!("dialogues/{dialogue}.toml")
}
