//! The outreach room: the codes that posters and leaflets carry, and what becomes of them on paper. Pure.
//!
//! Not here: which posters there are (`staff`), how one looks (`desk`). Not here at all: who scanned what.

mod link;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use link::{address, picture, suggested};

/// How long a code may be, in characters.
pub const CODE_LIMIT: usize = 64;

/// The code of a poster's or leaflet's link: what Telegram hands over behind `/start`, `[A-Za-z0-9_-]{1,64}`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LinkCode(String);

/// Not a code that a link can carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a link's code is 1 to 64 letters (a-z), digits, - or _")]
pub struct NoCode;

impl LinkCode {
    /// Reads a code. `None` if it is malformed: the person is let in all the same.
    pub fn read(text: &str) -> Option<Self> {
        let fits = (1..=CODE_LIMIT).contains(&text.len());
        let plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        (fits && plain).then(|| Self(text.to_owned()))
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for LinkCode {
    type Error = NoCode;

    fn try_from(text: String) -> Result<Self, NoCode> {
        Self::read(&text).ok_or(NoCode)
    }
}

impl From<LinkCode> for String {
    fn from(code: LinkCode) -> Self {
        code.0
    }
}

impl fmt::Display for LinkCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_only_as_telegram_can_carry_it() {
        for good in ["a", "library-2026_B", &"x".repeat(64)] {
            assert_eq!(LinkCode::read(good).unwrap().as_str(), good);
        }
        for bad in ["", " a", "café", "a b", "a/b", &"x".repeat(65)] {
            assert_eq!(LinkCode::read(bad), None, "{bad}");
            assert!(serde_json::from_value::<LinkCode>(bad.into()).is_err());
        }
    }
}
