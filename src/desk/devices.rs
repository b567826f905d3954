//! One's own account: where one is signed in, the password, the second factor.
//!
//! Not here: other people's (`team`).

use askama::Template;
use axum::http::StatusCode;
use chrono::NaiveDate;

use super::answer::Answer;
use super::ask::Ask;
use super::cookies;
use super::failure::Failure;
use super::frame::Frame;
use super::invited::lengths;
use super::person;
use crate::staff::accounts::SignedIn;
use crate::staff::{Away, StaffError};

#[derive(Template)]
#[template(path = "devices.html")]
struct Page<'a> {
    f: &'a Frame,
    devices: Vec<SignedIn>,
    left: i64,
    /// Colleagues who could cover, for somebody who answers people.
    colleagues: Vec<String>,
    /// Their own days.
    away: Option<Away>,
    says: Option<String>,
}

impl Page<'_> {
    fn away(&self, away: &Away) -> String {
        let (from, back) = (self.f.words.day(away.from), self.f.words.day(away.back));
        self.f.w2("desk-away-is", ("from", &from), ("back", &back))
    }
}

/// The page.
pub(super) async fn page(ask: Ask) -> Result<Answer, Failure> {
    draw(&ask, StatusCode::OK, None).await
}

/// Signs one of one's own devices out.
pub(super) async fn end(ask: Ask) -> Result<Answer, Failure> {
    if !ask.desk.staff.end_session(ask.me()?, ask.id()?).await? {
        return Err(Failure::NotFound);
    }
    Ok(Answer::go("/devices"))
}

/// Days on which one does not read, and who covers.
pub(super) async fn away(ask: Ask) -> Result<Answer, Failure> {
    let day = |field: &str| ask.form.get(field).parse::<NaiveDate>().map_err(|_| Failure::Field("desk-failed-day"));
    let (from, back) = (day("from")?, day("back")?);
    let cover = Some(ask.form.get("cover")).filter(|cover| !cover.is_empty());
    ask.desk.staff.away(&ask.me()?.name, (from, back), cover).await?;
    Ok(Answer::go("/devices"))
}

/// Here again.
pub(super) async fn here(ask: Ask) -> Result<Answer, Failure> {
    ask.desk.staff.here_again(&ask.me()?.name).await?;
    Ok(Answer::go("/devices"))
}

/// Another password. All sessions end: one signs in with the new one.
pub(super) async fn password(ask: Ask) -> Result<Answer, Failure> {
    let (old, new) = (ask.form.get("old").to_owned(), ask.form.get("new").to_owned());
    if new != ask.form.get("again") {
        return draw(&ask, StatusCode::UNPROCESSABLE_ENTITY, Some(ask.frame.w("desk-password-differs"))).await;
    }
    match ask.desk.staff.change_password(ask.me()?, old, new, ask.source.clone()).await {
        Ok(()) => Ok(Answer::go("/sign-in")),
        Err(error) => refused(&ask, error).await,
    }
}

/// Another second factor.
pub(super) async fn second(ask: Ask) -> Result<Answer, Failure> {
    let password = ask.form.get("old").to_owned();
    match ask.desk.staff.renew_second(ask.me()?, password, ask.source.clone()).await {
        Ok(token) => Ok(Answer::go("/enrol").with(cookies::set_browser(&token))),
        Err(error) => refused(&ask, error).await,
    }
}

/// The page, with why it was not done.
async fn refused(ask: &Ask, error: StaffError) -> Result<Answer, Failure> {
    let f = &ask.frame;
    if let StaffError::Wait { until } = &error {
        let says = f.w1("desk-failed-wait", "moment", &f.when(until));
        return draw(ask, StatusCode::TOO_MANY_REQUESTS, Some(says)).await;
    }
    let says = if matches!(error, StaffError::WrongPassword) {
        f.w("desk-wrong-own-password")
    } else if matches!(error, StaffError::PasswordLength { .. }) {
        lengths(f, "desk-password-length")
    } else if matches!(error, StaffError::PasswordPlain) {
        f.w("desk-password-plain")
    } else {
        return Err(error.into());
    };
    draw(ask, StatusCode::UNPROCESSABLE_ENTITY, Some(says)).await
}

async fn draw(ask: &Ask, status: StatusCode, says: Option<String>) -> Result<Answer, Failure> {
    let me = ask.me()?;
    let devices = ask.desk.staff.signed_in(me).await?;
    let left = ask.desk.staff.recovery_left(me).await?;
    let away = ask.desk.staff.who_is_away().await?.into_iter().find(|away| away.name == me.name);
    let colleagues = if me.roles.reads_stories() { person::colleagues(ask, &me.name).await? } else { Vec::new() };
    Answer::page_with(status, &Page { f: &ask.frame, devices, left, colleagues, away, says })
}
