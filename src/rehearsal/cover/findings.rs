//! What no story exercises, as the checker says it: a warning each, and an error for what people rely on most: sending, urgent help,
//! clearing, forgetting.

use std::ops::Range;

use super::report::Report;
use super::seen::Offer;
use crate::check::Finding;
use crate::check::untold::{BUTTON, EDGE, MESSAGE, NEED, STEP, untold};
use crate::content::Edition;
use crate::dialogue::{Place, locate};

/// What must be exercised: a button's place and id, and what it is.
const NEEDED: [(&str, &str, &str); 4] = [
    ("ways", "help", "urgent help"),
    ("clear", "clear", "clearing the chat"),
    ("forget", "forget", "forgetting"),
    ("first-contact/review", "send", "sending"),
];

/// The findings, each with its file and line where it has one.
pub fn findings(report: &Report, edition: &Edition) -> Vec<Finding> {
    let pages = Pages { edition };
    let steps = report.steps.iter().map(|place| pages.step(place));
    let edges = report.edges.iter().map(|(from, to)| pages.edge(from, to));
    let buttons = report.buttons.iter().map(|offer| pages.button(offer));
    let messages = report.messages.iter().map(|(language, key)| pages.message(language, key));
    let mut found: Vec<_> = steps.chain(edges).chain(buttons).chain(messages).collect();
    found.sort_by(|a, b| (a.severity, &a.file, a.line, a.code).cmp(&(b.severity, &b.file, b.line, b.code)));
    found
}

struct Pages<'a> {
    edition: &'a Edition,
}

impl Pages<'_> {
    fn step(&self, place: &Place) -> Finding {
        let message = format!("no story comes to the step `{}`", place.step);
        self.at_step(untold(&STEP, message), place)
    }

    fn edge(&self, from: &Place, to: &Place) -> Finding {
        let message = format!("no story goes from here to `{}/{}`", to.dialogue, to.step);
        self.at_step(untold(&EDGE, message), from)
    }

    fn button(&self, (place, choice): &Offer) -> Finding {
        if let Some((_, _, what)) = NEEDED.iter().find(|(known, id, _)| known == place && id == choice) {
            return untold(&NEED, format!("no story shows {what}"));
        }
        match place.split_once('/') {
            Some((dialogue, step)) => {
                let place = Place { dialogue: dialogue.to_owned(), step: step.to_owned() };
                self.at_step(untold(&BUTTON, format!("no story presses `{choice}` here")), &place)
            }
            None => untold(&BUTTON, format!("no story presses `{choice}` at `{place}`")),
        }
    }

    fn message(&self, language: &str, key: &str) -> Finding {
        let found = untold(&MESSAGE, format!("no story shows `{key}`"));
        match self.edition.locales.entry(language, key) {
            Some(entry) => self.at(found, &entry.file, entry.at.clone()),
            None => found,
        }
    }

    fn at_step(&self, found: Finding, place: &Place) -> Finding {
        let file = format!("dialogues/{}.toml", place.dialogue);
        let at = locate(self.text(&file), &["step", &place.step]).unwrap_or_default();
        self.at(found, &file, at)
    }

    fn at(&self, found: Finding, file: &str, at: Range<usize>) -> Finding {
        found.at(file, self.text(file), at)
    }

    fn text(&self, file: &str) -> &str {
        self.edition.files.iter().find(|(path, _)| path == file).map_or("", |(_, text)| text)
    }
}
