//! Why a rehearsal could not be played. What a story and the bot disagree about is no error: it is what a rehearsal is for (`play`).

use std::path::PathBuf;

use crate::chance::NoChance;
use crate::staff::StaffError;
use crate::store::StoreError;
use crate::turn::TurnError;
use crate::vault::VaultError;

/// Why a rehearsal could not be played. Nothing but a throw-away database was touched.
#[derive(Debug, thiserror::Error)]
pub enum RehearsalError {
    /// The throw-away database.
    #[error("the rehearsal's own database: {0}; nothing else was touched")]
    Store(#[from] StoreError),
    /// A turn could not be taken.
    #[error(transparent)]
    Turn(#[from] TurnError),
    /// A coordinator's act could not be done.
    #[error(transparent)]
    Staff(#[from] StaffError),
    /// A sealed value did not open.
    #[error("a sealed value of the rehearsal's own could not be used ({0})")]
    Vault(#[from] VaultError),
    /// The system gave no randomness.
    #[error(transparent)]
    Chance(#[from] NoChance),
    /// The dialogues could not be written anew under other ids.
    #[error("the dialogues could not be written under other ids: {0}")]
    Renamed(#[from] toml::ser::Error),
    /// The folder of the throw-away database could not be made or filled.
    #[error("{} could not be {what}: {why}", path.display())]
    File {
        /// Which file.
        path: PathBuf,
        /// "made", say.
        what: &'static str,
        /// What the system says.
        why: std::io::Error,
    },
}

impl RehearsalError {
    /// A file that could not be `what`.
    pub(super) fn file(path: impl Into<PathBuf>, what: &'static str) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |why| Self::File { path, what, why }
    }

    /// Whether it is the failure that a rehearsal has ordered itself.
    pub(super) fn is_ordered(&self) -> bool {
        matches!(
            self,
            Self::Store(StoreError::Injected)
                | Self::Turn(TurnError::Store(StoreError::Injected))
                | Self::Staff(StaffError::Store(StoreError::Injected))
        )
    }
}
