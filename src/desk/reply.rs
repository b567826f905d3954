//! Writing to a person: what is being written is kept while it is written, is looked at once more where it comes outside the times they chose, and can be
//! changed or taken back for as long as Telegram allows it.
//!
//! Not here: sending, and what arrives (`staff`, `telegram`).

use axum::http::StatusCode;
use chrono::{DateTime, Utc};

use super::acts::plain;
use super::answer::Answer;
use super::ask::Ask;
use super::failure::Failure;
use super::person::{self, Said};
use crate::staff::{Look, StaffError};

/// Sends it, or shows it once more with what there is to think of.
pub(super) async fn reply(ask: Ask) -> Result<Answer, Failure> {
    let (name, reference, text) = (&ask.me()?.name, ask.path.get("reference"), ask.form.text("text"));
    if ask.form.get("act") == "keep" {
        return keep(ask).await;
    }
    let staff = &ask.desk.staff;
    if !ask.form.get("at").is_empty() {
        let at = DateTime::parse_from_rfc3339(ask.form.get("at")).map_err(|_| Failure::Unreadable)?;
        staff.reply_at(name, reference, &text, at.with_timezone(&Utc)).await?;
        return Ok(back(reference));
    }
    if ask.form.get("anyway").is_empty()
        && let Look::Outside { chose, next } = staff.second_look(name, reference).await?
    {
        let why = ask.frame.w2("desk-reply-outside", ("chose", &chose), ("moment", &ask.frame.when(&next)));
        let said = Said { why, text: &text, then: Some(next) };
        return person::opened(&ask, StatusCode::OK, Some(said)).await;
    }
    match staff.reply(name, reference, &text).await {
        Ok(()) => Ok(back(reference)),
        Err(StaffError::Length { .. }) => {
            let said = Said { why: ask.frame.w("desk-failed-length"), text: &text, then: None };
            person::opened(&ask, StatusCode::UNPROCESSABLE_ENTITY, Some(said)).await
        }
        Err(other) => Err(other.into()),
    }
}

/// What was to be sent later is not: it stands as begun.
pub(super) async fn not_later(ask: Ask) -> Result<Answer, Failure> {
    ask.desk.staff.not_later(&ask.me()?.name, ask.id()?).await?;
    Ok(back(ask.path.get("reference")))
}

/// Keeps what is being written.
pub(super) async fn keep(ask: Ask) -> Result<Answer, Failure> {
    let (name, reference) = (&ask.me()?.name, ask.path.get("reference"));
    ask.desk.staff.keep_draft(name, reference, &ask.form.text("text")).await?;
    Ok(back(reference))
}

/// Puts a reviewed beginning under what is being written.
pub(super) async fn begin(ask: Ask) -> Result<Answer, Failure> {
    let (name, reference) = (&ask.me()?.name, ask.path.get("reference"));
    let line = ask.desk.staff.peek(name, reference).await?;
    let beginnings = ask.desk.staff.templates(name, line.language.as_deref());
    let wanted = ask.form.get("key");
    let beginning = beginnings.into_iter().find(|beginning| beginning.key == wanted).ok_or(Failure::NotFound)?;
    let so_far = ask.form.text("text");
    let text =
        if so_far.trim().is_empty() { beginning.text } else { format!("{}\n\n{}", so_far.trim_end(), beginning.text) };
    ask.desk.staff.keep_draft(name, reference, &text).await?;
    Ok(back(reference))
}

/// Changes one's own words.
pub(super) async fn edit(ask: Ask) -> Result<Answer, Failure> {
    ask.desk.staff.edit(&ask.me()?.name, ask.id()?, &ask.form.text("text")).await?;
    Ok(back(ask.path.get("reference")))
}

/// Takes one's own words back.
pub(super) async fn delete(ask: Ask) -> Result<Answer, Failure> {
    ask.desk.staff.delete(&ask.me()?.name, ask.id()?).await?;
    Ok(back(ask.path.get("reference")))
}

fn back(reference: &str) -> Answer {
    Answer::go(format!("/people/{}#answer", plain(reference)))
}
