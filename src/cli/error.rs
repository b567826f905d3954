//! Why a command could not do its work, in one sentence each. It ends with exit code 2.

use std::path::PathBuf;

use miette::{Diagnostic, LabeledSpan, SourceCode};

use super::deploy::errors;
use crate::chance::NoChance;
use crate::check::Finding;
use crate::config::{ConfigError, RootKeyError};
use crate::content::ContentError;
use crate::http::HttpError;
use crate::rehearsal::{RehearsalError, TheatreError};
use crate::staff::StaffError;
use crate::store::StoreError;
use crate::telegram::client::ClientError;
use crate::telegram::run::RunError;
use crate::turn::TurnError;

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
    /// The reviewed content is broken.
    #[error(transparent)]
    Content(#[from] ContentError),
    /// What was changed would harm whoever stands in the middle of the dialogues that are deployed.
    #[error("{}", of_change(.0))]
    Change(Vec<Finding>),
    /// A database is not there, or not right.
    #[error("{place}: {error}")]
    Store {
        /// Which one.
        place: &'static str,
        /// What is wrong with it.
        error: StoreError,
    },
    /// A turn could not be taken.
    #[error(transparent)]
    Turn(#[from] TurnError),
    /// A coordinator's act was not done.
    #[error(transparent)]
    Staff(#[from] StaffError),
    /// The token or Telegram's address cannot be used.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// Telegram would not have us.
    #[error(transparent)]
    Telegram(#[from] RunError),
    /// There is no desk to be invited to.
    #[error("there is no [desk] in the config, so a link would lead nowhere; put its address there")]
    NoDesk,
    /// A rehearsal could not be played.
    #[error(transparent)]
    Rehearsal(#[from] RehearsalError),
    /// There is nowhere to be called at.
    #[error(transparent)]
    Http(#[from] HttpError),
    /// A language is switched on that there are no words for.
    #[error("[languages] enabled names {0}, and there are no words for it in locales/; take it out, or add them")]
    Language(String),
    /// There is nothing to compare with.
    #[error(
        "no edition was deployed here yet, so there is nothing to compare with; to compare two folders, name both: ajar diff OLD NEW"
    )]
    NothingDeployed,
    /// A database that is there for trying things.
    #[error(
        "this database holds a rehearsal: everything in it is made up, and nobody is served from it; nothing was changed. Name another one in [database]"
    )]
    OnlyRehearsed,
    /// A database that people are served from, where one for trying things was expected.
    #[error("this database holds what people wrote, and is not for trying things; nothing was changed")]
    NotRehearsed,
    /// A folder of stories with none in it.
    #[error("there is no story in {}; a story is a file whose name ends in .txt", .0.display())]
    NoStories(PathBuf),
    /// Something that is named as a story and cannot be one.
    #[error("{} is no story: it is a folder, or larger than a megabyte", .0.display())]
    NoStory(PathBuf),
    /// There is no dialogue of this id.
    #[error("there is no dialogue `{0}`")]
    NoDialogue(String),
    /// A step cannot be renamed like this. Nothing was written.
    #[error("{0}; nothing was written")]
    Rename(String),
    /// A task broke off in the middle.
    #[error(
        "a part of Ajar broke off, so all of it was stopped; what was committed is kept. Please report this with the lines above it"
    )]
    BrokeOff,
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

impl From<TheatreError> for CliError {
    fn from(error: TheatreError) -> Self {
        match error {
            TheatreError::Rehearsal(error) => Self::Rehearsal(error),
            TheatreError::Content(error) => Self::Content(error),
        }
    }
}

impl CliError {
    /// A file that could not be `what`.
    pub(super) fn file(path: impl Into<PathBuf>, what: &'static str) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |why| Self::File { path, what, why }
    }

    /// What is wrong with the database at `place`.
    pub(super) fn store(place: &'static str) -> impl FnOnce(StoreError) -> Self {
        move |error| Self::Store { place, error }
    }

    /// Whether the same would happen at every start, until somebody has put something right. What may pass by itself (a database or an
    /// address that is not free yet, Telegram) is not among it.
    pub(super) fn is_to_be_mended(&self) -> bool {
        match self {
            Self::Config(_)
            | Self::RootKey(_)
            | Self::Content(_)
            | Self::Change(_)
            | Self::Client(_)
            | Self::Language(_)
            | Self::KeyLost { .. }
            | Self::OnlyRehearsed
            | Self::StillTheSample => true,
            Self::Store { error, .. } => matches!(
                error,
                StoreError::WrongRoot
                    | StoreError::WrongPair
                    | StoreError::Address
                    | StoreError::Migrate(_)
                    | StoreError::Newer(_)
                    | StoreError::Journal(..)
                    | StoreError::Damaged(_)
                    | StoreError::OlderKeystore
                    | StoreError::KeystoreGone
                    | StoreError::BrokenKey
            ),
            Self::Chance(_)
            | Self::Turn(_)
            | Self::Staff(_)
            | Self::Telegram(_)
            | Self::Rehearsal(_)
            | Self::Http(_)
            | Self::BrokeOff
            | Self::NoDesk
            | Self::NothingDeployed
            | Self::NotRehearsed
            | Self::NoStories(_)
            | Self::NoStory(_)
            | Self::Rename(_)
            | Self::NoDialogue(_)
            | Self::File { .. }
            | Self::Unseen { .. }
            | Self::Terminal(_)
            | Self::Runtime(_)
            | Self::Example(_) => false,
        }
    }

    /// What is wrong with the content, as the checker says it; nothing where something else is wrong.
    pub(super) fn findings(&self) -> Vec<Finding> {
        if let Self::Content(error) = self {
            return error.findings();
        }
        if let Self::Change(found) = self { found.clone() } else { Vec::new() }
    }

    fn of_config(&self) -> Option<&ConfigError> {
        if let Self::Config(error) = self { Some(error) } else { None }
    }
}

/// What a change would do, in sentences.
fn of_change(found: &[Finding]) -> String {
    let errors = errors(found);
    let says = |finding: &&Finding| {
        format!("{finding} To mend it, {}.", finding.help.as_deref().unwrap_or("`ajar diff` shows it"))
    };
    let first = errors.first().map(says).unwrap_or_default();
    let more = match errors.len() {
        0 | 1 => String::new(),
        many => format!(" And {} more; `ajar diff` shows them.", many - 1),
    };
    format!(
        "the dialogues are not those that people stand in the middle of, and cannot take their place: {first}{more} Nothing was changed; the \
         dialogues of before can be served meanwhile"
    )
}

impl Diagnostic for CliError {
    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn Diagnostic> + 'a>> {
        let Self::Content(ContentError::Broken(errors)) = self else { return None };
        Some(Box::new(errors.iter().map(|error| error as &dyn Diagnostic)))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.of_config()?.source_code()
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        self.of_config()?.labels()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Config, Environment};

    #[test]
    fn a_broken_config_is_shown_with_file_line_and_caret_and_without_its_secrets() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ajar.toml");
        let text = "[service]\nname = \"A place\"\nfone = \"1\"\nhours = \"always\"\n[telegram]\ntoken = \"12:hidden\"\ntokn = 1\n";
        std::fs::write(&path, text).unwrap();
        let error = CliError::from(Config::load(&path, &Environment::default()).unwrap_err());
        let shown = crate::cli::shown(&error);
        assert!(shown.contains("ajar.toml:3:1") && shown.contains("did you mean \"phone\"?"), "{shown}");
        assert!(shown.contains("line 7: ") && shown.contains('^') && !shown.contains("hidden"), "{shown}");
    }
}
