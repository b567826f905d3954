//! Why a command could not do its work, in one sentence each. It ends with exit code 2.

use std::path::PathBuf;

use miette::{Diagnostic, LabeledSpan, SourceCode};

use crate::chance::NoChance;
use crate::config::{ConfigError, RootKeyError};

/// Why a command could not do its work.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// The config is not there, or not right.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The root key is not there, or not right.
    #[error(transparent)]
    RootKey(#[from] RootKeyError),
    /// The operating system gave no random bytes.
    #[error(transparent)]
    Chance(#[from] NoChance),
    /// A file could not be written or read.
    #[error("{} could not be {what}: {why}", path.display())]
    File {
        /// Which file.
        path: PathBuf,
        /// "written", say.
        what: &'static str,
        /// What the system says.
        why: std::io::Error,
    },
    /// There are words that only a lost key opens; a new key would hide that.
    #[error(
        "there is a database ({place}) but no root key: no new key was made, because it would open nothing of what was kept; put \
         back the key that was kept apart, or move the database away to begin anew"
    )]
    KeyLost {
        /// Which database.
        place: String,
    },
    /// The databases could not be looked into before making a key.
    #[error("{place} could not be looked into, so no root key was made: {why}")]
    Unseen {
        /// Which database, without its password.
        place: &'static str,
        /// What the database says.
        why: String,
    },
    /// Nobody has filled in the config yet.
    #[error(
        "the config is still the example: its service does not exist, and its number rings nowhere; put your own name and phone \
         number into [service], then start again"
    )]
    StillTheSample,
    /// The terminal could not be read or written.
    #[error("the terminal went away: {0}")]
    Terminal(std::io::Error),
    /// The operating system gave no threads or signals.
    #[error("Ajar could not be started: {0}")]
    Runtime(std::io::Error),
    /// The example could not be written from its types.
    #[error("the example of a config could not be written: {0}")]
    Example(#[from] toml::ser::Error),
}

impl CliError {
    /// A file that could not be `what`.
    pub(super) fn file(path: impl Into<PathBuf>, what: &'static str) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |why| Self::File { path, what, why }
    }

    fn of_config(&self) -> Option<&ConfigError> {
        if let Self::Config(error) = self { Some(error) } else { None }
    }
}

impl Diagnostic for CliError {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.of_config()?.source_code()
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        self.of_config()?.labels()
    }
}
