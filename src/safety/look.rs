//! Looking: where in a text the rules and guards of one language match. Long texts are looked at in windows that overlap by more words
//! than a pattern can span, so that the work grows with the text and no faster.
//!
//! Not here: what guards make of it (`guard`).

use std::ops::Range;

use super::language::{Language, Whose};
use super::spelling::Plain;

/// So many words are looked at together.
const WINDOW: usize = 600;
/// So many words of a window are looked at again in the next one; no pattern spans as many.
const OVERLAP: usize = 100;
/// What has to stand near by stands within so many words.
const NEAR: usize = 40;

/// Where something matched: whose it is, and the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Match {
    /// The number of the rule or guard.
    pub of: usize,
    /// The words, counted from the text's first.
    pub words: Range<usize>,
}

/// Everything that matched in a text, each list in the order of rules or guards, then of words.
#[derive(Debug, Default)]
pub(super) struct Matches {
    /// The rules'.
    pub rules: Vec<Match>,
    /// The guards'.
    pub guards: Vec<Match>,
}

/// Looks for everything in `plain`.
pub(super) fn look(language: &Language, plain: &Plain) -> Matches {
    let mut found = Matches::default();
    let (mut first, mut marks) = (0, Vec::new());
    loop {
        look_in_window(language, plain, first, &mut marks, &mut found);
        if first + WINDOW >= plain.starts.len() {
            break;
        }
        first += WINDOW - OVERLAP;
    }
    for list in [&mut found.rules, &mut found.guards] {
        list.sort_by_key(|it| (it.of, it.words.start, it.words.end));
        list.dedup();
    }
    found
}

fn look_in_window(language: &Language, plain: &Plain, first: usize, marks: &mut Vec<bool>, found: &mut Matches) {
    let at = plain.window(first, first + WINDOW);
    let text = plain.text.get(at.clone()).unwrap_or_default();
    language.worth_looking_for(text, marks);
    let mut window = Window { language, plain, text, offset: at.start, marks };
    let rules = window.all(|whose| if let Whose::Rule(of) = whose { Some(of) } else { None });
    if rules.is_empty() {
        // Guards alone mean nothing. (A guard for the whole message may stand in another window: rules are few, so look anyway.)
        if plain.starts.len() > WINDOW {
            found.guards.extend(window.all(|whose| if let Whose::Guard(of) = whose { Some(of) } else { None }));
        }
        return;
    }
    let with = window.all(|whose| if let Whose::With(of) = whose { Some(of) } else { None });
    let has_company = |it: &Match| with.iter().any(|other| other.of == it.of && is_near(&it.words, &other.words));
    let wants = |it: &Match| language.rules.get(it.of).is_some_and(|rule| rule.wants_company);
    found.rules.extend(rules.into_iter().filter(|it| !wants(it) || has_company(it)));
    found.guards.extend(window.all(|whose| if let Whose::Guard(of) = whose { Some(of) } else { None }));
}

fn is_near(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start <= b.end + NEAR && b.start <= a.end + NEAR
}

struct Window<'a> {
    language: &'a Language,
    plain: &'a Plain,
    text: &'a str,
    offset: usize,
    marks: &'a [bool],
}

impl Window<'_> {
    /// Where the patterns match whose number `wanted` gives.
    fn all(&mut self, wanted: impl Fn(Whose) -> Option<usize>) -> Vec<Match> {
        let mut out = Vec::new();
        for ((pattern, whose), _) in self.language.patterns.iter().zip(self.marks).filter(|(_, mark)| **mark) {
            let (Some(of), Some(regex)) = (wanted(*whose), pattern.regex()) else { continue };
            let mut from = 0;
            // The space behind a match is also the one before the next.
            while let Some(it) = regex.find_at(self.text.as_bytes(), from) {
                let at = self.offset + it.start()..self.offset + it.end();
                out.push(Match { of, words: self.plain.words_at(&at) });
                from = it.end() - 1;
            }
        }
        out
    }
}
