//! Words: text that a person wrote. Its `Debug` prints `..`, so it cannot slip into a log by way of a struct.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A person's own words, byte for byte (P11).
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(transparent)]
pub struct Words(String);

impl Words {
    /// Takes the words as they are.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The words themselves.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("..")
    }
}
