//! The group "Tests": what no story exercises. Which that is has to be given to it, since stories are played over a house with a database;
//! `ajar cover` plays them and asks.
//!
//! Not here: playing stories and counting (`rehearsal`).

use std::collections::BTreeSet;

use super::look::Look;
use super::{Finding, Rule, Severity, Subject};
use crate::dialogue::Place;

static E901: Rule = Rule::elsewhere("E901", "no story shows what people rely on most", Severity::Error);
static W902: Rule = Rule::elsewhere("W902", "a step that no story comes to", Severity::Warning);
static W903: Rule = Rule::elsewhere("W903", "a way that no story goes", Severity::Warning);
static W904: Rule = Rule::elsewhere("W904", "a button that no story presses", Severity::Warning);
static W905: Rule = Rule::elsewhere("W905", "a message that no story shows", Severity::Warning);

/// The rules of the group.
pub static TOLD: [&Rule; 5] = [&E901, &W902, &W903, &W904, &W905];

const HELP: &str =
    "write a story for it (docs/writing-stories.md), or take it out: what nobody tries is broken by the next change";

/// What no story exercises.
#[derive(Clone, Debug, Default)]
pub struct Untold {
    /// What people rely on most, in words: "urgent help".
    pub needs: Vec<&'static str>,
    /// Steps.
    pub steps: BTreeSet<Place>,
    /// Ways from step to step.
    pub edges: BTreeSet<(Place, Place)>,
    /// Choices: what offers them (`dialogue/step`, or an overlay) and their ids.
    pub buttons: BTreeSet<(String, String)>,
    /// Messages: language and key.
    pub messages: BTreeSet<(String, String)>,
}

/// Findings for all of it, each where it stands.
pub fn told(subject: &Subject<'_>, untold: &Untold) -> Vec<Finding> {
    let look = Look::new(subject);
    let at = |finding: Finding, place: &Place| look.in_step::<&str>(finding, &place.dialogue, &place.step, &[]);
    let needs = untold.needs.iter().map(|what| E901.says(format!("no story shows {what}")));
    let steps = untold.steps.iter().map(|place| at(W902.says(format!("no story comes to `{}`", place.step)), place));
    let edges = untold
        .edges
        .iter()
        .map(|(from, to)| at(W903.says(format!("no story goes from here to `{}/{}`", to.dialogue, to.step)), from));
    let buttons = untold.buttons.iter().map(|(place, choice)| match place.split_once('/') {
        Some((dialogue, step)) => {
            let place = Place { dialogue: dialogue.to_owned(), step: step.to_owned() };
            at(W904.says(format!("no story presses `{choice}` here")), &place)
        }
        None => W904.says(format!("no story presses `{choice}` at `{place}`")),
    });
    let messages = untold
        .messages
        .iter()
        .map(|(language, key)| look.in_locale(W905.says(format!("no story shows `{key}`")), language, key));
    let all = needs.chain(steps).chain(edges).chain(buttons).chain(messages);
    let mut found: Vec<Finding> = all.map(|finding| finding.with_help(HELP)).collect();
    found.sort_by(|a, b| (a.severity, &a.file, a.line, a.code).cmp(&(b.severity, &b.file, b.line, b.code)));
    found
}
