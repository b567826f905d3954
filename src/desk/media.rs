//! Voice notes and pictures, heard and seen through the desk: fetched from Telegram at that moment, given on, and kept nowhere, not by the
//! browser either. Only for whoever may open what they stand in; asking for one is part of opening it.
//!
//! Not here: fetching (whoever gives the desk its [`FetchMedia`]).

use futures_util::future::BoxFuture;

use super::answer::Answer;
use super::ask::Ask;
use super::failure::Failure;
use crate::staff::Medium;
use crate::story::FileRef;

/// Reads a voice note or a picture from wherever it is kept.
pub trait FetchMedia: Send + Sync {
    /// Its bytes.
    fn fetch<'a>(&'a self, file: &'a FileRef) -> BoxFuture<'a, Result<Vec<u8>, NoMedia>>;
}

/// Why there is nothing to hear or see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoMedia {
    /// It is not kept any more.
    #[error("Telegram does not have it any more")]
    Gone,
    /// It is too long, or of a kind that is not shown.
    #[error("it is too long, or not of a kind that is shown")]
    NotShown,
    /// It could not be reached.
    #[error("Telegram could not be reached")]
    Unreached,
}

/// Beginnings of files that are played or shown, and what they are. Nothing is taken on trust: a browser is told what it really is.
const KINDS: [(&[u8], &str); 5] = [
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
];

/// One that stands in something that was sent.
pub(super) async fn sent(ask: Ask) -> Result<Answer, Failure> {
    let number = |name| ask.path.get(name).parse::<u32>().map_err(|_| Failure::NotFound);
    let place = |name| number(name).and_then(|number| usize::try_from(number).map_err(|_| Failure::NotFound));
    let which = Medium::Sent { number: number("number")?.into(), section: place("section")?, piece: place("piece")? };
    give(&ask, which).await
}

/// One that stands in the conversation.
pub(super) async fn talk(ask: Ask) -> Result<Answer, Failure> {
    give(&ask, Medium::Talk(ask.id()?)).await
}

async fn give(ask: &Ask, which: Medium) -> Result<Answer, Failure> {
    let file = ask.desk.staff.medium(&ask.me()?.name, ask.path.get("reference"), which).await?;
    let bytes = ask.desk.media.fetch(&file).await?;
    let kind = kind_of(&bytes).ok_or(NoMedia::NotShown)?;
    Ok(Answer::part(kind, bytes, ask.range.as_deref()))
}

fn kind_of(bytes: &[u8]) -> Option<&'static str> {
    KINDS.into_iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_sound_and_pictures_are_given_on() {
        assert_eq!(kind_of(b"OggS\0\x02"), Some("audio/ogg"));
        assert_eq!(kind_of(b"\xff\xd8\xff\xe0"), Some("image/jpeg"));
        for other in [b"<svg onload=alert(1)>".as_slice(), b"<html>", b"%PDF-1.7", b"", b"\xff\xd8"] {
            assert_eq!(kind_of(other), None);
        }
    }
}
