//! The burst: the last few messages of a person, so that what is said in two of them is looked at whole ("i cant do this" · "anymore").
//!
//! It stands in the sealed state and holds only words that are kept elsewhere as well, few of them and not for long (decision 0023).
//! Not here: the rules (`safety`), what is shown for what they find (`step`).

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::safety::{Concern, Rules, screen, screen_burst};
use crate::story::{Fragment, Words};

/// Messages so near to each other belong together.
const NEAR: TimeDelta = TimeDelta::minutes(2);
/// So many messages are looked back at.
const MOST: usize = 6;
/// Of a message its end is kept, at most so many bytes.
const LONGEST: usize = 240;
/// A message of so many UTF-16 units was probably cut by the app, and its rest follows within `CUT_WITHIN`.
const CUT: usize = 4_000;
/// See `CUT`.
const CUT_WITHIN: TimeDelta = TimeDelta::seconds(1);

/// The last few messages of a person, the oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Burst(Vec<Said>);

/// The end of one message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Said {
    message: i64,
    at: DateTime<Utc>,
    words: Words,
    /// The app cut it in two here.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    cut: bool,
}

impl Burst {
    /// Whether nothing is remembered.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What the words of a message suggest, by themselves or together with those around them. `at` is when it was sent; for an edit `None`.
    pub(super) fn screen(
        &self,
        rules: &Rules,
        message: i64,
        at: Option<DateTime<Utc>>,
        words: &str,
    ) -> Option<Concern> {
        let known = self.0.iter().find(|said| said.message == message);
        let Some(at) = at.or(known.map(|said| said.at)) else { return screen(rules, words) };
        let near = |said: &&Said| said.message != message && (said.at - at).abs() <= NEAR;
        let (before, after): (Vec<&Said>, Vec<&Said>) =
            self.0.iter().filter(near).partition(|said| said.message < message);
        if before.is_empty() && after.is_empty() {
            return screen(rules, words);
        }
        let with = |newest: &str| {
            let row: Vec<&str> = before.iter().map(|said| said.words.as_str()).chain([newest]).collect();
            screen_burst(rules, &row)
        };
        let mut found = with(words);
        if let Some(last) = before.last().filter(|last| last.cut && at - last.at <= CUT_WITHIN) {
            found = worse(found, beyond(last.glued(rules, words), screen(rules, last.words.as_str())));
        }
        if !after.is_empty() {
            let joined = |own: &str| after.iter().fold(own.to_owned(), |text, said| text + "\n" + said.words.as_str());
            let was = with(&joined(known.map_or("", |said| said.words.as_str())));
            found = worse(found, beyond(with(&joined(words)), was));
        }
        found
    }

    /// A message has been kept.
    pub(super) fn keep(&mut self, fragment: &Fragment) {
        let Some(words) = fragment.content.words() else { return };
        let at = fragment.sent_at;
        self.0.retain(|said| said.message != fragment.message && (said.at - at).abs() <= NEAR);
        let cut = words.as_str().encode_utf16().count() >= CUT;
        self.0.push(Said { message: fragment.message, at, words: Words::new(end(words.as_str())), cut });
        self.0.sort_by_key(|said| said.message);
        let over = self.0.len().saturating_sub(MOST);
        self.0.drain(..over);
    }

    /// The words of a message were changed.
    pub(super) fn amend(&mut self, message: i64, words: &str) {
        if let Some(said) = self.0.iter_mut().find(|said| said.message == message) {
            said.words = Words::new(end(words));
        }
    }

    /// Lets go of what is too long ago to belong to anything new.
    pub(super) fn fade(&mut self, now: DateTime<Utc>) {
        self.0.retain(|said| now - said.at <= NEAR);
    }

    /// Lets go of everything: words have been removed.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }
}

impl Said {
    /// The text that the app had cut, as one again.
    fn glued(&self, rules: &Rules, words: &str) -> Option<Concern> {
        screen(rules, &format!("{}{words}", self.words.as_str()))
    }
}

/// What is found now, if it is more urgent than what was found before: that was answered already.
fn beyond(now: Option<Concern>, before: Option<Concern>) -> Option<Concern> {
    let answered = before.map(|concern| concern.level);
    now.filter(|concern| answered.is_none_or(|answered| concern.level > answered))
}

/// The more urgent of the two.
fn worse(a: Option<Concern>, b: Option<Concern>) -> Option<Concern> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if b.level > a.level { b } else { a }),
        (a, b) => a.or(b),
    }
}

/// The end of a text, from the beginning of a word on.
fn end(text: &str) -> &str {
    let Some(from) = (text.len().saturating_sub(LONGEST)..text.len()).find(|at| text.is_char_boundary(*at)) else {
        return text;
    };
    let tail = text.get(from..).unwrap_or(text);
    match tail.split_once(char::is_whitespace) {
        Some((_, rest)) if from > 0 => rest,
        Some(_) | None => tail,
    }
}
