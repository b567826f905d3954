//! A sitting written down as a story: what was done, how much time passed between, and what came. `ajar rehearse` plays it again.
//!
//! Not here: the sitting (`sitting`).

use chrono::{DateTime, Utc};

use super::parse::{passing, written_moment};
use super::phone::Came;
use super::write::{as_told, block, written};
use crate::locale::visible;

/// A story being written.
pub struct Notebook {
    begins: DateTime<Utc>,
    /// When the story would be, were it played as far as it is written.
    at: DateTime<Utc>,
    team: String,
    remarks: Vec<String>,
    lines: String,
}

impl Notebook {
    /// An empty one: begun at this time, with this person on the team.
    pub fn new(begins: DateTime<Utc>, team: &str) -> Self {
        let begins = DateTime::from_timestamp(begins.timestamp(), 0).unwrap_or(begins);
        Self { begins, at: begins, team: team.to_owned(), remarks: Vec::new(), lines: String::new() }
    }

    /// Something that whoever plays it has to know; it stands above the story.
    pub fn remark(&mut self, remark: impl Into<String>) {
        self.remarks.push(remark.into());
    }

    /// Something was done at this time: a line of a story. A story lets a second pass before each.
    pub fn done(&mut self, line: &str, at: DateTime<Utc>) {
        self.wait_until(at, 1);
        self.lines.push_str(&format!("\n{line}\n"));
        self.at += chrono::TimeDelta::seconds(1);
    }

    /// The person wrote, or edited: a line with words of theirs.
    pub fn said(&mut self, start: &str, words: &str, at: DateTime<Utc>) {
        self.done(block(start, words).trim_end_matches('\n'), at);
    }

    /// A button was pressed.
    pub fn pressed(&mut self, label: &str, at: DateTime<Utc>) {
        self.done(&format!("[{}]", visible(label)), at);
    }

    /// Time passed until now, and something may have come meanwhile.
    pub fn waited(&mut self, until: DateTime<Utc>) {
        self.wait_until(until, 0);
    }

    fn wait_until(&mut self, until: DateTime<Utc>, before: i64) {
        let passed = (until - self.at).num_milliseconds();
        // Whole seconds, and never fewer than really passed where a stored time may have come.
        let seconds = passed.div_euclid(1_000) + i64::from(passed.rem_euclid(1_000) > 0 && before == 0) - before;
        if seconds > 0 {
            self.lines.push_str(&format!("\n{}\n", passing(seconds)));
            self.at += chrono::TimeDelta::seconds(seconds);
        }
    }

    /// What came.
    pub fn came(&mut self, came: &[Came]) {
        came.iter().for_each(|came| self.lines.push_str(&written(&as_told(came))));
    }

    /// The whole story.
    pub fn story(&self) -> String {
        let begins = written_moment(self.begins);
        let remarks: String = self.remarks.iter().map(|remark| format!("# {remark}\n")).collect();
        format!("Story: A sitting\nTeam: {}\nBegins: {begins}\n{remarks}{}", self.team, self.lines)
    }
}
