//! Content: the reviewed files (dialogues, registers, screening rules, locales) put together into one edition, from the binary or
//! from a directory that is laid over it.
//!
//! Not here: whether the edition makes sense (`check`), keeping earlier ones (`store`).

mod files;

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use crate::check::{Finding, Seen, Subject, Voice, broken, check, may_go_live, unreadable};
use crate::dialogue::{
    Content, Dialogue, Helplines, KEYS, Mistake, ParseError, Signposts, Sort, locate, parse_dialogue, read_toml,
};
use crate::directory::{Listing, Listings};
use crate::locale::{BASE, FaultSort, LocaleError, Locales};
use crate::safety::{RuleMistake, Rules, RulesFile};

pub use files::{Kind, NoText, Unreadable};

/// One edition of everything reviewed.
#[derive(Debug)]
pub struct Edition {
    /// What the engine moves by.
    pub content: Content,
    /// What it says.
    pub locales: Locales,
    /// What the team reads: the same, with the words of the desk, in the languages that have them.
    pub desk: Locales,
    /// The SHA-256 of the dialogue files, in hexadecimal.
    pub hash: String,
    /// Every file that it was made of: path (as `dialogues/more.toml`) and text, sorted by path.
    pub files: Vec<(String, String)>,
}

/// The content could not be loaded. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ContentError {
    /// A file or a directory could not be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// Files are broken: everything that is wrong with all of them.
    #[error("the dialogues or their words are broken; nothing was loaded: {}", in_words(.0))]
    Broken(Vec<ParseError>),
    /// The checker found what must not go live.
    #[error("the dialogues or their words must not go live: {}", first_of(.0))]
    Refused(Vec<Finding>),
}

impl Edition {
    /// Loads the embedded files, with those of `dir` laid over them: a file there replaces the embedded one of the same path, and
    /// new ones are added.
    pub fn load(dir: Option<&Path>) -> Result<Self, ContentError> {
        let mut files = files::embedded()?;
        if let Some(dir) = dir {
            files.extend(files::below(dir)?);
        }
        Self::of(files)
    }

    /// Puts files together: path to text. This is also how an earlier edition comes back from the archive.
    pub fn of(files: BTreeMap<String, String>) -> Result<Self, ContentError> {
        let mut reading = Reading { files: &files, broken: Vec::new() };
        let dialogues = reading.dialogues();
        let helplines = reading.one::<Helplines>("dialogues/helplines.toml").unwrap_or_default();
        let signposts = reading.one::<Signposts>("dialogues/answers.toml").unwrap_or_default();
        let registers = (helplines, signposts);
        let listings = reading.one::<Listings>("dialogues/listings.toml").unwrap_or_default().listing;
        let rules = reading.rules();
        let locales = reading.locales();
        let voices = reading.voices();
        let desk = reading.desk();
        let (Some(locales), Some(desk), []) = (locales, desk, reading.broken.as_slice()) else {
            return Err(ContentError::Broken(reading.broken));
        };
        let hash = hash(&files);
        let content = content(hash.clone(), dialogues, registers, listings, rules, &locales, &voices);
        Ok(Self { content, locales, desk, hash, files: files.into_iter().collect() })
    }

    /// Loads them as [`Edition::load`] does, and lets the checker look at them: what has an error never goes live, be it at the start or
    /// when an edition is to take the place of one that runs. Gives back what else was found.
    pub fn load_checked(dir: Option<&Path>, at: DateTime<Utc>) -> Result<(Self, Vec<Finding>), ContentError> {
        let edition = Self::load(dir)?;
        let found = edition.findings(at);
        if may_go_live(&found) { Ok((edition, found)) } else { Err(ContentError::Refused(found)) }
    }

    /// Everything that the checker finds.
    pub fn findings(&self, at: DateTime<Utc>) -> Vec<Finding> {
        check(&self.subject(KEYS, at))
    }

    /// What `check` looks at; `engine_keys` are the message keys that the program names, `at` is now.
    pub fn subject<'a>(&'a self, engine_keys: &'a [&'a str], at: DateTime<Utc>) -> Subject<'a> {
        Subject {
            content: &self.content,
            locales: &self.locales,
            desk: &self.desk,
            files: &self.files,
            engine_keys,
            at,
        }
    }

    /// The files that are archived under the hash: dialogues and locales. (Screening rules and helplines are always the newest.)
    pub fn archived(&self) -> impl Iterator<Item = &(String, String)> {
        self.files.iter().filter(|(path, _)| matches!(Kind::of(path), Some(Kind::Dialogue | Kind::Locale(_))))
    }
}

