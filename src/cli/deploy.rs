//! What goes live, at a start and while Ajar serves: read, checked, and held against the edition that people stand in. What has an error never
//! goes live. What goes live is archived, so that somebody who comes back to a changed dialogue can be met on the one they knew (P32).
//!
//! Not here: the checker's rules (`check`), when it happens (`serve`, `reload`).

use std::path::Path;
use std::sync::Arc;

use futures_util::FutureExt as _;

use super::CliError;
use super::deployed::{self, Standing};
use super::house::Kept;
use crate::check::{Finding, Severity, Waiting, change, may_go_live};
use crate::clock::Clock;
use crate::content::Edition;
use crate::dialogue::KEYS;
use crate::store::{Store, StoreError, Work, Writer, archive};

/// Reads what is to go live: the built-in files, with those of `dir` laid over them. Refused, in a sentence, if the checker finds an error.
/// (Coordinators still reach their queue with it.)
pub(super) fn read(dir: Option<&Path>, clock: &Clock) -> Result<Edition, CliError> {
    // What is built in was checked before it was built in (`content::tests`): a start need not wait for that.
    let Some(dir) = dir else { return Ok(Edition::load(None)?) };
    let (edition, _) = Edition::load_checked(Some(dir), clock.now())?;
    Ok(edition)
}

/// Archives an edition as the one that is live from now on; refused if whoever stands in the middle of the one that is deployed could not go
/// on as they should. One that was live before may always come back: whoever stands in a later one stays there, by its archived words.
pub(super) async fn deploy(kept: &Kept, edition: &Edition) -> Result<(), CliError> {
    let Kept { store, writer, clock, .. } = kept;
    let found = against_deployed(kept, edition, clock).await.map_err(CliError::store("the database"))?;
    if !may_go_live(&found) {
        if !is_archived(store, &edition.hash).await.map_err(CliError::store("the database"))? {
            return Err(CliError::Change(found));
        }
        tracing::warn!(
            "an earlier edition of the dialogues is live again; whoever stands in the later one stays there until they come to a step that is here"
        );
    }
    archived(writer, edition).await.map_err(CliError::store("the database"))
}

/// What is wrong with putting it in the place of what is deployed. People are counted only if there is something to tell.
async fn against_deployed(kept: &Kept, edition: &Edition, clock: &Clock) -> Result<Vec<Finding>, StoreError> {
    let mut work = kept.store.reading().await?;
    let Some(hash) = archive::deployed(&mut work).await?.filter(|hash| *hash != edition.hash) else {
        return Ok(Vec::new());
    };
    let Some(newest) = deployed::edition(&mut work, &hash).await? else {
        tracing::warn!(
            edition = hash,
            "the deployed edition cannot be read, so what changes for whoever stands in it is not known"
        );
        return Ok(Vec::new());
    };
    let found = |waiting: Option<&Waiting>| change(&edition.subject(KEYS, clock.now()), &newest.content, waiting);
    if may_go_live(&found(None)) {
        return Ok(Vec::new());
    }
    let standing: Standing = deployed::standing(&mut work, &kept.keystore).await?;
    Ok(found(Some(&deployed::waiting(&standing, &hash))))
}

async fn is_archived(store: &Store, hash: &str) -> Result<bool, StoreError> {
    let mut work: Work = store.reading().await?;
    Ok(!archive::get(&mut work, hash).await?.is_empty())
}

async fn archived(writer: &Writer, edition: &Edition) -> Result<(), StoreError> {
    let files: Arc<[_]> = edition.archived().cloned().collect();
    let hash = edition.hash.clone();
    let written = writer.write("archive", move |group| {
        let (files, hash) = (files.clone(), hash.clone());
        async move {
            for (name, body) in files.iter() {
                archive::put(&mut group.main, &hash, name, body).await?;
            }
            archive::deploy(&mut group.main, &hash).await
        }
        .boxed()
    });
    written.await
}

/// The errors among findings, the first so many of them in words, and how many there are.
pub(super) fn errors(found: &[Finding]) -> Vec<&Finding> {
    found.iter().filter(|finding| finding.severity == Severity::Error).collect()
}
