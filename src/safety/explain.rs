//! The explanation of an answer, for `ajar screen --explain` and for whoever reviews the rules: what was read, what matched, what was held.
//!
//! It holds a person's words, and so it has no `Debug`, and nothing of it is stored or logged. Not here: drawing it (`cli`).

use std::ops::Range;

use super::fold::Folded;
use super::guard::{Judged, judge};
use super::language::Language;
use super::look::look;
use super::rules::{Compiled, Rules};
use super::spelling::Plain;
use super::{Area, Level};

/// How one language read a message. Languages that found nothing are there too.
pub struct Reading {
    /// The language.
    pub language: String,
    /// The message as its rules saw it.
    pub read_as: String,
    /// Every match of a rule.
    pub sightings: Vec<Sighting>,
}

/// One match of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// The rule's id.
    pub rule: String,
    /// What it is about.
    pub area: Option<Area>,
    /// The bytes of the message.
    pub span: Range<usize>,
    /// What is left of it after the guards, if anything.
    pub level: Option<Level>,
    /// The guard that changed or held it.
    pub guard: Option<String>,
}

impl Sighting {
    /// The same, seen from a message that begins at `start`.
    pub(super) fn clipped_to(self, start: usize) -> Self {
        let span = self.span.start.saturating_sub(start)..self.span.end.saturating_sub(start);
        Self { span, ..self }
    }
}

/// How every language reads `words`.
pub fn explain(rules: &Rules, words: &str) -> Vec<Reading> {
    match rules {
        Rules::Compiled(compiled) => {
            let folded = Folded::of(words, &compiled.veil);
            compiled.languages.iter().map(|language| reading(language, &folded)).collect()
        }
        Rules::None => Vec::new(),
        #[cfg(test)]
        Rules::Probe(_) => Vec::new(),
    }
}

/// Every match in every language.
pub(super) fn sightings(compiled: &Compiled, words: &str) -> Vec<Sighting> {
    let folded = Folded::of(words, &compiled.veil);
    compiled.languages.iter().flat_map(|language| seen(language, &language.spelling.plain(&folded))).collect()
}

fn reading(language: &Language, folded: &Folded) -> Reading {
    let plain = language.spelling.plain(folded);
    Reading { language: language.code.clone(), sightings: seen(language, &plain), read_as: plain.words() }
}

fn seen(language: &Language, plain: &Plain) -> Vec<Sighting> {
    let judged = judge(language, plain, look(language, plain));
    judged.iter().filter_map(|judged| sighting(language, plain, judged)).collect()
}

fn sighting(language: &Language, plain: &Plain, judged: &Judged) -> Option<Sighting> {
    let rule = language.rules.get(judged.found.of)?;
    let guard = judged.guard.and_then(|number| language.guards.get(number)).map(|guard| guard.id.clone());
    let span = plain.bytes_of(&judged.found.words);
    Some(Sighting { rule: rule.id.clone(), area: rule.area, span, level: judged.level, guard })
}