impl ContentError {
    /// The files that findings point into: path and text.
    pub fn files(&self) -> Vec<(String, String)> {
        match self {
            Self::Unreadable(_) | Self::Refused(_) => Vec::new(),
            Self::Broken(errors) => errors.iter().map(|it| (it.file.clone(), it.text().to_owned())).collect(),
        }
    }

    /// What is wrong as findings of the checker's, file by file; none where a file could not even be read.
    pub fn findings(&self) -> Vec<Finding> {
        match self {
            Self::Unreadable(Unreadable::NoText(files)) => {
                files.iter().map(|it| unreadable(&it.file, it.why, it.help)).collect()
            }
            Self::Unreadable(Unreadable::Empty(_) | Unreadable::Io { .. }) => Vec::new(),
            Self::Broken(errors) => errors.iter().flat_map(broken).collect(),
            Self::Refused(found) => found.clone(),
        }
    }
}

fn content(
    hash: String,
    dialogues: BTreeMap<String, Dialogue>,
    (helplines, signposts): (Helplines, Signposts),
    listings: Vec<Listing>,
    rules: Rules,
    locales: &Locales,
    voices: &BTreeMap<String, Voice>,
) -> Content {
    // A language that is still being written is checked, and offered to nobody.
    let is_complete = |code: &str| voices.get(code).is_none_or(|voice| voice.complete);
    let languages: Vec<_> = locales.languages().into_iter().filter(|(code, _)| is_complete(code)).collect();
    let mut typed = BTreeMap::new();
    for (word, command) in languages.iter().flat_map(|(code, _)| locales.typed(code)) {
        // The base language comes first, so an English word keeps its meaning in every language.
        typed.entry(word).or_insert(command);
    }
    Content { hash, dialogues, rules, helplines, signposts, listings, locales: languages, typed }
}

/// Reads files one after the other and gathers what is wrong with them.
struct Reading<'a> {
    files: &'a BTreeMap<String, String>,
    broken: Vec<ParseError>,
}

impl Reading<'_> {
    fn dialogues(&mut self) -> BTreeMap<String, Dialogue> {
        let mut dialogues = BTreeMap::new();
        for (path, text) in self.of_kind(&Kind::Dialogue) {
            let read = parse_dialogue(path, text);
            if let Some(dialogue) = self.keep(read) {
                dialogues.insert(dialogue.id.clone(), dialogue);
            }
        }
        dialogues
    }

    fn rules(&mut self) -> Rules {
        let mut files = Vec::new();
        for (path, text) in self.of_kind(&Kind::Rules) {
            let read = read_toml::<RulesFile>(path, text);
            files.extend(self.keep(read));
        }
        Rules::compile(&files).unwrap_or_else(|mistakes| {
            let broken = in_rules(self.files, &mistakes);
            self.broken.extend(broken);
            Rules::none()
        })
    }

    fn one<T: DeserializeOwned + schemars::JsonSchema>(&mut self, path: &str) -> Option<T> {
        let read = read_toml(path, self.files.get(path)?);
        self.keep(read)
    }

    fn locales(&mut self) -> Option<Locales> {
        let file = |(path, text): (&String, &String)| match Kind::of(path) {
            Some(Kind::Locale(language)) => Some((language, path.clone(), text.clone())),
            Some(Kind::Dialogue | Kind::Register | Kind::Rules | Kind::Desk(_) | Kind::Voice(_) | Kind::Seen(_))
            | None => None,
        };
        match Locales::load(self.files.iter().filter_map(file).collect()) {
            Ok(locales) => Some(locales),
            Err(error) => {
                let broken = in_files(self.files, &error);
                self.broken.extend(broken);
                None
            }
        }
    }

    /// The words of the desk, over all others of the same language. What is broken in those was told before.
    fn desk(&mut self) -> Option<Locales> {
        let has = |language: &str| self.files.contains_key(&format!("locales/{language}/desk.ftl")) || language == BASE;
        let file = |(path, text): (&String, &String)| match Kind::of(path) {
            Some(Kind::Locale(language) | Kind::Desk(language)) if has(&language) => {
                Some((language, path.clone(), text.clone()))
            }
            Some(_) | None => None,
        };
        match Locales::load(self.files.iter().filter_map(file).collect()) {
            Ok(locales) => Some(locales),
            Err(mut error) => {
                error.faults.retain(|fault| matches!(Kind::of(&fault.file), Some(Kind::Desk(_))));
                let broken = in_files(self.files, &error);
                self.broken.extend(broken);
                None
            }
        }
    }

    /// What the checker knows about each language; what its translators have seen is only looked at here.
    fn voices(&mut self) -> BTreeMap<String, Voice> {
        let mut voices = BTreeMap::new();
        for (path, text) in self.files {
            match Kind::of(path) {
                Some(Kind::Voice(language)) => {
                    let read = read_toml::<Voice>(path, text);
                    voices.extend(self.keep(read).map(|voice| (language, voice)));
                }
                Some(Kind::Seen(_)) => {
                    let read = read_toml::<Seen>(path, text);
                    self.keep(read);
                }
                Some(Kind::Dialogue | Kind::Register | Kind::Rules | Kind::Locale(_) | Kind::Desk(_)) | None => {}
            }
        }
        voices
    }

    fn of_kind<'f>(&self, kind: &Kind) -> Vec<(&'f String, &'f String)>
    where
        Self: 'f,
    {
        self.files.iter().filter(|(path, _)| Kind::of(path).as_ref() == Some(kind)).collect()
    }

    fn keep<T>(&mut self, read: Result<T, ParseError>) -> Option<T> {
        read.map_err(|error| self.broken.push(error)).ok()
    }
}

