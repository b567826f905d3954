//! Why no people were added, or no more of them.

use ajar::chance::NoChance;
use ajar::config::{ConfigError, RootKeyError};
use ajar::content::ContentError;
use ajar::store::StoreError;
use ajar::turn::TurnError;
use ajar::vault::VaultError;

/// What went wrong. Whole batches that were added before stay.
#[derive(Debug, thiserror::Error)]
pub enum PopulateError {
    /// No threads.
    #[error("nothing was begun: {0}")]
    Runtime(std::io::Error),
    /// The config.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The root key.
    #[error(transparent)]
    Root(#[from] RootKeyError),
    /// The dialogues.
    #[error(transparent)]
    Content(#[from] ContentError),
    /// The databases.
    #[error("{0}; what was added before stays")]
    Store(#[from] StoreError),
    /// A turn of one of the three.
    #[error(transparent)]
    Turn(#[from] TurnError),
    /// Sealing.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// Randomness.
    #[error(transparent)]
    Chance(#[from] NoChance),
    /// The dialogues have changed.
    #[error("the dialogues do not lead where they did: {0}; examples/populate/model.rs walks them")]
    Lost(&'static str),
}
