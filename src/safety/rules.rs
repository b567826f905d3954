//! The rule sets of all languages, compiled once.
//!
//! Not here: reading the files' text (`content`), one language (`language`), what comes of them for a message (`screen`).

use std::sync::Arc;

use super::file::RulesFile;
use super::language::Language;
use super::spelling::list;
use super::veil::Veil;

/// The screening rules, compiled. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub enum Rules {
    /// No rule at all: nothing is ever found.
    #[default]
    None,
    /// What was compiled. Every language's rules always run.
    Compiled(Arc<Compiled>),
    /// Finds one word, for the tests of the places that screening has to stand in.
    #[cfg(test)]
    Probe(&'static str),
}

/// Compiled rules.
#[derive(Debug)]
pub struct Compiled {
    pub(super) veil: Veil,
    pub(super) languages: Vec<Language>,
}

/// What is wrong with a rule file, and where in it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct RuleMistake {
    /// The language whose file it is.
    pub language: String,
    /// The keys that lead to the value, a list's places counted from 0.
    pub path: Vec<String>,
    /// What is wrong.
    pub message: String,
}

impl Rules {
    /// The empty rule set.
    pub fn none() -> Self {
        Self::None
    }

    /// Compiles the rule files, one for each language. Everything that is wrong with them comes back at once.
    pub fn compile(files: &[RulesFile]) -> Result<Self, Vec<RuleMistake>> {
        let veil = Veil::of(files.iter().flat_map(|file| list(&file.spelling.veiled)));
        let (mut languages, mut wrong) = (Vec::new(), Vec::new());
        for file in files {
            match Language::of(file) {
                Ok(language) => languages.push(language),
                Err(mistakes) => wrong.extend(mistakes),
            }
        }
        match (wrong.is_empty(), languages.iter().any(|language| !language.is_empty())) {
            (false, _) => Err(wrong),
            (true, false) => Ok(Self::None),
            (true, true) => Ok(Self::Compiled(Arc::new(Compiled { veil, languages }))),
        }
    }

    /// Whether there is no rule in it. The tools say so to whoever runs the service.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::None)
    }

    /// How many rules run, and how many are switched off, language by language.
    pub fn counts(&self) -> Vec<(&str, usize, usize)> {
        let counts = |language: &'_ Language| (language.rules.len(), language.off);
        match self {
            Self::Compiled(compiled) => {
                compiled.languages.iter().map(|it| (it.code.as_str(), counts(it).0, counts(it).1)).collect()
            }
            Self::None => Vec::new(),
            #[cfg(test)]
            Self::Probe(_) => Vec::new(),
        }
    }
}