/// The mistakes of rule files, file by file.
fn in_rules(files: &BTreeMap<String, String>, mistakes: &[RuleMistake]) -> Vec<ParseError> {
    let mut by_file = BTreeMap::<String, Vec<Mistake>>::new();
    for mistake in mistakes {
        let file = format!("dialogues/safety/{}.toml", mistake.language);
        let text = files.get(&file).map_or("", String::as_str);
        let path: Vec<&str> = mistake.path.iter().map(String::as_str).collect();
        let at = locate(text, &path).unwrap_or_default();
        by_file.entry(file).or_default().push(Mistake::new(text, &mistake.message, at));
    }
    let error = |(file, mistakes): (String, Vec<Mistake>)| {
        ParseError::new(&file, files.get(&file).map_or("", String::as_str), mistakes)
    };
    by_file.into_iter().map(error).collect()
}

/// The faults of locale files, file by file.
fn in_files(files: &BTreeMap<String, String>, error: &LocaleError) -> Vec<ParseError> {
    let mut by_file = BTreeMap::<&str, Vec<Mistake>>::new();
    for fault in &error.faults {
        let text = files.get(&fault.file).map_or("", String::as_str);
        by_file
            .entry(&fault.file)
            .or_default()
            .push(Mistake::new(text, &fault.message, fault.at.clone()).of(sort(fault.sort)));
    }
    let error = |(file, mistakes): (&str, Vec<Mistake>)| {
        let text = files.get(file).map_or("", String::as_str);
        ParseError::new(if file.is_empty() { "locales" } else { file }, text, mistakes)
    };
    by_file.into_iter().map(error).collect()
}

/// The hash of the dialogue files, in the order of their paths.
fn hash(files: &BTreeMap<String, String>) -> String {
    let dialogues = files.iter().filter(|(path, _)| Kind::of(path) == Some(Kind::Dialogue));
    let digest = dialogues.fold(Sha256::new(), |so_far, (path, text)| {
        // The lengths keep two files from being taken for one.
        let lengths = [path.len(), text.len()].map(|length| (length as u64).to_le_bytes());
        so_far.chain_update(lengths.concat()).chain_update(path).chain_update(text)
    });
    digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn sort(sort: FaultSort) -> Sort {
    match sort {
        FaultSort::Syntax => Sort::Fluent,
        FaultSort::Unusable => Sort::Unusable,
        FaultSort::Twice => Sort::Twice,
        FaultSort::Language => Sort::Language,
    }
}

/// The first error, and how many more there are.
fn first_of(found: &[Finding]) -> String {
    let errors: Vec<_> = found.iter().filter(|it| it.severity == crate::check::Severity::Error).collect();
    let first = errors.first().map(ToString::to_string).unwrap_or_default();
    match errors.len() {
        0 | 1 => first,
        many => format!("{first} (and {} more; `ajar check` shows them)", many - 1),
    }
}

fn in_words(broken: &[ParseError]) -> String {
    broken.iter().map(ParseError::to_string).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests;
