//! The archive: every edition of the dialogues that was ever deployed, by the hash of its structure.
//!
//! Not here: what is in an edition, and its hash (`content`).

use super::work::{all, run};
use super::{StoreError, Work, settings, statements};

/// One file of an edition.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ArchivedFile {
    /// Its name within the edition.
    pub name: String,
    /// What stands in it.
    pub body: String,
}

/// Keeps a file of an edition, in place of the one that is kept under this name: dialogues are the same under the same hash, and of words the
/// newest count.
pub async fn put(work: &mut Work, hash: &str, name: &str, body: &str) -> Result<(), StoreError> {
    run!(work, statements::ARCHIVE_PUT, hash, name, body).map(drop)
}

/// The files of an edition, by name. None: it was never deployed here.
pub async fn get(work: &mut Work, hash: &str) -> Result<Vec<ArchivedFile>, StoreError> {
    all!(work, statements::ARCHIVE_GET, hash)
}

/// Where the hash of the newest edition is kept.
const DEPLOYED: &str = "content.deployed";

/// Notes which edition is the newest that was deployed.
pub async fn deploy(work: &mut Work, hash: &str) -> Result<(), StoreError> {
    settings::put(work, DEPLOYED, hash).await
}

/// The newest edition that was deployed. `None`: there has been none.
pub async fn deployed(work: &mut Work) -> Result<Option<String>, StoreError> {
    settings::get(work, DEPLOYED).await
}
