//! The glance: what can be told of a referral without opening it. Closed choices, a poster's code, that something is there; never a word of the
//! person's (P28). It is sealed like words are (P27).
//!
//! Not here: making one out of what was sent (`turn`), labels in words (`staff`).

use serde::{Deserialize, Serialize};

/// What can be told of a referral without opening it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Glance {
    /// The code of the poster or leaflet that they came by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found_us: Option<String>,
    /// The language that they last sent something in.
    pub language: String,
    /// Which way they would like to be reached.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub way: Option<Given>,
    /// Good and bad times.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub times: Option<Given>,
    /// What helps them take part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access: Option<Given>,
    /// Whether it is safe to leave a message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub safe_message: Option<Given>,
    /// They asked that somebody writes to them.
    pub asked_for_a_person: bool,
    /// They would like to come to something.
    pub visit: bool,
    /// That urgent help was shown stands in what they sent: they left it in.
    pub help_shown: bool,
}

/// What was given to a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Given {
    /// One of the closed choices, by the key of its label.
    Chosen(String),
    /// Words: that they are there is all that is said.
    Words,
}

impl Glance {
    /// What a story says takes the place of what an earlier one said; that they asked for a person, or for a visit, stays.
    #[must_use]
    pub fn after(self, before: Option<Self>) -> Self {
        let Some(before) = before else { return self };
        Self {
            asked_for_a_person: self.asked_for_a_person || before.asked_for_a_person,
            visit: self.visit || before.visit,
            ..self
        }
    }

    /// The same with nothing of how to reach them, or how they came: a note beside a story says nothing about that.
    #[must_use]
    pub fn beside(self, before: Option<Self>) -> Self {
        let Some(before) = before else { return self };
        Self {
            language: self.language,
            asked_for_a_person: self.asked_for_a_person || before.asked_for_a_person,
            visit: self.visit || before.visit,
            help_shown: self.help_shown || before.help_shown,
            ..before
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p28_what_an_earlier_sending_asked_for_stays_and_how_to_reach_somebody_is_what_was_said_last() {
        let note = Glance { asked_for_a_person: true, ..Glance::default() };
        let story = Glance { way: Some(Given::Words), ..Glance::default() };
        let later = Glance { way: Some(Given::Chosen("answer-call".into())), ..Glance::default() };
        let all = later.clone().after(Some(story.clone().after(Some(note.clone()))));
        assert_eq!(all, Glance { asked_for_a_person: true, ..later });
        assert_eq!(note.beside(Some(story)).way, Some(Given::Words));
    }
}
