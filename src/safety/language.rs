//! One language's rules and guards, compiled, and the one search that says which of them are worth looking for in a text.
//!
//! Not here: the looking itself (`look`), what guards make of it (`guard`).

use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::AhoCorasick;

use super::file::{GuardEntry, Makes, RuleEntry, RulesFile, Scope};
use super::need::SHORTEST;
use super::pattern::Pattern;
use super::rules::RuleMistake;
use super::spelling::Spelling;
use super::{Area, Level};

/// One language, compiled.
#[derive(Debug)]
pub(super) struct Language {
    pub code: String,
    pub spelling: Spelling,
    pub rules: Vec<Rule>,
    pub guards: Vec<Guard>,
    /// Every pattern, with whose it is.
    pub patterns: Vec<(Pattern, Whose)>,
    /// How many rules are switched off.
    pub off: usize,
    finder: AhoCorasick,
    /// By literal: the patterns that need it.
    needed_by: Vec<Vec<usize>>,
}

/// A rule without its patterns.
#[derive(Debug)]
pub(super) struct Rule {
    pub id: String,
    pub level: Level,
    pub area: Option<Area>,
    /// By guard: whether it touches this rule.
    pub guarded_by: Vec<bool>,
    pub wants_company: bool,
}

/// A guard without its patterns.
#[derive(Debug)]
pub(super) struct Guard {
    pub id: String,
    pub scope: Scope,
    pub makes: Makes,
    pub levels: Vec<Level>,
}

/// Whose pattern it is; the number is the rule's or the guard's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Whose {
    /// What a rule says.
    Rule(usize),
    /// What has to stand near by.
    With(usize),
    /// What a guard says.
    Guard(usize),
}

impl Language {
    /// Compiles a rule file.
    pub fn of(file: &RulesFile) -> Result<Self, Vec<RuleMistake>> {
        let mut making = Making { file, patterns: Vec::new(), wrong: Vec::new() };
        making.ids();
        let guards = making.guards();
        let rules = making.rules();
        let Making { patterns, mut wrong, .. } = making;
        let (literals, needed_by) = literals(&patterns);
        let finder = AhoCorasick::new(&literals).map_err(|error| {
            wrong.push(RuleMistake { language: file.language.clone(), path: vec![], message: error.to_string() });
        });
        let (Ok(finder), true) = (finder, wrong.is_empty()) else { return Err(wrong) };
        let (code, spelling) = (file.language.clone(), Spelling::of(&file.spelling));
        let off = file.rule.iter().filter(|rule| rule.off).count();
        Ok(Self { code, spelling, rules, guards, patterns, off, finder, needed_by })
    }

    /// Whether it has no rule.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// The patterns that can match in `text`, in their order.
    pub fn worth_looking_for(&self, text: &str, marks: &mut Vec<bool>) {
        marks.clear();
        marks.extend(self.patterns.iter().map(|(pattern, _)| pattern.needs.is_none()));
        for found in self.finder.find_overlapping_iter(text) {
            for pattern in self.needed_by.get(found.pattern().as_usize()).into_iter().flatten() {
                if let Some(mark) = marks.get_mut(*pattern) {
                    *mark = true;
                }
            }
        }
    }
}

struct Making<'a> {
    file: &'a RulesFile,
    patterns: Vec<(Pattern, Whose)>,
    wrong: Vec<RuleMistake>,
}

