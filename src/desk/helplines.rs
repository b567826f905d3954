//! Helplines: each with the day on which somebody last looked whether it is right, and one click to say that it is (P24).
//!
//! Not here: the rows (the register), their sentences (the locales), who is shown which (`dialogue`).

use askama::Template;
use chrono::NaiveDate;

use super::answer::Answer;
use super::ask::Ask;
use super::failure::Failure;
use super::frame::Frame;
use crate::dialogue::{Helpline, Helplines};

/// One of them.
struct Row {
    id: String,
    name: String,
    numbers: Vec<String>,
    hours: String,
    source: String,
    checked: Option<(NaiveDate, String)>,
    is_fresh: bool,
}

#[derive(Template)]
#[template(path = "helplines.html")]
struct Page<'a> {
    f: &'a Frame,
    rows: Vec<Row>,
    stale: i64,
}

impl Page<'_> {
    fn day(&self, day: &NaiveDate) -> String {
        self.f.words.date(*day)
    }
}

/// The page: those that nobody has looked at for longest come first.
pub(super) async fn page(ask: Ask) -> Result<Answer, Failure> {
    let register = register(&ask).await?;
    let at = ask.desk.staff.time();
    let stale = i64::try_from(register.stale(at).len()).unwrap_or(i64::MAX);
    let mut rows: Vec<&Helpline> = register.helpline.iter().collect();
    rows.sort_by_key(|row| (row.checked_on, row.order));
    let row = |row: &Helpline| Row {
        id: row.id.clone(),
        name: row.name.clone(),
        numbers: row.numbers.clone(),
        hours: ask.frame.words.hours(&row.hours),
        source: row.source.clone(),
        checked: row.checked_on.map(|day| (day, row.checked_by.clone())),
        is_fresh: row.is_checked(at),
    };
    Answer::page(&Page { f: &ask.frame, rows: rows.into_iter().map(row).collect(), stale })
}

/// Somebody has looked, and it is right.
pub(super) async fn checked(ask: Ask) -> Result<Answer, Failure> {
    let id = ask.path.get("id");
    let is_known = ask.desk.reviewed.borrow().content.helplines.get(id).is_some();
    if !is_known {
        return Err(Failure::NotFound);
    }
    ask.desk.staff.helpline_checked(&ask.me()?.name, id).await?;
    Ok(Answer::go("/helplines"))
}

/// The register, with what was checked at the desk laid over it.
async fn register(ask: &Ask) -> Result<Helplines, Failure> {
    let checks = ask.desk.staff.helplines().await?;
    let checks: Vec<_> = checks.into_iter().map(|check| (check.id, check.checked_on, check.by)).collect();
    let register = ask.desk.reviewed.borrow().content.helplines.clone();
    Ok(register.checked(&checks))
}
