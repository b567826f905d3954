//! The message keys that the engine itself names. A test holds them against the engine's sources; the checker holds them against the locales.

/// Every key that the engine names.
pub const KEYS: &[&str] = &[];
