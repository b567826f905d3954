//! The rule set. There is none yet: a file that holds a rule is refused, because a rule that nobody runs would look like safety.
//!
//! Not here: reading the file's text (`content`), matching (`screen`).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The screening rules, compiled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Rules {
    /// No rule at all: nothing is ever found.
    #[default]
    None,
    /// Finds one word, for the tests of the places that screening has to stand in.
    #[cfg(test)]
    Probe(&'static str),
}

impl Rules {
    /// The empty rule set.
    pub fn none() -> Self {
        Self::None
    }

    /// Whether there is no rule in it. The tools say so to whoever runs the service.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::None)
    }
}

/// A rule file, `dialogues/safety/LANGUAGE.toml`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RulesFile {
    /// The language that its rules are written for.
    pub language: String,
    /// The rules. Empty for now: this version screens nothing, and refuses a file that looks as if it did.
    #[schemars(length(max = 0))]
    pub rule: Vec<NotYet>,
}

/// A rule, once there are any.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct NotYet {}
