//! Doing what a story says happens.

use chrono::{Datelike, NaiveTime, TimeDelta, Utc};

use super::{Fault, Player, Stop};
use crate::buttons::Press;
use crate::dialogue::Event;
use crate::hours;
use crate::locale::visible;
use crate::rehearsal::RehearsalError;
use crate::rehearsal::story::{Act, Span};
use crate::rehearsal::wire::CHAT;
use crate::store::dues;
use crate::story::{Content, FileRef, Words};

/// From here on the house does its housekeeping when time has passed.
const HOUSEKEEPING: i64 = 600;
/// Longer than a stored time is put off that could not be acted on.
const PUT_OFF: i64 = 601;
/// More stored times than can come in one stretch.
const MOST_DUES: usize = 500;

/// Something that is given to the house, and given again if it fails.
pub(super) enum Job<'j> {
    Update,
    Due,
    Housekeeping,
    Team(&'j Act),
}

impl Player<'_> {
    /// Does it; what was pressed, if something was.
    pub(super) async fn perform(&mut self, index: usize, act: &Act) -> Result<Option<Press>, Stop> {
        match act {
            Act::Passes(span) => self.pass(*span).await?,
            Act::Restart => self.restart(true).await?,
            Act::Again => self.job(index, Job::Update).await?,
            Act::Speaks(language) => self.wire.speak(language.clone()),
            Act::Team { .. } => {
                self.house.hand.forward(1);
                self.job(index, Job::Team(act)).await?;
            }
            Act::Presses { label, earlier } => {
                self.house.hand.forward(1);
                let press = self.button(index, label, *earlier)?;
                self.presses += 1;
                let query = format!("story-{}", self.presses);
                self.give(index, None, Event::Pressed { query, press: press.clone() }).await?;
                return Ok(Some(press));
            }
            Act::Says(_) | Act::Edits { .. } | Act::Voice(..) | Act::Picture(_) | Act::Other(_) | Act::Blocks(_) => {
                self.house.hand.forward(1);
                let (message, event) = self.event(index, act)?;
                self.give(index, message, event).await?;
            }
        }
        Ok(None)
    }

    async fn give(&mut self, index: usize, message: Option<i64>, event: Event) -> Result<(), Stop> {
        self.wire.hold(message, event);
        self.job(index, Job::Update).await?;
        if self.how.doubled {
            self.job(index, Job::Update).await?;
        }
        Ok(())
    }

    /// Gives something to the house. If a failure was ordered and comes, it is given again, as Telegram and coordinators do.
    pub(super) async fn job(&mut self, index: usize, job: Job<'_>) -> Result<(), Stop> {
        self.light();
        let first = self.once(index, &job).await;
        let fired = self.put_out();
        self.played.fired |= fired;
        if fired && matches!(job, Job::Due) {
            // A stored time that could not be acted on is put off for a while.
            self.house.hand.forward(PUT_OFF);
            self.once(index, &job).await?;
        }
        match first {
            Err(Stop::Error(error)) if fired && error.is_ordered() => self.once(index, &job).await?,
            done => done?,
        }
        // What was broken off half way is finished by the next round of housekeeping.
        if fired { Ok(self.wire.housekeeping().await?) } else { Ok(()) }
    }

    async fn once(&mut self, index: usize, job: &Job<'_>) -> Result<(), Stop> {
        match job {
            Job::Update => Ok(self.wire.again().await.map(drop)?),
            Job::Due => Ok(self.wire.due().await?),
            Job::Housekeeping => Ok(self.wire.housekeeping().await?),
            Job::Team(act) => self.team(index, act).await,
        }
    }

    fn light(&self) {
        if let Some((call, keys)) = self.how.fails {
            let store = if keys { self.house.keystore.store() } else { &self.house.store };
            store.fuse().blow_at(call);
        }
    }

    /// True if the call failed that was to fail.
    fn put_out(&self) -> bool {
        let left = self.house.store.fuse().take_out() | self.house.keystore.store().fuse().take_out();
        self.how.fails.is_some() && !left
    }

    /// What an act of the keyboard's is to the house.
    fn event(&mut self, index: usize, act: &Act) -> Result<(Option<i64>, Event), Stop> {
        let file = |message: i64| FileRef(format!("story-{message}"));
        match act {
            Act::Says(words) => {
                let message = self.phone.own(words);
                Ok((Some(message), said(words, message, self.wire.now())))
            }
            Act::Edits { of, words } => {
                let Some(message) = self.phone.edit_of(of.as_deref().unwrap_or_default(), words) else {
                    return Err(Stop::Fault(Fault::new(
                        index,
                        "there is no message of the person's that begins like this",
                    )));
                };
                let words = Words::new(words.as_str());
                Ok((None, Event::Edited { message, edited_at: self.wire.now(), words, kept: None }))
            }
            Act::Voice(seconds, caption) => {
                let message = self.phone.own("(voice note)");
                let caption = caption.as_deref().map(Words::new);
                let content = Content::Voice { file: file(message), seconds: *seconds, caption };
                Ok((Some(message), Event::Said { message, sent_at: self.wire.now(), content }))
            }
            Act::Picture(caption) => {
                let message = self.phone.own("(picture)");
                let content = Content::Picture { file: file(message), caption: caption.as_deref().map(Words::new) };
                Ok((Some(message), Event::Said { message, sent_at: self.wire.now(), content }))
            }
            Act::Other(kind) => {
                let message = self.phone.own("(something else)");
                Ok((Some(message), Event::OtherKind { message, kind: *kind }))
            }
            Act::Blocks(true) => Ok((None, Event::Blocked)),
            Act::Blocks(false) => Ok((None, Event::Unblocked)),
            Act::Presses { .. } | Act::Passes(_) | Act::Restart | Act::Again | Act::Speaks(_) | Act::Team { .. } => {
                Err(Stop::Fault(Fault::new(index, "this is nothing that a person does")))
            }
        }
    }

    /// The button of this label: under the newest message, or one that stood under an earlier one. Where only the structure counts, the one
    /// that was pressed in English.
    fn button(&self, index: usize, label: &str, earlier: bool) -> Result<Press, Stop> {
        let newest = self.phone.keyboard();
        let now: Vec<_> = newest.iter().flat_map(|shown| shown.rows.iter().flatten()).collect();
        let old = self.phone.messages().iter().rev().filter(|shown| newest.is_none_or(|newest| newest.id != shown.id));
        let all: Vec<_> = if earlier { old.flat_map(|shown| &shown.offered).collect() } else { now };
        let wanted =
            self.how.like.and_then(|like| like.beats.get(self.played.beats.len())).and_then(|beat| beat.press.clone());
        let found = match wanted {
            Some(press) => all.iter().find(|button| button.press == press),
            None => all.iter().find(|button| visible(&button.label) == label),
        };
        found.map(|button| button.press.clone()).ok_or_else(|| {
            let there: Vec<_> = all.iter().map(|button| format!("[{}]", visible(&button.label))).collect();
            let fault = Fault::new(index, "there is no such button; the story cannot go on");
            Stop::Fault(Fault { expected: format!("[{label}]\n"), got: format!("{}\n", there.join(" ")), ..fault })
        })
    }

    /// Time passes, and every stored time that comes meanwhile comes at its own moment.
    async fn pass(&mut self, span: Span) -> Result<(), Stop> {
        let seconds = match span {
            Span::Seconds(seconds) => seconds,
            Span::Quiet => self.house.quiet_seconds() + 1,
            Span::Until(day, minute) => self.until(day, minute),
        };
        let end = self.house.clock.now() + TimeDelta::seconds(seconds);
        for _ in 0..MOST_DUES {
            let Some(next) = self.next_due().await?.filter(|at| *at <= end) else { break };
            self.forward_to(next);
            self.job(self.act, Job::Due).await?;
            self.wire.drain(&mut self.phone).await?;
        }
        self.forward_to(end);
        self.job(self.act, Job::Due).await?;
        if seconds >= HOUSEKEEPING {
            self.job(self.act, Job::Housekeeping).await?;
        }
        Ok(())
    }

    fn forward_to(&self, at: chrono::DateTime<Utc>) {
        let left = at - self.house.clock.now();
        let seconds = left.num_seconds() + i64::from(left.subsec_nanos() > 0);
        self.house.hand.forward(seconds.max(0));
    }

    async fn next_due(&self) -> Result<Option<chrono::DateTime<Utc>>, RehearsalError> {
        let Some((person, _)) = self.house.keystore.find(CHAT).await? else { return Ok(None) };
        let mut work = self.house.store.reading().await?;
        let now = self.house.clock.now();
        Ok(dues::of_person(&mut work, person).await?.into_iter().map(|due| due.at).filter(|at| *at > now).min())
    }

    /// Seconds until the next such weekday and minute, in London.
    fn until(&self, day: u8, minute: u16) -> i64 {
        let now = self.house.clock.now();
        let today = hours::london(now).0;
        let time = NaiveTime::from_num_seconds_from_midnight_opt(u32::from(minute) * 60, 0).unwrap_or_default();
        let days = (0..=7).map(|days| today + TimeDelta::days(days));
        let found = days
            .filter(|date| date.weekday().num_days_from_monday() == u32::from(day))
            .map(|date| hours::moment(date, time))
            .find(|at| *at > now);
        found.map_or(0, |at| (at - now).num_seconds())
    }
}

/// A message, or `/start`.
fn said(words: &str, message: i64, sent_at: chrono::DateTime<Utc>) -> Event {
    match words.strip_prefix("/start").filter(|rest| rest.is_empty() || rest.starts_with(' ')) {
        Some(code) => Event::Start { code: Some(code.trim().to_owned()).filter(|code| !code.is_empty()) },
        None => Event::Said { message, sent_at, content: Content::Text(Words::new(words)) },
    }
}
