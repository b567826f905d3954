//! One person: before it is opened, what can be told without opening; once it is one's own, their words exactly as they sent them, the conversation, and
//! what can be done. Opening is an act and is on record (P28), so this page opens nothing that is not the reader's already.
//!
//! Not here: what is done from here (`acts`, `reply`).

use askama::Template;
use axum::http::StatusCode;
use chrono::{DateTime, NaiveDate, Utc};

use super::answer::Answer;
use super::ask::Ask;
use super::done;
use super::failure::Failure;
use super::frame::Frame;
use super::lines;
use super::live::Revision;
use crate::referral::Status;
use crate::staff::{Happened, MayWrite, OpenedReferral, PersonLine, Sent, Talk, Template as Beginning};
use crate::store::coordinators::Role;
use crate::store::talk::Delivery;
use crate::story::{Content, Piece, Purpose};

/// The part in which a person may say how they would like to be called.
const NAME: &str = "reach-name";
/// Letters of such a name that stand as a heading at most.
const LONGEST_NAME: usize = 40;

/// Before it is opened.
#[derive(Template)]
#[template(path = "door.html")]
struct Door<'a> {
    f: &'a Frame,
    line: &'a PersonLine,
    colleagues: Vec<String>,
}

/// Opened.
#[derive(Template)]
#[template(path = "person.html")]
struct Page<'a> {
    f: &'a Frame,
    me: &'a str,
    one: &'a OpenedReferral,
    colleagues: Vec<String>,
    beginnings: Vec<Beginning>,
    /// What was being written, if it could not be sent: with why.
    said: Option<Said<'a>>,
    shows: Revision,
}

/// What stands over the answer's form.
pub(super) struct Said<'a> {
    /// Why it was not sent.
    pub(super) why: String,
    /// The words.
    pub(super) text: &'a str,
    /// When it suits them next: it may be sent then, or now all the same.
    pub(super) then: Option<DateTime<Utc>>,
}

impl Door<'_> {
    fn facts(&self) -> Vec<String> {
        lines::facts(self.f, self.line)
    }

    fn told(&self) -> String {
        lines::told(self.f, self.line)
    }

    /// A lead may hand it on from whoever has it.
    fn has(&self) -> Option<&str> {
        let stands = matches!(self.line.status, Status::Claimed | Status::InTouch);
        self.line.with.as_deref().filter(|_| stands && self.f.roles.has(Role::Lead))
    }

    fn waits(&self) -> bool {
        self.line.status == Status::Waiting && !self.line.locked
    }
}

