//! Looking: where in a text the rules and guards of one language match. Long texts are looked at in windows that overlap by more words
//! than a pattern can span, so that the work grows with the text and no faster.
//!
//! Not here: what guards make of it (`guard`).

use std::ops::Range;

use super::language::{Language, Whose};
use super::matching::Search;
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
    let mut first = 0;
    loop {
        look_in_window(language, plain, first, &mut found);
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

fn look_in_window(language: &Language, plain: &Plain, first: usize, found: &mut Matches) {
    let at = plain.window(first, first + WINDOW);
    let text = plain.text.get(at).unwrap_or_default();
    // Most messages are short, and one number holds all their places.
    if plain.starts.len().saturating_sub(first) < 60 {
        Window::<1>::of(language, plain, first, text).look(found);
    } else {
        Window::<10>::of(language, plain, first, text).look(found);
    }
}

fn is_near(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start <= b.end + NEAR && b.start <= a.end + NEAR
}

struct Window<'a, const N: usize> {
    language: &'a Language,
    /// Whether it is all of the text.
    is_all: bool,
    search: Search<'a, N>,
    /// The number of its first word in the text, and how many words the text has. Before the first one stands the beginning's mark.
    first: usize,
    count: usize,
    ways: Vec<u32>,
}

impl<'a, const N: usize> Window<'a, N> {
    fn of(language: &'a Language, plain: &Plain, first: usize, text: &str) -> Self {
        let words = text.split(' ').filter(|word| !word.is_empty());
        let search = Search::new(&language.phrases, &language.lexicon, words);
        let (count, ways) = (plain.starts.len(), language.finder.worth_trying(&search.words));
        Self { language, is_all: count <= WINDOW, search, first, count, ways }
    }

    fn look(&mut self, found: &mut Matches) {
        let in_company = self.in_company();
        let rules = self.all(|whose| match whose {
            Whose::Rule(of) => in_company.get(of).is_some_and(|may| *may).then_some(of),
            Whose::With(_) | Whose::Guard(_) => None,
        });
        if rules.is_empty() {
            // Guards alone mean nothing. (A guard for the whole message may stand in another window: rules are few, so look anyway.)
            if !self.is_all {
                found.guards.extend(self.guards());
            }
            return;
        }
        let with = self.all(|whose| match whose {
            Whose::With(of) => rules.iter().any(|it| it.of == of).then_some(of),
            Whose::Rule(_) | Whose::Guard(_) => None,
        });
        let has_company = |it: &Match| with.iter().any(|other| other.of == it.of && is_near(&it.words, &other.words));
        let wants = |it: &Match| self.language.rules.get(it.of).is_some_and(|rule| rule.wants_company);
        let before = found.rules.len();
        found.rules.extend(rules.into_iter().filter(|it| !wants(it) || has_company(it)));
        if found.rules.len() > before || !self.is_all {
            found.guards.extend(self.guards());
        }
    }

    /// By rule: whether what has to stand near by can stand here at all.
    fn in_company(&self) -> Vec<bool> {
        let mut out: Vec<bool> = self.language.rules.iter().map(|rule| !rule.wants_company).collect();
        for way in &self.ways {
            if let Some((_, Whose::With(of))) = self.language.ways.get(*way as usize)
                && let Some(may) = out.get_mut(*of)
            {
                *may = true;
            }
        }
        out
    }

    /// Where the guards match.
    fn guards(&mut self) -> Vec<Match> {
        self.all(|whose| match whose {
            Whose::Guard(of) => Some(of),
            Whose::Rule(_) | Whose::With(_) => None,
        })
    }

    /// Where the ways match whose number `wanted` gives.
    fn all(&mut self, wanted: impl Fn(Whose) -> Option<usize>) -> Vec<Match> {
        let mut out = Vec::new();
        for way in &self.ways {
            let Some((at, whose)) = self.language.ways.get(*way as usize) else { continue };
            let Some(of) = wanted(*whose) else { continue };
            let all = self.search.all(*at);
            out.extend(all.into_iter().map(|at| Match { of, words: self.words(&at) }));
        }
        out
    }

    /// The text's words of what was found here.
    fn words(&self, at: &Range<usize>) -> Range<usize> {
        let mark = usize::from(self.first == 0);
        let number = |place: usize| (self.first + place).saturating_sub(mark).min(self.count);
        let first = number(at.start).min(self.count.saturating_sub(1));
        first..number(at.end).max(first + 1)
    }
}
