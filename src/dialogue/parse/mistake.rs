//! A mistake in a file: what it is, where, and what to write in its place.
//!
//! Not here: finding them (`shape`), and drawing them (miette does).

use std::ops::Range;
use std::sync::Arc;

use miette::{Diagnostic, NamedSource, SourceSpan};

/// Everything that is wrong with one file.
#[derive(Clone, Debug, thiserror::Error, Diagnostic)]
#[error("{file}: {}", mistakes_in_words(.mistakes.len()))]
pub struct ParseError {
    /// The file's path.
    pub file: String,
    #[source_code]
    text: Arc<NamedSource<String>>,
    /// The mistakes, in the order of the file.
    #[related]
    pub mistakes: Vec<Mistake>,
}

/// What sort of mistake it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// The file is no TOML.
    Syntax,
    /// The file is no Fluent.
    Fluent,
    /// A key that nobody knows.
    UnknownKey,
    /// Something that has to stand there does not.
    Missing,
    /// A value that does not fit.
    Value,
    /// The dialogue and its file have different names.
    Name,
    /// A message that the program cannot use: a function, an attribute, a reference to nothing.
    Unusable,
    /// A message that stands in a language twice.
    Twice,
    /// A language that lacks what no language can do without.
    Language,
}

/// One mistake.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Diagnostic)]
#[error("{message}")]
pub struct Mistake {
    /// What is wrong.
    pub message: String,
    /// What to write in its place, if that is known.
    #[help]
    pub help: Option<String>,
    /// The line that it begins on, from 1.
    pub line: usize,
    /// Where, in bytes.
    #[label("here")]
    pub at: SourceSpan,
    /// What sort of mistake it is.
    pub sort: Sort,
}

impl ParseError {
    /// What is wrong with `file`, whose text is `text`.
    pub fn new(file: &str, text: &str, mut mistakes: Vec<Mistake>) -> Self {
        mistakes.sort_by_key(|mistake| mistake.at.offset());
        let text = Arc::new(NamedSource::new(file, text.to_owned()));
        Self { file: file.to_owned(), text, mistakes }
    }

    /// The file's text.
    pub fn text(&self) -> &str {
        self.text.inner()
    }
}

impl Mistake {
    /// A mistake at these bytes of `text`.
    pub fn new(text: &str, message: impl Into<String>, at: Range<usize>) -> Self {
        Self { message: message.into(), help: None, line: line_of(text, at.start), at: at.into(), sort: Sort::Value }
    }

    /// The same mistake, of this sort (it is a value that does not fit, if nobody says otherwise).
    #[must_use]
    pub fn of(mut self, sort: Sort) -> Self {
        self.sort = sort;
        self
    }

    /// The same, with what to write in its place.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// What the TOML reader says.
    pub(super) fn from_toml(text: &str, error: &toml::de::Error) -> Self {
        Self::new(text, error.message(), error.span().unwrap_or_default())
    }
}

/// The line, from 1, that the byte `offset` of `text` stands on.
pub fn line_of(text: &str, offset: usize) -> usize {
    // Over a slice: it is asked for every finding, far down in large files.
    let before = text.as_bytes().get(..offset).unwrap_or(text.as_bytes());
    before.iter().filter(|byte| **byte == b'\n').count() + 1
}

/// "Did you mean …?", if one of the `known` words is near to `word`; else all of them, if they are few.
pub fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let known: Vec<_> = known.into_iter().collect();
    let near = known.iter().map(|other| (strsim::jaro_winkler(word, other), *other)).max_by(|a, b| a.0.total_cmp(&b.0));
    match near {
        Some((likeness, other)) if likeness > 0.8 => Some(format!("did you mean `{other}`?")),
        Some(_) if known.len() <= 16 => Some(format!("known here: {}", known.join(", "))),
        Some(_) | None => None,
    }
}

fn mistakes_in_words(count: usize) -> String {
    if count == 1 { "1 mistake".to_owned() } else { format!("{count} mistakes") }
}
