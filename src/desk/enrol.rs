//! Setting a second factor up: a picture for an authenticator app, the same to be typed, and recovery codes that are shown once.
//!
//! Not here: what a code is (`staff`).

use askama::Template;
use axum::http::StatusCode;
use qrcode::render::svg::Color;
use qrcode::{EcLevel, QrCode};

use super::answer::Answer;
use super::ask::Ask;
use super::carried::Carried;
use super::failure::Failure;
use super::frame::Frame;
use super::{Desk, cookies};
use crate::staff::StaffError;
use crate::staff::accounts::Visitor;

#[derive(Template)]
#[template(path = "enrol.html")]
struct Page<'a> {
    f: &'a Frame,
    picture: String,
    typed: String,
    says: Option<String>,
    carried: &'a Carried,
}

#[derive(Template)]
#[template(path = "recovery.html")]
struct Recovery<'a> {
    f: &'a Frame,
    codes: &'a [String],
    to: &'a str,
}

/// The picture and the form.
pub(super) async fn page(ask: Ask) -> Result<Answer, Failure> {
    let carried = Carried::read(&ask.query);
    form(&ask.desk, ask.somebody()?, &ask.frame, &carried, None).await
}

/// The same, with what went wrong.
pub(super) async fn form(
    desk: &Desk,
    visitor: &Visitor,
    frame: &Frame,
    carried: &Carried,
    says: Option<(StatusCode, String)>,
) -> Result<Answer, Failure> {
    let enrolment = desk.staff.enrolment(visitor).await?;
    let (status, says) = says.map_or((StatusCode::OK, None), |(status, says)| (status, Some(says)));
    let page = Page { f: frame, picture: picture(&enrolment.address)?, typed: enrolment.typed, says, carried };
    Answer::page_with(status, &page)
}

/// Takes the first code, and shows the recovery codes.
pub(super) async fn enrol(ask: Ask) -> Result<Answer, Failure> {
    let carried = Carried::read(&ask.form);
    let visitor = ask.somebody()?;
    let enrolled = match ask.desk.staff.enrol(visitor, ask.form.get("code"), ask.source.clone()).await {
        Ok(enrolled) => enrolled,
        Err(StaffError::WrongCode) => {
            let says = (StatusCode::UNPROCESSABLE_ENTITY, ask.frame.w("desk-wrong-code"));
            return form(&ask.desk, visitor, &ask.frame, &carried, Some(says)).await;
        }
        Err(StaffError::Wait { until }) => {
            let says = ask.frame.w1("desk-failed-wait", "moment", &ask.frame.when(&until));
            let says = (StatusCode::TOO_MANY_REQUESTS, says);
            return form(&ask.desk, visitor, &ask.frame, &carried, Some(says)).await;
        }
        Err(other) => return Err(other.into()),
    };
    let frame = ask.frame.of(&enrolled.entered.session);
    let page = Answer::page(&Recovery { f: &frame, codes: &enrolled.recovery, to: &carried.to })?;
    let entered = &enrolled.entered;
    Ok(page.with(cookies::set_browser(&entered.session)).with(cookies::set_device(&entered.device)))
}

/// A picture that phones read: dark on light whatever the page is, and drawn with no style of its own.
fn picture(address: &str) -> Result<String, Failure> {
    let code = QrCode::with_error_correction_level(address, EcLevel::M).map_err(|_| Failure::Drawing)?;
    let svg = code
        .render::<Color<'_>>()
        .min_dimensions(200, 200)
        .dark_color(Color("#1d2a2b"))
        .light_color(Color("#ffffff"))
        .build();
    // Of the file only the picture: its first line has no place in a page.
    Ok(svg.find("<svg").and_then(|at| svg.get(at..)).unwrap_or_default().to_owned())
}
