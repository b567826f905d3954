//! Where the desk fetches voice notes and pictures from: Telegram, at that moment.
//!
//! Not here: who may hear or see them (`staff`), reading a file (`telegram`).

use futures_util::future::BoxFuture;

use crate::desk::{FetchMedia, NoMedia};
use crate::story::FileRef;
use crate::telegram::client::Client;
use crate::telegram::file::NoFile;

/// Telegram.
pub(super) struct FromTelegram(pub Client);

impl FetchMedia for FromTelegram {
    fn fetch<'a>(&'a self, file: &'a FileRef) -> BoxFuture<'a, Result<Vec<u8>, NoMedia>> {
        Box::pin(async move {
            self.0.file(file).await.map_err(|why| match why {
                NoFile::Gone => NoMedia::Gone,
                NoFile::TooLong => NoMedia::NotShown,
                NoFile::Call(error) => {
                    tracing::warn!(%error, "a voice note or a picture could not be read from Telegram");
                    NoMedia::Unreached
                }
            })
        })
    }
}
