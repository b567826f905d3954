//! Posters and links: each with the code by which the team sees how people found them, the picture that phones scan, and a clean page to print.
//!
//! Not here: how many came by which (`going`), what a code may be (`outreach`).

use askama::Template;
use axum::http::StatusCode;

use super::answer::Answer;
use super::ask::Ask;
use super::failure::Failure;
use super::frame::Frame;
use crate::outreach::{LinkCode, address, picture, suggested};
use crate::staff::{Poster, StaffError};

#[derive(Template)]
#[template(path = "posters.html")]
struct Page<'a> {
    f: &'a Frame,
    posters: Vec<Poster>,
    /// What was typed, if it could not be taken, and why.
    typed: Typed,
    has_bot: bool,
}

#[derive(Default)]
struct Typed {
    label: String,
    code: String,
    says: Option<String>,
}

#[derive(Template)]
#[template(path = "poster.html")]
struct One<'a> {
    f: &'a Frame,
    poster: Poster,
    link: Option<String>,
    picture: Option<String>,
}

#[derive(Template)]
#[template(path = "poster_print.html")]
struct Print<'a> {
    f: &'a Frame,
    poster: Poster,
    /// The address as people would type it.
    short: String,
    picture: String,
    phone: &'a str,
    /// Whom to phone in danger, as the register has it.
    emergency: String,
}

/// All of them, and a form for one more.
pub(super) async fn page(ask: Ask) -> Result<Answer, Failure> {
    draw(&ask, StatusCode::OK, Typed::default()).await
}

/// One more. Left out, the code is made from the name.
pub(super) async fn make(ask: Ask) -> Result<Answer, Failure> {
    let (label, code) = (ask.form.get("label").trim().to_owned(), ask.form.get("code").trim().to_owned());
    let made_from = || suggested(&label).map(String::from).unwrap_or_default();
    let code = if code.is_empty() { made_from() } else { code };
    let made = ask.desk.staff.make_poster(&ask.me()?.name, &code, &label).await;
    let says = match made {
        Ok(()) => return Ok(Answer::go(format!("/posters/{code}"))),
        Err(StaffError::NoCode) => ask.frame.w("desk-posters-no-code"),
        Err(StaffError::CodeTaken(_)) => ask.frame.w("desk-posters-taken"),
        Err(other) => return Err(other.into()),
    };
    draw(&ask, StatusCode::UNPROCESSABLE_ENTITY, Typed { label, code, says: Some(says) }).await
}

/// One: its link and its picture.
pub(super) async fn one(ask: Ask) -> Result<Answer, Failure> {
    let poster = find(&ask).await?;
    let link = ask.desk.bot.as_deref().and_then(|bot| link(bot, &poster));
    let picture = link.as_deref().and_then(picture);
    Answer::page(&One { f: &ask.frame, poster, link, picture })
}

/// One, to print.
pub(super) async fn print(ask: Ask) -> Result<Answer, Failure> {
    let poster = find(&ask).await?;
    let link = ask.desk.bot.as_deref().and_then(|bot| link(bot, &poster)).ok_or(Failure::NotFound)?;
    let picture = picture(&link).ok_or(Failure::Drawing)?;
    let emergency = emergency(&ask);
    let short = link.trim_start_matches("https://").to_owned();
    Answer::page(&Print { f: &ask.frame, poster, short, picture, phone: &ask.desk.phone, emergency })
}

/// The emergency number.
fn emergency(ask: &Ask) -> String {
    let reviewed = ask.desk.reviewed.borrow();
    let row = reviewed.content.helplines.helpline.iter().find(|row| row.emergency);
    row.and_then(|row| row.numbers.first().cloned()).unwrap_or_default()
}

/// It is not handed out any more. Whoever has it still gets in by it.
pub(super) async fn pause(ask: Ask) -> Result<Answer, Failure> {
    change(&ask, true).await
}

/// It is handed out again.
pub(super) async fn resume(ask: Ask) -> Result<Answer, Failure> {
    change(&ask, false).await
}

async fn change(ask: &Ask, paused: bool) -> Result<Answer, Failure> {
    let code = find(ask).await?.code;
    ask.desk.staff.pause_poster(&ask.me()?.name, &code, paused).await?;
    Ok(Answer::go(format!("/posters/{code}")))
}

async fn find(ask: &Ask) -> Result<Poster, Failure> {
    let wanted = ask.path.get("code");
    let posters = ask.desk.staff.posters().await?;
    posters.into_iter().find(|poster| poster.code == wanted).ok_or(Failure::NotFound)
}

fn link(bot: &str, poster: &Poster) -> Option<String> {
    LinkCode::read(&poster.code).map(|code| address(bot, &code))
}

async fn draw(ask: &Ask, status: StatusCode, typed: Typed) -> Result<Answer, Failure> {
    let posters = ask.desk.staff.posters().await?;
    Answer::page_with(status, &Page { f: &ask.frame, posters, typed, has_bot: ask.desk.bot.is_some() })
}
