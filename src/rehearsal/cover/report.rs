//! What is exercised against what there is: a row for each dialogue, one for the engine's own pages, one for each language.

use std::collections::{BTreeMap, BTreeSet};

use super::seen::{Edge, Offer, Seen};
use super::there::There;
use crate::dialogue::Place;

/// One row: what it is about, and how many of how many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// A dialogue's id, a language's code, or what else it is about.
    pub name: String,
    /// "steps", "edges", "buttons" or "messages", how many are exercised, and how many there are.
    pub counts: Vec<(&'static str, usize, usize)>,
}

/// The whole report.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The rows, in order.
    pub rows: Vec<Row>,
    /// How often stories stood at each step.
    pub stood: BTreeMap<Place, u64>,
    /// Steps that no story comes to.
    pub steps: BTreeSet<Place>,
    /// Ways that no story goes.
    pub edges: BTreeSet<Edge>,
    /// Buttons that no story presses.
    pub buttons: BTreeSet<Offer>,
    /// Messages that no story shows.
    pub messages: BTreeSet<(String, String)>,
}

/// Holds what was seen against what there is.
pub fn report(seen: &Seen, there: &There) -> Report {
    let often = |place: &Place| (place.clone(), seen.steps.get(place).copied().unwrap_or_default());
    let stood: BTreeMap<Place, u64> = there.steps.iter().map(often).collect();
    let steps: BTreeSet<Place> = seen.steps.keys().cloned().collect();
    let dialogues: BTreeSet<&str> = there.steps.iter().map(|place| place.dialogue.as_str()).collect();
    let languages: BTreeSet<&str> = there.messages.iter().map(|(language, _)| language.as_str()).collect();
    let mut rows: Vec<Row> = dialogues.into_iter().map(|dialogue| of_dialogue(dialogue, &steps, seen, there)).collect();
    let engine = count(&there.buttons, &seen.buttons, |(place, _)| !place.contains('/'));
    rows.push(Row { name: "everywhere".to_owned(), counts: vec![("buttons", engine.0, engine.1)] });
    rows.extend(languages.into_iter().map(|language| {
        let (done, all) = count(&there.messages, &seen.messages, |(of, _)| of == language);
        Row { name: language.to_owned(), counts: vec![("messages", done, all)] }
    }));
    Report {
        rows,
        stood,
        steps: there.steps.difference(&steps).cloned().collect(),
        edges: there.edges.difference(&seen.edges).cloned().collect(),
        buttons: there.buttons.difference(&seen.buttons).cloned().collect(),
        messages: there.messages.difference(&seen.messages).cloned().collect(),
    }
}

fn of_dialogue(dialogue: &str, steps: &BTreeSet<Place>, seen: &Seen, there: &There) -> Row {
    let steps = count(&there.steps, steps, |place| place.dialogue == dialogue);
    let edges = count(&there.edges, &seen.edges, |(from, _)| from.dialogue == dialogue);
    let own = format!("{dialogue}/");
    let buttons = count(&there.buttons, &seen.buttons, |(place, _)| place.starts_with(&own));
    let counts = [("steps", steps), ("edges", edges), ("buttons", buttons)];
    Row { name: dialogue.to_owned(), counts: counts.map(|(what, (done, all))| (what, done, all)).to_vec() }
}

/// How many of those that are meant are exercised, and how many there are.
fn count<T: Ord>(there: &BTreeSet<T>, seen: &BTreeSet<T>, meant: impl Fn(&T) -> bool) -> (usize, usize) {
    let all: Vec<&T> = there.iter().filter(|one| meant(one)).collect();
    (all.iter().filter(|one| seen.contains(**one)).count(), all.len())
}

impl Row {
    /// Exercised, in percent, all kinds together. (Of nothing, all is exercised.)
    pub fn percent(&self) -> usize {
        let (done, all) = self.counts.iter().fold((0, 0), |sum, (_, done, all)| (sum.0 + done, sum.1 + all));
        (done * 100).checked_div(all).unwrap_or(100)
    }
}
