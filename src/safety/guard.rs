//! Guards: what the words around it make of what a rule found. A guard reaches only as far as its scope, and only what it is near to:
//! "not going to act on it" does not switch off "I do think about killing myself".
//!
//! Not here: where guards match (`look`).

use std::ops::Range;

use super::Level;
use super::file::Scope;
use super::language::Language;
use super::letters::Pause;
use super::look::{Match, Matches};
use super::spelling::Plain;

/// No guard that begins farther away than this, in words, reaches a match: its own length and its scope.
const FARTHEST: usize = 120;

/// What became of a rule's match.
#[derive(Clone, Debug)]
pub(super) struct Judged {
    /// The match.
    pub found: Match,
    /// What is left of it, if anything.
    pub level: Option<Level>,
    /// The guard that changed it.
    pub guard: Option<usize>,
}

/// What becomes of every match.
pub(super) fn judge(language: &Language, plain: &Plain, matches: Matches) -> Vec<Judged> {
    let reach = Reach { language, plain, guards: &matches.guards };
    matches.rules.into_iter().map(|found| reach.judge(found)).collect()
}

struct Reach<'a> {
    language: &'a Language,
    plain: &'a Plain,
    guards: &'a [Match],
}

impl Reach<'_> {
    /// The guards in their order: the first that makes nothing of it ends it, each other one changes the level.
    fn judge(&self, found: Match) -> Judged {
        let Some(rule) = self.language.rules.get(found.of) else { return Judged { found, level: None, guard: None } };
        let mut judged = Judged { found, level: Some(rule.level), guard: None };
        for (number, guard) in self.language.guards.iter().enumerate() {
            let touched = rule.guarded_by.get(number).copied().unwrap_or(false)
                && (guard.levels.is_empty() || judged.level.is_some_and(|level| guard.levels.contains(&level)))
                && self
                    .near(number, guard.scope, &judged.found.words)
                    .iter()
                    .any(|it| self.is_within(guard.scope, &it.words, &judged.found.words));
            if touched {
                (judged.level, judged.guard) = (guard.makes.level(), Some(number));
            }
            if judged.level.is_none() {
                break;
            }
        }
        judged
    }

    /// The matches of one guard. They are sorted by guard.
    fn of(&self, number: usize) -> &[Match] {
        let start = self.guards.partition_point(|it| it.of < number);
        let end = self.guards.partition_point(|it| it.of <= number);
        self.guards.get(start..end).unwrap_or_default()
    }

    /// Those of them that can reach `rule`: for anything but the whole message only the few that stand near by, so that a long text of
    /// nothing but guards costs no more for each word than a short one.
    fn near(&self, number: usize, scope: Scope, rule: &Range<usize>) -> &[Match] {
        let all = self.of(number);
        if scope == Scope::Message {
            return all.get(..1).unwrap_or_default();
        }
        let start = all.partition_point(|it| it.words.start + FARTHEST < rule.start);
        let end = all.partition_point(|it| it.words.start <= rule.end + FARTHEST);
        all.get(start..end).unwrap_or_default()
    }

    fn is_within(&self, scope: Scope, guard: &Range<usize>, rule: &Range<usize>) -> bool {
        if scope == Scope::Before {
            return guard.start < rule.start && guard.end >= rule.start;
        }
        let between = match (guard.end <= rule.start, rule.end <= guard.start) {
            (true, _) => guard.end..rule.start,
            (_, true) => rule.end..guard.start,
            (false, false) => return true,
        };
        match scope {
            Scope::Touching | Scope::Before => between.is_empty(),
            Scope::Clause => between.len() <= 10 && !self.pauses(&between, Pause::Comma) && !self.turns(&between),
            Scope::Sentence => between.len() <= 20 && !self.pauses(&between, Pause::Stop),
            Scope::Message => true,
        }
    }

    /// Whether there is a pause as long as this between the two.
    fn pauses(&self, between: &Range<usize>, least: Pause) -> bool {
        let pauses = self.plain.pauses.get(between.start.saturating_sub(1)..between.end).unwrap_or_default();
        pauses.iter().any(|pause| *pause >= least)
    }

    /// Whether a word between the two begins another thought.
    fn turns(&self, between: &Range<usize>) -> bool {
        let text = self.plain.text.get(self.plain.window(between.start, between.end)).unwrap_or_default();
        !between.is_empty() && text.split(' ').any(|word| TURNS.contains(&word))
    }
}

/// Words that begin another thought, in the languages that have rules.
const TURNS: &[&str] = &[
    "but",
    "although",
    "though",
    "tho",
    "however",
    "yet",
    "ond",
    "ale",
    "jednak",
    "لكن",
    "بس",
    "але",
    "проте",
    "ليكن",
    "مكر",
    "lekin",
    "magar",
];
