//! The group "Change": whether an edition can take the place of the one that is deployed, for everybody who stands in the middle of it (P32).
//! One code, one file. A pure function over two contents; how many wait at each step is given to it, in numbers only.
//!
//! Not here: where the deployed edition is found and people are counted (`cli`), what becomes of a conversation (`dialogue`).

mod gone;
mod meaning;
mod part_gone;
mod retyped;

use std::collections::BTreeMap;

use super::look::Look;
use super::{Finding, Rule, Subject, file_of};
use crate::dialogue::{Content, Place, changes};

/// The rules of the group.
pub static CHANGES: [&Rule; 5] = [&gone::E801, &part_gone::W802, &retyped::E803, &meaning::E804, &meaning::W805];

/// How many people wait at each step of the deployed edition.
pub type Waiting = BTreeMap<Place, u64>;

/// What one rule of the group has to say.
struct Remark {
    rule: &'static Rule,
    dialogue: String,
    /// The path within the dialogue's file.
    path: Vec<String>,
    message: String,
    help: String,
}

/// What is wrong with putting `subject` in the place of `deployed`. `waiting` is `None` where nobody was counted.
pub fn change(subject: &Subject<'_>, deployed: &Content, waiting: Option<&Waiting>) -> Vec<Finding> {
    let rules = [gone::remark, meaning::remark, part_gone::remark, retyped::remark];
    let look = Look::new(subject);
    let mut found = Vec::new();
    for change in changes(deployed, subject.content) {
        let remarks = rules.iter().filter_map(|rule| rule(&change, deployed, waiting));
        found.extend(remarks.map(|remark| put(&look, remark)));
    }
    found.sort_by(|a, b| (a.severity, &a.file, a.line, a.code).cmp(&(b.severity, &b.file, b.line, b.code)));
    found
}

fn put(look: &Look<'_>, remark: Remark) -> Finding {
    let path: Vec<&str> = remark.path.iter().map(String::as_str).collect();
    let finding = remark.rule.says(remark.message).with_help(remark.help);
    look.in_toml(finding, &file_of(&remark.dialogue), &path)
}

/// " Nobody waits there.", " 3 people wait there."; nothing where nobody was counted.
fn wait(waiting: Option<&Waiting>, place: &Place) -> String {
    let Some(waiting) = waiting else { return String::new() };
    match waiting.get(place).copied().unwrap_or_default() {
        0 => " Nobody waits there.".to_owned(),
        1 => " One person waits there.".to_owned(),
        count => format!(" {count} people wait there."),
    }
}

/// The dialogue that declares a part.
fn declared_in(content: &Content, part: &str) -> String {
    let declares = content.dialogues.values().find(|dialogue| dialogue.part.contains_key(part));
    declares.map_or_else(|| Content::FIRST.to_owned(), |dialogue| dialogue.id.clone())
}

#[cfg(test)]
mod tests;
