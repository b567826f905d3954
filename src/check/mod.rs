//! The check room: what is wrong, or not as kind as it could be, in an edition of dialogues, registers and words. Pure. One check, one file.
//!
//! Not here: reading the files (`content` refuses what cannot be read at all), showing findings (`cli`).

mod choices;
mod dead_end;
mod fillings;
mod finding;
mod grade;
mod ids;
mod labels;
mod length;
mod lock_screen;
mod missing;
mod placeables;
mod registers;
mod safety;
mod script;
mod unknown_step;
mod unreachable;
mod words;

use std::ops::Range;

use chrono::{DateTime, Utc};

use crate::dialogue::{Content, locate};
use crate::locale::Locales;

pub use finding::{Finding, Severity, broken, drawn};

/// What is checked, together.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// Dialogues and registers.
    pub content: &'a Content,
    /// The words.
    pub locales: &'a Locales,
    /// Every file: path and text, so that a finding can point into it.
    pub files: &'a [(String, String)],
    /// The message keys that the engine itself names.
    pub engine_keys: &'a [&'a str],
    /// When it is: a helpline's date gets stale.
    pub at: DateTime<Utc>,
}

/// Everything that is found, errors first, then file by file.
pub fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let checks = [
        ids::check,
        unknown_step::check,
        unreachable::check,
        dead_end::check,
        choices::check,
        missing::check,
        placeables::check,
        labels::check,
        length::check,
        grade::check,
        lock_screen::check,
        words::check,
        registers::check,
        safety::check,
    ];
    let mut found: Vec<Finding> = checks.iter().flat_map(|check| check(subject)).collect();
    found.sort_by(|a, b| (a.severity, &a.file, a.line, a.code).cmp(&(b.severity, &b.file, b.line, b.code)));
    found.dedup();
    found
}

impl Subject<'_> {
    /// The text of a file; empty if there is none.
    fn text(&self, file: &str) -> &str {
        self.files.iter().find(|(path, _)| path == file).map_or("", |(_, text)| text)
    }

    /// Puts a finding at the value at `path` of a TOML file.
    fn in_toml(&self, finding: Finding, file: &str, path: &[&str]) -> Finding {
        let text = self.text(file);
        finding.at(file, text, locate(text, path).unwrap_or_default())
    }

    /// Puts a finding at a value of a step.
    fn in_step(&self, finding: Finding, dialogue: &str, step: &str, path: &[String]) -> Finding {
        let path: Vec<&str> = ["step", step].into_iter().chain(path.iter().map(String::as_str)).collect();
        self.in_toml(finding, &file_of(dialogue), &path)
    }

    /// Puts a finding at a message's key.
    fn in_locale(&self, finding: Finding, language: &str, key: &str) -> Finding {
        let Some(entry) = self.locales.entry(language, key) else { return finding };
        let at: Range<usize> = entry.at.clone();
        finding.at(&entry.file, self.text(&entry.file), at)
    }

    /// The languages' codes, the base language first.
    fn languages(&self) -> impl Iterator<Item = &str> {
        self.content.locales.iter().map(|(code, _)| code.as_str())
    }
}

/// The file of a dialogue.
fn file_of(dialogue: &str) -> String {
    format!("dialogues/{dialogue}.toml")
}

#[cfg(test)]
mod tests;
