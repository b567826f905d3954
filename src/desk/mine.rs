//! My conversations: who waits for me, for whom I wait, what I have put aside, and what I said I would do.
//!
//! Not here: how long anybody took; nothing is counted for a coordinator.

use askama::Template;
use chrono::NaiveDate;

use super::acts::did;
use super::answer::Answer;
use super::ask::Ask;
use super::failure::Failure;
use super::frame::Frame;
use super::lines;
use super::live::Revision;
use crate::hours::london;
use crate::staff::{Mine, TurnOf};
use crate::story::Words;

/// Letters of a note that stand in the list at most.
const BEGINNING: usize = 80;

#[derive(Template)]
#[template(path = "mine.html")]
struct Page<'a> {
    f: &'a Frame,
    /// Each part with the key of its heading.
    parts: Vec<(&'static str, Vec<Mine>)>,
    /// What was done just now, and is no longer here.
    did: Option<&'static str>,
    shows: Revision,
}

impl Page<'_> {
    fn facts(&self, mine: &Mine) -> Vec<String> {
        lines::facts(self.f, &mine.line)
    }

    /// How a note begins, so far that somebody knows which one it is.
    fn beginning(&self, note: &Words) -> String {
        let line = note.as_str().lines().find(|line| !line.trim().is_empty()).unwrap_or_default().trim();
        let mut begins: String = line.chars().take(BEGINNING).collect();
        if begins.len() < line.len() {
            begins.truncate(begins.trim_end().len());
            begins.push('…');
        }
        begins
    }

    fn day(&self, day: &NaiveDate) -> String {
        self.f.words.day(*day)
    }
}

/// The page.
pub(super) async fn page(ask: Ask) -> Result<Answer, Failure> {
    let shows = Revision::now(&ask.desk.staff).await?;
    let all = ask.desk.staff.mine(&ask.me()?.name).await?;
    let today = london(ask.desk.staff.time()).0;
    let is_quiet = |mine: &Mine| mine.quiet_until.is_some_and(|day| day > today);
    let (quiet, open): (Vec<Mine>, Vec<Mine>) = all.into_iter().partition(is_quiet);
    let (me, them): (Vec<Mine>, Vec<Mine>) = open.into_iter().partition(|mine| mine.turn == TurnOf::Me);
    let parts = vec![("desk-mine-me", me), ("desk-mine-them", them), ("desk-mine-quiet", quiet)];
    let parts = parts.into_iter().filter(|(_, part)| !part.is_empty()).collect();
    Answer::page(&Page { f: &ask.frame, parts, did: did(&ask), shows })
}
