//! People waiting, with somebody else, and resting: who is there, since when, and what can be told without opening what they wrote.
//!
//! Not here: one person (`person`), one's own conversations (`mine`).

use askama::Template;

use super::acts::did;
use super::answer::Answer;
use super::ask::Ask;
use super::failure::Failure;
use super::frame::Frame;
use super::live::Revision;
use super::{lines, team};
use crate::referral::Status;
use crate::staff::{PersonLine, Which};

#[derive(Template)]
#[template(path = "people.html")]
struct Page<'a> {
    f: &'a Frame,
    which: Which,
    lines: Vec<PersonLine>,
    total: Option<i64>,
    next: Option<String>,
    taken_back: Vec<PersonLine>,
    /// What was done just now, and is no longer here.
    did: Option<&'static str>,
    /// What waits for somebody who cannot sign in; leads are told.
    nobody_for: Vec<String>,
    shows: Revision,
}

impl Page<'_> {
    fn facts(&self, line: &PersonLine) -> Vec<String> {
        lines::facts(self.f, line)
    }

    fn here(&self) -> &'static str {
        match self.which {
            Which::Waiting => "/people",
            Which::Others => "/others",
            Which::Resting => "/resting",
        }
    }

    fn title(&self) -> String {
        self.f.w(match self.which {
            Which::Waiting => "desk-nav-people",
            Which::Others => "desk-others-title",
            Which::Resting => "desk-nav-resting",
        })
    }

    fn nobody(&self) -> String {
        self.f.w(match self.which {
            Which::Waiting => "desk-people-nobody",
            Which::Others => "desk-others-nobody",
            Which::Resting => "desk-resting-nobody",
        })
    }

    fn lead(&self) -> String {
        match (self.which, self.total) {
            (Which::Waiting, Some(total)) => self.f.n("desk-people-total", "count", &total),
            (Which::Waiting, None) => String::new(),
            (Which::Others, _) => self.f.w("desk-others-what"),
            (Which::Resting, _) => self.f.w("desk-resting-what"),
        }
    }
}

/// People waiting.
pub(super) async fn waiting(ask: Ask) -> Result<Answer, Failure> {
    page(ask, Which::Waiting).await
}

/// People who are with somebody else.
pub(super) async fn others(ask: Ask) -> Result<Answer, Failure> {
    page(ask, Which::Others).await
}

/// Resting.
pub(super) async fn resting(ask: Ask) -> Result<Answer, Failure> {
    page(ask, Which::Resting).await
}

async fn page(ask: Ask, which: Which) -> Result<Answer, Failure> {
    let name = &ask.me()?.name;
    let shows = Revision::now(&ask.desk.staff).await?;
    let after = Some(ask.query.get("after")).filter(|after| !after.is_empty());
    let people = ask.desk.staff.people(name, which, after).await?;
    let is_first = which == Which::Waiting && after.is_none();
    let taken_back = if is_first { ask.desk.staff.taken_back(name).await? } else { Vec::new() };
    let (lines, total, next) = (people.lines, people.total, people.next);
    let nobody_for = if is_first { team::nobody_for(&ask).await? } else { Vec::new() };
    Answer::page(&Page { f: &ask.frame, which, lines, total, next, taken_back, did: did(&ask), nobody_for, shows })
}
