//! One language's rules and guards, compiled: their ways of saying as phrases, and what says which of them are worth looking for in a text.
//!
//! Not here: the looking itself (`look`), what guards make of it (`guard`).

use std::collections::BTreeSet;

use super::file::{GuardEntry, Makes, RuleEntry, RulesFile, Scope};
use super::finder::Finder;
use super::need::{Need, Needs, SHORTEST};
use super::pattern::Reader;
use super::phrase::{At, Phrases};
use super::rules::RuleMistake;
use super::spelling::Spelling;
use super::term::Lexicon;
use super::weave::Weaver;
use super::{Area, Level};

/// One language, compiled.
#[derive(Debug)]
pub(super) struct Language {
    pub code: String,
    pub spelling: Spelling,
    pub rules: Vec<Rule>,
    pub guards: Vec<Guard>,
    /// Every way of saying, with whose it is.
    pub ways: Vec<(At, Whose)>,
    /// What the ways are made of.
    pub phrases: Phrases,
    /// The words of the ways.
    pub lexicon: Lexicon,
    /// Which ways are worth trying in a text.
    pub finder: Finder,
    /// How many rules are switched off.
    pub off: usize,
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

impl Whose {
    fn is_rule(self) -> bool {
        matches!(self, Self::Rule(_))
    }
}

impl Language {
    /// Compiles a rule file.
    pub fn of(file: &RulesFile) -> Result<Self, Vec<RuleMistake>> {
        let mut making = Making::of(file);
        making.ids();
        let guards = making.guards();
        let rules = making.rules();
        let needs = making.needs();
        let Making { weaver, ways, wrong, .. } = making;
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let (phrases, terms) = weaver.making.finish();
        let lexicon = terms.lexicon();
        let (code, spelling) = (file.language.clone(), Spelling::of(&file.spelling));
        let off = file.rule.iter().filter(|rule| rule.off).count();
        let finder = Finder::of(&needs, lexicon.count);
        let ways = ways.into_iter().map(|way| (way.at, way.whose)).collect();
        Ok(Self { code, spelling, rules, guards, ways, phrases, lexicon, finder, off })
    }

    /// Whether it has no rule.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }
}

struct Making<'a> {
    file: &'a RulesFile,
    reader: Reader<'a>,
    weaver: Weaver,
    ways: Vec<Way>,
    wrong: Vec<RuleMistake>,
}

/// A way of saying, and where in the file it stands.
struct Way {
    at: At,
    whose: Whose,
    path: Vec<String>,
}

impl<'a> Making<'a> {
    fn of(file: &'a RulesFile) -> Self {
        let mut reader = Reader::new(&file.words);
        reader.read_classes();
        Self { file, reader, weaver: Weaver::default(), ways: Vec::new(), wrong: Vec::new() }
    }
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
        for (number, way) in say.iter().enumerate() {
            let path = [list, &place.to_string(), key, &number.to_string()].map(str::to_owned).to_vec();
            match self.way(way) {
                Ok(at) => self.ways.push(Way { at, whose, path }),
                Err(message) => {
                    self.wrong.push(RuleMistake { language: self.file.language.clone(), path, message });
                }
            }
        }
    }

    /// The phrase of a pattern. As it was read it is let go at once; the classes stay.
    fn way(&mut self, way: &str) -> Result<At, String> {
        let classes = self.reader.tree.count();
        let at = self.reader.way(way).and_then(|at| self.weaver.way(&self.reader.tree, at));
        self.reader.tree.cut(classes);
        at
    }

    /// What each way needs. A rule that could match without one telling word would be tried in every message.
    fn needs(&mut self) -> Vec<Vec<Need>> {
        let mut finding = Needs::of(&self.weaver.making);
        let needs: Vec<_> = self.ways.iter().map(|way| finding.way(way.at)).collect();
        let wordless = self.ways.iter().zip(&needs).filter(|(way, needs)| needs.is_empty() && way.whose.is_rule());
        let mistakes = wordless.map(|(way, _)| RuleMistake {
            language: self.file.language.clone(),
            path: way.path.clone(),
            message: format!("some way through this pattern has no word of {SHORTEST} letters in it; add one"),
        });
        self.wrong.extend(mistakes);
        needs
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
