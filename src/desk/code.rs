//! The second step of signing in: the code that an app shows, or a recovery code.
//!
//! Not here: setting the app up (`enrol`).

use askama::Template;
use axum::http::StatusCode;

use super::answer::Answer;
use super::ask::Ask;
use super::carried::Carried;
use super::failure::Failure;
use super::frame::Frame;
use super::{Desk, cookies, enrol};
use crate::staff::StaffError;
use crate::staff::accounts::{Token, Visitor};
use crate::store::sessions::Stage;

#[derive(Template)]
#[template(path = "code.html")]
struct Page<'a> {
    f: &'a Frame,
    says: Option<String>,
    carried: &'a Carried,
}

/// The form.
pub(super) async fn page(ask: Ask) -> Result<Answer, Failure> {
    let carried = Carried::read(&ask.query);
    Answer::page(&Page { f: &ask.frame, says: None, carried: &carried })
}

/// Takes the code.
pub(super) async fn enter(ask: Ask) -> Result<Answer, Failure> {
    let carried = Carried::read(&ask.form);
    let entered = ask.desk.staff.enter(ask.somebody()?, ask.form.get("code"), ask.source.clone()).await;
    let (key, status) = match entered {
        Ok(entered) => {
            let frame = ask.frame.of(&entered.session);
            let on = carried.go_on(&frame)?;
            return Ok(on.with(cookies::set_browser(&entered.session)).with(cookies::set_device(&entered.device)));
        }
        Err(StaffError::WrongCode) => ("desk-wrong-code", StatusCode::UNPROCESSABLE_ENTITY),
        Err(StaffError::UsedCode) => ("desk-used-code", StatusCode::UNPROCESSABLE_ENTITY),
        Err(StaffError::Wait { until }) => {
            let says = Some(ask.frame.w1("desk-failed-wait", "moment", &ask.frame.when(&until)));
            return Answer::page_with(StatusCode::TOO_MANY_REQUESTS, &Page { f: &ask.frame, says, carried: &carried });
        }
        Err(other) => return Err(other.into()),
    };
    Answer::page_with(status, &Page { f: &ask.frame, says: Some(ask.frame.w(key)), carried: &carried })
}

/// On from the password: to the code, or to setting a second factor up. What is carried goes along.
pub(super) async fn next(
    desk: &Desk,
    visitor: &Visitor,
    token: &Token,
    frame: &Frame,
    carried: &Carried,
) -> Result<Answer, Failure> {
    let frame = frame.of(token);
    let answer = match (visitor.stage, carried.kept.is_empty()) {
        (Stage::In, _) => Answer::go(carried.to.as_str()),
        (Stage::Code, true) => Answer::go(carried.link("/code")),
        (Stage::Enrol, true) => Answer::go(carried.link("/enrol")),
        (Stage::Code, false) => Answer::page(&Page { f: &frame, says: None, carried })?,
        (Stage::Enrol, false) => enrol::form(desk, visitor, &frame, carried, None).await?,
    };
    Ok(answer.with(cookies::set_browser(token)))
}
