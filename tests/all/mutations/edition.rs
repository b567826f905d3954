//! The shipped files, a second language made of the first, and what the checker tells of a changed edition.

use std::collections::BTreeMap;

use ajar::check::{Severity, seen_now};
use ajar::content::Edition;

/// Path to text.
pub type Files = BTreeMap<String, String>;

/// One mistake.
#[derive(Debug)]
pub struct Mutation {
    /// What kind of mistake it is.
    pub kind: &'static str,
    /// Where it was made.
    pub what: String,
    /// The files with it.
    pub files: Files,
}

/// The second language.
pub const SECOND: &str = "en-easyread";

/// The shipped files, and the words once more as a second language that somebody has looked at today.
pub fn shipped_twice() -> Files {
    let edition = Edition::load(None).unwrap();
    let seen = seen_now(&edition.locales, "en-GB");
    // No mistake is made in the screening rules: their examples are run once, by `content::tests`, and not for each mistake.
    let mut files: Files =
        edition.files.into_iter().filter(|(path, _)| !path.starts_with("dialogues/safety/")).collect();
    let second: Files = files
        .iter()
        .filter_map(|(path, text)| {
            Some((format!("locales/{SECOND}/{}", path.strip_prefix("locales/en-GB/")?), text.clone()))
        })
        .collect();
    files.extend(second);
    files.insert(format!("locales/{SECOND}/seen.toml"), seen);
    files
}

/// What the checker tells, waivers aside.
pub fn findings(files: &Files) -> Vec<String> {
    let found = match Edition::of(files.clone()) {
        Ok(edition) => edition.findings("2026-11-22T12:00:00Z".parse().unwrap()),
        Err(error) => error.findings(),
    };
    // A line moves when something is put before it: only what is said counts.
    let told = found.into_iter().filter(|finding| finding.severity != Severity::Waived);
    told.map(|finding| format!("{} {}", finding.code, finding.message)).collect()
}

/// The files with one text changed.
pub fn with(files: &Files, path: &str, text: String) -> Files {
    let mut files = files.clone();
    files.insert(path.to_owned(), text);
    files
}

/// At most `most` of them, drawn by the seed.
pub fn draw<T>(mut all: Vec<T>, most: usize, seed: u64) -> Vec<T> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    while all.len() > most {
        // Xorshift: enough to choose by.
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let place = usize::try_from(state % all.len() as u64).unwrap();
        all.swap_remove(place);
    }
    all
}
