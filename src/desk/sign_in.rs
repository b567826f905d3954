//! Signing in and out: name and password. Whoever was signed out while typing finds their words again on the other side.
//!
//! Not here: the code (`code`), how often one may try (`staff`).

use askama::Template;
use axum::http::StatusCode;

use super::answer::Answer;
use super::ask::Ask;
use super::carried::Carried;
use super::cookies;
use super::failure::Failure;
use super::frame::Frame;
use crate::staff::StaffError;
use crate::staff::accounts::Attempt;
use crate::store::sessions::Stage;

/// What stands over the form.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Says {
    Nothing,
    Ended,
    Wrong,
}

#[derive(Template)]
#[template(path = "sign_in.html")]
struct Page<'a> {
    f: &'a Frame,
    says: Says,
    wait: Option<String>,
    typed: &'a str,
    carried: &'a Carried,
}

/// The form.
pub(super) async fn page(ask: Ask) -> Result<Answer, Failure> {
    let carried = Carried::read(&ask.query);
    if let Some(visitor) = &ask.visitor {
        return Ok(Answer::go(match visitor.stage {
            Stage::In => carried.to.clone(),
            Stage::Code => carried.link("/code"),
            Stage::Enrol => carried.link("/enrol"),
        }));
    }
    Answer::page(&Page { f: &ask.frame, says: Says::Nothing, wait: None, typed: "", carried: &carried })
}

/// Takes name and password.
pub(super) async fn sign_in(ask: Ask) -> Result<Answer, Failure> {
    let carried = Carried::read(&ask.form);
    let name = ask.form.get("name").to_owned();
    let attempt = Attempt { name: name.clone(), password: ask.form.get("password").to_owned() };
    let (says, wait, status) = match ask.desk.staff.sign_in(attempt, ask.source.clone()).await {
        Ok(token) => {
            let visitor = ask.desk.staff.visitor(&token, true).await?.ok_or(Failure::SignedOut)?;
            return super::code::next(&ask.desk, &visitor, &token, &ask.frame, &carried).await;
        }
        Err(StaffError::WrongPassword) => (Says::Wrong, None, StatusCode::UNPROCESSABLE_ENTITY),
        Err(StaffError::Wait { until }) => (Says::Nothing, Some(ask.frame.when(&until)), StatusCode::TOO_MANY_REQUESTS),
        Err(other) => return Err(other.into()),
    };
    Answer::page_with(status, &Page { f: &ask.frame, says, wait, typed: &name, carried: &carried })
}

/// The form, for somebody whose session has ended while they were writing.
pub(super) fn again(frame: &Frame, carried: &Carried) -> Result<Answer, Failure> {
    Answer::page_with(StatusCode::UNAUTHORIZED, &Page { f: frame, says: Says::Ended, wait: None, typed: "", carried })
}

/// Ends the session.
pub(super) async fn sign_out(ask: Ask) -> Result<Answer, Failure> {
    if let Some(visitor) = &ask.visitor {
        ask.desk.staff.sign_out(visitor).await?;
    }
    let fresh = ask.desk.staff.token()?;
    Ok(Answer::go("/sign-in").with(cookies::set_browser(&fresh)))
}
