//! What the checker knows about one language: `locales/<lang>/voice.toml`. Its lists are reviewed like its words.
//!
//! Not here: the words themselves, who reviewed them.

use schemars::JsonSchema;
use serde::Deserialize;

/// One language's measures and lists.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Voice {
    /// Every message has to be here. A language that is still being written says false; it is checked, and cannot be switched on.
    pub complete: bool,
    /// The most words in a sentence.
    pub sentence: usize,
    /// Words that say what a chat is about, and so never stand where a lock screen shows them (P29).
    pub revealing: Vec<String>,
    /// Words that ask who somebody is, or how to reach them (P16).
    pub identifying: Vec<String>,
    /// Words to keep out, and why.
    pub keep_out: Vec<KeepOut>,
    /// Phrases that hold such a word and are fine.
    pub fine: Vec<String>,
}

/// Words to keep out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KeepOut {
    /// Why.
    pub why: String,
    /// The words or phrases, in small letters.
    pub words: Vec<String>,
}

impl Default for Voice {
    fn default() -> Self {
        let (revealing, identifying, keep_out, fine) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { complete: true, sentence: 20, revealing, identifying, keep_out, fine }
    }
}

/// The path of a language's file.
pub(super) fn file_of(language: &str) -> String {
    format!("locales/{language}/voice.toml")
}