impl Making<'_> {
    fn ids(&mut self) {
        let rules = self.file.rule.iter().enumerate().map(|(place, rule)| ("rule", place, &rule.id));
        let guards = self.file.guard.iter().enumerate().map(|(place, guard)| ("guard", place, &guard.id));
        let mut seen = BTreeSet::new();
        for (list, place, id) in rules.chain(guards) {
            if !seen.insert(id) {
                self.say(list, place, "id", format!("the id `{id}` stands here twice"));
            }
        }
        let known: BTreeSet<&str> = self.file.guard.iter().map(|guard| guard.id.as_str()).chain(["*"]).collect();
        for (place, rule) in self.file.rule.iter().enumerate() {
            for other in rule.despite.iter().filter(|other| !known.contains(other.as_str())) {
                self.say("rule", place, "despite", format!("there is no guard `{other}`"));
            }
        }
    }

    fn guards(&mut self) -> Vec<Guard> {
        let mut guards = Vec::new();
        for (place, guard) in self.on_guards() {
            self.compile("guard", place, "say", &guard.say, Whose::Guard(guards.len()));
            let (id, levels) = (guard.id.clone(), guard.levels.clone());
            guards.push(Guard { id, scope: guard.scope, makes: guard.makes, levels });
        }
        guards
    }

    fn rules(&mut self) -> Vec<Rule> {
        let file = self.file;
        let guards = self.on_guards();
        let mut rules = Vec::new();
        for (place, rule) in file.rule.iter().enumerate().filter(|(_, rule)| !rule.off) {
            self.compile("rule", place, "say", &rule.say, Whose::Rule(rules.len()));
            if !rule.with.is_empty() {
                self.compile("rule", place, "with", &rule.with, Whose::With(rules.len()));
            }
            let guarded_by = guards.iter().map(|(_, guard)| is_guarded(rule, guard)).collect();
            let (id, wants_company) = (rule.id.clone(), !rule.with.is_empty());
            rules.push(Rule { id, level: rule.level, area: rule.area, guarded_by, wants_company });
        }
        rules
    }

    fn on_guards<'f>(&self) -> Vec<(usize, &'f GuardEntry)>
    where
        Self: 'f,
    {
        self.file.guard.iter().enumerate().filter(|(_, guard)| !guard.off).collect()
    }

    fn compile(&mut self, list: &str, place: usize, key: &str, say: &[String], whose: Whose) {
        match Pattern::of(say, &self.file.words) {
            Ok(pattern) if pattern.needs.is_none() && matches!(whose, Whose::Rule(_)) => {
                self.no_word(list, place, key, say)
            }
            Ok(pattern) => self.patterns.push((pattern, whose)),
            Err(_) => {
                // Once more, one by one, to say which.
                let each = say.iter().enumerate();
                let wrong = each.filter_map(|(at, way)| {
                    Pattern::of(std::slice::from_ref(way), &self.file.words).err().map(|why| (at.to_string(), why))
                });
                let wrong: Vec<_> = wrong.collect();
                let too_large = wrong.is_empty().then(|| {
                    (String::new(), "together these patterns are too large; make two rules of them".to_owned())
                });
                for (at, why) in wrong.into_iter().chain(too_large) {
                    let path = [list, &place.to_string(), key, &at].map(str::to_owned).to_vec();
                    self.wrong.push(RuleMistake { language: self.file.language.clone(), path, message: why });
                }
            }
        }
    }

    /// A rule that could match without one telling word would be looked for in every message.
    fn no_word(&mut self, list: &str, place: usize, key: &str, say: &[String]) {
        for (at, way) in say.iter().enumerate() {
            let pattern = Pattern::of(std::slice::from_ref(way), &self.file.words);
            if pattern.is_ok_and(|pattern| pattern.needs.is_none()) {
                let path = [list, &place.to_string(), key, &at.to_string()].map(str::to_owned).to_vec();
                let message = format!("some way through this pattern has no word of {SHORTEST} letters in it; add one");
                self.wrong.push(RuleMistake { language: self.file.language.clone(), path, message });
            }
        }
    }

    fn say(&mut self, list: &str, place: usize, key: &str, message: String) {
        let path = [list, &place.to_string(), key].map(str::to_owned).to_vec();
        self.wrong.push(RuleMistake { language: self.file.language.clone(), path, message });
    }
}

fn is_guarded(rule: &RuleEntry, guard: &GuardEntry) -> bool {
    let speaks_of_it = guard.areas.is_empty() || rule.area.is_some_and(|area| guard.areas.contains(&area));
    speaks_of_it && !rule.despite.iter().any(|id| id == "*" || *id == guard.id)
}

/// Every literal once, and the patterns that need it.
fn literals(patterns: &[(Pattern, Whose)]) -> (Vec<Vec<u8>>, Vec<Vec<usize>>) {
    let mut needed_by: BTreeMap<&[u8], BTreeSet<usize>> = BTreeMap::new();
    for (place, (pattern, _)) in patterns.iter().enumerate() {
        for literal in pattern.needs.iter().flatten() {
            needed_by.entry(literal).or_default().insert(place);
        }
    }
    needed_by.into_iter().map(|(literal, by)| (literal.to_vec(), by.into_iter().collect())).unzip()
}
