//! The locale room: a key, its arguments and a language go in, a reviewed text comes out (P19). Pure once it is loaded.
//!
//! Not here: reading files (`content`), which key is said when (`dialogue`), a person's own words (they never pass through Fluent).

mod entry;
mod error;
mod format;
mod language;
mod samples;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use fluent::{FluentArgs, FluentValue};

pub use entry::Entry;
pub use error::{Fault, FaultSort, LocaleError};
pub use format::KEYS as FORMAT_KEYS;

use language::Language;

/// The base language: every message exists in it, and it stands in where another has none.
pub const BASE: &str = "en-GB";
/// The neutral reviewed message that is shown where there is none for a key.
pub const MISSING: &str = "missing-text";
/// The key of a language's own name.
pub const NAME: &str = "language-name";
/// The commands with typed words: `typed-<command>` is a comma-separated list of words that act when they are a whole message.
pub const COMMANDS: [&str; 9] = ["stop", "person", "help", "skip", "language", "my-words", "clear", "forget", "more"];
/// The commands of Telegram's menu: `command-<command>` describes each.
pub const MENU: [&str; 8] = ["stop", "person", "help", "skip", "language", "mywords", "clear", "forget"];

/// The marks that keep directions apart on a screen. They stand around facts and numbers only, and never in stored words or payloads.
const ISOLATES: [char; 4] = ['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}'];
/// What stands around a rendered text on its way through Fluent, so that it is not isolated once more: two signs that no text may hold.
const RENDERED: [char; 2] = ['\u{fdd0}', '\u{fdd1}'];

/// A text as it is seen: without the marks that keep directions apart.
pub fn visible(text: &str) -> String {
    text.replace(ISOLATES, "")
}

/// Every reviewed text in every language. Cheap to share behind an `Arc`; usable from any thread.
pub struct Locales {
    languages: BTreeMap<String, Language>,
    noted: Option<Noted>,
}

/// Told the language and the key of every message that is shown: for rehearsals, which ask what was exercised.
pub type Noted = Arc<dyn Fn(&str, &str) + Send + Sync>;

/// A value for a placeable. A person's own words are never one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A fact: a name, a phone number, an address.
    Fact(String),
    /// A number, for plural forms.
    Number(i64),
    /// A text in the same language that is rendered already: the facts in it are kept apart, so it needs no marks of its own.
    Text(String),
}

impl Value {
    /// How it stands with nothing around it.
    fn alone(self) -> String {
        match self {
            Self::Fact(text) => format!("\u{2068}{text}\u{2069}"),
            Self::Number(number) => number.to_string(),
            Self::Text(text) => text,
        }
    }
}

impl Locales {
    /// Loads the files given as (language, file name, text). Every broken or doubled entry is a fault; none is skipped in silence.
    pub fn load(files: Vec<(String, String, String)>) -> Result<Self, LocaleError> {
        let mut faults = Vec::new();
        let mut grouped = BTreeMap::<String, Vec<(String, String)>>::new();
        for (language, file, text) in files {
            grouped.entry(language).or_default().push((file, text));
        }
        if !grouped.contains_key(BASE) {
            faults.push(Fault::of_all(format!("there is no file at all for the base language, {BASE}")));
        }
        let mut languages = BTreeMap::new();
        for (code, files) in grouped {
            if let Some(language) = Language::load(&code, files, &mut faults) {
                languages.insert(code, language);
            }
        }
        let missing = languages.get(BASE).and_then(|base| base.render(MISSING, None)).unwrap_or_default();
        languages.values_mut().for_each(|language| language.settle_missing(&missing));
        if faults.is_empty() { Ok(Self { languages, noted: None }) } else { Err(LocaleError { faults }) }
    }

