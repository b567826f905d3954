//! What can go wrong with a request, as a page: what happened, what is kept, and what was typed.
//!
//! Not here: what goes wrong with an act (`StaffError`), which is told in the same way.

use askama::Template;
use axum::http::StatusCode;

use super::acts::plain;
use super::answer::Answer;
use super::carried::{self, Carried};
use super::form::Fields;
use super::frame::Frame;
use super::media::NoMedia;
use super::sign_in;
use crate::staff::StaffError;

/// Why a request was not answered as it was asked.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    /// There is no such page, or nothing like that on it.
    #[error("there is nothing here")]
    NotFound,
    /// The page is there and takes no such request.
    #[error("the page takes no such request")]
    Method,
    /// Nobody is signed in, or not any more.
    #[error("nobody is signed in")]
    SignedOut,
    /// The role does not allow it.
    #[error("the role does not allow it")]
    NotForRole,
    /// It does not come from a page of ours.
    #[error("it does not come from a page of the desk's")]
    Origin,
    /// The form's token is not the one of this browser.
    #[error("the form is not of this browser, or is an old one")]
    Form,
    /// Not the kind of body that a form has.
    #[error("this is no form")]
    Kind,
    /// Too long.
    #[error("the form is too long")]
    TooLong,
    /// It took too long to arrive.
    #[error("the form took too long")]
    Slow,
    /// No text, or too many fields.
    #[error("the form cannot be read")]
    Unreadable,
    /// A field holds what it may not.
    #[error("a field holds what it may not: {0}")]
    Field(&'static str),
    /// A page could not be drawn.
    #[error("a page could not be drawn")]
    Drawing,
    /// A voice note or a picture cannot be given.
    #[error(transparent)]
    Media(#[from] NoMedia),
    /// The act was not done.
    #[error(transparent)]
    Staff(#[from] StaffError),
}

impl Failure {
    /// The page that tells it.
    pub(super) fn answer(self, frame: &Frame, typed: &Fields) -> Result<Answer, Self> {
        if let Self::SignedOut | Self::Staff(StaffError::NotSignedIn) = self {
            let carried = Carried::of(&frame.here, typed);
            return sign_in::again(frame, &carried);
        }
        let (status, key) = self.told();
        if status.is_server_error() {
            tracing::error!(error = %self, "a page of the desk could not be given");
        }
        let fields: Vec<_> =
            carried::shown(typed).filter(|(name, _)| *name == "text").map(|(_, value)| value.to_owned()).collect();
        let text = if let Self::Staff(StaffError::Wait { until }) = &self {
            frame.w1(key, "moment", &frame.words.when(*until))
        } else if let Self::Staff(StaffError::TakenOn { by }) = &self {
            frame.w1(key, "name", by)
        } else {
            frame.w(key)
        };
        let person = Some(person_of(&frame.here))
            .filter(|_| status == StatusCode::CONFLICT || status == StatusCode::UNPROCESSABLE_ENTITY);
        Answer::page_with(status, &Page { f: frame, text: &text, fields: &fields, person: person.flatten() })
    }

    /// The status, and the key of the sentence.
    fn told(&self) -> (StatusCode, &'static str) {
        match self {
            Self::NotFound => (StatusCode::NOT_FOUND, "desk-failed-not-found"),
            Self::Method => (StatusCode::METHOD_NOT_ALLOWED, "desk-failed-not-found"),
            Self::SignedOut => (StatusCode::UNAUTHORIZED, "desk-failed-signed-out"),
            Self::NotForRole => (StatusCode::FORBIDDEN, "desk-failed-role"),
            Self::Origin => (StatusCode::FORBIDDEN, "desk-failed-origin"),
            Self::Form => (StatusCode::FORBIDDEN, "desk-failed-form"),
            Self::Kind => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "desk-failed-unreadable"),
            Self::TooLong => (StatusCode::PAYLOAD_TOO_LARGE, "desk-failed-too-long"),
            Self::Slow => (StatusCode::REQUEST_TIMEOUT, "desk-failed-slow"),
            Self::Unreadable => (StatusCode::BAD_REQUEST, "desk-failed-unreadable"),
            Self::Field(key) => (StatusCode::UNPROCESSABLE_ENTITY, key),
            Self::Drawing => (StatusCode::INTERNAL_SERVER_ERROR, "desk-failed-here"),
            Self::Media(NoMedia::Gone) => (StatusCode::GONE, "desk-failed-media-gone"),
            Self::Media(NoMedia::NotShown) => (StatusCode::UNPROCESSABLE_ENTITY, "desk-failed-media-kind"),
            Self::Media(NoMedia::Unreached) => (StatusCode::BAD_GATEWAY, "desk-failed-media-unreached"),
            Self::Staff(error) => refused(error),
        }
    }
}

/// The same, of an act that was refused.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "an act that was refused in a way that has no sentence of its own is told as that"
)]
fn refused(error: &StaffError) -> (StatusCode, &'static str) {
    match error {
        StaffError::Store(store) if store.is_passing() => (StatusCode::SERVICE_UNAVAILABLE, "desk-failed-busy"),
        StaffError::Store(_) | StaffError::Vault(_) | StaffError::Chance(_) | StaffError::Hashing => {
            (StatusCode::INTERNAL_SERVER_ERROR, "desk-failed-here")
        }
        StaffError::NoSuchReference(_)
        | StaffError::NoSuchMedium
        | StaffError::NoSuchPoster(_)
        | StaffError::NobodyThere
        | StaffError::NoInvitation => (StatusCode::NOT_FOUND, "desk-failed-not-found"),
        StaffError::NotForRole | StaffError::Stranger(_) => (StatusCode::FORBIDDEN, "desk-failed-role"),
        StaffError::Wait { .. } => (StatusCode::TOO_MANY_REQUESTS, "desk-failed-wait"),
        StaffError::TakenOn { .. } => (StatusCode::CONFLICT, "desk-failed-taken-on"),
        StaffError::NotYours => (StatusCode::CONFLICT, "desk-failed-not-yours"),
        StaffError::NotForYou => (StatusCode::CONFLICT, "desk-line-locked"),
        StaffError::NotForThem(_) => (StatusCode::CONFLICT, "desk-failed-not-for-them"),
        StaffError::NoLead => (StatusCode::CONFLICT, "desk-failed-no-lead"),
        StaffError::ReadsAlong { .. } => (StatusCode::CONFLICT, "desk-may-not-along"),
        StaffError::TooLate => (StatusCode::CONFLICT, "desk-failed-too-late"),
        StaffError::Passed(_) => (StatusCode::UNPROCESSABLE_ENTITY, "desk-failed-passed"),
        StaffError::TakenBack => (StatusCode::CONFLICT, "desk-failed-taken-back"),
        StaffError::NotWelcome => (StatusCode::CONFLICT, "desk-failed-not-welcome"),
        StaffError::Unreachable => (StatusCode::CONFLICT, "desk-failed-unreachable"),
        StaffError::Forgotten => (StatusCode::GONE, "desk-failed-forgotten"),
        StaffError::Length { .. } => (StatusCode::UNPROCESSABLE_ENTITY, "desk-failed-length"),
        StaffError::NameLength { .. } => (StatusCode::UNPROCESSABLE_ENTITY, "desk-failed-name"),
        StaffError::PasswordLength { .. } => (StatusCode::UNPROCESSABLE_ENTITY, "desk-password-length"),
        StaffError::PasswordPlain => (StatusCode::UNPROCESSABLE_ENTITY, "desk-password-plain"),
        StaffError::WrongPassword => (StatusCode::UNPROCESSABLE_ENTITY, "desk-wrong-password"),
        StaffError::WrongCode => (StatusCode::UNPROCESSABLE_ENTITY, "desk-wrong-code"),
        StaffError::UsedCode => (StatusCode::UNPROCESSABLE_ENTITY, "desk-used-code"),
        StaffError::LastLead => (StatusCode::CONFLICT, "desk-failed-last-lead"),
        StaffError::NoRole => (StatusCode::UNPROCESSABLE_ENTITY, "desk-failed-no-role"),
        _ => (StatusCode::CONFLICT, "desk-failed-step"),
    }
}

/// The reference in the address of an act on somebody's conversation.
fn person_of(here: &str) -> Option<String> {
    let (reference, _) = here.strip_prefix("/people/")?.split_once('/')?;
    Some(plain(reference)).filter(|reference| !reference.is_empty())
}

#[derive(Template)]
#[template(path = "failure.html")]
struct Page<'a> {
    f: &'a Frame,
    text: &'a str,
    fields: &'a [String],
    /// The person it was about, if there is a way back to them.
    person: Option<String>,
}
