//! How things are going: week by week how far people got, how long they waited, and which posters brought them. Numbers that are small are not
//! told; nothing is counted for a coordinator.
//!
//! Not here: the counting (`staff`).

use askama::Template;
use chrono::NaiveDate;

use super::answer::Answer;
use super::ask::Ask;
use super::failure::Failure;
use super::frame::Frame;
use crate::staff::{Going, Wait, Week};

/// Width of the longest bar.
const WIDTH: i64 = 120;

#[derive(Template)]
#[template(path = "going.html")]
struct Page<'a> {
    f: &'a Frame,
    going: &'a Going,
    most: i64,
}

impl Page<'_> {
    /// A number, or that it is small.
    fn number(&self, number: &Option<i64>) -> String {
        match number {
            Some(number) => number.to_string(),
            None => self.f.w("desk-going-few"),
        }
    }

    /// How long a bar is. What is not told has none.
    fn bar(&self, number: &Option<i64>) -> i64 {
        number.unwrap_or_default() * WIDTH / self.most.max(1)
    }

    fn week(&self, monday: &NaiveDate) -> String {
        self.f.words.date(*monday)
    }

    fn wait(&self, wait: &Wait) -> String {
        self.f.w(match wait {
            Wait::One => "desk-going-wait-one",
            Wait::Two => "desk-going-wait-two",
            Wait::Week => "desk-going-wait-week",
            Wait::Longer => "desk-going-wait-longer",
        })
    }

    /// What a bar shows, for who cannot see it.
    fn said(&self, week: &Week) -> String {
        self.f.w2("desk-going-bar", ("began", &self.number(&week.began)), ("sent", &self.number(&week.sent)))
    }

    fn heard(&self) -> String {
        let heard = i64::try_from(self.going.heard).unwrap_or(i64::MAX);
        match self.going.heard_within {
            Some(days) => self.f.n("desk-going-within", "days", &i64::from(days)),
            None if heard < self.enough() => self.f.n("desk-going-too-few", "enough", &self.enough()),
            None => self.f.w("desk-going-no-figure"),
        }
    }

    fn enough(&self) -> i64 {
        i64::try_from(self.going.enough).unwrap_or(i64::MAX)
    }

    fn keep(&self) -> String {
        self.f.n("desk-going-kept", "days", &i64::from(self.going.keep_days))
    }

    fn has_waits(&self) -> bool {
        self.going.waits.iter().any(|(_, number)| *number != Some(0))
    }
}

/// The page.
pub(super) async fn page(ask: Ask) -> Result<Answer, Failure> {
    let going = ask.desk.staff.how_it_goes(&ask.me()?.name).await?;
    let most = going.weeks.iter().filter_map(|week| week.began.max(week.sent)).max().unwrap_or_default();
    Answer::page(&Page { f: &ask.frame, going: &going, most })
}
