//! Settings: what this desk runs on, to be read only. What may be changed is changed in the config.

use askama::Template;

use super::answer::Answer;
use super::ask::Ask;
use super::failure::Failure;
use super::frame::Frame;

/// A fact of the config's: which (the key of its name is `desk-fact-<which>`), and what it is. Never a secret.
#[derive(Clone, Debug)]
pub struct Fact {
    /// Which.
    pub which: &'static str,
    /// What it is.
    pub value: String,
}

#[derive(Template)]
#[template(path = "settings.html")]
struct Page<'a> {
    f: &'a Frame,
    facts: &'a [Fact],
}

impl Page<'_> {
    fn name(&self, fact: &Fact) -> String {
        self.f.w(&format!("desk-fact-{}", fact.which))
    }
}

/// The page.
pub(super) async fn page(ask: Ask) -> Result<Answer, Failure> {
    Answer::page(&Page { f: &ask.frame, facts: &ask.desk.facts })
}
