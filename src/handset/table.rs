//! The phone as it lies on the table: what stands on it, since when, and what the last tap was answered with.
//!
//! Not here: how it looks (`view`).

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::acts::{Act, until_morning};
use crate::rehearsal::{Came, RehearsalError, Sitting};

/// The phone on its table.
pub(super) struct Table {
    sitting: Sitting,
    /// When each message came.
    since: BTreeMap<i64, DateTime<Utc>>,
    /// The small line at the top, after a tap.
    notice: Option<String>,
    started: bool,
}

impl Table {
    pub fn of(sitting: Sitting) -> Self {
        Self { sitting, since: BTreeMap::new(), notice: None, started: false }
    }

    pub fn sitting(&self) -> &Sitting {
        &self.sitting
    }

    /// When a message came.
    pub fn since(&self, message: i64) -> Option<DateTime<Utc>> {
        self.since.get(&message).copied()
    }

    pub fn notice(&self) -> Option<&str> {
        self.notice.as_deref()
    }

    /// Whether the person has begun.
    pub fn is_started(&self) -> bool {
        self.started
    }

    /// Does it.
    pub async fn act(&mut self, act: Act) -> Result<(), RehearsalError> {
        self.notice = None;
        self.begin(&act);
        let sitting = &mut self.sitting;
        match act {
            Act::Start(code) => sitting.start(code).await?,
            Act::Say(words) => sitting.say(&words).await?,
            Act::Edit(words) => drop(sitting.edit(&words).await?),
            Act::Press(message, place) => self.press(message, place).await?,
            Act::Voice(seconds) => sitting.voice(seconds).await?,
            Act::Picture(caption) => sitting.picture(caption).await?,
            Act::Sticker => sitting.sticker().await?,
            Act::Quiet => sitting.quiet().await?,
            Act::Later(seconds) => sitting.later(seconds).await?,
            Act::Morning => sitting.later(until_morning(sitting.now())).await?,
        }
        self.took();
        Ok(())
    }

    /// Time passed by itself. Whether something came.
    pub async fn tick(&mut self) -> Result<bool, RehearsalError> {
        self.sitting.tick().await?;
        Ok(self.took())
    }

    /// A button that stands there; one that was taken away meanwhile is nothing pressed.
    async fn press(&mut self, message: i64, place: usize) -> Result<(), RehearsalError> {
        let messages = self.sitting.phone().messages();
        let shown = messages.iter().find(|shown| shown.id == message);
        let button = shown.and_then(|shown| shown.rows.iter().flatten().nth(place)).cloned();
        match button {
            Some(button) => self.sitting.press(button).await,
            None => Ok(()),
        }
    }

    fn begin(&mut self, act: &Act) {
        self.started |= match act {
            Act::Start(_) | Act::Say(_) | Act::Voice(_) | Act::Picture(_) | Act::Sticker => true,
            Act::Edit(_) | Act::Press(..) | Act::Quiet | Act::Later(_) | Act::Morning => false,
        };
    }

    /// Notes what came, and when. Whether anything did.
    fn took(&mut self) -> bool {
        let (came, now) = (self.sitting.came(), self.sitting.now());
        for shown in self.sitting.phone().messages() {
            self.since.entry(shown.id).or_insert(now);
        }
        for came in &came {
            if let Came::Notice(notice) = came {
                self.notice = Some(notice.clone());
            }
        }
        !came.is_empty()
    }
}
