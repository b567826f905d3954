//! Tokens: 32 random bytes that are handed out once, in a cookie or a link, and kept as a hash only.
//!
//! Not here: cookies and links (`desk`).

use std::fmt;

use data_encoding::BASE64URL_NOPAD;
use sha2::{Digest, Sha256};

use crate::chance::{Chance, NoChance};

/// A token. Its `Debug` prints `..`.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; 32]);

impl Token {
    /// A new one.
    pub fn new(chance: &Chance) -> Result<Self, NoChance> {
        Ok(Self(chance.bytes()?))
    }

    /// As it stands in a cookie or a link; `None` if it never was one.
    pub fn read(text: &str) -> Option<Self> {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
        Some(Self(bytes.try_into().ok()?))
    }

    /// How it stands in a cookie or a link: 43 plain letters.
    pub fn reveal(&self) -> String {
        BASE64URL_NOPAD.encode(&self.0)
    }

    /// What is kept of it.
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.0).into()
    }

    /// A token that follows from this one for one use, and tells nothing of it: what a form carries back.
    pub fn for_forms(&self) -> Self {
        Self(Sha256::new().chain_update(b"ajar: forms").chain_update(self.0).finalize().into())
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_comes_back_from_its_text_and_nothing_else_does() {
        let token = Token::new(&Chance::seeded(1)).unwrap();
        assert_eq!(Token::read(&token.reveal()), Some(token.clone()));
        assert_eq!(token.reveal().len(), 43);
        for text in ["", "x", &token.reveal()[1..], &format!("{}A", token.reveal()), "é".repeat(43).as_str()] {
            assert_eq!(Token::read(text), None, "{text}");
        }
        assert_ne!(token.for_forms().hash(), token.hash());
        assert_eq!(format!("{token:?}"), "Token(..)");
    }
}
