//! Files: a voice note or a picture, read from Telegram at the moment when somebody wants to hear or see it, and given on. It is held in
//! memory for that long, and never written anywhere.
//!
//! Not here: who may hear or see it (`staff`), what kind of file it is (`desk`).

use serde_json::{Value, json};

use super::client::Client;
use super::{Call, CallError};
use crate::story::FileRef;

/// Bytes of a file at most: Telegram itself gives bots nothing longer.
pub const LONGEST: u64 = 20 * 1024 * 1024;

/// Why there is no file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoFile {
    /// Telegram does not have it any more, or gives it to nobody.
    #[error("Telegram does not have this file any more")]
    Gone,
    /// It is longer than anything that is fetched.
    #[error("the file is too long")]
    TooLong,
    /// Telegram was not reached, or answered with nothing that is a file.
    #[error("the file could not be read from Telegram: {0}")]
    Call(CallError),
}

impl Client {
    /// The file's bytes.
    pub async fn file(&self, file: &FileRef) -> Result<Vec<u8>, NoFile> {
        let told = self.call(&Call::raw("getFile", &json!({ "file_id": file.0 }))).await.map_err(refused)?;
        if told.get("file_size").and_then(Value::as_u64).is_some_and(|size| size > LONGEST) {
            return Err(NoFile::TooLong);
        }
        let path = told.get("file_path").and_then(Value::as_str).filter(|path| is_plain(path)).ok_or(NoFile::Gone)?;
        let bytes = self.bytes(path).await.map_err(refused)?;
        let is_short = u64::try_from(bytes.len()).is_ok_and(|length| length <= LONGEST);
        if is_short { Ok(bytes) } else { Err(NoFile::TooLong) }
    }
}

/// What Telegram refuses it does not have; it says "too big" of what is longer than it gives.
fn refused(error: CallError) -> NoFile {
    match &error {
        CallError::Refused { code: 429, .. } | CallError::Server(_) | CallError::Unsent(_) | CallError::Lost(_) => {
            NoFile::Call(error)
        }
        CallError::Refused { description, .. } if description.contains("too big") => NoFile::TooLong,
        CallError::Refused { .. } => NoFile::Gone,
    }
}

/// Whether it is a path below the bot's files and nothing else. (A Bot API server of one's own names places on its disk; those are not read.)
fn is_plain(path: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'/');
    !path.is_empty() && !path.starts_with('/') && path.bytes().all(plain) && !path.split('/').any(|part| part == "..")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_below_the_bots_files_are_followed() {
        for (path, good) in [
            ("voice/file_12.oga", true),
            ("photos/file_3.jpg", true),
            ("", false),
            ("/var/lib/telegram-bot-api/1:a/voice/file_1.oga", false),
            ("voice/../../secret", false),
            ("voice/file?x=1", false),
            ("voice/fi le", false),
        ] {
            assert_eq!(is_plain(path), good, "{path}");
        }
    }

    #[test]
    fn a_refusal_says_whether_the_file_is_gone_or_telegram_was_not_reached() {
        let refusal = |code, description: &str| CallError::Refused {
            code,
            description: description.to_owned(),
            retry_after: None,
            migrate_to: None,
        };
        assert_eq!(refused(refusal(400, "Bad Request: file is too big")), NoFile::TooLong);
        assert_eq!(refused(refusal(400, "Bad Request: wrong file_id")), NoFile::Gone);
        assert!(matches!(refused(refusal(429, "Too Many Requests")), NoFile::Call(_)));
        assert!(matches!(refused(CallError::Server(502)), NoFile::Call(_)));
    }
}
