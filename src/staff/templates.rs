//! Templates: reviewed messages that a coordinator begins an answer with. They are filled into what is being written and never sent unread.
//!
//! Not here: the words (`locales/*/templates.ftl`).

use super::Staff;
use crate::locale::{Value, visible};

/// A reviewed beginning of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// Its key.
    pub key: &'static str,
    /// What it is for, in a few words.
    pub title: String,
    /// The words.
    pub text: String,
}

/// Each with its title.
const TEMPLATES: [(&str, &str); 5] = [
    ("template-first", "template-first-title"),
    ("template-visit", "template-visit-title"),
    ("template-finding-out", "template-finding-out-title"),
    ("template-away", "template-away-title"),
    ("template-resting", "template-resting-title"),
];

impl Staff {
    /// All of them, for this coordinator to change and to send, in this language (the person's), or in the base language.
    pub fn templates(&self, name: &str, language: Option<&str>) -> Vec<Template> {
        let parts = self.parts();
        let lang = language.unwrap_or(&parts.lang);
        let args = [("name", Value::Fact(name.to_owned())), ("service", Value::Fact(parts.service.clone()))];
        // Direction marks are for the screen, and never get into words that are sent.
        let plain = |lang: &str, key: &str| visible(&parts.locales.text(lang, key, &args));
        TEMPLATES
            .into_iter()
            .map(|(key, title)| Template { key, title: plain(&parts.lang, title), text: plain(lang, key) })
            .collect()
    }
}
