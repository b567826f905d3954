//! One language: its files, loaded into one bundle.
//!
//! Not here: falling back from one language to another (`Locales`).

use std::collections::BTreeMap;
use std::fmt;

use fluent::concurrent::FluentBundle;
use fluent::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

use super::entry::{Entry, entries};
use super::samples::{Patterns, named};
use super::{BASE, Fault, FaultSort, MISSING, NAME};

/// One language's messages.
pub(super) struct Language {
    bundle: FluentBundle<FluentResource>,
    entries: BTreeMap<String, Entry>,
    patterns: Patterns,
    missing: String,
}

impl Language {
    /// Loads a language from its files (name, text), adding what is wrong to `faults`. `None` if its code is no language's.
    pub(super) fn load(code: &str, files: Vec<(String, String)>, faults: &mut Vec<Fault>) -> Option<Self> {
        let Ok(id) = code.parse::<LanguageIdentifier>() else {
            faults
                .push(Fault::of_all(format!("`{code}` is no code of a language; name the folder as `pl` or `en-GB`")));
            return None;
        };
        let bundle = FluentBundle::new_concurrent(vec![id]);
        let mut language =
            Self { bundle, entries: BTreeMap::new(), patterns: Patterns::default(), missing: String::new() };
        for (file, text) in files {
            language.add(&file, text, faults);
        }
        language.check_references(faults);
        language.gather_placeables();
        let needed = if code == BASE { vec![MISSING, NAME] } else { vec![NAME] };
        for key in needed.into_iter().filter(|key| language.render(key, None).is_none()) {
            faults.push(Fault::of_all(format!("{code} has no message `{key}`, which it cannot do without")));
        }
        Some(language)
    }

    /// The message, if there is one and everything in it could be filled in.
    pub(super) fn render(&self, key: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, args, &mut errors).into_owned();
        errors.is_empty().then_some(text)
    }

    pub(super) fn entries(&self) -> impl Iterator<Item = (&str, &Entry)> {
        self.entries.iter().filter(|(key, _)| !key.starts_with('-')).map(|(key, entry)| (key.as_str(), entry))
    }

    pub(super) fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.get(key)
    }

    pub(super) fn patterns(&self) -> &Patterns {
        &self.patterns
    }

    /// Renders the neutral message once, so that it is at hand whatever happens.
    pub(super) fn settle_missing(&mut self, base: &str) {
        self.missing = self.render(MISSING, None).unwrap_or_else(|| base.to_owned());
    }

    pub(super) fn missing(&self) -> &str {
        &self.missing
    }

    fn add(&mut self, file: &str, text: String, faults: &mut Vec<Fault>) {
        let parsed = fluent_syntax::parser::parse(text.as_str()).unwrap_or_else(|(parsed, errors)| {
            let broken = errors
                .into_iter()
                .map(|error| Fault::new(FaultSort::Syntax, file, &text, error.pos.clone(), error.to_string()));
            faults.extend(broken);
            parsed
        });
        for (name, entry) in entries(file, &text, &parsed, faults) {
            if let Some(earlier) = self.entries.get(&name) {
                let message = format!("`{name}` stands in {} on line {} as well; keep one", earlier.file, earlier.line);
                faults.push(Fault::new(FaultSort::Twice, file, &text, entry.at, message));
            } else {
                self.entries.insert(name, entry);
            }
        }
        self.patterns.extend(fluent_syntax::parser::parse(text.clone()).ok().into_iter().flat_map(named));
        // Its faults are all told above; whoever gets faults gets no locales.
        let resource = FluentResource::try_new(text).unwrap_or_else(|(resource, _)| resource);
        self.bundle.add_resource_overriding(resource);
    }

    fn check_references(&self, faults: &mut Vec<Fault>) {
        for (name, entry) in &self.entries {
            for target in entry.refers.iter().filter(|target| !self.entries.contains_key(*target)) {
                let message = format!("`{name}` refers to `{target}`, which this language does not have");
                let (file, at, sort) = (entry.file.clone(), entry.at.clone(), FaultSort::Unusable);
                faults.push(Fault { file, line: entry.line, at, message, sort });
            }
        }
    }

    /// Adds to each entry the placeables of what it refers to.
    fn gather_placeables(&mut self) {
        let names: Vec<_> = self.entries.keys().cloned().collect();
        for name in names {
            let mut reached = std::collections::BTreeSet::new();
            let mut ahead = vec![name.clone()];
            while let Some(next) = ahead.pop() {
                if let Some(entry) = self.entries.get(&next).filter(|_| reached.insert(next)) {
                    ahead.extend(entry.refers.iter().cloned());
                }
            }
            let all =
                reached.iter().filter_map(|name| self.entries.get(name)).flat_map(|entry| entry.placeables.clone());
            let all = all.collect();
            if let Some(entry) = self.entries.get_mut(&name) {
                entry.placeables = all;
            }
        }
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Language({} messages)", self.entries.len())
    }
}