    /// The message `key` in `language`; else in the base language; else the neutral `missing-text`. Never a key, never a
    /// placeable's name: a message with an argument missing counts as no message.
    pub fn text(&self, language: &str, key: &str, args: &[(&str, Value)]) -> String {
        if let Some(noted) = &self.noted {
            noted(language, key);
        }
        // Most messages, and nearly all labels, have nothing to be filled in.
        let filling = (!args.is_empty())
            .then(|| args.iter().map(|(name, value)| (*name, FluentValue::from(value))).collect::<FluentArgs<'_>>());
        let from = |code: &str| self.languages.get(code)?.render(key, filling.as_ref());
        match from(language).or_else(|| from(BASE)) {
            Some(text) => without_seams(text),
            None => {
                tracing::error!(
                    key,
                    "no reviewed message can be shown for this key; the neutral one was shown in its place"
                );
                self.missing(language)
            }
        }
    }

    /// The same texts, and `noted` is told of each one that is shown.
    #[must_use]
    pub fn noting(self, noted: Noted) -> Self {
        Self { noted: Some(noted), ..self }
    }

    /// Whether `language` itself has this message.
    pub fn has(&self, language: &str, key: &str) -> bool {
        self.entry(language, key).is_some()
    }

    /// Every key of `language`.
    pub fn keys(&self, language: &str) -> Vec<&str> {
        self.entries(language).map(|(key, _)| key).collect()
    }

    /// Every message of `language`: its key, and where and how it is written.
    pub fn entries(&self, language: &str) -> impl Iterator<Item = (&str, &Entry)> {
        self.languages.get(language).into_iter().flat_map(Language::entries)
    }

    /// Where and how a message is written.
    pub fn entry(&self, language: &str, key: &str) -> Option<&Entry> {
        self.languages.get(language)?.entry(key)
    }

    /// The names of the placeables that a message needs in `language`, or in the base language, which may stand in for it. A name may come
    /// twice.
    pub fn needs<'a>(&'a self, language: &str, key: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        let base = if language == BASE { None } else { self.entry(BASE, key) };
        let entries = self.entry(language, key).into_iter().chain(base);
        entries.flat_map(|entry| entry.placeables.iter().map(String::as_str))
    }

    /// The names of the placeables that a message, or what it refers to, uses.
    pub fn placeables(&self, language: &str, key: &str) -> BTreeSet<String> {
        self.entry(language, key).map(|entry| entry.placeables.clone()).unwrap_or_default()
    }

    /// Every text that a message can become, one for each of its variants, with each placeable's name standing for its value.
    pub fn samples(&self, language: &str, key: &str) -> Vec<String> {
        self.filled(language, key, &str::to_owned)
    }

    /// The same, with the value that `fill` gives for each placeable's name.
    pub fn filled(&self, language: &str, key: &str, fill: &dyn Fn(&str) -> String) -> Vec<String> {
        let language = self.languages.get(language);
        language.map(|language| samples::samples(language.patterns(), key, fill)).unwrap_or_default()
    }

    /// The languages: code and own name, the base language first.
    pub fn languages(&self) -> Vec<(String, String)> {
        let mut all: Vec<_> = self.languages.keys().map(|code| (code.clone(), self.text(code, NAME, &[]))).collect();
        all.sort_by_key(|(code, _)| code != BASE);
        all
    }

    /// The language for somebody whose app says it is in `wanted` (as `pl`, `en-US`): the base language if none is near.
    pub fn nearest(&self, wanted: Option<&str>) -> &str {
        let wanted = wanted.unwrap_or(BASE).to_ascii_lowercase();
        let spoken = |code: &str| code.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        let exact = self.languages.keys().find(|code| code.to_ascii_lowercase() == wanted);
        let near =
            || self.languages.keys().find(|code| spoken(code) == spoken(&wanted) && spoken(code) != spoken(BASE));
        exact.or_else(near).map_or(BASE, String::as_str)
    }

    /// The words that act in `language` when they are a whole message: (word in small letters, command).
    pub fn typed(&self, language: &str) -> Vec<(String, String)> {
        let words = |command: &&str| {
            let key = format!("typed-{command}");
            let list = if self.has(language, &key) { self.text(language, &key, &[]) } else { String::new() };
            let words: Vec<_> = list.split([',', '،']).map(|word| word.trim().to_lowercase()).collect();
            words
                .into_iter()
                .filter(|word| !word.is_empty())
                .map(|word| (word, (*command).to_owned()))
                .collect::<Vec<_>>()
        };
        COMMANDS.iter().flat_map(words).collect()
    }

    fn missing(&self, language: &str) -> String {
        let known = self.languages.get(language).or_else(|| self.languages.get(BASE));
        known.map(|language| language.missing().to_owned()).unwrap_or_default()
    }
}

impl fmt::Debug for Locales {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.languages.fmt(f)
    }
}

impl<'a> From<&'a Value> for FluentValue<'a> {
    fn from(value: &'a Value) -> Self {
        match value {
            Value::Fact(text) => FluentValue::from(text.as_str()),
            Value::Text(text) => {
                let [before, after] = RENDERED;
                FluentValue::from(format!("{before}{text}{after}"))
            }
            Value::Number(number) => FluentValue::from(*number),
        }
    }
}

/// The text without the marks that Fluent has put around texts that were rendered before.
fn without_seams(text: String) -> String {
    let [before, after] = RENDERED;
    if !text.contains(RENDERED) {
        return text;
    }
    let text = text.replace(&format!("\u{2068}{before}"), "").replace(&format!("{after}\u{2069}"), "");
    text.replace(RENDERED, "")
}

#[cfg(test)]
mod tests;
