//! What the rules look at: the subject with its graph, its languages and every text that a message can become, made once.
//!
//! Not here: what is wrong with any of it (`rules`).

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;

use super::fillings::{longest, shortest};
use super::text::Phrases;
use super::{Finding, Graph, Seen, Subject, Voice, file_of, seen, voice};
use crate::dialogue::Places;
use crate::locale::{BASE, Entry};

/// The subject, prepared.
pub(super) struct Look<'a> {
    pub(super) subject: &'a Subject<'a>,
    pub(super) graph: Graph<'a>,
    /// Every language, the base language first.
    pub(super) languages: Vec<Language<'a>>,
    files: BTreeMap<&'a str, &'a str>,
    /// The TOML files that were pointed into already.
    places: RefCell<BTreeMap<String, Places<'a>>>,
    /// Where the lines begin of files that were pointed into already: there may be thousands of findings far down in one.
    lines: RefCell<BTreeMap<String, Vec<usize>>>,
}

/// One language.
pub(super) struct Language<'a> {
    pub(super) code: String,
    /// Whether it has a `voice.toml`.
    pub(super) has_voice: bool,
    /// Its measures and lists; where there is no file of its own, the ones that fit any language.
    pub(super) voice: Voice,
    /// Phrases that are fine whatever they hold.
    pub(super) fine: Phrases,
    pub(super) seen: Seen,
    pub(super) texts: BTreeMap<&'a str, Said<'a>>,
}

/// One message: where it stands, and every text that it can become.
pub(super) struct Said<'a> {
    pub(super) entry: &'a Entry,
    /// With each placeable's name for its value.
    pub(super) plain: Vec<String>,
    /// With the longest values that are plausible.
    pub(super) longest: Vec<String>,
    /// With the shortest.
    pub(super) shortest: Vec<String>,
}

/// Beginnings of keys that are no messages of a conversation: typed words, Telegram's menu and the like.
const NO_MESSAGES: [&str; 2] = ["typed-", "command-"];

impl<'a> Look<'a> {
    pub(super) fn new(subject: &'a Subject<'a>) -> Self {
        let files: BTreeMap<&str, &str> =
            subject.files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let languages = subject.locales.languages();
        let languages = languages.into_iter().map(|(code, _)| Language::new(subject, &files, code)).collect();
        Self {
            subject,
            graph: Graph::new(subject.content),
            languages,
            files,
            places: RefCell::default(),
            lines: RefCell::default(),
        }
    }

    /// The text of a file; empty if there is none.
    pub(super) fn text(&self, file: &str) -> &'a str {
        self.files.get(file).copied().unwrap_or_default()
    }

    /// Puts a finding at the value at `path` of a TOML file.
    pub(super) fn in_toml(&self, finding: Finding, file: &str, path: &[&str]) -> Finding {
        let text = self.text(file);
        let mut known = self.places.borrow_mut();
        let places = known.entry(file.to_owned()).or_insert_with(|| Places::of(text));
        self.put(finding, file, places.locate(path).unwrap_or_default())
    }

    /// Puts a finding at a place of a file.
    fn put(&self, finding: Finding, file: &str, at: Range<usize>) -> Finding {
        let text = self.text(file);
        let mut known = self.lines.borrow_mut();
        let begins = known.entry(file.to_owned()).or_insert_with(|| beginnings(text));
        let line = begins.partition_point(|begin| *begin <= at.start);
        let begin = line.checked_sub(1).and_then(|line| begins.get(line)).copied().unwrap_or_default();
        let column = text.get(begin..at.start).map_or(1, |before| before.chars().count() + 1);
        Finding { file: file.to_owned(), line, column, at, ..finding }
    }

    /// Puts a finding at a value of a step.
    pub(super) fn in_step<P: AsRef<str>>(&self, finding: Finding, dialogue: &str, step: &str, path: &[P]) -> Finding {
        let path: Vec<&str> = ["step", step].into_iter().chain(path.iter().map(P::as_ref)).collect();
        self.in_toml(finding, &file_of(dialogue), &path)
    }

    /// Puts a finding at a value of a node of the graph.
    pub(super) fn at_node<P: AsRef<str>>(&self, finding: Finding, node: usize, path: &[P]) -> Finding {
        let Some(node) = self.graph.node(node) else { return finding };
        self.in_step(finding, &node.dialogue.id, node.id, path)
    }

    /// Puts a finding at a message's key.
    pub(super) fn in_locale(&self, finding: Finding, language: &str, key: &str) -> Finding {
        let Some(entry) = self.subject.locales.entry(language, key) else { return finding };
        let at: Range<usize> = entry.at.clone();
        self.put(finding, &entry.file, at)
    }

    /// What a message of the base language says, with the longest names and numbers; nothing if there is none.
    pub(super) fn base(&self, key: &str) -> Option<&Said<'a>> {
        self.languages.iter().find(|language| language.code == BASE)?.texts.get(key)
    }

    /// Every file.
    pub(super) fn files(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.files.iter().map(|(path, text)| (*path, *text))
    }
}

/// Where each line of a text begins.
fn beginnings(text: &str) -> Vec<usize> {
    let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
    std::iter::once(0).chain(breaks.map(|(place, _)| place + 1)).collect()
}

impl<'a> Language<'a> {
    fn new(subject: &'a Subject<'a>, files: &BTreeMap<&'a str, &'a str>, code: String) -> Self {
        let read = |file: String| files.get(file.as_str()).copied();
        // Whatever is wrong with these two files was told when they were read.
        let own_voice: Option<Voice> = read(voice::file_of(&code)).map(|text| toml::from_str(text).unwrap_or_default());
        let has_voice = own_voice.is_some();
        let voice = own_voice.unwrap_or_default();
        let fine = Phrases::new(&voice.fine);
        let seen = read(seen::file_of(&code)).and_then(|text| toml::from_str(text).ok()).unwrap_or_default();
        let said = |key: &str, entry: &'a Entry| {
            let plain = subject.locales.samples(&code, key);
            // Where nothing is filled in, it is as long as it is.
            let filled = |fill: &dyn Fn(&str) -> String| match entry.placeables.is_empty() {
                true => plain.clone(),
                false => subject.locales.filled(&code, key, fill),
            };
            Said { entry, longest: filled(&longest), shortest: filled(&shortest), plain }
        };
        let texts = subject.locales.entries(&code).map(|(key, entry)| (key, said(key, entry))).collect();
        Self { has_voice, voice, fine, seen, texts, code }
    }

    /// What is said in a conversation, and on labels.
    pub(super) fn messages(&self) -> impl Iterator<Item = (&'a str, &Said<'a>)> {
        let texts = self.texts.iter().map(|(key, said)| (*key, said));
        texts.filter(|(key, _)| !NO_MESSAGES.iter().any(|prefix| key.starts_with(prefix)))
    }

    /// Whether it is written from right to left.
    pub(super) fn is_right_to_left(&self) -> bool {
        ["ar", "he", "fa", "ur", "ps", "yi", "sd", "ug", "ckb"].contains(&self.spoken())
    }

    /// Whether it is English: reading grades mean something there.
    pub(super) fn is_english(&self) -> bool {
        self.spoken() == "en"
    }

    fn spoken(&self) -> &str {
        self.code.split(['-', '_']).next().unwrap_or_default()
    }
}
