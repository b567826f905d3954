//! What the base language said when a translator last looked: `locales/<lang>/seen.toml`, a short hash for each message. Where the
//! base text has changed since, the translation is stale.
//!
//! Not here: writing the file (`ajar check --seen LANGUAGE` prints it).

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::locale::{BASE, Locales};

/// The hashes that a translator has seen, by key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Seen {
    /// Key to hash.
    #[serde(default)]
    pub seen: BTreeMap<String, String>,
}

/// The path of a language's file.
pub(super) fn file_of(language: &str) -> String {
    format!("locales/{language}/seen.toml")
}

/// A short hash of what a message says in the base language: eight hexadecimal digits.
pub(super) fn hash(locales: &Locales, key: &str) -> String {
    let texts = locales.samples(BASE, key).join("\u{0}");
    Sha256::digest(texts.as_bytes()).iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

/// What `seen.toml` of a language would be if somebody had looked at all its translations today.
pub fn seen_now(locales: &Locales, language: &str) -> String {
    let keys = locales.keys(language).into_iter().filter(|key| locales.has(BASE, key));
    let lines = keys.map(|key| format!("{key} = \"{}\"\n", hash(locales, key)));
    std::iter::once("[seen]\n".to_owned()).chain(lines).collect()
}
