//! Every message that something names, and where it is named: steps, parts, registers, and the program itself.
//!
//! Not here: whether it is there.

use super::look::Look;
use super::script::{labels, says, steps};
use super::{Finding, file_of};
use crate::directory::Question;
use crate::locale::{COMMANDS, FORMAT_KEYS, MENU};

/// A key and where it is named.
pub(super) struct Use {
    pub(super) key: String,
    pub(super) at: At,
}

/// Where a key is named.
pub(super) enum At {
    /// In a step of a dialogue.
    Step(String, String, Vec<String>),
    /// In a TOML file.
    Toml(String, Vec<String>),
    /// In the program.
    Program,
}

/// Every use.
pub(super) fn uses(look: &Look<'_>) -> Vec<Use> {
    let content = look.subject.content;
    let mut uses = Vec::new();
    for (dialogue, id, step) in steps(content) {
        let here = says(step).into_iter().chain(labels(step));
        uses.extend(here.map(|it| Use { key: it.name, at: At::Step(dialogue.id.clone(), id.to_owned(), it.path) }));
    }
    for dialogue in content.dialogues.values() {
        for (id, part) in &dialogue.part {
            uses.push(in_toml(part.heading.clone(), file_of(&dialogue.id), &["part", id, "heading"]));
        }
    }
    for (place, row) in content.helplines.helpline.iter().enumerate() {
        uses.push(in_toml(row.key(), "dialogues/helplines.toml".to_owned(), &["helpline", &place.to_string(), "id"]));
    }
    for (id, signpost) in &content.signposts.signpost {
        uses.push(in_toml(signpost.say.clone(), "dialogues/answers.toml".to_owned(), &["signpost", id, "say"]));
    }
    for (place, listing) in content.listings.iter().enumerate() {
        let at = |key| in_toml(key, "dialogues/listings.toml".to_owned(), &["listing", &place.to_string(), "id"]);
        uses.extend(listing.keys().into_iter().map(at));
    }
    uses.extend(of_the_program(look).into_iter().map(|key| Use { key, at: At::Program }));
    uses
}

/// Puts a finding where a key is named.
pub(super) fn put(look: &Look<'_>, finding: Finding, at: &At) -> Finding {
    match at {
        At::Step(dialogue, step, path) => look.in_step(finding, dialogue, step, path),
        At::Toml(file, path) => look.in_toml(finding, file, &path.iter().map(String::as_str).collect::<Vec<_>>()),
        At::Program => finding,
    }
}

fn in_toml(key: String, file: String, path: &[&str]) -> Use {
    Use { key, at: At::Toml(file, path.iter().map(|name| (*name).to_owned()).collect()) }
}

/// Where the words of the desk stand.
pub(super) const DESK: &str = "locales/en-GB/desk.ftl";

/// The keys that the desk names: those of the file that is built in. (`tests/all/desk/words.rs` holds it against the pages.)
pub(super) fn of_the_desk() -> impl Iterator<Item = &'static str> {
    let built_in = include_str!("../../locales/en-GB/desk.ftl");
    let keys = built_in.lines().filter_map(|line| line.split_once('=')).map(|(key, _)| key);
    // A message begins at the edge; what is further in belongs to the one before.
    keys.filter(|key| key.starts_with("desk-")).map(str::trim_end)
}

/// The keys that the program itself names.
fn of_the_program(look: &Look<'_>) -> Vec<String> {
    let questions = Question::ALL.map(|question| format!("ask-{}", question.as_str()));
    let typed = COMMANDS.map(|command| format!("typed-{command}"));
    let menu = MENU.map(|command| format!("command-{command}"));
    let profile = ["description", "short-description"];
    let fixed = look.subject.engine_keys.iter().chain(FORMAT_KEYS).chain(&profile).map(|key| (*key).to_owned());
    fixed.chain(questions).chain(typed).chain(menu).collect()
}
