//! An invitation: whoever has the link chooses a password, and goes on to a second factor.
//!
//! Not here: making invitations (`team`).

use askama::Template;
use axum::http::StatusCode;

use super::answer::Answer;
use super::ask::Ask;
use super::cookies;
use super::failure::Failure;
use super::frame::Frame;
use crate::staff::StaffError;
use crate::staff::accounts::{LONGEST_PASSWORD, SHORTEST_PASSWORD, Token};

#[derive(Template)]
#[template(path = "invited.html")]
struct Page<'a> {
    f: &'a Frame,
    name: &'a str,
    shortest: i64,
    says: Option<String>,
}

/// The form.
pub(super) async fn page(ask: Ask) -> Result<Answer, Failure> {
    form(&ask, StatusCode::OK, None).await
}

/// Takes a password.
pub(super) async fn accept(ask: Ask) -> Result<Answer, Failure> {
    let (token, password) = (token(&ask)?, ask.form.get("password").to_owned());
    if password != ask.form.get("again") {
        return form(&ask, StatusCode::UNPROCESSABLE_ENTITY, Some(ask.frame.w("desk-password-differs"))).await;
    }
    let key = match ask.desk.staff.accept(&token, password, &ask.source.words).await {
        Ok(session) => return Ok(Answer::go("/enrol").with(cookies::set_browser(&session))),
        Err(StaffError::PasswordLength { .. }) => "desk-password-length",
        Err(StaffError::PasswordPlain) => "desk-password-plain",
        Err(other) => return Err(other.into()),
    };
    form(&ask, StatusCode::UNPROCESSABLE_ENTITY, Some(lengths(&ask.frame, key))).await
}

async fn form(ask: &Ask, status: StatusCode, says: Option<String>) -> Result<Answer, Failure> {
    let who = ask.desk.staff.invited(&token(ask)?).await?.ok_or(Failure::Staff(StaffError::NoInvitation))?;
    let shortest = i64::try_from(SHORTEST_PASSWORD).unwrap_or_default();
    Answer::page_with(status, &Page { f: &ask.frame, name: &who.name, shortest, says })
}

/// What is asked of a password.
pub(super) fn lengths(frame: &Frame, key: &str) -> String {
    frame.w2(key, ("least", &SHORTEST_PASSWORD.to_string()), ("most", &LONGEST_PASSWORD.to_string()))
}

fn token(ask: &Ask) -> Result<Token, Failure> {
    Token::read(ask.path.get("token")).ok_or(Failure::Staff(StaffError::NoInvitation))
}
