//! What was done: every act of the team's, the newest first. It holds no words of a person's, and stays when they are forgotten.

use askama::Template;
use chrono::{DateTime, Utc};

use super::answer::Answer;
use super::ask::Ask;
use super::done;
use super::failure::Failure;
use super::frame::Frame;
use crate::store::audit::ActRow;

/// Acts on a page.
const PAGE: i64 = 100;

#[derive(Template)]
#[template(path = "audit.html")]
struct Page<'a> {
    f: &'a Frame,
    acts: Vec<ActRow>,
    /// Where older ones are.
    older: Option<String>,
}

impl Page<'_> {
    fn by(&self, act: &ActRow) -> String {
        done::by(self.f, act.coordinator_name.as_deref(), &act.act)
    }

    fn what(&self, act: &ActRow) -> String {
        done::what(self.f, &act.act)
    }
}

/// The page; `before` is a moment.
pub(super) async fn page(ask: Ask) -> Result<Answer, Failure> {
    let before = match ask.query.get("before") {
        "" => None,
        text => Some(DateTime::parse_from_rfc3339(text).map_err(|_| Failure::NotFound)?.with_timezone(&Utc)),
    };
    let acts = ask.desk.staff.acts(before, PAGE).await?;
    let is_full = i64::try_from(acts.len()).is_ok_and(|count| count == PAGE);
    let last = acts.last().filter(|_| is_full).map(|act| act.at.to_rfc3339_opts(chrono::SecondsFormat::Micros, true));
    Answer::page(&Page { f: &ask.frame, acts, older: last })
}