impl Page<'_> {
    /// What they are called here: the name that they gave, else since when they are here.
    fn called(&self) -> String {
        let since = || self.f.w1("desk-person-here-since", "moment", &self.f.when(&self.one.line.waiting_since));
        self.named().map_or_else(since, str::to_owned)
    }

    /// The name that the person would like to be called by, if they gave one.
    fn named(&self) -> Option<&str> {
        let sections = self.one.sent.iter().rev().flat_map(|sent| sent.sections.iter());
        let mut named = sections.filter(|section| section.part == NAME).flat_map(|section| section.pieces.iter());
        let name = named.find_map(|piece| match piece {
            Piece::Words(words) => words.as_str().lines().map(str::trim).find(|line| !line.is_empty()),
            Piece::Voice { .. } | Piece::Picture { .. } => None,
        });
        name.filter(|name| name.chars().count() <= LONGEST_NAME)
    }

    /// Whether they have sent the same again since: it stands there as it is now.
    fn is_earlier(&self, sent: &Sent) -> bool {
        self.one.sent.iter().any(|other| other.purpose == sent.purpose && other.number > sent.number)
    }

    /// What the person reads above an answer.
    fn hint(&self) -> String {
        self.f.w2("desk-reply-hint", ("name", self.me), ("service", &self.f.service))
    }

    fn waits(&self) -> bool {
        matches!(self.one.line.status, Status::Waiting | Status::Claimed)
    }

    fn facts(&self) -> Vec<String> {
        lines::facts(self.f, &self.one.facts)
    }

    fn purpose(&self, purpose: &Purpose) -> String {
        self.f.w(match purpose {
            Purpose::Story => "desk-sent-story",
            Purpose::Note => "desk-sent-note",
            Purpose::Visit => "desk-sent-visit",
            Purpose::Complaint => "desk-sent-complaint",
            Purpose::Young => "desk-sent-young",
        })
    }

    /// Where a voice note or a picture of what was sent is.
    fn sent(&self, number: &i64, section: &usize, piece: &usize) -> String {
        format!("/people/{}/sent/{number}/{section}/{piece}", self.one.line.reference)
    }

    /// Where one of the conversation is.
    fn talk(&self, id: &uuid::Uuid) -> String {
        format!("/people/{}/talk/{id}", self.one.line.reference)
    }

    fn day(&self, day: &NaiveDate) -> String {
        self.f.words.day(*day)
    }

    fn status(&self) -> String {
        let with = self.one.line.with.as_deref().unwrap_or_default();
        match self.one.line.status {
            Status::Waiting => self.f.w("desk-status-waiting"),
            Status::Claimed => self.f.w1("desk-status-claimed", "name", with),
            Status::InTouch => self.f.w1("desk-status-in-touch", "name", with),
            Status::Closed => self.f.w("desk-status-resting"),
            Status::Withdrawn => self.f.w("desk-status-taken-back"),
        }
    }

    fn delivery(&self, talk: &Talk) -> Option<String> {
        let key = match talk.delivery? {
            Delivery::Waiting => "desk-talk-waiting",
            Delivery::Sent => "desk-talk-sent",
            Delivery::Unsure => "desk-talk-unsure",
            Delivery::Refused => "desk-talk-refused",
        };
        Some(self.f.w(key))
    }

    fn seconds(&self, seconds: &u32) -> String {
        self.f.n("desk-voice", "seconds", &i64::from(*seconds))
    }

    fn happened(&self, happened: &Happened) -> String {
        let by = done::by(self.f, happened.by.as_deref(), &happened.what);
        let what = done::what(self.f, &happened.what);
        match &happened.with {
            Some(with) => format!("{by}: {what} · {with}"),
            None => format!("{by}: {what}"),
        }
    }

    fn is_theirs(&self) -> bool {
        self.one.line.with.as_deref() == Some(self.me)
            && matches!(self.one.line.status, Status::Claimed | Status::InTouch)
    }

    fn may_not(&self) -> Option<String> {
        let key = match self.one.may_write {
            MayWrite::Yes => return None,
            MayWrite::ReadsAlong => "desk-may-not-along",
            MayWrite::Rests => "desk-may-not-rests",
            MayWrite::NotWelcome => "desk-failed-not-welcome",
            MayWrite::Unreachable => "desk-failed-unreachable",
        };
        Some(self.f.w(key))
    }

    fn then(&self) -> Option<&DateTime<Utc>> {
        self.said.as_ref().and_then(|said| said.then.as_ref())
    }

    fn draft(&self) -> &str {
        self.said.as_ref().map(|said| said.text).or(self.one.draft.as_deref()).unwrap_or_default()
    }
}

/// The page.
pub(super) async fn page(ask: Ask) -> Result<Answer, Failure> {
    let (name, reference) = (&ask.me()?.name, ask.path.get("reference"));
    let line = ask.desk.staff.peek(name, reference).await?;
    let is_theirs = line.with.as_deref() == Some(name.as_str()) || line.reading_along;
    if is_theirs && !line.locked && !matches!(line.status, Status::Waiting | Status::Withdrawn) {
        return opened(&ask, StatusCode::OK, None).await;
    }
    let colleagues = colleagues(&ask, name).await?;
    let frame = ask.frame.under(if line.status == Status::Closed { "/resting" } else { "/people" });
    Answer::page(&Door { f: &frame, line: &line, colleagues })
}

/// The page of what is theirs, with what was being written.
pub(super) async fn opened(ask: &Ask, status: StatusCode, said: Option<Said<'_>>) -> Result<Answer, Failure> {
    let (name, reference) = (&ask.me()?.name, ask.path.get("reference"));
    // Opening it for the first time is on record, and so a change; what is opened already is only read.
    let shows = Revision::now(&ask.desk.staff).await?;
    let one = ask.desk.staff.show(name, reference).await?;
    let colleagues = colleagues(ask, name).await?;
    let language = one.facts.language.as_deref();
    let beginnings = ask.desk.staff.templates(name, language);
    let mut frame = ask.frame.under(if one.line.status == Status::Closed { "/resting" } else { "/mine" });
    // What stands on this page is not new any more.
    frame.news = ask.desk.staff.has_news(ask.me()?.coordinator).await?;
    Answer::page_with(status, &Page { f: &frame, me: name, one: &one, colleagues, beginnings, said, shows })
}

/// Who else opens what people write.
pub(super) async fn colleagues(ask: &Ask, but: &str) -> Result<Vec<String>, Failure> {
    let members = ask.desk.staff.members().await?;
    let others =
        members.into_iter().filter(|member| member.active && member.roles.reads_stories() && member.name != but);
    Ok(others.map(|member| member.name).collect())
}
