//! Labelled messages and their answers, and the shares that matter, as the risk sets' protocol names them.
//!
//! Not here: printing (`score`).

use serde::Deserialize;

use super::interval::Share;
use crate::safety::{Category, Concern, Level, Rules, screen, variations};

/// A labelled message.
#[derive(Deserialize)]
pub(super) struct Labelled {
    pub id: String,
    pub text: String,
    pub label: String,
    pub category: String,
    #[serde(default)]
    pub note: String,
}

/// A labelled message with its answer.
pub(super) struct Answered {
    pub asked: Labelled,
    pub concern: Option<Concern>,
    /// How many of a phone's ways of writing it are answered otherwise, and how many there are.
    pub otherwise: Share,
}

impl Answered {
    /// Answers one message, and all a phone's ways of writing it.
    pub fn of(rules: &Rules, asked: Labelled) -> Self {
        let concern = screen(rules, &asked.text);
        let key = |concern: &Option<Concern>| concern.as_ref().map(|it| (it.level, it.category));
        let same = |way: &(&str, String)| key(&screen(rules, &way.1)) == key(&concern);
        let otherwise = Share::of(variations(&asked.text), |way| !same(way));
        Self { asked, concern, otherwise }
    }

    pub fn is(&self, labels: &[&str]) -> bool {
        labels.contains(&self.asked.label.as_str())
    }

    /// The level that it was answered with.
    pub fn level(&self) -> &'static str {
        self.concern.as_ref().map_or("none", |it| it.level.as_str())
    }

    /// Whether ways to a human are shown for the writer's own sake.
    pub fn alerts(&self) -> bool {
        self.concern.as_ref().is_some_and(|it| matches!(it.level, Level::Immediate | Level::Concern))
    }

    /// The category that it was answered with.
    pub fn category(&self) -> &'static str {
        self.concern.as_ref().map_or(Category::None, |it| it.category).as_str()
    }

    /// Whether the category is the label's, or one that fits as well: an overdose is medical and suicide and self-harm, a child's abuse is both.
    pub fn fits(&self) -> bool {
        const TOGETHER: [&[&str]; 2] = [&["suicide", "self_harm", "medical"], &["child", "abuse"]];
        let (wanted, given) = (self.asked.category.as_str(), self.category());
        wanted == given || TOGETHER.iter().any(|set| set.contains(&wanted) && set.contains(&given))
    }

    /// The first word of the note: the wording, or the kind of ordinary message.
    pub fn kind(&self) -> &str {
        let kind = self.asked.note.split([':', ';', ',']).next().unwrap_or_default().trim();
        if kind.is_empty() { "without a note" } else { kind }
    }

    /// Whether this is a miss: danger that was not answered, or an alarm where there is none.
    pub fn is_miss(&self) -> bool {
        match self.asked.label.as_str() {
            "immediate" | "concern" => !self.alerts(),
            "none" => self.alerts(),
            "past" | "bereavement" => self.level() == "immediate",
            _ => self.concern.is_none(),
        }
    }
}

/// The shares, each with its name.
pub(super) fn shares(all: &[Answered]) -> Vec<(&'static str, Share)> {
    let with = |labels: &'static [&'static str]| all.iter().filter(move |it| it.is(labels));
    let risk = || with(&["immediate", "concern"]);
    let alerted = |it: &&Answered| it.alerts();
    let explicit = |it: &&Answered| it.asked.note.starts_with("explicit");
    let unchanged = all.iter().fold(Share::default(), |so_far, it| Share {
        hits: so_far.hits + it.otherwise.of - it.otherwise.hits,
        of: so_far.of + it.otherwise.of,
    });
    vec![
        ("immediate: ways to a human shown", Share::of(with(&["immediate"]), alerted)),
        ("immediate: called immediate", Share::of(with(&["immediate"]), |it| it.level() == "immediate")),
        ("immediate and concern: recall", Share::of(risk(), alerted)),
        ("  of these, explicit wording", Share::of(risk().filter(explicit), alerted)),
        ("  of these, indirect wording", Share::of(risk().filter(|it| !explicit(it)), alerted)),
        ("none: false alarms", Share::of(with(&["none"]), alerted)),
        ("none: anything at all", Share::of(with(&["none"]), |it| it.concern.is_some())),
        (
            "past, bereavement: called immediate",
            Share::of(with(&["past", "bereavement"]), |it| it.level() == "immediate"),
        ),
        (
            "past, bereavement: met as such",
            Share::of(with(&["past", "bereavement"]), |it| it.level() == it.asked.label),
        ),
        ("third party: anything shown", Share::of(with(&["third_party"]), |it| it.concern.is_some())),
        ("third party: as such", Share::of(with(&["third_party"]), |it| it.level() == "third_party")),
        ("category right or fitting, of those found", Share::of(risk().filter(alerted), |it| it.fits())),
        (
            "alerts where somebody is at risk",
            Share::of(all.iter().filter(alerted), |it| it.is(&["immediate", "concern", "third_party"])),
        ),
        ("same answer however a phone writes it", unchanged),
    ]
}
