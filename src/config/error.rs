//! What can be wrong with a config, in sentences that a volunteer understands.

use std::fmt::Write as _;
use std::ops::Range;
use std::path::{Path, PathBuf};

use miette::{Diagnostic, LabeledSpan, NamedSource, SourceCode};

/// Why there is no config to start with.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// There is no such file.
    #[error("there is no {}; `ajar init` writes one, and --config names another", .0.display())]
    Missing(PathBuf),
    /// The file is there and cannot be read.
    #[error("{} cannot be read: {why}", path.display())]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        why: String,
    },
    /// The file was read and holds mistakes; nothing was started.
    #[error("{}", summary(file, text.inner(), mistakes))]
    Mistakes {
        /// The file's name.
        file: String,
        /// What it holds, secrets blanked out, for showing the place.
        text: Box<NamedSource<String>>,
        /// What is wrong: one at least.
        mistakes: Vec<Mistake>,
    },
    /// No token was given.
    #[error(
        "there is no token for Telegram: put it into a file and name it as token_file in [telegram], or set AJAR_TELEGRAM__TOKEN"
    )]
    NoToken,
    /// A moved clock, and a Telegram that is not on this machine.
    #[error(
        "AJAR_CLOCK_FILE is set, but [telegram] api is not on this machine: a moved clock is for trying things out only, so unset it"
    )]
    ClockInEarnest,
}

/// One mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// What is wrong, and what to do.
    pub says: String,
    /// Where in the file, in bytes; nowhere if it came from the environment.
    pub at: Option<Range<usize>>,
}

impl ConfigError {
    /// The error for a file that could not be read.
    pub(super) fn unreadable(path: &Path, error: &std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::NotFound {
            return Self::Missing(path.to_path_buf());
        }
        Self::Unreadable { path: path.to_path_buf(), why: error.to_string() }
    }

    /// The error for mistakes in `file`, whose text is `text`.
    pub(super) fn mistakes(file: &str, text: &str, mistakes: Vec<Mistake>) -> Self {
        let shown = Box::new(NamedSource::new(file, without_secrets(text)));
        Self::Mistakes { file: file.to_owned(), text: shown, mistakes }
    }
}

impl Diagnostic for ConfigError {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        match self {
            Self::Mistakes { text, .. } => Some(text.as_ref()),
            Self::Missing(_) | Self::Unreadable { .. } | Self::NoToken | Self::ClockInEarnest => None,
        }
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let Self::Mistakes { mistakes, .. } = self else { return None };
        // The sentences stand above, with their lines; these are the carets.
        let label = |mistake: &Mistake| Some(LabeledSpan::new_with_span(None, mistake.at.clone()?));
        Some(Box::new(mistakes.iter().filter_map(label)))
    }
}

fn summary(file: &str, text: &str, mistakes: &[Mistake]) -> String {
    let mut out = match mistakes.len() {
        1 => format!("{file} has a mistake, so nothing was started"),
        many => format!("{file} has {many} mistakes, so nothing was started"),
    };
    for mistake in mistakes {
        let before = mistake.at.as_ref().and_then(|at| text.get(..at.start));
        let line = before.map(|before| format!("line {}: ", before.matches('\n').count() + 1));
        let _ = write!(out, "\n  {}{}", line.unwrap_or_default(), mistake.says);
    }
    out
}

/// `text` with the values of secrets blanked out, byte for byte, so that places stay the same.
fn without_secrets(text: &str) -> String {
    let secret = |line: &str| ["token", "url", "keystore", "secret"].iter().any(|key| key_of(line) == *key);
    let blank = |line: &str| match line.split_once('=') {
        Some((key, value)) if secret(line) => format!("{key}={}", ".".repeat(value.len())),
        _ => line.to_owned(),
    };
    text.split('\n').map(blank).collect::<Vec<_>>().join("\n")
}

fn key_of(line: &str) -> &str {
    line.split_once('=').map_or("", |(key, _)| key).trim_matches(|c: char| c.is_whitespace() || "\"'#".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p28_what_is_shown_of_a_broken_file_holds_no_secret() {
        let text = "[telegram]\n token = \"12:hidden\"\nfoo = 1\n[database]\nurl = 'hidden'\n";
        let shown = without_secrets(text);
        assert!(!shown.contains("hidden") && shown.contains("foo = 1"));
        assert_eq!(shown.len(), text.len());
    }
}
