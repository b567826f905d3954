//! What was shown to a person when words suggested danger, when, and what they chose (P22, P23). A record of what the program did, like the
//! rest of the state sealed with the person's key. No level, no area, no score: nothing about the person.
//!
//! Not here: which signpost is shown (`signpost`), whether it is shown again (`step::screening`).

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::signpost::SignpostId;
use crate::story::Purpose;

/// An episode is over when nothing was shown for so many hours (decision 0022).
const QUIET_HOURS: i64 = 24;
/// So many showings are kept: far more than a night brings, and an end to it.
const KEPT: usize = 24;

/// Everything that was shown, the oldest first. The last episode is what has no gap of a day in it, and has not ended.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Episode {
    /// What was shown, and what was chosen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shown: Vec<Signposted>,
    /// When the one line was last said that stands for a signpost shown before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reminded: Option<DateTime<Utc>>,
}

/// A signpost that was shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signposted {
    /// Which.
    pub signpost: SignpostId,
    /// When.
    pub at: DateTime<Utc>,
    /// What the person chose under it, if anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chose: Option<Chose>,
    /// What became of it where their words are reviewed; nothing before it was put there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review: Option<InReview>,
}

/// What became of "urgent help was shown" where words are reviewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InReview {
    /// It stands in the draft of this purpose, to be sent or left out.
    Stands(Purpose),
    /// The person has removed it; it does not come back.
    Removed,
}

/// What a person chose under a signpost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Chose {
    /// *Yes, show me first*.
    ShowFirst,
    /// *No*.
    No,
    /// *Keep writing*, by the button or by writing.
    KeepWriting,
    /// *More ways*.
    MoreWays,
    /// How to be here for somebody else.
    Somebody,
}

impl Episode {
    /// Whether nothing was ever shown.
    pub fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    /// What was shown in the episode that goes on at `now`; nothing if none does.
    pub fn current(&self, now: DateTime<Utc>) -> &[Signposted] {
        let gap = TimeDelta::hours(QUIET_HOURS);
        let last = self.shown.last().map(|shown| shown.at).max(self.reminded);
        if last.is_none_or(|last| now - last >= gap) {
            return &[];
        }
        let begins = self.shown.windows(2).rposition(|pair| match pair {
            [one, next] => next.at - one.at >= gap && self.reminded.is_none_or(|line| line < one.at || line > next.at),
            _ => false,
        });
        self.shown.get(begins.map_or(0, |place| place + 1)..).unwrap_or_default()
    }

    /// Whether the one line was said in the episode that goes on at `now`.
    pub fn has_reminded(&self, now: DateTime<Utc>) -> bool {
        let begun = self.current(now).first().map(|shown| shown.at);
        begun.is_some_and(|begun| self.reminded.is_some_and(|line| line >= begun))
    }

    /// Writes down that a signpost is shown.
    pub fn show(&mut self, signpost: SignpostId, at: DateTime<Utc>) {
        self.shown.push(Signposted { signpost, at, chose: None, review: None });
        let over = self.shown.len().saturating_sub(KEPT);
        self.shown.drain(..over);
    }

    /// Writes down what was chosen under the last one. Looking at more ways does not take back what was chosen before.
    pub fn choose(&mut self, chose: Chose) {
        if let Some(last) = self.shown.last_mut()
            && (chose != Chose::MoreWays || last.chose.is_none())
        {
            last.chose = Some(chose);
        }
    }
}
