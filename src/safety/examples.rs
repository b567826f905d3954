//! The examples of the rules: every rule names messages that it has to catch and near ones that it has to spare, every guard messages in
//! which it acts. All of them are run, by `ajar check` and by a test.
//!
//! Not here: showing what is wrong (`check`, `cli`).

use super::explain::explain;
use super::file::{GuardEntry, RuleEntry, RulesFile};
use super::rules::Rules;

/// An example that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The language of the file.
    pub language: String,
    /// The keys that lead to the example, a list's places counted from 0.
    pub path: Vec<String>,
    /// What is wrong.
    pub message: String,
}

/// The examples of `file` that do not hold. `rules` are the rules of all files.
pub fn faults(rules: &Rules, file: &RulesFile) -> Vec<Fault> {
    let mut run = Run { rules, language: &file.language, faults: Vec::new() };
    for (place, rule) in file.rule.iter().enumerate().filter(|(_, rule)| !rule.off) {
        run.rule(place, rule);
    }
    for (place, guard) in file.guard.iter().enumerate().filter(|(_, guard)| !guard.off) {
        run.guard(place, guard);
    }
    run.faults
}

struct Run<'a> {
    rules: &'a Rules,
    language: &'a str,
    faults: Vec<Fault>,
}

impl Run<'_> {
    fn rule(&mut self, place: usize, rule: &RuleEntry) {
        if rule.reason.trim().is_empty() {
            self.say("rule", place, &["reason"], format!("the rule `{}` gives no reason", rule.id));
        }
        for (list, wanted) in [("catches", &rule.catches), ("spares", &rule.spares)] {
            if wanted.len() < 2 {
                self.say("rule", place, &[list], format!("the rule `{}` needs two messages that it {list}", rule.id));
            }
        }
        for (at, message) in rule.catches.iter().enumerate() {
            let (fired, others) = self.fired(&rule.id, message);
            if !fired {
                let message = format!("`{}` has to catch \"{message}\" and does not{others}", rule.id);
                self.say("rule", place, &["catches", &at.to_string()], message);
            }
        }
        for (at, message) in rule.spares.iter().enumerate() {
            if self.fired(&rule.id, message).0 {
                let message = format!("`{}` has to spare \"{message}\" and catches it", rule.id);
                self.say("rule", place, &["spares", &at.to_string()], message);
            }
        }
    }

    fn guard(&mut self, place: usize, guard: &GuardEntry) {
        if guard.acts.len() < 2 {
            self.say(
                "guard",
                place,
                &["acts"],
                format!("the guard `{}` needs two messages in which it acts", guard.id),
            );
        }
        for (at, message) in guard.acts.iter().enumerate() {
            let readings = explain(self.rules, message);
            let mut seen =
                readings.iter().filter(|reading| reading.language == self.language).flat_map(|it| &it.sightings);
            if !seen.any(|seen| seen.guard.as_deref() == Some(guard.id.as_str())) {
                let message = format!("`{}` has to act in \"{message}\" and does not", guard.id);
                self.say("guard", place, &["acts", &at.to_string()], message);
            }
        }
    }

    /// Whether the rule found something in `message` that no guard took away, and what else was found.
    fn fired(&self, rule: &str, message: &str) -> (bool, String) {
        let readings = explain(self.rules, message);
        let seen = readings.iter().filter(|reading| reading.language == self.language).flat_map(|it| &it.sightings);
        let (own, others): (Vec<_>, Vec<_>) = seen.partition(|seen| seen.rule == rule);
        let held = own.iter().filter_map(|seen| seen.guard.as_ref()).map(|guard| format!("; held by `{guard}`"));
        let others = others.iter().map(|seen| format!("; `{}` does", seen.rule));
        (own.iter().any(|seen| seen.level.is_some()), held.chain(others).collect())
    }

    fn say(&mut self, list: &str, place: usize, rest: &[&str], message: String) {
        let place = place.to_string();
        let path = [list, &place].into_iter().chain(rest.iter().copied()).map(str::to_owned).collect();
        self.faults.push(Fault { language: self.language.to_owned(), path, message });
    }
}
