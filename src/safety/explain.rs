//! The explanation of an answer, for `ajar screen --explain` and for whoever reviews the rules: what was read, what matched, what was held.
//!
//! It holds a person's words, and so it has no `Debug`, and nothing of it is stored or logged. Not here: drawing it (`cli`).

use std::ops::Range;

use super::fold::Folded;
use super::guard::{Judged, judge};
use super::language::Language;
use super::look::look;
use super::rules::{Compiled, Rules};
use super::spelling::{Plain, Spelling};
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
        Rules::Compiled(compiled) => read(compiled, words, |language, plain| {
            let sightings = seen(language, plain);
            Reading { language: language.code.clone(), sightings, read_as: plain.words() }
        }),
        Rules::None => Vec::new(),
        #[cfg(test)]
        Rules::Probe(_) => Vec::new(),
    }
}

/// Every match in every language.
pub(super) fn sightings(compiled: &Compiled, words: &str) -> Vec<Sighting> {
    read(compiled, words, seen).into_iter().flatten().collect()
}

/// What `look` makes of `words` in the spelling of each language.
fn read<T>(compiled: &Compiled, words: &str, look: impl Fn(&Language, &Plain) -> T) -> Vec<T> {
    let folded = Folded::of(words, &compiled.veil);
    // Languages without spellings of their own share one text.
    let as_it_is = Spelling::default().plain(&folded);
    let read = compiled.languages.iter().map(|language| match language.spelling.is_empty() {
        true => look(language, &as_it_is),
        false => look(language, &language.spelling.plain(&folded)),
    });
    read.collect()
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
