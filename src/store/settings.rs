//! Settings: small facts that the program keeps for itself (what Telegram was last told of the bot's description, and the like).
//!
//! Not here: the operator's config (`config`).

use super::work::{run, values};
use super::{StoreError, Work, statements};

/// Sets a value.
pub async fn put(work: &mut Work, key: &str, value: &str) -> Result<(), StoreError> {
    run!(work, statements::SETTING_PUT, key, value).map(drop)
}

/// Gets a value.
pub async fn get(work: &mut Work, key: &str) -> Result<Option<String>, StoreError> {
    values!(work, statements::SETTING_GET, key).map(|found: Vec<String>| found.into_iter().next())
}
